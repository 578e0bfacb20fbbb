import fc from "fast-check";
import { expect, test } from "vitest";
import { shareOut } from "./share.ts";

const room = (kind: string, area: number, least: number, elastic = true) => ({
  kind,
  area,
  least,
  elastic,
});

test("stiff rooms keep their area and elastic ones share the rest in proportion", () => {
  const shared = shareOut([room("kitchen", 20, 8), room("wc", 6, 6, false), room("storage", 10, 4)], 36);
  expect(shared.map((entry) => entry.area)).toEqual([20, 6, 10]);
  const wider = shareOut([room("kitchen", 20, 8), room("wc", 6, 6, false), room("storage", 10, 4)], 51);
  expect(wider.map((entry) => entry.area)).toEqual([30, 6, 15]);
});

test("the least important rooms are dropped when not all fit", () => {
  const shared = shareOut([room("kitchen", 20, 8), room("wc", 6, 6, false), room("staff", 9, 5)], 15);
  expect(shared.map((entry) => entry.kind)).toEqual(["kitchen", "wc"]);
});

test("areas always add up to the capacity", () => {
  const rooms = fc.array(
    fc.record({
      kind: fc.constant("storage"),
      area: fc.double({ min: 1, max: 60, noNaN: true }),
      least: fc.double({ min: 0.5, max: 1, noNaN: true }),
      elastic: fc.boolean(),
    }),
    { minLength: 1, maxLength: 9 },
  );
  fc.assert(
    fc.property(rooms, fc.double({ min: 5, max: 400, noNaN: true }), (candidates, capacity) => {
      const total = shareOut(candidates, capacity).reduce((sum, entry) => sum + entry.area, 0);
      expect(total).toBeCloseTo(capacity, 6);
    }),
  );
});
