import { create, fromBinary } from "@bufbuild/protobuf";
import { type Brief, BriefSchema } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { ConceptSchema } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import { PlanSchema } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { GoalSchema, RequestSchema } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import { runCapability } from "@viba/sdk/testing";
import { describe, expect, test } from "vitest";
import { agent } from "./agent.ts";

const understand = (text: string) =>
  runCapability(
    agent,
    { name: "interpret", output: GoalSchema },
    {
      request: create(RequestSchema, { text, permitDate: "2026-11-22", seed: 1n, language: "ko" }),
    },
  );

async function briefOf(text: string): Promise<Brief> {
  const { output } = await understand(text);
  return fromBinary(BriefSchema, output.attached[0]!.inline);
}

const conceptOf = (brief: Brief) => runCapability(agent, { name: "concept", output: ConceptSchema }, { brief });

describe("from a sentence to a plan", () => {
  test("a cafe: the goal, its brief as a file, a concept of its area, a plan that follows it", async () => {
    const sentence = "강남에 50평 모던 카페를 설계해줘";
    const { output: goal, files } = await understand(sentence);
    expect(goal.wanted).toContain("viba.aec.v1.Plan");
    expect(files.map(({ name }) => name)).toEqual(["brief.json"]);
    const brief = await briefOf(sentence);
    const { output: concept } = await conceptOf(brief);
    const planned = await runCapability(agent, { name: "plan.general", output: PlanSchema }, { brief, concept });
    expect(planned.output.grossFloorArea).toBeCloseTo(brief.areaM2, 0);
    expect(planned.output.storeys).toHaveLength(1);
    expect(planned.files.map(({ name }) => name)).toEqual(["plan-1F.svg", "site.svg"]);
    const again = await runCapability(agent, "plan.general", { brief, concept });
    expect(again.digest).toBe(planned.digest);
  });

  test.each([
    { text: "", reason: "TEXT_EMPTY" },
    { text: "점심 뭐 먹을까", reason: "NOT_UNDERSTOOD" },
  ])("$text is asked back with $reason, in Korean too", async ({ text, reason }) => {
    await expect(understand(text)).rejects.toMatchObject({ reason, messageKo: expect.stringMatching(/[가-힣]/) });
  });

  test("a brief that no building satisfies is refused with what to change", async () => {
    const brief = { ...(await briefOf("강남에 50평 모던 카페를 설계해줘")), areaM2: 9 };
    await expect(conceptOf(brief)).rejects.toMatchObject({
      reason: "OUT_OF_RANGE",
      facts: { infeasible: "AREA_TOO_SMALL" },
      message: expect.stringMatching(/^A storey has only 9\.0 m², .* \d+ m² a storey at least\.$/),
      messageKo: expect.stringMatching(/[가-힣]/),
    });
  });
});

test("plan.general leaves hanok and mixed use to others", () => {
  const general = agent.capabilities.find(({ name }) => name === "plan.general")!;
  expect(general.conditions!.map(({ attribute, values }) => [attribute, ...values])).toEqual([
    ["use", "mixed"],
    ["style", "hanok"],
  ]);
});
