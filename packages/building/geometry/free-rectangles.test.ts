import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { freeRectangles } from "./free-rectangles.ts";
import { overlap } from "./rectangle.ts";
import type { Rectangle } from "./rectangle.ts";

const box = (x0: number, y0: number, x1: number, y1: number): Rectangle => ({ x0, y0, x1, y1 });
const room = box(0, 0, 10, 8);
const none = { width: 0.1, height: 0.1 };

/** A box of whole metres in the room. */
const inRoom = fc
  .tuple(fc.nat(8), fc.nat(6), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }))
  .map(([x, y, w, d]) => box(x, y, Math.min(10, x + w), Math.min(8, y + d)));

describe("free rectangles", () => {
  test("one piece leaves the four sides of a room", () => {
    expect(freeRectangles([room], [box(4, 3, 6, 5)], none)).toEqual([
      box(0, 0, 4, 8),
      box(6, 0, 10, 8),
      box(0, 0, 10, 3),
      box(0, 5, 10, 8),
    ]);
  });

  test("what is too narrow is left out", () => {
    expect(freeRectangles([room], [box(0, 0, 9.5, 8)], { width: 1, height: 1 })).toEqual([]);
  });

  test("every free square metre lies in a free rectangle, and no rectangle on a piece or in another one", () => {
    fc.assert(
      fc.property(fc.array(inRoom, { maxLength: 8 }), (pieces) => {
        const free = freeRectangles([room], pieces, none);
        for (const one of free) {
          expect(pieces.filter((piece) => overlap(one, piece))).toEqual([]);
          const round = free.filter(
            (other) =>
              other !== one && other.x0 <= one.x0 && other.y0 <= one.y0 && other.x1 >= one.x1 && other.y1 >= one.y1,
          );
          expect(round).toEqual([]);
        }
        for (let x = 0; x < 10; x++) {
          for (let y = 0; y < 8; y++) {
            const cell = box(x, y, x + 1, y + 1);
            const taken = pieces.some((piece) => overlap(cell, piece));
            expect(free.some((one) => overlap(cell, one))).toBe(!taken);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
