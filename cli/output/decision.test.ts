import { create } from "@bufbuild/protobuf";
import { ChoiceRole, DecisionSchema } from "@viba/contracts/gen/viba/core/v1/decision_pb";
import { defaultWeights } from "@viba/policy/weights";
import { expect, test } from "vitest";
import { decisionJson, decisionText } from "./decision.ts";

const scores = { match: 0.5, quality: 0, latency: 1, load: 1, cost: 0.5, synergy: 0, freshness: 1 };
const decision = create(DecisionSchema, {
  chosenAgentId: "hanok_designer",
  role: ChoiceRole.FAILOVER,
  because: "hanok_designer (plan) is the only one that can do it.",
  becauseKo: "hanok_designer (plan) 외에는 할 수 있는 에이전트가 없습니다.",
  propensity: 0.05,
  policyVersion: 7n,
  durationUs: 33,
  fitting: 40,
  widened: ["cost"],
  givenUp: ["locality"],
  team: ["intake"],
  weights: { ...defaultWeights },
  candidates: [
    { agentId: "hanok_designer", total: 0.6, scores, propensity: 0.05, cameAs: "random" },
    { agentId: "b", total: 0.4, scores, cameAs: "best", beatenBy: "hanok_designer-1" },
    { agentId: "c", leftOut: "cost 9 is above 2" },
    { agentId: "d", leftOut: "a reason nobody has translated" },
  ],
});

test("a decision says in Korean who, why, what was unusual, and why not the others", () => {
  const text = decisionText(decision, "ko");
  for (const said of [
    "→ hanok_designer (장애 조치: 앞선 에이전트를 잃음, p=0.05, 정책 7, 33 µs)",
    "외에는 할 수 있는 에이전트가 없습니다",
    "조건에 맞는 40개 가운데 2개를 비교했습니다",
    "제약(cost) 때문에 모두 살펴봤습니다",
    "포기한 조건: locality",
    "함께 일하는 에이전트: intake",
    "적합도",
    "무작위",
    "색인 상위; hanok_designer-1보다 모든 면에서 못함",
    "비용 9이(가) 한도 2 초과",
    "a reason nobody has translated",
  ]) {
    expect(text).toContain(said);
  }
});

test("and in English", () => {
  const text = decisionText(decision, "en");
  for (const said of ["failover: the one before was lost", "2 of 40 that fit were weighed", "cost 9 is above 2"]) {
    expect(text).toContain(said);
  }
});

test("for scripts nothing is left out", () => {
  expect(decisionJson(decision)).toMatchObject({
    role: "failover",
    fitting: 40,
    widened: ["cost"],
    given_up: ["locality"],
    candidates: [{ came_as: "random", propensity: 0.05 }, { beaten_by: "hanok_designer-1" }, {}, {}],
  });
});
