import { describe, expect, test } from "vitest";
import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { cafeBrief, hanokBrief, mixedBrief } from "../fixtures.ts";
import { outerFaces, ringOf, wallTop } from "../geometry/plan-shape.ts";
import { dot } from "../geometry/vector.ts";
import { briefOf, planOf } from "../plan/testing.ts";
import { cutRing, reach } from "./facing.ts";
import { cutCanopies } from "./section-canopies.ts";
import { drawSection } from "./section.ts";
import { placeCut } from "./section-place.ts";
import { cutRidges, cutRoofs } from "./section-roof.ts";
import { touchingTexts } from "./testing.ts";

const plans: readonly (readonly [string, Plan])[] = [
  ["cafe", planOf(cafeBrief())],
  ["mixed", planOf(mixedBrief())],
  ["hanok", planOf(hanokBrief())],
  ["office", planOf(briefOf({ use: "office", areaM2: 900, storeys: 4, basements: 1 }))],
];

describe.each(plans)("the section of the %s", (_name, plan) => {
  const cut = placeCut(plan)!;
  const svg = drawSection(plan);

  test("has no texts that touch and only finite numbers", () => {
    expect(touchingTexts(svg)).toEqual([]);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });

  test("runs through no wall lengthwise", () => {
    for (const { start, end, thickness } of plan.storeys.flatMap(({ walls }) => walls)) {
      const [a, b] = [dot(start!, cut.facing.away), dot(end!, cut.facing.away)];
      if (Math.abs(a - b) < 1e-3) expect(Math.abs(a - cut.depth)).toBeGreaterThan(thickness / 2);
    }
  });

  test("names a room that it cuts, on every storey", () => {
    for (const storey of plan.storeys) {
      const names = storey.spaces
        .filter((space) => cutRing(cut.facing, cut.depth, ringOf(space.net)).length > 0)
        .map(({ name }) => name);
      expect(names.length).toBeGreaterThan(0);
      expect(names.some((name) => svg.includes(`>${name}<`))).toBe(true);
    }
  });

  test("has no wall that ends in the air", () => {
    plan.storeys.forEach((storey, i) => {
      const above = plan.storeys[i + 1];
      const flat = cutRoofs(plan, cut).flatMap(({ attic, body }) => (attic.length > 0 ? [] : body.map(({ y }) => y)));
      const pitched = plan.roof?.kind !== "flat";
      const beam = storey.elevation + wallTop(storey) - storey.slab;
      const under = above ? above.elevation - above.slab : pitched ? beam : Math.min(...flat);
      for (const wall of storey.walls) {
        expect(storey.elevation + wall.height).toBeGreaterThanOrEqual(under - 1e-6);
      }
    });
  });
});

test.each([
  ["mixed", true],
  ["office", true],
  ["cafe", false],
] as const)("the cut of the %s goes through a stair: %s", (name, through) => {
  const plan = plans.find(([key]) => key === name)![1];
  const cut = placeCut(plan)!;
  expect(cut.throughStair).toBe(through);
  const flight = plan.storeys[0]!.stairs[0]?.flights;
  if (!flight) return;
  expect(Math.abs(dot(flight[0]!.foot!, cut.facing.away) - cut.depth)).toBeLessThan(flight[0]!.width / 2);
  expect(dot(flight[1]!.foot!, cut.facing.away)).toBeGreaterThan(cut.depth);
});

test("a hip roof in the cut is closed: slopes meet at the ridge and cover both eaves", () => {
  const plan = plans[2]![1];
  const roofs = cutRoofs(plan, placeCut(plan)!);
  const ends = roofs.flatMap(({ body }) => [body[0]!, body[1]!]).toSorted((a, b) => a.x - b.x);
  for (let i = 1; i + 1 < ends.length; i += 2) {
    expect(ends[i]!.x).toBeCloseTo(ends[i + 1]!.x, 5);
    expect(ends[i]!.y).toBeCloseTo(ends[i + 1]!.y, 5);
  }
  expect(roofs.length).toBeGreaterThanOrEqual(2);
});

test("a plan without storeys gives an empty sheet", () => {
  expect(drawSection({ ...plans[0]![1], storeys: [] })).not.toContain("단면도");
});

test("what a section along a stair cuts of the hips is filled and stands on the roof", () => {
  const plan = planOf({ ...hanokBrief(), storeys: 2, areaM2: 240 });
  const cut = placeCut(plan)!;
  expect(cut.throughStair).toBe(true);
  const hips = cutRidges(plan, cut);
  expect(hips).toHaveLength(2);
  const tops = cutRoofs(plan, cut).flatMap(({ body }) => body);
  for (const hip of hips) {
    // A ridge stands on the roof: its lowest corner lies within the covering.
    const foot = Math.min(...hip.map(({ y }) => y));
    expect(tops.some(({ y }) => Math.abs(y - foot) < 0.35)).toBe(true);
  }
});

test("a canopy that the section runs through is drawn cut, out to where the elevation shows its tip", () => {
  const plan = planOf(briefOf({ use: "office", areaM2: 2000, storeys: 5, basements: 1 }));
  const cut = placeCut(plan)!;
  const walls = plan.storeys.filter(({ number }) => number === 1).flatMap(outerFaces);
  const [from, to] = reach(cut.facing, walls);
  const boards = cutCanopies(plan, cut);
  expect(boards.length).toBeGreaterThan(0);
  for (const { x0, x1, y0, y1 } of boards) {
    expect(x1 - x0).toBeGreaterThan(0.9);
    expect(x1 <= from + 0.05 || x0 >= to - 0.05).toBe(true);
    expect(y1 - y0).toBeCloseTo(0.1, 6);
  }
  expect(drawSection(plan).split('class="canopy"').length - 1).toBe(boards.length);
});
