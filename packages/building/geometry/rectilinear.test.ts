import { describe, expect, test } from "vitest";
import { area } from "./polygon.ts";
import { largestRectangle, regionRings } from "./rectilinear.ts";

const box = (x0: number, y0: number, x1: number, y1: number) => ({ x0, y0, x1, y1 });

describe("rectilinear regions", () => {
  test("two touching rectangles make one ring", () => {
    const rings = regionRings([box(0, 0, 4, 3), box(4, 0, 6, 1)]);
    expect(rings).toHaveLength(1);
    expect(rings[0]).toHaveLength(6);
    expect(area(rings[0]!)).toBeCloseTo(14);
  });

  test("a cut through the middle leaves two rings, largest first", () => {
    const rings = regionRings([box(0, 0, 10, 2)], [box(3, -1, 4, 3)]);
    expect(rings.map(area)).toEqual([12, 6]);
  });

  test("parts that touch at a corner only stay apart", () => {
    expect(regionRings([box(0, 0, 1, 1), box(1, 1, 2, 2)])).toHaveLength(2);
  });

  test("the ring round a hole is left out", () => {
    const rings = regionRings([box(0, 0, 5, 5)], [box(2, 2, 3, 3)]);
    expect(rings.map((ring) => ring.length)).toEqual([4]);
  });

  test("the largest rectangle of an L", () => {
    const [ring] = regionRings([box(0, 0, 6, 2), box(0, 2, 3, 7)]);
    expect(largestRectangle(ring!)).toEqual(box(0, 0, 3, 7));
  });
});
