import { BriefSchema } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { ConceptSchema } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import { PlanSchema } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { capability, required } from "@viba/sdk/capability";
import { isAtLeast, isNoneOf } from "@viba/sdk/condition";
import { defineAgent } from "@viba/sdk/definition";
import { serveAgent } from "@viba/sdk/serve";

/** Tries the plans a type of stacked building may have and keeps the best; the planner is loaded when first asked. */
export const agent = defineAgent({
  id: "typology_planner",
  titleKo: "유형 평면 전문가",
  titleEn: "Typology planner",
  capabilities: [
    capability({
      name: "plan.stacked",
      inputs: { brief: required(BriefSchema), concept: required(ConceptSchema) },
      output: PlanSchema,
      conditions: [isAtLeast("storeys", 2), isNoneOf("use", "mixed"), isNoneOf("style", "hanok")],
      deterministic: true,
      idempotent: true,
      cost: 0.075,
      expectedLatencyMs: 100,
      tags: ["stacked", "narrow", "house", "office", "clinic", "guesthouse", "best-of"],
      description: "Tries several plans of a building of two storeys and more, narrow ones too, and keeps the best.",
      async run({ inputs: { brief, concept }, random, progress }) {
        progress(0.1, "여러 평면을 견주어 봅니다", "comparing several plans");
        const [{ makeTypologyPlan }, { feasible }, { planFiles }] = await Promise.all([
          import("@viba/building/plan/typology-plan"),
          import("./feasible.ts"),
          import("@viba/building/drawing/plan-files"),
        ]);
        const plan = feasible(() => makeTypologyPlan(brief, concept, random));
        return { output: plan, files: planFiles(plan, brief) };
      },
    }),
  ],
});

if (import.meta.main) await serveAgent(import.meta.url, agent);
