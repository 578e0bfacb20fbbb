import { run } from "../geometry/roof.ts";
import type { RoofFacet } from "../geometry/roof.ts";
import { dot, norm, subtract, turnRight } from "../geometry/vector.ts";
import type { XY } from "../geometry/vector.ts";
import type { Ref } from "./schema.ts";
import { axes, extrude, prism, profile } from "./shapes.ts";
import type { StepWriter } from "./step.ts";

/** How a pitched roof lies on its walls. */
export interface Slope {
  /** Radians. */
  readonly pitch: number;
  /** From the outer wall face to the eave line, metres. */
  readonly eaves: number;
}

/**
 * A roof plane as a solid: its outline laid in the slope and swept upward, so that planes meet in upright cuts without
 * gap or overlap. Its underside passes through the top of the outer wall face, at height 0.
 */
export function facetSolid(
  writer: StepWriter,
  facet: RoofFacet,
  { pitch, eaves, thickness, subject }: Slope & { thickness: number; subject: string },
): Ref<"IfcExtrudedAreaSolid"> {
  const { inward, origin } = facet.eave;
  const upright = thickness / Math.cos(pitch);
  if (norm(inward) === 0) return prism(writer, facet.ring, 0, thickness, subject);
  const along = turnRight(inward);
  const [c, s] = [Math.cos(pitch), Math.sin(pitch)];
  const ring: XY[] = facet.ring.map((point) => ({
    x: dot(subtract(point, origin), along),
    y: run(facet.eave, point) / c,
  }));
  const position = axes(
    writer,
    [origin.x, origin.y, -eaves * Math.tan(pitch)],
    [-inward.x * s, -inward.y * s, c],
    [along.x, along.y, 0],
  );
  return extrude(writer, profile(writer, ring, subject), position, upright, subject, [0, s, c]);
}
