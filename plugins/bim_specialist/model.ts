import { createHash } from "node:crypto";
import { create } from "@bufbuild/protobuf";
import { svgFile } from "@viba/building/drawing/files";
import type { SheetSetting } from "@viba/building/drawing/files";
import { drawView } from "@viba/building/drawing/view";
import { writeIfc } from "@viba/building/ifc/model";
import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { ModelSchema } from "@viba/contracts/gen/viba/aec/v1/model_pb";
import type { Model } from "@viba/contracts/gen/viba/aec/v1/model_pb";
import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";

/** A file for the person who asked. */
export interface ModelFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** The plan as an IFC 4.3 model, dated `permitDate` (YYYY-MM-DD); the same input gives the same bytes. */
export function makeModel(plan: Plan, brief: Brief | undefined, permitDate: string): Model {
  const { text, counts, guids } = writeIfc(plan, brief, { permitDate });
  const ifc = new TextEncoder().encode(text);
  const sha256 = createHash("sha256").update(ifc).digest("hex");
  return create(ModelSchema, { ifc, sha256, counts, guids });
}

/** What the person gets: the model and a picture of the building. */
export function modelFiles(plan: Plan, model: Model, setting: SheetSetting): ModelFile[] {
  return [
    { name: "model.ifc", mediaType: "application/x-step", bytes: model.ifc },
    svgFile("view.svg", drawView(plan), setting),
  ];
}
