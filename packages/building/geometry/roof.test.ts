import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mergeRings } from "./merge.ts";
import { area, bounds, contains, onBoundary } from "./polygon.ts";
import { corners } from "./rectangle.ts";
import { maximalRectangles } from "./maximal-rectangles.ts";
import { pitchedRoof, run } from "./roof.ts";
import { rotate } from "./vector.ts";
import type { XY } from "./vector.ts";

const points = (...pairs: [number, number][]): XY[] => pairs.map(([x, y]) => ({ x, y }));
const box = corners({ x0: 0, y0: 0, x1: 10, y1: 6 });
const ell = points([0, 0], [14, 0], [14, 6], [6, 6], [6, 16], [0, 16]);
const court = points([0, 0], [16, 0], [16, 12], [11, 12], [11, 5], [5, 5], [5, 9], [0, 9]);
const tee = points([0, 0], [15, 0], [15, 6], [9, 6], [9, 12], [5, 12], [5, 6], [0, 6]);
const hexagon = Array.from({ length: 6 }, (_, i) => rotate({ x: 5, y: 0 }, 60 * i));

const total = (rings: XY[][]) => rings.reduce((sum, ring) => sum + area(ring), 0);

describe("maximal rectangles", () => {
  test.each([
    ["box", box, 1],
    ["L", ell, 2],
    ["U", court, 3],
    ["T", tee, 2],
  ])("%s", (_, ring, count) => expect(maximalRectangles(ring)).toHaveLength(count));

  test("an oblique ring has none", () => expect(maximalRectangles(hexagon)).toBeUndefined());
});

describe("merge", () => {
  test("two rectangles with a shared stretch become one ring", () => {
    const a = corners({ x0: 0, y0: 0, x1: 6, y1: 16 });
    const b = corners({ x0: 6, y0: 0, x1: 14, y1: 6 });
    const [ring, ...more] = mergeRings([a, b]);
    expect([ring!.length, area(ring!), more]).toEqual([6, 96 + 48, []]);
  });

  test("apart they stay apart, and a ring with a hole stays in pieces", () => {
    const apart = [box, corners({ x0: 20, y0: 0, x1: 21, y1: 1 })];
    expect(mergeRings(apart)).toHaveLength(2);
    const frame = [
      corners({ x0: 0, y0: 0, x1: 3, y1: 1 }),
      corners({ x0: 0, y0: 2, x1: 3, y1: 3 }),
      corners({ x0: 0, y0: 1, x1: 1, y1: 2 }),
      corners({ x0: 2, y0: 1, x1: 3, y1: 2 }),
    ];
    expect(mergeRings(frame)).toEqual(frame);
  });
});

describe("pitched roof", () => {
  test.each([
    { name: "box", ring: box, hip: 4, gable: 2, ends: 2 },
    { name: "L", ring: ell, hip: 6, gable: 4, ends: 2 },
    { name: "U", ring: court, hip: 8, gable: 6, ends: 2 },
    { name: "T", ring: tee, hip: 7, gable: 4, ends: 3 },
    { name: "turned L", ring: ell.map((p) => rotate(p, 17)), hip: 6, gable: 4, ends: 2 },
  ])("over the $name: $hip hip planes, or $gable planes and $ends gables", ({ ring, hip, gable, ends }) => {
    const hipped = pitchedRoof(ring, "hip");
    expect([hipped.facets.length, hipped.gables.length]).toEqual([hip, 0]);
    expect(total(hipped.facets.map((facet) => facet.ring))).toBeCloseTo(area(ring), 4);
    const gabled = pitchedRoof(ring, "gable");
    expect(gabled.gables).toHaveLength(ends);
    expect(gabled.facets.length).toBe(gable);
    expect(total(gabled.facets.map((facet) => facet.ring))).toBeCloseTo(area(ring), 4);
  });

  test("a hip roof rises with the distance from the nearest eave", () => {
    const { facets } = pitchedRoof(box, "hip");
    const highest = Math.max(...facets.flatMap(({ ring, eave }) => ring.map((p) => run(eave, p))));
    expect(highest).toBeCloseTo(3, 6);
    for (const { ring, eave } of facets) {
      expect(ring.some((p) => Math.abs(run(eave, p)) < 1e-6)).toBe(true);
    }
  });

  test("the surface has no step where two planes meet, and the eaves of a hip roof are level", () => {
    const inside = fc.record({
      x: fc.double({ min: 0.1, max: 15.9, noNaN: true }),
      y: fc.double({ min: 0.1, max: 15.9, noNaN: true }),
    });
    for (const ring of [ell, court, tee]) {
      const { facets } = pitchedRoof(ring, "hip");
      fc.assert(
        fc.property(inside, (point) => {
          fc.pre(contains(ring, point));
          const over = facets.filter((facet) => contains(facet.ring, point));
          const heights = over.map((facet) => run(facet.eave, point));
          expect(over.length).toBeGreaterThan(0);
          expect(Math.max(...heights) - Math.min(...heights)).toBeLessThan(1e-4);
        }),
      );
      for (const facet of facets) {
        for (const point of facet.ring) {
          if (onBoundary(ring, point)) expect(run(facet.eave, point)).toBeCloseTo(0, 5);
        }
      }
    }
  });

  test("a convex outline gets a hip plane on each side, any other a flat facet", () => {
    expect(pitchedRoof(hexagon, "gable").facets).toHaveLength(6);
    const dart = points([0, 0], [8, 1], [3, 3], [1, 8]);
    expect(pitchedRoof(dart, "hip").facets).toEqual([
      { ring: dart, eave: { origin: dart[0], inward: { x: 0, y: 0 } } },
    ]);
    expect(bounds(hexagon).maxX).toBe(5);
  });
});
