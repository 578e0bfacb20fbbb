import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { cafeBrief, hanokBrief, mixedBrief } from "../fixtures.ts";
import { corners } from "../geometry/rectangle.ts";
import { dot } from "../geometry/vector.ts";
import { briefOf, planOf } from "../plan/testing.ts";
import { drawElevation } from "./elevation.ts";
import { cutRing, facingSide, levelCamera } from "./facing.ts";
import type { Side } from "./facing.ts";
import { wallSpot } from "./finishes.ts";
import { levelFigure, levelsOf } from "./levels.ts";
import { touchingTexts } from "./testing.ts";

const sides: readonly Side[] = ["S", "E", "N", "W"];
const plans: readonly (readonly [string, Plan])[] = [
  ["cafe", planOf(cafeBrief())],
  ["mixed", planOf(mixedBrief())],
  ["hanok", planOf(hanokBrief())],
  ["office", planOf(briefOf({ use: "office", areaM2: 900, storeys: 4, basements: 1 }))],
];

describe.each(plans)("the elevations of the %s", (_name, plan) => {
  test.each(sides)("has no texts that touch on side %s", (side) => {
    const svg = drawElevation(plan, side);
    expect(svg).toContain("입면도");
    expect(touchingTexts(svg)).toEqual([]);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });
});

test("the note of the wall points to the wall, not to one of a timber building's posts", () => {
  for (const plan of [planOf(hanokBrief()), planOf({ ...hanokBrief(), storeys: 2, areaM2: 240 })]) {
    const top = plan.storeys.at(-1)!;
    for (const side of sides) {
      const { x } = wallSpot(plan, side)!;
      const { along } = facingSide(side);
      const on = top.columns.filter(({ centre, size }) => Math.abs(dot(centre!, along) - x) < size / 2);
      expect(on).toEqual([]);
    }
  }
});

test("levels are whole millimetres, so that their figures and the chain beside them agree", () => {
  for (const [, plan] of plans) {
    const levels = levelsOf(plan);
    for (const { z } of levels) expect(Math.abs(z * 1000 - Math.round(z * 1000))).toBeLessThan(1e-6);
    const [deck, top] = [levels.find(({ name }) => name === "RFL"), levels.at(-1)!];
    if (deck) expect(top.z - deck.z).toBeCloseTo(plan.roof!.parapet, 9);
  }
});

/** Middles of the glass panes on a drawing, in pixels, from the left. */
function panes(svg: string): number[] {
  const paths = [...svg.matchAll(/<path d="([^"]+)" fill="url\(#(?:sheen|glow)\)"\/>/g)].map((match) => match[1]!);
  return paths
    .map((d) => [...d.matchAll(/[ML](-?[\d.]+) /g)].map((match) => Number(match[1])))
    .map((xs) => (Math.min(...xs) + Math.max(...xs)) / 2)
    .toSorted((a, b) => a - b);
}

/** Middles of the glazed openings in the walls of a side, along the x axis, metres. */
function glazed(plan: Plan, side: Side): number[] {
  const storey = plan.storeys[0]!;
  return storey.openings
    .filter(({ kind }) => kind !== OpeningKind.DOOR && kind !== OpeningKind.PASSAGE)
    .flatMap((opening) => {
      const wall = storey.walls.find(({ id }) => id === opening.wall)!;
      if (!wall.external || wall.faces !== side) return [];
      return [wall.start!.x + Math.sign(wall.end!.x - wall.start!.x) * opening.at];
    })
    .toSorted((a, b) => a - b);
}

test.each(["S", "N"] as const)(
  "windows stand where the plan has them on side %s, west on the left only from the south",
  (side) => {
    const plan = plans[0]![1];
    const metres = glazed(plan, side);
    const drawn = panes(drawElevation(plan, side));
    expect(drawn).toHaveLength(metres.length);
    expect(metres.length).toBeGreaterThan(1);
    const seen = side === "S" ? metres : metres.map((x) => -x).reverse();
    const pixels = (drawn.at(-1)! - drawn[0]!) / (seen.at(-1)! - seen[0]!);
    drawn.forEach((x, i) => expect((x - drawn[0]!) / pixels).toBeCloseTo(seen[i]! - seen[0]!, 1));
  },
);

test.each([
  { side: "S", right: { x: 1, y: 0 } },
  { side: "E", right: { x: 0, y: 1 } },
  { side: "N", right: { x: -1, y: 0 } },
  { side: "W", right: { x: 0, y: -1 } },
] as const)("seen from $side, $right is to the right and up is up", ({ side, right }) => {
  const camera = levelCamera(facingSide(side));
  expect(camera.project([right.x, right.y, 0]).x).toBeCloseTo(1);
  expect(camera.project([0, 0, 1]).y).toBeCloseTo(-1);
});

test("levels name ground, floors, roof and highest point from below", () => {
  const [cafe, , hanok, office] = plans.map(([, plan]) => levelsOf(plan));
  expect(cafe!.map(({ name }) => name)).toEqual(["GL", "1FL", "RFL", "최고높이"]);
  expect(hanok!.map(({ name }) => name)).toEqual(["GL", "1FL", "처마높이", "최고높이"]);
  expect(office!.map(({ name }) => name)).toEqual(["B1FL", "GL", "1FL", "2FL", "3FL", "4FL", "RFL", "최고높이"]);
  expect(cafe![3]!.z - cafe![2]!.z).toBeCloseTo(1.2);
});

test.each([
  [0, "GL ±0"],
  [0.0002, "GL ±0"],
  [3.62, "GL +3,620"],
  [-3.58, "GL -3,580"],
])("the level %d m reads %s", (z, figure) => expect(levelFigure(z)).toBe(figure));

test("a line cuts a rectangle over its whole width, or not at all", () => {
  const size = fc.double({ min: 0.5, max: 30, noNaN: true });
  fc.assert(
    fc.property(size, size, fc.double({ min: -10, max: 40, noNaN: true }), (width, depth, at) => {
      fc.pre(Math.abs(at) > 1e-6 && Math.abs(at - depth) > 1e-6);
      const cuts = cutRing(facingSide("S"), at, corners({ x0: 0, y0: 0, x1: width, y1: depth }));
      expect(cuts).toEqual(at > 0 && at < depth ? [[0, width]] : []);
    }),
  );
});

test("a plan without storeys gives an empty sheet", () => {
  expect(drawElevation({ ...plans[0]![1], storeys: [] }, "S")).not.toContain("입면도");
});
