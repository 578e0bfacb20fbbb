import { describe, expect, test } from "vitest";
import { mostDifferent, tooAlike } from "./pick-alternatives.ts";

const design = (at: number, quality = 1) => ({ at, result: { quality } });
const distance = (a: { at: number }, b: { at: number }) => Math.abs(a.at - b.at);
const picked = (designs: ReturnType<typeof design>[], count: number) =>
  mostDifferent(designs, count, distance).map(({ at }) => at);

describe("mostDifferent", () => {
  test.each([
    ["the first stays, then the furthest", [design(0), design(0.1), design(0.9), design(0.5)], 3, [0, 0.9, 0.5]],
    ["a bad design is left for last", [design(0), design(1, 0.5), design(0.2)], 2, [0, 0.2]],
    ["a slightly worse one counts as good", [design(0), design(1, 0.95), design(0.2)], 2, [0, 1]],
    ["a bad one when nothing else is left", [design(0), design(1, 0.1)], 2, [0, 1]],
    ["fewer than wanted", [design(0)], 3, [0]],
    ["none", [], 3, []],
  ])("%s", (_story, designs, count, want) => expect(picked(designs, count)).toEqual(want));
});

test.each([
  [[design(0), design(0.5), design(0.55)], true],
  [[design(0), design(0.5), design(0.9)], false],
  [[design(0)], false],
])("tooAlike %#", (designs, want) => expect(tooAlike(designs, distance, 0.1)).toBe(want));
