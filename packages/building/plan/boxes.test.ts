import { expect, test } from "vitest";
import { largestBox } from "./boxes.ts";

const ring = (...points: readonly (readonly [number, number])[]) => points.map(([x, y]) => ({ x, y }));

test.each([
  {
    story: "an L, its wide arm",
    points: ring([0, 0], [6, 0], [6, 2], [3, 2], [3, 3], [0, 3]),
    box: { x0: 0, y0: 0, x1: 6, y1: 2 },
  },
  {
    story: "a ring that is nowhere wide, its bounds",
    points: ring([0, 1], [4, 1], [4, 1], [0, 1]),
    box: { x0: 0, y0: 1, x1: 4, y1: 1 },
  },
  { story: "a triangle, its bounds", points: ring([0, 0], [4, 0], [0, 3]), box: { x0: 0, y0: 0, x1: 4, y1: 3 } },
])("the largest box of $story", ({ points, box }) => {
  expect(largestBox(points)).toEqual(box);
});
