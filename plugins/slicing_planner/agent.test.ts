import { makeConcept } from "@viba/building/concept/concept";
import { cafeBrief, hanokBrief } from "@viba/building/fixtures";
import { measurePlan } from "@viba/building/plan/metrics";
import { PlanSchema } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { runCapability } from "@viba/sdk/testing";
import { expect, test } from "vitest";
import { agent } from "./agent.ts";

const random = () => 0.25;
const named = { name: "plan.slicing", output: PlanSchema };

test("a cafe: every room reached, drawings as files, the same bytes for the same seed", async () => {
  const brief = cafeBrief();
  const inputs = { brief, concept: makeConcept(brief, random) };
  const { output, files, digest } = await runCapability(agent, named, inputs);
  expect(measurePlan(output)).toMatchObject({ reach: 1, daylight: 1 });
  expect(output.grossFloorArea).toBeCloseTo(brief.areaM2, 0);
  expect(files.map(({ name }) => name)).toEqual(["plan-1F.svg", "site.svg"]);
  expect((await runCapability(agent, named, inputs)).digest).toBe(digest);
});

test("what it can't divide it lays out as others do", async () => {
  const brief = hanokBrief();
  const { output } = await runCapability(agent, named, { brief, concept: makeConcept(brief, random) });
  expect(measurePlan(output).reach).toBe(1);
});

test("it offers itself for buildings of one hall that are no hanok", () => {
  const conditions = agent.capabilities[0]!.conditions!.map(({ attribute, values }) => [attribute, values]);
  expect(conditions).toEqual([
    ["use", ["cafe", "restaurant", "shop", "gallery", "library", "gym", "worship", "community", "factory"]],
    ["style", ["hanok"]],
  ]);
});
