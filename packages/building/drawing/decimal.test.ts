import fc from "fast-check";
import { expect, test } from "vitest";
import { decimal } from "./decimal.ts";

test("a rounded number is written as String writes it", () => {
  const value = fc.oneof(
    fc.double(),
    fc.double({ min: -2000, max: 2000 }),
    fc.integer({ min: -5_000_000, max: 5_000_000 }).map((thousandths) => thousandths / 1000),
  );
  fc.assert(
    fc.property(value, fc.constantFrom(100 as const, 1000 as const), (number, parts) => {
      expect(decimal(number, parts)).toBe(String(Math.round(number * parts) / parts + 0));
    }),
    { numRuns: 5000 },
  );
});

test.each([
  [-0.001, 100, "0"],
  [-0.5, 100, "-0.5"],
  [12.005, 1000, "12.005"],
  [12.05, 1000, "12.05"],
  [1e15 + 0.5, 1000, "1000000000000000.5"],
] as const)("%d in 1/%d is %s", (value, parts, written) => {
  expect(decimal(value, parts)).toBe(written);
});
