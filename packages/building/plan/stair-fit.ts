import { grow, overlap } from "../geometry/rectangle.ts";
import type { Rectangle } from "../geometry/rectangle.ts";
import { clearance } from "./stair-draft.ts";
import type { DraftStair } from "./draft.ts";

const sides = ["x0", "y0", "x1", "y1"] as const;
type Side = (typeof sides)[number];

/**
 * The stair from wall face to wall face: layouts leave half of the thickest wall on every side, and thinner ones would
 * leave a strip of floor between the stair and the wall. `all` are the walls and posts of every storey, so that flights
 * and wells keep their place on each of them, `own` those of the stair's storey, up to which its half landing reaches.
 */
export const fittedStair = (
  stair: DraftStair,
  { all, own }: { readonly all: readonly Rectangle[]; readonly own: readonly Rectangle[] },
): DraftStair => ({ ...stair, box: fittedBox(stair.box, all), reach: fittedBox(stair.box, own) });

function fittedBox(box: Rectangle, bodies: readonly Rectangle[]): Rectangle {
  const near = bodies.filter((body) => overlap(body, grow(box, clearance)));
  return { ...box, ...Object.fromEntries(sides.map((side) => [side, faceOf(side, box, near) ?? box[side]])) };
}

/** The nearest face of what stands along a side of the box and outside it; undefined if nothing does. */
function faceOf(side: Side, box: Rectangle, bodies: readonly Rectangle[]): number | undefined {
  const [low, high] = side.startsWith("x") ? (["y0", "y1"] as const) : (["x0", "x1"] as const);
  const opposite = `${side[0] as "x" | "y"}${side[1] === "0" ? 1 : 0}` as const;
  const outward = side[1] === "0" ? -1 : 1;
  const faces = bodies
    .filter((body) => body[low] < box[high] && body[high] > box[low])
    .map((body) => body[opposite])
    .filter((face) => (face - box[side]) * outward >= 0);
  return faces.length === 0 ? undefined : outward * Math.min(...faces.map((face) => outward * face));
}
