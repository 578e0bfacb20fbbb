import { toBinary } from "@bufbuild/protobuf";
import { OpeningKind, PlanSchema } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { describe, expect, test } from "vitest";
import { cafeBrief, hanokBrief, mixedBrief } from "../fixtures.ts";
import { area, bounds } from "../geometry/polygon.ts";
import { checkCode } from "../law/check.ts";
import { measurePlan } from "./metrics.ts";
import { problemsOf } from "./problems.ts";
import { planOf } from "./testing.ts";

const seeds = [1, 2, 3];
const failed = 2;

describe.each([
  ["cafe", cafeBrief],
  ["mixed", mixedBrief],
  ["hanok", hanokBrief],
] as const)("the plan of the %s", (_name, brief) => {
  const plans = seeds.map((seed) => planOf(brief(), seed));

  test.each(plans.map((plan, i) => [seeds[i], plan] as const))("is sound with seed %i", (_seed, plan) => {
    expect(problemsOf(plan)).toEqual([]);
    const m = measurePlan(plan);
    expect(m.reach).toBe(1);
    expect(m.daylight).toBe(1);
    expect(m.areaError).toBeLessThan(0.005);
    expect(m.programmeError).toBeLessThan(0.05);
    expect(m.aspect).toBeGreaterThanOrEqual(0.9);
    expect(m.minSide).toBe(1);
    expect(m.adjacency).toBeGreaterThanOrEqual(0.95);
    expect(m.circulation).toBeLessThanOrEqual(0.3);
    expect(m.worstDaylight).toBeGreaterThanOrEqual(0.1);
  });

  test("breaks no clause of the code", () => {
    for (const plan of plans) {
      const bad = checkCode(plan, brief(), {}).findings.filter((finding) => finding.verdict === failed);
      expect(bad.map((finding) => `${finding.rule}: ${finding.measured}`)).toEqual([]);
    }
  });

  test("is the same for the same seed", () => {
    expect(toBinary(PlanSchema, planOf(brief(), 2))).toEqual(toBinary(PlanSchema, plans[1]!));
  });

  test("stands on its plot with its parking and trees", () => {
    for (const plan of plans) {
      const plot = bounds(plan.site!.boundary!.points);
      const things = [
        ...plan.storeys.flatMap((storey) => storey.outline!.points),
        ...plan.parking.flatMap((space) => space.outline!.points),
        ...plan.storeys.flatMap((storey) => storey.furniture.map((item) => item.centre!)),
      ];
      const box = bounds(things);
      expect(box.minX).toBeGreaterThan(plot.minX);
      expect(box.minY).toBeGreaterThan(plot.minY);
      expect(box.maxX).toBeLessThan(plot.maxX);
      expect(box.maxY).toBeLessThan(plot.maxY);
    }
  });
});

const doorsOf = (plan: Plan, storey: number) =>
  plan.storeys[storey]!.openings.filter((opening) => opening.kind !== OpeningKind.WINDOW);

test("the modern cafe opens two fifths of its face to the street and has a hall and an accessible WC", () => {
  const plan = planOf(cafeBrief());
  expect(measurePlan(plan).streetGlazing).toBeGreaterThanOrEqual(0.4);
  const spaces = plan.storeys[0]!.spaces;
  const hall = spaces.find((space) => space.kind === "hall")!;
  expect(area(hall.gross!.points) / plan.grossFloorArea).toBeGreaterThan(0.45);
  const wc = bounds(spaces.find((space) => space.accessible)!.net!.points);
  const sides = [wc.maxX - wc.minX, wc.maxY - wc.minY].sort((a, b) => a - b);
  expect(sides[0]).toBeGreaterThanOrEqual(1.6);
  expect(sides[1]).toBeGreaterThanOrEqual(2);
  expect(plan.parking).toHaveLength(1);
  expect(plan.roof!.kind).toBe("flat");
});

test("homes over shops have a way in of their own, and no shop leads to a home", () => {
  const plan = planOf(mixedBrief());
  const ground = plan.storeys[0]!;
  const outer = doorsOf(plan, 0)
    .filter((door) => door.exit)
    .flatMap((door) => door.spaces);
  expect(outer.some((id) => id.includes("corehall"))).toBe(true);
  expect(outer.filter((id) => id.includes("-main"))).toHaveLength(2);
  const unitOf = new Map(ground.spaces.map((space) => [space.id, space.unit]));
  for (const door of doorsOf(plan, 0).filter((entry) => entry.spaces.length === 2)) {
    expect(unitOf.get(door.spaces[0]!)).toBe(unitOf.get(door.spaces[1]!));
  }
  expect(new Set(plan.storeys[1]!.spaces.map((space) => space.unit))).toEqual(new Set(["", "201", "202"]));
  for (const storey of plan.storeys.slice(1)) {
    expect(storey.openings.some((opening) => opening.firefighter)).toBe(true);
  }
});

test("the hanok stands on posts round its yard, each guest room with a bath and a door to the open air", () => {
  const plan = planOf(hanokBrief());
  const storey = plan.storeys[0]!;
  expect(storey.elevation).toBeGreaterThanOrEqual(0.45);
  expect(plan.roof!.pitch).toBeGreaterThanOrEqual(20);
  expect(plan.roof!.eaves).toBeGreaterThanOrEqual(0.9);
  const guests = storey.spaces.filter((space) => space.kind === "guestroom");
  expect(guests).toHaveLength(4);
  for (const guest of guests) {
    const doors = doorsOf(plan, 0).filter((door) => door.spaces.includes(guest.id));
    expect(doors.some((door) => door.spaces.length === 1)).toBe(true);
    expect(doors.some((door) => door.spaces.some((id) => id.endsWith("+bath")))).toBe(true);
  }
  const xs = [...new Set(storey.columns.map((column) => column.centre!.x))].sort((a, b) => a - b);
  for (let i = 1; i < xs.length; i++) {
    expect(xs[i]! - xs[i - 1]!).toBeGreaterThanOrEqual(2.395);
    expect(xs[i]! - xs[i - 1]!).toBeLessThanOrEqual(3.005);
  }
  const daecheong = storey.spaces.find((space) => space.kind === "daecheong")!;
  expect(doorsOf(plan, 0).some((door) => door.spaces.length === 1 && door.spaces[0] === daecheong.id)).toBe(true);
  for (const system of ["heat_pump", "wifi", "cctv", "ondol"]) expect(plan.systems).toContain(system);
});
