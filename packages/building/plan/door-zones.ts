import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Rectangle } from "../geometry/rectangle.ts";
import type { DraftOpening } from "./openings.ts";

/** Floor before and behind doors that must stay free, as deep as a leaf is wide but at least `depth` metres. */
export function doorZones(openings: readonly DraftOpening[], depth: number): Rectangle[] {
  return openings.filter((opening) => opening.kind !== OpeningKind.WINDOW).map((opening) => zoneOf(opening, depth));
}

/** Floor before windows, where nothing stands that is taller than their sill. */
export const windowZones = (openings: readonly DraftOpening[]): Rectangle[] =>
  openings.filter((opening) => opening.kind === OpeningKind.WINDOW).map((opening) => zoneOf(opening, 0.3));

function zoneOf({ edge, centre, width }: DraftOpening, depth: number): Rectangle {
  const { run, thickness } = edge.wall;
  const reach = thickness / 2 + depth;
  const [a, b] = [centre - width / 2, centre + width / 2];
  return run.axis === "h"
    ? { x0: a, y0: run.at - reach, x1: b, y1: run.at + reach }
    : { x0: run.at - reach, y0: a, x1: run.at + reach, y1: b };
}
