import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clearWidth, contains, distinct, reflexCorners, sees } from "./polygon.ts";
import { northDistance } from "./setback.ts";

const ring = (...pairs: [number, number][]) => pairs.map(([x, y]) => ({ x, y }));
const square = ring([0, 0], [4, 0], [4, 4], [0, 4]);
/** An L: 6 m by 6 m without its north-east quarter, arms 2 m wide. */
const angle = ring([0, 0], [6, 0], [6, 2], [2, 2], [2, 6], [0, 6]);

describe("what one sees inside a ring", () => {
  test.each([
    ["across a square", square, [0, 0], [4, 4], true],
    ["along its edge", square, [0, 0], [4, 0], true],
    ["round the corner of an L", angle, [5, 1], [1, 5], false],
    ["to the corner of an L", angle, [5, 1], [2, 2], true],
    ["out of the ring", square, [2, 2], [6, 2], false],
  ] as const)("%s", (_, outline, [ax, ay], [bx, by], seen) => {
    expect(sees(outline, { x: ax, y: ay }, { x: bx, y: by })).toBe(seen);
  });

  test("ways bend only at the inner corner of an L", () => {
    expect(reflexCorners(angle)).toEqual([{ x: 2, y: 2 }]);
    expect(reflexCorners(square)).toEqual([]);
    expect(reflexCorners(angle.toReversed())).toEqual([{ x: 2, y: 2 }]);
  });
});

test.each([
  ["a square", square, 4],
  ["an L", angle, 2],
  ["a corridor with a bend", ring([0, 0], [9, 0], [9, 1.2], [1.5, 1.2], [1.5, 5], [0, 5]), 1.2],
  ["nothing", [], 0],
])("clear width of %s", (_, outline, width) => expect(clearWidth(outline)).toBeCloseTo(width, 9));

test("points on the outline belong to the ring", () => {
  expect(contains(square, { x: 4, y: 2 })).toBe(true);
  expect(contains(square, { x: 4.01, y: 2 })).toBe(false);
  expect(contains(square, { x: 4.01, y: 2 }, 0.05)).toBe(true);
});

test("coordinates nearer than a millimetre are one", () => {
  expect(distinct([2, 1, 1.0004, 3])).toEqual([1, 2, 3]);
});

test("the north distance of any box in any plot is the gap above it", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 8 }), (x, y) => {
      const box = ring([x, y], [x + 4, y], [x + 4, y + 4], [x, y + 4]);
      const plot = ring([0, 0], [12, 0], [12, 20], [0, 20]);
      expect(northDistance(box, plot)).toBeCloseTo(16 - y, 9);
    }),
  );
});

test("a slanted boundary is measured where it is nearest", () => {
  const plot = ring([0, 0], [12, 0], [12, 12], [0, 20]);
  expect(northDistance(ring([2, 2], [6, 2], [6, 6], [2, 6]), plot)).toBeCloseTo(10, 9);
});
