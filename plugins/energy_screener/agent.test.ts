import { makeConcept } from "@viba/building/concept/concept";
import { cafeBrief } from "@viba/building/fixtures";
import { makePlan } from "@viba/building/plan/plan";
import { EnergySchema } from "@viba/contracts/gen/viba/aec/v1/energy_pb";
import { Operator } from "@viba/contracts/gen/viba/core/v1/capability_pb";
import { runCapability } from "@viba/sdk/testing";
import { expect, test } from "vitest";
import { agent } from "./agent.ts";

const brief = cafeBrief();
const plan = makePlan(
  brief,
  makeConcept(brief, () => 0.5),
  () => 0.5,
);
const screen = () => runCapability(agent, { name: "energy.screen", output: EnergySchema }, { plan, brief });

test("a year's energy by months with its chart, the same each time", async () => {
  const { output, files, digest } = await screen();
  expect(output.months).toHaveLength(12);
  expect(output.method).toContain("monthly");
  expect(output.primaryEnergy).toBeGreaterThan(0);
  expect(files.map(({ name }) => name)).toEqual(["energy.svg"]);
  expect((await screen()).digest).toBe(digest);
});

test("stays out where a certificate is asked for or a weather file given", () => {
  const [{ conditions }] = agent.capabilities as [(typeof agent.capabilities)[number]];
  expect(conditions).toMatchObject([
    { attribute: "certificate", operator: Operator.ABSENT },
    { attribute: "weather", operator: Operator.ABSENT },
  ]);
});
