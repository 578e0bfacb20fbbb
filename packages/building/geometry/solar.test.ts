import { describe, expect, test } from "vitest";
import { area, contains, offset } from "./polygon.ts";
import { corners } from "./rectangle.ts";
import { pitchedRoof } from "./roof.ts";
import { flatModules, moduleCorners, moduleSize, slopeModules } from "./solar.ts";
import { rotate } from "./vector.ts";

const deck = corners({ x0: 0, y0: 0, x1: 12, y1: 9 });
const pitch = Math.PI / 6;
const moduleArea = moduleSize.width * moduleSize.length;

describe("on a flat roof", () => {
  test.each([
    { wanted: 20, count: 10 },
    { wanted: 1, count: 0 },
    { wanted: 1e6, count: 27 },
  ])("$wanted m2 give $count modules inside the roof", ({ wanted, count }) => {
    const modules = flatModules(wanted, deck);
    expect(modules).toHaveLength(count);
    expect(count * moduleArea).toBeLessThanOrEqual(wanted);
    const free = offset(deck, -0.79);
    for (const [point] of modules.flatMap(moduleCorners)) expect(contains(free, point)).toBe(true);
  });
});

describe("on a slope", () => {
  const { facets } = pitchedRoof(deck, "hip");

  test("they lie flush on the plane that faces south", () => {
    const modules = slopeModules(10, facets, { pitch, thickness: 0.3 });
    expect(modules).toHaveLength(5);
    for (const module of modules) {
      for (const [point, z] of moduleCorners(module)) {
        expect(z).toBeCloseTo(point.y * Math.tan(pitch) + 0.38 / Math.cos(pitch), 9);
      }
    }
  });

  test("a turned roof carries them on the plane that turns most of its area south", () => {
    const turned = pitchedRoof(
      deck.map((point) => rotate(point, 30)),
      "hip",
    );
    const modules = slopeModules(8, turned.facets, { pitch, thickness: 0.3 });
    expect(modules.length).toBeGreaterThan(2);
    for (const module of modules) {
      const quad = moduleCorners(module).map(([point]) => point);
      expect(area(quad)).toBeCloseTo(moduleArea * Math.cos(pitch), 9);
      expect(module.along.x).toBeCloseTo(Math.cos(pitch), 9);
    }
  });

  test("no roof, no modules", () => {
    expect(slopeModules(20, [], { pitch, thickness: 0.3 })).toEqual([]);
  });
});
