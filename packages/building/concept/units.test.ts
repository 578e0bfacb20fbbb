import { expect, test } from "vitest";
import { rectangleArea } from "../geometry/rectangle.ts";
import { bayDepth, hallBoxes, unitScheme } from "./units.ts";

const homes = { heights: [3, 3, 3, 3], flights: "wide" as const };
const mixed = { heights: [3.6, 3, 3, 3], flights: "wide" as const };

/** Share of a storey that halls, stairs and lifts take. */
function columnShare(shape: Parameters<typeof unitScheme>[0], storey: number): number {
  const parts = unitScheme(shape).modules.flatMap((one) => [
    ...hallBoxes(one, storey),
    one.stair,
    ...(one.lift ? [one.lift] : []),
  ]);
  return parts.reduce((sum, part) => sum + rectangleArea(part), 0) / (shape.width * shape.depth);
}

test.each([
  ["one home without a lift", { width: 9.4, depth: 10.6, ...homes, lift: false }, 1],
  ["one home with a lift", { width: 14.2, depth: 10.6, ...homes, lift: true }, 1],
  ["a home above a shop", { width: 11.8, depth: 10.6, ...mixed, lift: false }, 1],
  ["two homes with a lift", { width: 20, depth: 12.4, ...homes, lift: true }, 1],
  ["four homes with two lifts", { width: 24, depth: 12.5, ...mixed, lift: true }, 2],
] as const)("above the ground floor the hall of %s is no deeper than it need be", (_, shape, columns) => {
  const { modules } = unitScheme(shape);
  expect(modules).toHaveLength(columns);
  for (const { bay, hall } of modules) {
    expect(bay).toBeDefined();
    expect(bay!.y1 - bay!.y0).toBeGreaterThanOrEqual(2.4);
    expect(bay!.x1 - bay!.x0).toBeCloseTo(hall.x1 - hall.x0);
  }
  expect(columnShare(shape, 2)).toBeLessThan(columnShare(shape, 1) - 0.04);
  expect(columnShare(shape, 2)).toBeLessThan(0.25);
});

test("halls, lift and bay tile the front of the column on every storey", () => {
  for (const lift of [true, false]) {
    for (let width = 9; width <= 30; width += 1.5) {
      for (const module of unitScheme({ width, depth: 12.5, ...mixed, lift }).modules) {
        const kept = (storey: number) => hallBoxes(module, storey).reduce((sum, part) => sum + rectangleArea(part), 0);
        const shaft = module.lift ? rectangleArea(module.lift) : 0;
        expect(kept(1) + shaft).toBeCloseTo(rectangleArea(module.hall));
        expect(kept(2) + shaft + rectangleArea(module.bay!)).toBeCloseTo(rectangleArea(module.hall));
      }
    }
  }
});

test.each([
  ["a shop and two homes on a plot of 40 평", { width: 8.05, depth: 7.92, ...mixed }],
  ["a home of 75 m2", { width: 8.7, depth: 8.6, ...homes }],
])("in a shallow building without a lift homes open to the landing: %s", (_, shape) => {
  const scheme = unitScheme({ ...shape, lift: false });
  for (const module of scheme.modules) {
    expect(hallBoxes(module, 1)).toHaveLength(1);
    expect(hallBoxes(module, 2)).toEqual([]);
    expect(module.bay).toEqual(module.hall);
    const door = Math.min(scheme.front + scheme.strip, module.stair.y0 + scheme.stair.arrival);
    expect(door - Math.max(scheme.front, module.stair.y0)).toBeGreaterThan(0.95);
  }
});

test.each([
  [140, homes, true],
  [160, mixed, false],
  [260, mixed, true],
])("a storey of %d m2 with a lift, %o, can be deep enough for a bay: %s", (area, column, fits) => {
  expect(bayDepth(area, { ...column, lift: true }) !== undefined).toBe(fits);
});
