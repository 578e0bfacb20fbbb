import { describe, expect, test } from "vitest";
import { overlap, rectangleArea } from "../geometry/rectangle.ts";
import type { Rectangle } from "../geometry/rectangle.ts";
import { skeletonOf } from "./skeleton.ts";
import { bedroomsOn, sleepingFloor } from "./sleeping-floor.ts";

const skeleton = (width: number, depth: number) =>
  skeletonOf({
    typology: "open_hall",
    width,
    depth,
    area: width * depth,
    heights: [2.8, 2.8],
    use: "house",
    stairs: 1,
    lift: false,
    flights: "compact",
    accessible: false,
  });

/** Length of the side two rectangles share, metres. */
const shared = (a: Rectangle, b: Rectangle): number => {
  const [x, y] = [Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0), Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0)];
  return Math.abs(x) < 1e-6 ? y : Math.abs(y) < 1e-6 ? x : 0;
};

describe.each([
  [5.5, 6.06, 2],
  [6.6, 6.1, 2],
  [7.65, 6.1, 3],
  [8.6, 6.4, 3],
])("a house of %d x %d m", (width, depth, most) => {
  const bands = skeleton(width, depth);

  test(`takes ${most} bedrooms a storey`, () => expect(bedroomsOn(width, bands)).toBe(most));

  test("every bedroom, the stair and the bath have a door's width of the hall", () => {
    const { hall, bedrooms } = sleepingFloor(width, bands, most)!;
    const rooms = [...bedrooms, ...bands.pins.map((pin) => [pin])];
    for (const boxes of rooms) expect(Math.max(...boxes.map((part) => shared(part, hall)))).toBeGreaterThanOrEqual(1.1);
  });

  test("hall and bedrooms fill the front without overlap", () => {
    const { hall, bedrooms } = sleepingFloor(width, bands, most, 0.1) ?? sleepingFloor(width, bands, most)!;
    const parts = [hall, ...bedrooms.flat()];
    const sum = parts.reduce((total, part) => total + rectangleArea(part), 0);
    expect(sum).toBeCloseTo(width * bands.front, 6);
    for (const [i, part] of parts.entries()) {
      for (const other of parts.slice(i + 1)) expect(overlap(part, other) ?? false).toBe(false);
    }
  });
});

test("rooms too small for a bed are none", () => {
  const bands = skeleton(5.5, 5.2);
  expect(sleepingFloor(5.5, bands, 2)).toBeUndefined();
  expect(bedroomsOn(5.5, bands)).toBe(1);
});
