import { expect, test } from "vitest";
import { depthAcross, linkBox, skeletonOf } from "./skeleton.ts";
import type { Shape } from "./skeleton.ts";

const office: Shape = {
  typology: "double_corridor",
  width: 16,
  depth: 12,
  area: 192,
  heights: [3.9, 3.7],
  use: "clinic",
  stairs: 1,
  lift: false,
  flights: "wide",
  accessible: true,
};

test.each(["clinic", "guesthouse", "academy", "school"])(
  "at the depth aimed at the stairs of a %s stand across the back band",
  (use) => {
    const shape = { ...office, use, heights: [3.6, 3.52] };
    const depth = depthAcross(shape);
    const { pins, stair } = skeletonOf({ ...shape, depth, area: depth * shape.width });
    const first = pins.find(({ id }) => id === "stair-1")!;
    expect(first.x1 - first.x0).toBeCloseTo(stair!.breadth);
  },
);

test("the corridor between bars runs from the first corridor to the last, and rooms stand at both its ends", () => {
  const shape = { ...office, width: 21, depth: 28.7, area: 500, stairs: 2 };
  const skeleton = skeletonOf(shape);
  const { bars, link, front, corridor } = skeleton;
  expect(bars).toHaveLength(2);
  const box = linkBox(skeleton);
  expect(box).toMatchObject({ x0: 0, x1: link, y0: front });
  expect(box.y1).toBeCloseTo(bars[1]!.v0 + front + corridor);
  expect(bars.map(({ from }) => from)).toEqual([0, link]);
  expect(bars[1]!.free[0]).toBe(0);
  expect(bars[0]!.free[0]).toBeGreaterThan(link);
});

test("toilets share evenly what is too short for a room", () => {
  const hall = { ...office, typology: "open_hall", use: "office" } as const;
  for (let width = 13; width < 16; width += 0.1) {
    const { pins, free } = skeletonOf({ ...hall, width, depth: 10.3, area: width * 10.3 });
    const rest = free[1] - free[0];
    expect(rest < 1e-6 || rest >= 1.6 - 1e-6).toBe(true);
    const toilets = pins.filter(({ kind }) => kind === "wc").map(({ x0, x1 }) => x1 - x0);
    expect(Math.max(...toilets) - Math.min(...toilets)).toBeLessThan(0.2);
  }
});
