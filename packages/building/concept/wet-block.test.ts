import fc from "fast-check";
import { expect, test } from "vitest";
import { rectangleArea } from "../geometry/rectangle.ts";
import { washroomId, wetRooms, wetWidth, wetWish } from "./wet-block.ts";

const wish = fc.record({
  accessible: fc.boolean(),
  split: fc.boolean(),
  each: fc.double({ min: 3, max: 20, noNaN: true }),
});

test("the rooms of a block fill it, and every toilet shares a wall with the washroom for its door", () => {
  fc.assert(
    fc.property(wish, fc.double({ min: 2.9, max: 6.5, noNaN: true }), (wanted, at) => {
      const depth = Math.round(at * 20) / 20;
      const width = wetWidth(depth, wanted)!;
      const rooms = wetRooms({ width, depth }, wanted);
      expect(rooms.reduce((sum, room) => sum + rectangleArea(room), 0)).toBeCloseTo(width * depth, 6);
      const washroom = rooms.find(({ id }) => id === washroomId)!;
      for (const room of rooms) {
        expect(Math.min(room.x1 - room.x0, room.y1 - room.y0)).toBeGreaterThanOrEqual(1.4 - 1e-9);
        if (room === washroom) continue;
        const above = Math.min(room.x1, washroom.x1) - Math.max(room.x0, washroom.x0);
        const beside = Math.min(room.y1, washroom.y1) - Math.max(room.y0, washroom.y0);
        expect(Math.max(above, beside)).toBeGreaterThanOrEqual(1.2 - 1e-6);
      }
      expect(rooms.filter(({ kind }) => kind === "wc")).toHaveLength(wanted.split ? 2 : 1);
      expect(rooms.some(({ kind }) => kind === "wc_accessible")).toBe(wanted.accessible);
    }),
  );
});

test.each([
  { use: "cafe", area: 40, accessible: false, block: false },
  { use: "cafe", area: 60, accessible: true, block: true },
  { use: "shop", area: 120, accessible: false, block: true },
  { use: "house", area: 300, accessible: true, block: false },
])("a $use of $area m2: a block of toilets is $block", ({ use, area, accessible, block }) => {
  expect(wetWish(use, area, accessible) !== undefined).toBe(block);
});

test("a band too shallow for a washroom has none", () => {
  expect(wetWidth(2.4, { accessible: true, split: true, each: 5 })).toBeUndefined();
});
