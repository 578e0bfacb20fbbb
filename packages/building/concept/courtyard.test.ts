import fc from "fast-check";
import { expect, test } from "vitest";
import { create } from "@bufbuild/protobuf";
import { RoomWishSchema } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { rectangleArea } from "../geometry/rectangle.ts";
import { briefOf, seeded } from "../plan/testing.ts";
import { makeConcept } from "./concept.ts";
import { gridSize, yardGrid } from "./courtyard.ts";
import { yardRooms } from "./courtyard-rooms.ts";

const wide = { width: 1e3, depth: 1e3 };

test("180 m2 and four guests make three wings round a yard", () => {
  const grid = yardGrid(180, 4, wide)!;
  expect(grid.shape).toBe("ㄷ");
  expect(yardRooms(grid, "guesthouse").filter((room) => room.kind === "guestroom")).toHaveLength(4);
});

test("bays keep to 2.4-3.0 m and rooms tile the grid, whatever the size", () => {
  const use = fc.constantFrom("guesthouse", "house");
  fc.assert(
    fc.property(fc.integer({ min: 24, max: 900 }), fc.integer({ min: 1, max: 12 }), use, (area, guests, kind) => {
      const grid = yardGrid(area, guests, wide);
      fc.pre(grid !== undefined);
      const { bay, along, wings, deep } = grid!;
      expect(bay).toBeGreaterThanOrEqual(2.395);
      expect(bay).toBeLessThanOrEqual(3.005);
      const rooms = yardRooms(grid!, kind).filter((room) => !room.inside);
      const cells = rooms.reduce((sum, room) => sum + rectangleArea(room.cells), 0);
      expect(cells).toBeCloseTo(deep * (along + wings[0] + wings[1]), 6);
      expect(Math.abs(cells * bay * bay - area) / area).toBeLessThan(0.005);
    }),
    { numRuns: 60 },
  );
});

test("a plot that cannot take the wings gets no grid", () => {
  expect(yardGrid(180, 4, { width: 9, depth: 9 })).toBeUndefined();
});

test("the outer size is whole bays", () => {
  const grid = yardGrid(180, 4, wide)!;
  const { width, depth } = gridSize(grid);
  expect(width / grid.bay).toBeCloseTo(grid.along);
  expect(depth / grid.bay).toBeCloseTo(grid.deep + grid.wings[0]);
});

test.each([
  ["guesthouse", 3],
  ["guesthouse", 5],
  ["guesthouse", 8],
  ["guesthouse", 10],
  ["house", 3],
  ["house", 4],
])("a %s of %d rooms gets them all on the plot the intake assumes for it", (use, count) => {
  const kind = use === "guesthouse" ? "guestroom" : "bedroom";
  for (const each of [40, 45, 50]) {
    const brief = briefOf({ use, areaM2: each * count, storeys: 1, style: "hanok" });
    brief.rooms.push(create(RoomWishSchema, { kind, count }));
    const { typology, storeys } = makeConcept(brief, seeded(1));
    const rooms = storeys[0]!.spaces.filter((space) => space.kind === kind);
    expect({ each, typology, enough: rooms.length >= count }).toEqual({ each, typology: "courtyard", enough: true });
  }
});
