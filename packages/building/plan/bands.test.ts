import fc from "fast-check";
import { expect, test } from "vitest";
import { fillBands } from "./bands.ts";
import type { Band, BandItem } from "./band.ts";
import { seeded } from "./testing.ts";

const bands: Band[] = [
  { id: "front", length: 12, depth: 5 },
  { id: "back", length: 9, depth: 4 },
];
const item = (id: string, area: number, more: Partial<BandItem> = {}): BandItem => ({
  id,
  kind: "office",
  area,
  minSide: 2,
  ...more,
});

test("every band is filled from end to end without gaps", () => {
  const areas = fc.array(fc.integer({ min: 6, max: 30 }), { minLength: 4, maxLength: 12 });
  fc.assert(
    fc.property(areas, fc.integer({ min: 1, max: 99 }), (sizes, seed) => {
      const items = sizes.map((size, i) => item(`r${i}`, size));
      const placed = fillBands(bands, items, seeded(seed), 300);
      expect(placed).toHaveLength(items.length);
      for (const band of bands) {
        const own = placed.filter((entry) => entry.band === band.id);
        expect(own.length).toBeGreaterThan(0);
        expect(own[0]!.from).toBe(0);
        expect(own.at(-1)!.to).toBe(band.length);
        for (let i = 1; i < own.length; i++) expect(own[i]!.from).toBe(own[i - 1]!.to);
      }
    }),
    { numRuns: 30 },
  );
});

test("a room bound to a band and to its start stays there", () => {
  const items = [
    item("lead", 20, { only: "front", first: true }),
    ...Array.from({ length: 7 }, (_, i) => item(`r${i}`, 11)),
  ];
  const placed = fillBands(bands, items, seeded(7), 800);
  expect(placed.find((entry) => entry.item.id === "lead")).toMatchObject({ band: "front", from: 0 });
});

test("the same seed gives the same order, neighbours that like each other come together", () => {
  const items = [item("k", 12, { kind: "kitchen" }), item("x", 12), item("y", 12), item("s", 12, { kind: "storage" })];
  const row: Band[] = [{ id: "back", length: 12, depth: 4 }];
  const order = (seed: number) =>
    fillBands(row, items, seeded(seed))
      .map((entry) => entry.item.id)
      .join("");
  expect(order(3)).toBe(order(3));
  expect(order(5)).toMatch(/ks|sk/);
});
