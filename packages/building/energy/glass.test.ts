import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { letThrough } from "./glass.ts";

const degrees = Math.PI / 180;

describe("light through clear panes", () => {
  test.each([
    [1, 60, 0.905],
    [2, 40, 0.976],
    [2, 60, 0.867],
    [2, 80, 0.324],
  ])("%i panes at %i degrees let through %f of upright light", (panes, angle, share) => {
    expect(letThrough(panes, angle * degrees)).toBeCloseTo(share, 3);
  });

  test("all of upright light, none along the pane", () => {
    expect(letThrough(2, 0)).toBe(1);
    expect(letThrough(2, Math.PI / 2)).toBeLessThan(1e-3);
  });

  test("a steeper slant and a second pane each let through less", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), fc.double({ min: 0.1, max: 1.5, noNaN: true }), (panes, angle) => {
        expect(letThrough(panes, angle + 0.05)).toBeLessThan(letThrough(panes, angle));
        expect(letThrough(2, angle)).toBeLessThan(letThrough(1, angle));
      }),
    );
  });
});
