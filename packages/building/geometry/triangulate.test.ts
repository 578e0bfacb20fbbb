import fc from "fast-check";
import { expect, test } from "vitest";
import { area } from "./polygon.ts";
import { regionRings } from "./rectilinear.ts";
import { isConvex, triangulate } from "./triangulate.ts";
import { rotate } from "./vector.ts";

const dart = [
  { x: 0, y: 0 },
  { x: 8, y: 1 },
  { x: 3, y: 3 },
  { x: 1, y: 8 },
];

test("a ring is convex or not, whichever way it lies", () => {
  expect(isConvex(dart)).toBe(false);
  expect(isConvex(dart.slice(0, 3).map((point) => rotate(point, 70)))).toBe(true);
});

test("the triangles of any outline run counter-clockwise and add up to it", () => {
  const box = fc
    .tuple(fc.nat(6), fc.nat(6), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
    .map(([x0, y0, w, h]) => ({ x0, y0, x1: x0 + w, y1: y0 + h }));
  fc.assert(
    fc.property(fc.array(box, { minLength: 1, maxLength: 5 }), fc.nat(360), (boxes, degrees) => {
      for (const upright of regionRings(boxes)) {
        const ring = upright.map((point) => rotate(point, degrees));
        const triangles = triangulate(ring);
        expect(triangles.length).toBeLessThanOrEqual(ring.length - 2);
        for (const triangle of triangles) expect(isConvex(triangle)).toBe(true);
        const total = triangles.reduce((sum, triangle) => sum + area(triangle), 0);
        expect(total).toBeCloseTo(area(ring), 6);
      }
    }),
    { numRuns: 300 },
  );
});
