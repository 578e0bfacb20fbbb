import { expect, test } from "vitest";
import { pick } from "./random.ts";

test.each([
  [0, 0],
  [0.5, 2],
  [0.999, 4],
])("of five, %s picks %i", (value, expected) => {
  expect(pick(() => value, 5)).toBe(expected);
});
