import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Rectangle } from "../geometry/rectangle.ts";
import { cutRing } from "./facing.ts";
import type { Cut } from "./section-place.ts";
import { buildingFaces } from "./view/building.ts";
import type { Face } from "./view/face.ts";
import { outdoors, paletteOfPlan } from "./view/palette.ts";

/** How far a board's face stops short of the wall, metres: a cut one is drawn up to it. */
const joint = 0.01;

/** Boards over the ways in where the section runs through them: along the view and above the ground, metres. */
export function cutCanopies(plan: Plan, { facing, depth }: Cut): Rectangle[] {
  const boards = buildingFaces(plan, paletteOfPlan(plan)).filter(
    ({ paint, normal }) => paint === outdoors.canopy && Math.abs(normal[2]) > 0.9,
  );
  const unders = boards.filter(({ normal }) => normal[2] < 0);
  return boards
    .filter(({ normal }) => normal[2] > 0)
    .flatMap((top) => {
      const under = unders.filter((one) => covers(top, one)).map(levelOf);
      const low = Math.max(...under.filter((z) => z < levelOf(top)));
      const ring = top.points.map(([x, y]) => ({ x, y }));
      return cutRing(facing, depth, ring).map(([x0, x1]) => ({
        x0: x0 - joint,
        x1: x1 + joint,
        y0: low,
        y1: levelOf(top),
      }));
    })
    .filter(({ y0, x1, x0 }) => Number.isFinite(y0) && x1 - x0 > 2 * joint);
}

const levelOf = ({ points }: Face): number => points[0]![2];

/** Whether two level faces lie over one another, corner for corner. */
const covers = (one: Face, other: Face): boolean =>
  one.points.every(([x, y]) => other.points.some((point) => Math.hypot(point[0] - x, point[1] - y) < 0.005));
