import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Classification } from "./classification.ts";
import type { Contexts } from "./contexts.ts";
import type { Materials } from "./materials.ts";
import type { Properties } from "./properties.ts";
import type { Relations } from "./relations.ts";
import type { Ref } from "./schema.ts";
import type { Solid } from "./shapes.ts";
import type { Sheet } from "./sheet.ts";
import type { StepWriter } from "./step.ts";
import type { Types } from "./types.ts";
import type { Service } from "../openings/service.ts";

/** All that the parts of the model need to write themselves. */
export interface Job {
  readonly plan: Plan;
  readonly sheet: Sheet;
  readonly writer: StepWriter;
  readonly contexts: Contexts;
  readonly relations: Relations;
  readonly properties: Properties;
  readonly classes: Classification;
  readonly materials: Materials;
  readonly types: Types;
  readonly shapes: MappedShapes;
  /** Marks of doors and windows by the key of the opening, as the drawings have them. */
  readonly marks: ReadonlyMap<string, string>;
  /** What doors do beside closing a room, by opening. */
  readonly services: ReadonlyMap<string, Service>;
}

/** A spatial element with the placement that its contents are laid out from. */
export interface Place<Name extends "IfcSite" | "IfcBuilding" | "IfcBuildingStorey" | "IfcSpace"> {
  readonly ref: Ref<Name>;
  readonly placement: Ref<"IfcLocalPlacement">;
}

/** Shapes shared by all occurrences of a type, by the type's key. */
export interface MappedShapes {
  /** The map under this key; `solids` draws it the first time. */
  map(key: string, solids: () => Solid[]): Ref<"IfcRepresentationMap">;
}
