import { makeConcept } from "@viba/building/concept/concept";
import { hanokBrief, mixedBrief } from "@viba/building/fixtures";
import { PlanSchema } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { runCapability } from "@viba/sdk/testing";
import { expect, test } from "vitest";
import { agent } from "./agent.ts";

test.each([
  { name: "plan.hanok", brief: hanokBrief(), storeys: ["1F"] },
  { name: "plan.mixed", brief: mixedBrief(), storeys: ["1F", "2F", "3F"] },
])("$name lays out its kind of building, drawn storey by storey", async ({ name, brief, storeys }) => {
  const concept = makeConcept(brief, () => 0.5);
  const planned = await runCapability(agent, { name, output: PlanSchema }, { brief, concept }, { seed: 3n });
  expect(planned.output.storeys.map((storey) => storey.name)).toEqual(storeys);
  expect(planned.output.grossFloorArea).toBeCloseTo(brief.areaM2, 0);
  expect(planned.files.map((file) => file.name)).toEqual([
    ...storeys.map((storey) => `plan-${storey}.svg`),
    "site.svg",
  ]);
  for (const { bytes } of planned.files) expect(new TextDecoder().decode(bytes)).toMatch(/<svg [^]*<\/svg>\s*$/);
  const again = await runCapability(agent, name, { brief, concept }, { seed: 3n });
  expect(again.digest).toBe(planned.digest);
});

test("each capability asks for its own kind of goal", () => {
  expect(
    agent.capabilities.map(({ name, conditions }) => [name, conditions![0]!.attribute, ...conditions![0]!.values]),
  ).toEqual([
    ["plan.hanok", "style", "hanok"],
    ["plan.mixed", "use", "mixed"],
  ]);
});
