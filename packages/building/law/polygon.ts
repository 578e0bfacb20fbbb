import type { Point, Polygon } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { distanceToSegment, edges, onBoundary, signedArea, type Ring } from "../geometry/polygon.ts";
import type { XY } from "../geometry/vector.ts";

/** Lengths nearer than this (metres) count as equal: drawings are dimensioned in millimetres. */
export const toleranceM = 1e-3;

/** The ring of a polygon message; an absent polygon is an empty ring. */
export function ringOf(polygon: Polygon | undefined): Ring {
  return polygon?.points ?? [];
}

/** A point message, or the origin if absent. */
export function pointOf(point: Point | undefined): XY {
  return point ?? { x: 0, y: 0 };
}

/** Distance in metres from a point to the ring's outline. */
export function distanceToRing(point: XY, ring: Ring): number {
  let nearest = Infinity;
  for (const [a, b] of edges(ring)) nearest = Math.min(nearest, distanceToSegment(point, a, b));
  return nearest;
}

/** Whether a point lies in the ring, or within `slackM` of its outline. */
export function contains(ring: Ring, point: XY, slackM = toleranceM): boolean {
  let inside = false;
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i]!;
    const b = ring[i + 1 === ring.length ? 0 : i + 1]!;
    if (a.y > point.y !== b.y > point.y) {
      const x = a.x + ((point.y - a.y) / (b.y - a.y)) * (b.x - a.x);
      if (point.x < x) inside = !inside;
    }
  }
  return inside || onBoundary(ring, point, slackM);
}

/** Corners whose inner angle is above 180 degrees: shortest ways inside a ring bend only there. */
export function reflexCorners(ring: Ring): XY[] {
  const turn = Math.sign(signedArea(ring));
  return ring.filter((point, index) => {
    const before = ring[(index + ring.length - 1) % ring.length]!;
    const after = ring[(index + 1) % ring.length]!;
    const cross = (point.x - before.x) * (after.y - point.y) - (point.y - before.y) * (after.x - point.x);
    return cross * turn < -1e-9;
  });
}

/** Whether the straight way from a to b stays inside the ring (its outline included). */
export function sees(ring: Ring, a: XY, b: XY): boolean {
  const cuts = [0, 1];
  for (const [p, q] of edges(ring)) {
    const t = crossing(a, b, p, q);
    if (t !== undefined) cuts.push(t);
  }
  cuts.sort((left, right) => left - right);
  for (let index = 1; index < cuts.length; index++) {
    const t = (cuts[index - 1]! + cuts[index]!) / 2;
    const middle = { x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y) };
    if (!contains(ring, middle)) return false;
  }
  return true;
}

function crossing(a: XY, b: XY, p: XY, q: XY): number | undefined {
  const rx = b.x - a.x;
  const ry = b.y - a.y;
  const sx = q.x - p.x;
  const sy = q.y - p.y;
  const cross = rx * sy - ry * sx;
  if (Math.abs(cross) < 1e-12) return undefined;
  const t = ((p.x - a.x) * sy - (p.y - a.y) * sx) / cross;
  const u = ((p.x - a.x) * ry - (p.y - a.y) * rx) / cross;
  return t > 0 && t < 1 && u >= -1e-9 && u <= 1 + 1e-9 ? t : undefined;
}

/** Sorted coordinates without those nearer than a millimetre. */
export function distinct(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted.filter((value, index) => index === 0 || value - sorted[index - 1]! > toleranceM);
}

/**
 * Clear width in metres of an upright room: the narrowest place, where width is the smaller of the free lengths along x and y.
 * Rings with slanted edges are measured on the grid of their corners.
 */
export function clearWidth(ring: Ring): number {
  const xs = distinct(ring.map((point) => point.x));
  const ys = distinct(ring.map((point) => point.y));
  const inside = ys
    .slice(1)
    .map((y, row) =>
      xs.slice(1).map((x, column) => contains(ring, { x: (x + xs[column]!) / 2, y: (y + ys[row]!) / 2 })),
    );
  let narrowest = Infinity;
  for (const [row, cells] of inside.entries()) {
    for (const [column, free] of cells.entries()) {
      if (!free) continue;
      const alongX = runLength(xs, column, (index) => cells[index] === true);
      const alongY = runLength(ys, row, (index) => inside[index]?.[column] === true);
      narrowest = Math.min(narrowest, Math.min(alongX, alongY));
    }
  }
  return Number.isFinite(narrowest) ? narrowest : 0;
}

function runLength(lines: number[], at: number, free: (index: number) => boolean): number {
  let low = at;
  let high = at;
  while (free(low - 1)) low--;
  while (free(high + 1)) high++;
  return lines[high + 1]! - lines[low]!;
}
