import { cross, direction, distance, dot, subtract, tolerance } from "./vector.ts";
import type { Rectangle } from "./rectangle.ts";
import type { XY } from "./vector.ts";

/** Where two segments cross or touch, or undefined; parallel segments never do. */
export function crossing(a0: XY, a1: XY, b0: XY, b1: XY): XY | undefined {
  const [u, v] = [subtract(a1, a0), subtract(b1, b0)];
  const denominator = cross(u, v);
  if (Math.abs(denominator) < 1e-12) return undefined;
  const s = cross(subtract(b0, a0), v) / denominator;
  const t = cross(subtract(b0, a0), u) / denominator;
  if (s < -1e-9 || s > 1 + 1e-9 || t < -1e-9 || t > 1 + 1e-9) return undefined;
  return { x: a0.x + u.x * s, y: a0.y + u.y * s };
}

/** The stretch of segment a that segment b covers, as distances from a0 in metres; undefined unless collinear. */
export function sharedStretch(
  a: readonly [XY, XY],
  b: readonly [XY, XY],
  within = tolerance,
): { from: number; to: number } | undefined {
  const unit = direction(a[0], a[1]);
  if (!unit) return undefined;
  const off = b.map((point) => Math.abs(cross(unit, subtract(point, a[0]))));
  if (Math.max(...off) > within) return undefined;
  const along = b.map((point) => dot(unit, subtract(point, a[0])));
  const from = Math.max(0, Math.min(...along));
  const to = Math.min(distance(a[0], a[1]), Math.max(...along));
  return to - from > tolerance ? { from, to } : undefined;
}

/** Whether a segment runs through the inside of a rectangle; along an edge of it does not count. */
export function runsThrough(a: XY, b: XY, { x0, y0, x1, y1 }: Rectangle): boolean {
  const across = stretchBetween([a.x, b.x], [x0, x1]);
  const up = stretchBetween([a.y, b.y], [y0, y1]);
  return Math.max(0, across[0], up[0]) < Math.min(1, across[1], up[1]);
}

/** The shares of the way from `a` to `b` between which it lies inside an open interval. */
function stretchBetween([a, b]: readonly [number, number], [low, high]: readonly [number, number]): [number, number] {
  if (a === b) return a > low && a < high ? [-Infinity, Infinity] : [Infinity, -Infinity];
  const shares = [(low - a) / (b - a), (high - a) / (b - a)] as const;
  return [Math.min(...shares), Math.max(...shares)];
}
