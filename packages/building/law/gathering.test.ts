import { expect, test } from "vitest";
import { Verdict } from "@viba/contracts/gen/viba/aec/v1/code_pb";
import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { checkCode } from "./check.ts";
import { type SampleOptions, sample } from "./sample.ts";

const finding = (rule: string, options: SampleOptions, change: (plan: Plan) => void = () => {}) => {
  const { plan, brief } = sample(options);
  change(plan);
  return checkCode(plan, brief, {}).findings.find((one) => one.rule === rule)!;
};

/** A storey of 30 x 18 m: its hall has well over 200 m2. */
const hall: SampleOptions = { use: "worship", width: 30, depth: 18, plot: { width: 44, depth: 34 } };

test("a hall for gatherings of 200 m2 is 4 m high unless it is ventilated by machine", () => {
  const rule = (ceiling: number, use = "worship", systems: string[] = []) =>
    finding("room.h", { ...hall, use }, (plan) => {
      plan.systems = systems;
      plan.storeys[0]!.ceiling = ceiling;
    }).verdict;
  expect(rule(4)).toBe(Verdict.PASS);
  expect(rule(3.99)).toBe(Verdict.FAIL);
  expect(rule(2.1, "worship", ["ventilation"])).toBe(Verdict.PASS);
  expect(rule(2.1, "shop")).toBe(Verdict.PASS);
});

test("the escape path is 3 m wide from 500 m2 of assembly, exhibition or worship", () => {
  expect(finding("site.path", hall).demanded).toContain("3.00");
  expect(finding("site.path", { ...hall, use: "gallery" }).demanded).toContain("3.00");
  expect(finding("site.path", { ...hall, width: 27 }).demanded).toContain("1.50");
});

test("worship upstairs wants a second stair from 200 m2, and its ways out are measured", () => {
  const two = { ...hall, storeys: 2 };
  expect(finding("stair2.assembly", two).verdict).toBe(Verdict.FAIL);
  expect(finding("stair2.assembly", { ...two, use: "office" }).verdict).toBe(Verdict.NOT_APPLICABLE);
  expect(finding("egress.ground", two).verdict).not.toBe(Verdict.NOT_APPLICABLE);
  expect(finding("egress.ground", { ...two, use: "school" }).verdict).not.toBe(Verdict.NOT_APPLICABLE);
});

test("a flat roof and its solid parapet count as height for the north setback", () => {
  // Three storeys of 3.2 m end at 9.6 m; 0.25 m of roof stays under 10 m, a parapet of 1.2 m does not.
  const low: SampleOptions = { storeys: 3, height: 3.2, at: { x: 4, y: 9 } };
  expect(finding("sun.n.10to17", low).verdict).toBe(Verdict.NOT_APPLICABLE);
  expect(finding("sun.n.10to17", low, (plan) => (plan.roof!.parapet = 1.2)).verdict).toBe(Verdict.FAIL);
});
