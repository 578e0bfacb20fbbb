import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clipConvex } from "./clip.ts";
import {
  area,
  bounds,
  centroid,
  contains,
  counterClockwise,
  distanceToSegment,
  isNearSegment,
  offset,
  perimeter,
  signedArea,
  simplify,
  translate,
} from "./polygon.ts";
import { corners, grow, overlap, overlaps, rectangleArea, turnedRectangle } from "./rectangle.ts";
import { crossing, sharedStretch } from "./segment.ts";
import { direction, locate, rotate, same } from "./vector.ts";

const square = corners({ x0: 0, y0: 0, x1: 4, y1: 3 });
const ell = [
  { x: 0, y: 0 },
  { x: 6, y: 0 },
  { x: 6, y: 2 },
  { x: 2, y: 2 },
  { x: 2, y: 5 },
  { x: 0, y: 5 },
];

describe("polygon", () => {
  test("area, perimeter and centroid of known shapes", () => {
    expect([area(square), perimeter(square), centroid(square)]).toEqual([12, 14, { x: 2, y: 1.5 }]);
    expect([area(ell), perimeter(ell)]).toEqual([18, 22]);
    expect(signedArea([...ell].reverse())).toBe(-18);
    expect(signedArea(counterClockwise([...ell].reverse()))).toBe(18);
    expect(bounds(ell)).toEqual({ minX: 0, minY: 0, maxX: 6, maxY: 5 });
  });

  test.each([
    { x: 1, y: 1, inside: true },
    { x: 3, y: 3, inside: false },
    { x: 1, y: 4.9, inside: true },
    { x: 2, y: 3, inside: true },
    { x: -0.1, y: 2, inside: false },
    { x: 7, y: 2, inside: false },
  ])("($x, $y) inside the L: $inside", ({ x, y, inside }) => {
    expect(contains(ell, { x, y })).toBe(inside);
  });

  test("near a segment is what its distance says, for spots inside and outside the box round it", () => {
    const metres = fc.integer({ min: -40, max: 40 }).map((tenths) => tenths / 10);
    const spot = fc.record({ x: metres, y: metres });
    fc.assert(
      fc.property(spot, spot, spot, fc.constantFrom(0, 1e-5, 0.1, 1, 3), (point, a, b, within) => {
        expect(isNearSegment(point, a, b, within)).toBe(distanceToSegment(point, a, b) <= within);
      }),
    );
  });

  test("offset moves every edge of a concave ring and inverts itself", () => {
    expect(area(offset(ell, 0.5))).toBeCloseTo(18 + 22 * 0.5 + 4 * 0.25, 9);
    offset(offset(ell, 0.5), -0.5).forEach((point, i) => expect(same(point, ell[i]!)).toBe(true));
  });

  test("simplify drops repeated and straight points", () => {
    const noisy = [{ x: 0, y: 0 }, { x: 1, y: 0 }, { x: 4, y: 0 }, { x: 4, y: 0 }, ...square.slice(2)];
    expect(simplify(noisy)).toEqual(square);
  });

  test("turning and moving keep area and perimeter", () => {
    const degrees = fc.double({ min: -360, max: 360, noNaN: true });
    fc.assert(
      fc.property(degrees, degrees, (turn, by) => {
        const moved = translate(ell, { x: by, y: -by }).map((point) => rotate(point, turn));
        expect(signedArea(moved)).toBeCloseTo(18, 6);
        expect(perimeter(moved)).toBeCloseTo(22, 6);
      }),
    );
  });
});

describe("rectangles, segments, clipping", () => {
  test("overlap is what both contain", () => {
    const a = { x0: 0, y0: 0, x1: 4, y1: 3 };
    expect(overlap(a, { x0: 3, y0: 1, x1: 9, y1: 9 })).toEqual({ x0: 3, y0: 1, x1: 4, y1: 3 });
    expect(overlap(a, { x0: 4, y0: 0, x1: 5, y1: 3 })).toBeUndefined();
    expect(rectangleArea(grow(a, 1))).toBe(30);
    const tenths = fc.integer({ min: 0, max: 30 }).map((tenth) => tenth / 10);
    const box = fc
      .tuple(tenths, tenths, tenths, tenths)
      .map(([x, y, w, d]) => ({ x0: x, y0: y, x1: x + w, y1: y + d }));
    fc.assert(fc.property(box, box, (one, two) => overlaps(one, two) === (overlap(one, two) !== undefined)));
  });

  test("a turned rectangle keeps its size", () => {
    const turned = turnedRectangle({ x: 2, y: 1 }, 4, 1, 90);
    expect(area(turned)).toBeCloseTo(4, 9);
    expect(bounds(turned).maxY).toBeCloseTo(3, 9);
  });

  test("segments cross, touch, or share a stretch", () => {
    const o = { x: 0, y: 0 };
    expect(crossing(o, { x: 4, y: 4 }, { x: 0, y: 4 }, { x: 4, y: 0 })).toEqual({ x: 2, y: 2 });
    expect(crossing(o, { x: 1, y: 0 }, { x: 0, y: 1 }, { x: 1, y: 1 })).toBeUndefined();
    expect(
      sharedStretch(
        [o, { x: 5, y: 0 }],
        [
          { x: 7, y: 0 },
          { x: 2, y: 0 },
        ],
      ),
    ).toEqual({ from: 2, to: 5 });
    expect(
      sharedStretch(
        [o, { x: 5, y: 0 }],
        [
          { x: 0, y: 1 },
          { x: 2, y: 1 },
        ],
      ),
    ).toBeUndefined();
  });

  test("a half plane cuts a square in two parts that add up", () => {
    fc.assert(
      fc.property(fc.double({ min: -5, max: 5, noNaN: true }), (level) => {
        const side = (sign: number) => clipConvex(square, ({ x, y }) => sign * (x - y - level));
        expect(area(side(1)) + area(side(-1))).toBeCloseTo(12, 9);
      }),
    );
  });

  test("locate goes along and to the left", () => {
    const north = direction({ x: 1, y: 1 }, { x: 1, y: 9 })!;
    expect(locate({ x: 1, y: 1 }, north, 2, 1)).toEqual({ x: 0, y: 3 });
    expect(direction({ x: 1, y: 1 }, { x: 1, y: 1 })).toBeUndefined();
  });
});
