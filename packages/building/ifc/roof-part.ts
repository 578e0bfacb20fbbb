import type { Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Ring } from "../geometry/polygon.ts";
import type { Place } from "./job.ts";

/** A part of the roof that rests on the walls of one storey. */
export interface RoofPart {
  readonly path: string;
  /** Outline by wall centreline. */
  readonly ring: Ring;
  readonly storey: Storey;
  readonly home: Place<"IfcBuildingStorey">;
  /** Height of what it rests on, above the storey's floor, metres. */
  readonly top: number;
  /** Across the slope, metres. */
  readonly thickness: number;
}
