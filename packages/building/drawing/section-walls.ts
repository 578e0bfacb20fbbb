import type { Opening, Storey, Wall } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { dot } from "../geometry/vector.ts";
import { cutRing } from "./facing.ts";
import { stretch, wallLine } from "./openings.ts";
import type { Cut } from "./section-place.ts";
import { rectangle } from "./svg.ts";
import type { Scale } from "./svg.ts";

const thin = { fill: "none", stroke: "#3a3a3a", "stroke-width": 0.8 };

/** Draws the walls of a storey that the section cuts, open where a door or window lies in the cut. */
export function drawCutWalls(scale: Scale, storey: Storey, cut: Cut, poche: string): string {
  return storey.walls
    .flatMap((wall) => {
      const axis = wallLine(wall);
      if (!axis) return [];
      const across = dot(axis.along, cut.facing.away);
      const at = (cut.depth - dot(axis.start, cut.facing.away)) / across;
      const inCut = (one: Opening) => Math.abs(across) > 0.5 && Math.abs(one.at - at) < one.width / 2;
      const openings = storey.openings.filter((one) => one.wall === wall.id && inCut(one));
      return cutRing(cut.facing, cut.depth, stretch(axis, 0, axis.length)).map((ends) =>
        drawWall(scale, storey.elevation, { wall, ends, openings }, poche),
      );
    })
    .join("");
}

function drawWall(
  scale: Scale,
  floor: number,
  { wall, ends: [x0, x1], openings }: { wall: Wall; ends: [number, number]; openings: readonly Opening[] },
  poche: string,
): string {
  const parts: string[] = [];
  const solid = (low: number, high: number) => {
    if (high - low > 1e-3) parts.push(rectangle(scale, { x0, x1, y0: floor + low, y1: floor + high }, { fill: poche }));
  };
  let reached = 0;
  for (const opening of openings.toSorted((a, b) => a.sill - b.sill)) {
    const top = Math.min(wall.height, opening.sill + opening.height);
    solid(reached, opening.sill);
    parts.push(drawFilling(scale, opening, { x0, x1, y0: floor + opening.sill, y1: floor + top }));
    reached = Math.max(reached, top);
  }
  solid(reached, wall.height);
  return parts.join("");
}

/** A pane in the middle of a cut window or sliding door; jambs beyond for the rest. */
function drawFilling(scale: Scale, { kind }: Opening, box: { x0: number; x1: number; y0: number; y1: number }): string {
  const jambs = rectangle(scale, box, { ...thin, fill: "#ffffff" });
  if (kind !== OpeningKind.WINDOW && kind !== OpeningKind.SLIDING_DOOR) return jambs;
  const middle = (box.x0 + box.x1) / 2;
  const pane = { ...box, x0: middle - 0.02, x1: middle + 0.02 };
  return jambs + rectangle(scale, pane, { fill: "#cfe3ee", stroke: "#4f86a8", "stroke-width": 0.8 });
}
