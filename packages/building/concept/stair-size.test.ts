import fc from "fast-check";
import { expect, test } from "vitest";
import { flightsOf, risersFor, stairSize } from "./stair-size.ts";

test("risers stay within comfort and come in two equal flights", () => {
  fc.assert(
    fc.property(fc.double({ min: 2.4, max: 6, noNaN: true }), (height) => {
      const risers = risersFor(height);
      expect(risers % 2).toBe(0);
      expect(height / risers).toBeLessThanOrEqual(0.175 + 1e-9);
      expect(height / 2).toBeLessThanOrEqual(3);
    }),
  );
});

test("the highest storey decides the length", () => {
  const low = stairSize([3, 3], "wide");
  const high = stairSize([3, 4.2], "wide");
  expect(high.run).toBeGreaterThan(low.run);
  expect(high.length).toBeCloseTo(2 * high.landing + high.run + 0.33);
});

test.each([
  [{ home: true, storeyM2: 33, upper: 2, storeys: 3 }, "compact"],
  [{ home: true, storeyM2: 80, upper: 1, storeys: 2 }, "narrow"],
  [{ home: true, storeyM2: 300, upper: 1, storeys: 2 }, "wide"],
  [{ home: false, storeyM2: 80, upper: 1, storeys: 2 }, "narrow"],
  [{ home: false, storeyM2: 120, upper: 1, storeys: 2 }, "wide"],
])("%o has %s flights", (use, flights) => {
  expect(flightsOf(use)).toBe(flights);
});

test("landings are 1.2 m deep wherever the law asks for them", () => {
  expect(stairSize([3.6], "narrow").landing).toBeGreaterThanOrEqual(1.2);
});
