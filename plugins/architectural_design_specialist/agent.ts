import { BriefSchema } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { ConceptSchema } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import { PlanSchema } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { ReviewSchema } from "@viba/contracts/gen/viba/aec/v1/review_pb";
import { InfeasibleBrief } from "@viba/building/concept/infeasible";
import { planFiles } from "@viba/building/drawing/plan-files";
import { makePlan } from "@viba/building/plan/plan";
import { capability, required } from "@viba/sdk/capability";
import { isOneOf } from "@viba/sdk/condition";
import { defineAgent } from "@viba/sdk/definition";
import { MeshError, refuseAs } from "@viba/sdk/errors";
import { serveAgent } from "@viba/sdk/serve";

const planning = {
  inputs: { brief: required(BriefSchema), concept: required(ConceptSchema) },
  output: PlanSchema,
  deterministic: true,
  idempotent: true,
  cost: 0.04,
  expectedLatencyMs: 40,
} as const;

/** Draws plans again that a review found wanting; nothing of it is loaded before it is needed. */
const revising = capability({
  name: "plan.revise",
  inputs: {
    brief: required(BriefSchema),
    concept: required(ConceptSchema),
    plan: required(PlanSchema),
    review: required(ReviewSchema),
  },
  output: PlanSchema,
  deterministic: true,
  idempotent: true,
  cost: 2,
  expectedLatencyMs: 1500,
  tags: ["revision"],
  description: "Draws a plan again until fewer of the faults the review names are left; refuses when none is better.",
  async run({ inputs, random, progress }) {
    progress(0.1, "검토 의견에 따라 평면을 다시 그립니다", "drawing the plan again for the review");
    const { revisePlan } = await import("@viba/building/review/revise");
    const plan = revisePlan(inputs, random);
    if (plan) return { output: plan, files: planFiles(plan, inputs.brief) };
    throw new MeshError("OUT_OF_RANGE", "no other plan of this brief is better", {
      messageKo: "이 조건에서 더 나은 평면을 찾지 못했습니다",
    });
  },
});

/** Lays out what needs a specialist: hanok round a courtyard, and homes over shops. */
export const agent = defineAgent({
  id: "architectural_design_specialist",
  titleKo: "건축 설계 전문가",
  titleEn: "Architectural design specialist",
  capabilities: [
    capability({
      ...planning,
      name: "plan.hanok",
      conditions: [isOneOf("style", "hanok")],
      tags: ["hanok", "timber", "courtyard", "guesthouse", "house"],
      description: "Lays out a hanok: wings of timber bays round a yard, with hall, ondol rooms and modern baths.",
      run({ inputs: { brief, concept }, random, progress }) {
        progress(0.1, "한옥 칸과 마당을 배치합니다", "laying out the bays round the yard");
        const plan = refuseAs("OUT_OF_RANGE", InfeasibleBrief, () => makePlan(brief, concept, random));
        return { output: plan, files: planFiles(plan, brief) };
      },
    }),
    capability({
      ...planning,
      name: "plan.mixed",
      conditions: [isOneOf("use", "mixed")],
      tags: ["mixed", "shop", "housing", "core"],
      description: "Lays out a building of several uses: shops at the street, homes above, entrances apart.",
      run({ inputs: { brief, concept }, random, progress }) {
        progress(0.1, "상가와 주거를 층별로 배치합니다", "laying out shops and homes by storey");
        const plan = refuseAs("OUT_OF_RANGE", InfeasibleBrief, () => makePlan(brief, concept, random));
        return { output: plan, files: planFiles(plan, brief) };
      },
    }),
    revising,
  ],
});

if (import.meta.main) await serveAgent(import.meta.url, agent);
