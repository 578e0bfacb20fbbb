import type { Bounds, Ring } from "../geometry/polygon.ts";
import { edges } from "../geometry/polygon.ts";
import { dot, turnRight } from "../geometry/vector.ts";
import type { XY } from "../geometry/vector.ts";
import type { Camera } from "./view/camera.ts";
import type { Sheet } from "./view/sheet.ts";
import { unit } from "./view/space.ts";
import type { Scale } from "./svg.ts";

/** A side of the building, by the direction it faces. */
export type Side = "S" | "E" | "N" | "W";

/** A level view: which way on the plan is to the right on the sheet, and which way one looks. */
export interface Facing {
  readonly along: XY;
  readonly away: XY;
}

const looks: Readonly<Record<Side, XY>> = {
  S: { x: 0, y: 1 },
  E: { x: -1, y: 0 },
  N: { x: 0, y: -1 },
  W: { x: 1, y: 0 },
};

/** The view of a side by somebody who stands before it. */
export const facingSide = (side: Side): Facing => looking(looks[side]);

/** The view in a direction. */
export const looking = (away: XY): Facing => ({ along: turnRight(away), away });

/** Korean name of the direction one looks in. */
export function wayName({ away }: Facing): string {
  if (Math.abs(away.x) > Math.abs(away.y)) return away.x > 0 ? "동" : "서";
  return away.y > 0 ? "북" : "남";
}

/** A camera without perspective at eye level; the sun stands before the facade, high on the left. */
export function levelCamera({ along, away }: Facing): Camera {
  const sun = (one: "x" | "y") => -0.62 * away[one] - 0.4 * along[one];
  return {
    toViewer: [-away.x, -away.y, 0],
    toSun: unit([sun("x"), sun("y"), 0.66]),
    project: ([x, y, z]) => ({ x: dot({ x, y }, along), y: -z }),
  };
}

/** The camera's picture under the scale of a sheet whose x is the distance along the view and y the height. */
export const sheetUnder = (scale: Scale, camera: Camera): Sheet => ({
  camera,
  pixelsPerMetre: scale.pixels,
  left: scale.x(0),
  top: scale.y(0),
});

/** From where to where along the view the points reach, metres. */
export function reach({ along }: Facing, points: readonly XY[]): [number, number] {
  const values = points.map((point) => dot(point, along));
  return [Math.min(...values), Math.max(...values)];
}

/** The stretches of the line at a depth that lie inside a ring, as distances along the view in metres. */
export function cutRing({ along, away }: Facing, depth: number, ring: Ring): [number, number][] {
  const stops = edges(ring)
    .flatMap(([a, b]) => {
      const [u, v] = [dot(a, away) - depth, dot(b, away) - depth];
      if (u > 0 === v > 0) return [];
      return [dot(a, along) + (u / (u - v)) * (dot(b, along) - dot(a, along))];
    })
    .toSorted((a, b) => a - b);
  return stops.flatMap((stop, i): [number, number][] => (i % 2 === 1 ? [[stops[i - 1]!, stop]] : []));
}

/** The box of an upright drawing with free ground on both sides, in metres. */
export const uprightBox = ([from, to]: readonly [number, number], [low, high]: readonly [number, number]): Bounds => ({
  minX: from - 1.2,
  maxX: to + 1.2,
  minY: low,
  maxY: high,
});
