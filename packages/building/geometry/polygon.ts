import { add, cross, distance, dot, norm, scale, subtract, tolerance, turnRight } from "./vector.ts";
import type { XY } from "./vector.ts";

/** A closed ring, the first point not repeated. */
export type Ring = readonly XY[];

/** The ring's edges in order, the last one back to the first point. */
export function edges(ring: Ring): [XY, XY][] {
  return ring.map((point, i) => [point, ring[(i + 1) % ring.length]!]);
}

/** Area in m2, positive for a counter-clockwise ring. */
export function signedArea(ring: Ring): number {
  return edges(ring).reduce((sum, [a, b]) => sum + cross(a, b), 0) / 2;
}

/** Area in m2, whichever way the ring runs. */
export const area = (ring: Ring): number => Math.abs(signedArea(ring));

/** Length of the boundary in metres. */
export const perimeter = (ring: Ring): number => edges(ring).reduce((sum, [a, b]) => sum + distance(a, b), 0);

/** The same ring, running counter-clockwise. */
export const counterClockwise = (ring: Ring): XY[] => (signedArea(ring) < 0 ? [...ring].reverse() : [...ring]);

/** Centre of gravity; the mean of the points if the ring has no area. */
export function centroid(ring: Ring): XY {
  const doubled = 2 * signedArea(ring);
  if (Math.abs(doubled) < 1e-12) {
    return scale(
      ring.reduce((sum, p) => add(sum, p), { x: 0, y: 0 }),
      1 / Math.max(1, ring.length),
    );
  }
  const sum = edges(ring).reduce<XY>((total, [a, b]) => add(total, scale(add(a, b), cross(a, b))), {
    x: 0,
    y: 0,
  });
  return scale(sum, 1 / (3 * doubled));
}

/** The box round some points, in metres. */
export interface Bounds {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

/** The smallest upright box round the points. */
export function bounds(points: readonly XY[]): Bounds {
  const box = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
  for (const { x, y } of points) {
    box.minX = Math.min(box.minX, x);
    box.minY = Math.min(box.minY, y);
    box.maxX = Math.max(box.maxX, x);
    box.maxY = Math.max(box.maxY, y);
  }
  return box;
}

/** Whether the point lies on the ring's boundary, within `within` metres. */
export function onBoundary(ring: Ring, point: XY, within = tolerance): boolean {
  for (let i = 0, last = ring.length - 1; i < ring.length; last = i++) {
    if (isNearSegment(point, ring[last]!, ring[i]!, within)) return true;
  }
  return false;
}

/** Whether the point lies inside the ring or on its boundary. */
export function contains(ring: Ring, point: XY): boolean {
  if (onBoundary(ring, point)) return true;
  let inside = false;
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i]!;
    const b = ring[i + 1 === ring.length ? 0 : i + 1]!;
    if (a.y > point.y === b.y > point.y) continue;
    const x = a.x + ((point.y - a.y) / (b.y - a.y)) * (b.x - a.x);
    if (point.x < x) inside = !inside;
  }
  return inside;
}

/** A point well inside a ring: the middle of the widest stretch of the level line through it. */
export function interiorPoint(ring: Ring): XY {
  const ys = [...new Set(ring.map(({ y }) => y))].sort((a, b) => a - b);
  const levels = ys.slice(1).map((y, i) => (y + ys[i]!) / 2);
  const stretches = levels.flatMap((y) => {
    const xs = crossings(ring, y);
    return xs.flatMap((x, i) => (i % 2 === 1 ? [{ y, from: xs[i - 1]!, to: x }] : []));
  });
  const widest = stretches.reduce((best, one) => (one.to - one.from > best.to - best.from ? one : best), {
    y: ring[0]?.y ?? 0,
    from: ring[0]?.x ?? 0,
    to: ring[0]?.x ?? 0,
  });
  return { x: (widest.from + widest.to) / 2, y: widest.y };
}

function crossings(ring: Ring, y: number): number[] {
  return ring
    .flatMap((a, i) => {
      const b = ring[(i + 1) % ring.length]!;
      return a.y > y === b.y > y ? [] : [a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x)];
    })
    .sort((p, q) => p - q);
}

/** Distance of a point from the segment a-b, in metres. */
export function distanceToSegment(point: XY, a: XY, b: XY): number {
  const [x, y] = [b.x - a.x, b.y - a.y];
  const squared = x * x + y * y;
  const share = squared === 0 ? 0 : ((point.x - a.x) * x + (point.y - a.y) * y) / squared;
  const along = Math.min(1, Math.max(0, share));
  return Math.hypot(point.x - (a.x + x * along), point.y - (a.y + y * along));
}

/** Whether a point lies within `within` metres of the segment a-b; most are told by the box round it alone. */
export function isNearSegment(point: XY, a: XY, b: XY, within: number): boolean {
  const reach = within + tolerance;
  if (point.x < a.x - reach && point.x < b.x - reach) return false;
  if (point.x > a.x + reach && point.x > b.x + reach) return false;
  if (point.y < a.y - reach && point.y < b.y - reach) return false;
  if (point.y > a.y + reach && point.y > b.y + reach) return false;
  return distanceToSegment(point, a, b) <= within;
}

/** The ring without repeated points and without points on a straight line between their neighbours. */
export function simplify(ring: Ring): XY[] {
  const distinct = ring.filter((point, i) => distance(point, ring[(i + ring.length - 1) % ring.length]!) > tolerance);
  return distinct.filter((point, i) => {
    const before = subtract(point, distinct[(i + distinct.length - 1) % distinct.length]!);
    const after = subtract(distinct[(i + 1) % distinct.length]!, point);
    return Math.abs(cross(before, after)) > tolerance * Math.max(norm(before), norm(after));
  });
}

/**
 * The counter-clockwise ring with every edge moved outward by `by` metres (inward if negative), corners mitred.
 * It does not resolve an edge that vanishes, so move inward by less than half the smallest side.
 */
export function offset(ring: Ring, by: number): XY[] {
  const points = simplify(counterClockwise(ring));
  return points.map((point, i) => {
    const before = outward(points[(i + points.length - 1) % points.length]!, point);
    const after = outward(point, points[(i + 1) % points.length]!);
    const sum = add(before, after);
    return add(point, scale(sum, (2 * by) / dot(sum, sum)));
  });
}

/** The ring moved by a vector. */
export const translate = (ring: Ring, by: XY): XY[] => ring.map((point) => add(point, by));

function outward(a: XY, b: XY): XY {
  const normal = turnRight(subtract(b, a));
  return scale(normal, 1 / norm(normal));
}
