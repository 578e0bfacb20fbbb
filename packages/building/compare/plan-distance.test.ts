import { describe, expect, test } from "vitest";
import { leastDistance, planDistance } from "./plan-distance.ts";

const box = (kind: string, x0: number, y0: number, x1: number, y1: number) => ({
  kind,
  ring: [
    { x: x0, y: y0 },
    { x: x1, y: y0 },
    { x: x1, y: y1 },
    { x: x0, y: y1 },
  ],
});
const storey = (...rooms: ReturnType<typeof box>[]) => ({ storey: 1, rooms });

const plain = [storey(box("hall", 0, 0, 6, 4), box("wc", 6, 0, 8, 4))];

describe("planDistance", () => {
  test.each([
    ["the same plan", plain, 0],
    ["the same plan elsewhere on the plot", [storey(box("hall", 20, 5, 26, 9), box("wc", 26, 5, 28, 9))], 0],
    ["mirrored", [storey(box("wc", 0, 0, 2, 4), box("hall", 2, 0, 8, 4))], 0.5],
    ["other rooms everywhere", [storey(box("office", 0, 0, 8, 4))], 1],
    ["half of it missing", [storey(box("hall", 0, 0, 4, 4))], 0.5],
    ["a storey more", [...plain, storey(box("hall", 0, 0, 8, 4))], 0.5],
    ["nothing at all", [], 1],
  ])("%s", (_story, other, want) => {
    expect(planDistance(plain, other)).toBeCloseTo(want, 6);
    expect(planDistance(other, plain)).toBeCloseTo(want, 6);
  });

  test("two plans without rooms are the same", () => expect(planDistance([], [])).toBe(0));
});

test("leastDistance looks at every pair", () => {
  const mirrored = [storey(box("wc", 0, 0, 2, 4), box("hall", 2, 0, 8, 4))];
  const other = [storey(box("office", 0, 0, 8, 4))];
  expect(leastDistance([plain, other, mirrored])).toBeCloseTo(0.5, 6);
  expect(leastDistance([plain])).toBe(1);
});
