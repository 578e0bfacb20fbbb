import { makeConcept } from "@viba/building/concept/concept";
import { mixedBrief } from "@viba/building/fixtures";
import { makePlan } from "@viba/building/plan/plan";
import { CertificationSchema, EnergySchema } from "@viba/contracts/gen/viba/aec/v1/energy_pb";
import { runCapability } from "@viba/sdk/testing";
import { expect, test } from "vitest";
import { agent } from "./agent.ts";

const brief = mixedBrief();
const plan = makePlan(
  brief,
  makeConcept(brief, () => 0.5),
  () => 0.5,
);
const estimate = () => runCapability(agent, { name: "energy.estimate", output: EnergySchema }, { plan, brief });

test("a year's energy with its chart, the same each time", async () => {
  const { output, files, digest } = await estimate();
  expect(output.months).toHaveLength(12);
  expect(output.finalEnergy).toBeGreaterThan(0);
  expect(files.map(({ name }) => name)).toEqual(["energy.svg"]);
  expect((await estimate()).digest).toBe(digest);
});

test("each certificate asked for is assessed, and only a goal that asks for one gets here", async () => {
  const { output: energy } = await estimate();
  const certify = { name: "certify", output: CertificationSchema };
  const { output } = await runCapability(agent, certify, { brief, plan, energy });
  expect(output.certificates.map(({ name }) => name)).toEqual(brief.certificates);
  const { conditions } = agent.capabilities.find(({ name }) => name === "certify")!;
  expect(conditions!.map(({ attribute }) => attribute)).toEqual(["certificate"]);
});
