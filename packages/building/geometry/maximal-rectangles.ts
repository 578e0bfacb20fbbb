import { edges } from "./polygon.ts";
import type { Ring } from "./polygon.ts";
import type { Rectangle } from "./rectangle.ts";
import { contains } from "./polygon.ts";
import { tolerance } from "./vector.ts";

/** More distinct coordinates than this along one axis and a ring counts as not rectilinear: the search grows with their fourth power. */
const maxLines = 40;

/** Whether every edge runs along x or y. */
const isRectilinear = (ring: Ring): boolean =>
  edges(ring).every(([a, b]) => Math.min(Math.abs(a.x - b.x), Math.abs(a.y - b.y)) < tolerance);

/** All rectangles inside a rectilinear ring that cannot grow on any side; undefined if the ring is not rectilinear. */
export function maximalRectangles(ring: Ring): Rectangle[] | undefined {
  const xs = lines(ring.map((point) => point.x));
  const ys = lines(ring.map((point) => point.y));
  if (!isRectilinear(ring) || Math.max(xs.length, ys.length) > maxLines) return undefined;
  const inside = filledCells(ring, xs, ys);
  const found: Rectangle[] = [];
  for (let i = 0; i < xs.length; i++) {
    for (let k = i + 1; k < xs.length; k++) {
      for (const [j, l] of fullSpans(inside, i, k)) {
        const full = (a: number, b: number) => isFull(inside, a, b, j, l);
        if (full(i - 1, i) || full(k, k + 1)) continue;
        found.push({ x0: xs[i]!, x1: xs[k]!, y0: ys[j]!, y1: ys[l]! });
      }
    }
  }
  return found;
}

function filledCells(ring: Ring, xs: number[], ys: number[]): boolean[][] {
  return xs
    .slice(1)
    .map((x, i) => ys.slice(1).map((y, j) => contains(ring, { x: (x + xs[i]!) / 2, y: (y + ys[j]!) / 2 })));
}

/** Longest runs of rows that are full over the columns from i to k. */
function fullSpans(inside: boolean[][], i: number, k: number): [number, number][] {
  const spans: [number, number][] = [];
  const rows = inside[0]?.length ?? 0;
  let start = 0;
  for (let row = 0; row <= rows; row++) {
    if (row < rows && isFull(inside, i, k, row, row + 1)) continue;
    if (row > start) spans.push([start, row]);
    start = row + 1;
  }
  return spans;
}

function isFull(inside: boolean[][], i: number, k: number, j: number, l: number): boolean {
  if (i < 0 || k > inside.length) return false;
  return inside.slice(i, k).every((column) => column.slice(j, l).every(Boolean));
}

function lines(values: number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.filter((value, i) => i === 0 || value - sorted[i - 1]! > tolerance);
}
