import { expect, test } from "vitest";
import { parkRows } from "./parking-rows.ts";
import type { Yard } from "./parking-rows.ts";

const yardOf = (width: number, front: number, door = width / 2): Yard => {
  const way = { x0: door - 0.76, y0: -1, x1: door + 0.76, y1: front };
  return { width, front, building: [], ways: [way], doors: [{ x: door, y: front }], edge: 0.2 };
};

test.each([
  { width: 20, front: 8, count: 6, rows: [6] },
  { width: 20, front: 20, count: 11, rows: [5, 6] },
  // No room for a lane: the eight of a small yard stand two deep, nine do not.
  { width: 12, front: 12, count: 8, rows: [4, 4] },
  { width: 12, front: 12, count: 9, rows: [4] },
])("$count cars in a yard of $width by $front m stand in rows of $rows", ({ width, front, count, rows }) => {
  const stalls = parkRows(yardOf(width, front), { count, accessible: false });
  const starts = [...new Set(stalls.map(({ box }) => box.y0))];
  expect(starts.map((start) => stalls.filter(({ box }) => box.y0 === start).length)).toEqual(rows);
});

test("the way in runs on through a row that is driven into from behind, between cars", () => {
  const yard = yardOf(24, 28, 22);
  const stalls = parkRows(yard, { count: 30, accessible: false }).map(({ box }) => box);
  expect(new Set(stalls.map(({ y0 }) => y0)).size).toBe(3);
  const free = (u: number) =>
    [...stalls, ...yard.ways].every(({ x0, x1 }) => x1 <= u + 1e-6 || x0 >= u + 3.5 - 1e-6) &&
    stalls.some(({ x1 }) => x1 <= u + 1e-6) &&
    stalls.some(({ x0 }) => x0 >= u + 3.5 - 1e-6);
  expect(stalls.flatMap(({ x1 }) => [x1]).some(free)).toBe(true);
});

test("the way in leaves the way to the door alone, and the space for wheelchairs lies beside the door", () => {
  const stalls = parkRows(yardOf(24, 20, 6), { count: 14, accessible: true });
  const first = stalls.filter(({ box }) => box.y0 < 1).map(({ box }) => [box.x0, box.x1] as const);
  const ends = [0.2, ...first.flat(), 5.24, 6.76, 23.8].toSorted((a, b) => a - b);
  const gaps = ends.slice(1).map((to, i) => to - ends[i]!);
  expect(Math.max(...gaps)).toBeGreaterThanOrEqual(3.5);
  const wide = stalls.find(({ accessible }) => accessible)!.box;
  expect(wide.y0).toBeCloseTo(11.3);
  expect(Math.min(Math.abs(wide.x1 - 5.24), Math.abs(wide.x0 - 6.76))).toBeLessThan(0.01);
});
