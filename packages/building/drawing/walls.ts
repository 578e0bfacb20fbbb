import type { Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { drawOpening, stretch, wallLine } from "./openings.ts";
import { element, ringPath } from "./svg.ts";
import type { Scale } from "./svg.ts";

/** Draws the cut walls in black, open where doors and windows are, and what fills the openings. */
export function drawWalls(scale: Scale, storey: Storey): string {
  const solid: string[] = [];
  const fillings: string[] = [];
  for (const wall of storey.walls) {
    const axis = wallLine(wall);
    if (!axis) continue;
    const openings = storey.openings.filter((opening) => opening.wall === wall.id).toSorted((a, b) => a.at - b.at);
    let from = 0;
    for (const opening of openings) {
      solid.push(ringPath(scale, stretch(axis, from, opening.at - opening.width / 2)));
      from = opening.at + opening.width / 2;
      fillings.push(drawOpening(scale, storey, opening, axis));
    }
    solid.push(ringPath(scale, stretch(axis, from, axis.length)));
  }
  const poche = element("path", { d: solid.join(""), fill: "#2e2e2e", stroke: "#2e2e2e", "stroke-width": 0.4 });
  return element("g", { id: "walls" }, poche + fillings.join(""));
}
