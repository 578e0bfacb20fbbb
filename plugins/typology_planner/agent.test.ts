import { makeConcept } from "@viba/building/concept/concept";
import { cafeBrief } from "@viba/building/fixtures";
import { measurePlan } from "@viba/building/plan/metrics";
import { PlanSchema } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { runCapability } from "@viba/sdk/testing";
import { expect, test } from "vitest";
import { agent } from "./agent.ts";

const named = { name: "plan.stacked", output: PlanSchema };

test("a narrow cafe of three storeys has its kitchen, and the same seed gives the same bytes", async () => {
  const brief = { ...cafeBrief(), areaM2: 150, storeys: 3 };
  const inputs = { brief, concept: makeConcept(brief, () => 0.25) };
  const { output, files, digest } = await runCapability(agent, named, inputs);
  expect(measurePlan(output)).toMatchObject({ reach: 1, daylight: 1 });
  expect(output.storeys[0]!.spaces.map(({ kind }) => kind)).toContain("kitchen");
  expect(files.map(({ name }) => name)).toEqual(["plan-1F.svg", "plan-2F.svg", "plan-3F.svg", "site.svg"]);
  expect((await runCapability(agent, named, inputs)).digest).toBe(digest);
});

test("it offers itself for two storeys and more, neither mixed nor hanok", () => {
  const conditions = agent.capabilities[0]!.conditions!.map(({ attribute, values }) => [attribute, values]);
  expect(conditions).toEqual([
    ["storeys", ["2"]],
    ["use", ["mixed"]],
    ["style", ["hanok"]],
  ]);
});
