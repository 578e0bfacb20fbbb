import { element } from "./svg.ts";
import type { Scale } from "./svg.ts";
import { personMarkup, treeMarkup } from "./view/sprites.ts";

/** Trees behind both ends of an upright drawing, pale so that the building stays in front. */
export function drawTrees(scale: Scale, [from, to]: readonly [number, number], height: number): string {
  const y = scale.y(0);
  const width = Math.min(3.6, Math.max(2, height * 0.5));
  const tree = (metres: number, share: number, seed: number) =>
    treeMarkup({ x: scale.x(metres), y }, width * share * scale.pixels, seed);
  const trees = tree(from + width * 0.08, 1, 3) + tree(to - width * 0.3, 0.9, 4);
  return element("g", { id: "trees", opacity: 0.5 }, trees);
}

/** People of 1.7 m on the ground, to give the size. */
export function drawPeople(scale: Scale, places: readonly number[]): string {
  // The round soles of the legs reach below the point they are drawn to; the ground is a thick line.
  const y = scale.y(0) - 0.07 * scale.pixels - 1.2;
  return element(
    "g",
    { id: "people", opacity: 0.9 },
    places.map((metres, i) => personMarkup({ x: scale.x(metres), y }, scale.pixels, i)).join(""),
  );
}
