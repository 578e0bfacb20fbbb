import { test, expect } from "vitest";
import { seededRandom } from "./random.ts";
test("same seed, same numbers", () => {
  expect([1, 2, 3].map(seededRandom(7))).toEqual([1, 2, 3].map(seededRandom(7)));
});
