import type { XY } from "../../geometry/vector.ts";

/** A point or vector in space, metres; z is up. */
export type XYZ = readonly [x: number, y: number, z: number];

/** A plan point at a height. */
export const lift = ({ x, y }: XY, z: number): XYZ => [x, y, z];

/** The scalar product. */
export const dot3 = (a: XYZ, b: XYZ): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

/** The vector from `b` to `a`. */
export const minus = (a: XYZ, b: XYZ): XYZ => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];

/** The vector product. */
export const cross3 = (a: XYZ, b: XYZ): XYZ => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

/** `a` and `factor` times `b`. */
export const plus = (a: XYZ, b: XYZ, factor = 1): XYZ => [
  a[0] + b[0] * factor,
  a[1] + b[1] * factor,
  a[2] + b[2] * factor,
];

/** The vector at length 1; the null vector stays. */
export function unit(a: XYZ): XYZ {
  const length = Math.hypot(...a) || 1;
  return [a[0] / length, a[1] / length, a[2] / length];
}

/** The normal of a flat ring, by the sum over its edges, so that straight corners do no harm. */
export function normalOf(points: readonly XYZ[]): XYZ {
  let sum: XYZ = [0, 0, 0];
  points.forEach((point, i) => {
    const next = points[(i + 1) % points.length]!;
    sum = plus(sum, cross3(minus(point, points[0]!), minus(next, points[0]!)));
  });
  return unit(sum);
}

/** A unit vector from its bearing (counter-clockwise from east) and height above the horizon, in degrees. */
export function bearing(azimuthDegrees: number, heightDegrees: number): XYZ {
  const [a, h] = [(azimuthDegrees * Math.PI) / 180, (heightDegrees * Math.PI) / 180];
  return [Math.cos(h) * Math.cos(a), Math.cos(h) * Math.sin(a), Math.sin(h)];
}
