import { rotate, tolerance } from "./vector.ts";
import type { XY } from "./vector.ts";

/** An upright rectangle in metres. */
export interface Rectangle {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** The rectangle as a counter-clockwise ring from its south-west corner. */
export const corners = ({ x0, y0, x1, y1 }: Rectangle): XY[] => [
  { x: x0, y: y0 },
  { x: x1, y: y0 },
  { x: x1, y: y1 },
  { x: x0, y: y1 },
];

/** The corners of a rectangle of `width` by `depth` metres round `centre`, turned by `degrees` counter-clockwise. */
export function turnedRectangle(centre: XY, width: number, depth: number, degrees = 0): XY[] {
  const box = {
    x0: centre.x - width / 2,
    y0: centre.y - depth / 2,
    x1: centre.x + width / 2,
    y1: centre.y + depth / 2,
  };
  return corners(box).map((corner) => rotate(corner, degrees, centre));
}

/** The part two rectangles share, or undefined if that has no area. */
export function overlap(a: Rectangle, b: Rectangle): Rectangle | undefined {
  const shared = {
    x0: Math.max(a.x0, b.x0),
    y0: Math.max(a.y0, b.y0),
    x1: Math.min(a.x1, b.x1),
    y1: Math.min(a.y1, b.y1),
  };
  const empty = shared.x1 - shared.x0 < tolerance || shared.y1 - shared.y0 < tolerance;
  return empty ? undefined : shared;
}

/** Whether two rectangles share an area. */
export const overlaps = (a: Rectangle, b: Rectangle): boolean =>
  Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0) >= tolerance && Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0) >= tolerance;

/** The rectangle with every side moved outward by `by` metres (inward if negative). */
export const grow = ({ x0, y0, x1, y1 }: Rectangle, by: number): Rectangle => ({
  x0: x0 - by,
  y0: y0 - by,
  x1: x1 + by,
  y1: y1 + by,
});

/** Area in m2. */
export const rectangleArea = ({ x0, y0, x1, y1 }: Rectangle): number => (x1 - x0) * (y1 - y0);
