import { expect, test } from "vitest";
import { runsThrough } from "./segment.ts";

const box = { x0: 0, y0: 0, x1: 4, y1: 2 };

test.each([
  ["across", { x: -1, y: 1 }, { x: 5, y: 1 }, true],
  ["askew over a corner", { x: -1, y: 1 }, { x: 1, y: 3 }, false],
  ["askew inside a corner", { x: -1, y: 0.5 }, { x: 1, y: 2.5 }, true],
  ["from within", { x: 1, y: 1 }, { x: 2, y: 1 }, true],
  ["short of it", { x: -2, y: 1 }, { x: -0.1, y: 1 }, false],
  ["along an edge", { x: -1, y: 2 }, { x: 5, y: 2 }, false],
  ["upright beside it", { x: 5, y: -1 }, { x: 5, y: 3 }, false],
])("a segment %s runs through a box or not", (_, a, b, through) => {
  expect(runsThrough(a, b, box)).toBe(through);
  expect(runsThrough(b, a, box)).toBe(through);
});
