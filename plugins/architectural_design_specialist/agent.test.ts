import { clone, create } from "@bufbuild/protobuf";
import { makeConcept } from "@viba/building/concept/concept";
import { hanokBrief, mixedBrief } from "@viba/building/fixtures";
import { makePlan } from "@viba/building/plan/plan";
import { PlanSchema } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { ReviewSchema } from "@viba/contracts/gen/viba/aec/v1/review_pb";
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

test("each planner asks for its own kind of goal; whatever was found wanting is revised", () => {
  expect(
    agent.capabilities.map(({ name, conditions = [] }) => [
      name,
      ...conditions.flatMap(({ attribute, values }) => [attribute, ...values]),
    ]),
  ).toEqual([["plan.hanok", "style", "hanok"], ["plan.mixed", "use", "mixed"], ["plan.revise"]]);
});

test("a plan found wanting is drawn again", async () => {
  const brief = mixedBrief();
  const concept = makeConcept(brief, () => 0.5);
  const good = makePlan(brief, concept, () => 0.5);
  const plan = clone(PlanSchema, good);
  for (const storey of plan.storeys) storey.ceiling = 2;
  const review = create(ReviewSchema, { fixes: [{ check: "ceiling", text: "천장을 높이십시오." }] });
  const revise = { name: "plan.revise", output: PlanSchema };
  const { output, files } = await runCapability(agent, revise, { brief, concept, plan, review }, { seed: 3n });
  for (const storey of output.storeys) expect(storey.ceiling).toBeGreaterThan(2.1);
  expect(files.map(({ name }) => name)).toContain("plan-1F.svg");
});
