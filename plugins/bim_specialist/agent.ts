import { drawingFiles } from "@viba/building/drawing/sheets";
import { ModelError } from "@viba/building/ifc/errors";
import { pretendard } from "@viba/building/typeface/load";
import { BriefSchema } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { ModelSchema } from "@viba/contracts/gen/viba/aec/v1/model_pb";
import { PlanSchema } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { capability, optional, required } from "@viba/sdk/capability";
import { defineAgent } from "@viba/sdk/definition";
import { MeshError } from "@viba/sdk/errors";
import { serveAgent } from "@viba/sdk/serve";
import { makeModel, modelFiles } from "./model.ts";

/** Date inside the model when no brief names the permit's: one and the same, so that the bytes are too. */
const undated = "1970-01-01";

/** Turns a floor plan into an IFC 4.3 model, a picture, elevations, a section and CAD files. */
export const agent = defineAgent({
  id: "bim_specialist",
  titleKo: "BIM 전문가",
  titleEn: "BIM specialist",
  capabilities: [
    capability({
      name: "model.ifc",
      inputs: { plan: required(PlanSchema), brief: optional(BriefSchema) },
      output: ModelSchema,
      deterministic: true,
      idempotent: true,
      cost: 1,
      expectedLatencyMs: 300,
      tags: ["ifc4.3", "bim"],
      description: "Writes the plan as an IFC 4.3 model with spaces, walls, openings, stairs, roof and quantities.",
      run({ inputs: { plan, brief }, progress }) {
        progress(0.1, "IFC 모델을 만듭니다", "writing the IFC model");
        const model = consistent(() => makeModel(plan, brief, brief?.permitDate || undated));
        progress(0.6, "조감도와 도면을 그립니다", "drawing the view, elevations and section");
        const setting = { date: brief?.permitDate ?? "", typeface: pretendard() };
        return { output: model, files: [...modelFiles(plan, model, setting), ...drawingFiles(plan, setting)] };
      },
    }),
  ],
});

/** A plan that contradicts itself is refused with the element at fault. */
function consistent<T>(write: () => T): T {
  try {
    return write();
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    throw new MeshError("INVALID_ARGUMENT", `the plan can't become a model: ${error.message}`, {
      messageKo: `평면을 모델로 만들 수 없습니다: ${error.subject}`,
      facts: { element: error.subject, problem: error.reason },
      cause: error,
    });
  }
}

if (import.meta.main) await serveAgent(import.meta.url, agent);
