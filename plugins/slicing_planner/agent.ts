import { BriefSchema } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { ConceptSchema } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import { PlanSchema } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { capability, required } from "@viba/sdk/capability";
import { isNoneOf, isOneOf } from "@viba/sdk/condition";
import { defineAgent } from "@viba/sdk/definition";
import { serveAgent } from "@viba/sdk/serve";

/** Divides halls and shops by slicing trees and simulated annealing; the planner is loaded when first asked. */
export const agent = defineAgent({
  id: "slicing_planner",
  titleKo: "분할 평면가",
  titleEn: "Slicing planner",
  capabilities: [
    capability({
      name: "plan.slicing",
      inputs: { brief: required(BriefSchema), concept: required(ConceptSchema) },
      output: PlanSchema,
      conditions: [isOneOf("use", "cafe", "restaurant", "shop", "gallery"), isNoneOf("style", "hanok")],
      deterministic: true,
      idempotent: true,
      cost: 0.045,
      expectedLatencyMs: 60,
      tags: ["slicing", "annealing", "cafe", "restaurant", "shop", "gallery"],
      description: "Divides a hall and its serving rooms by simulated annealing over slicing trees, storey by storey.",
      async run({ inputs: { brief, concept }, random, progress }) {
        progress(0.1, "평면을 나누어 봅니다", "trying divisions of the floor");
        const [{ makeSlicedPlan }, { feasible }, { planFiles }] = await Promise.all([
          import("@viba/building/plan/sliced-plan"),
          import("./feasible.ts"),
          import("@viba/building/drawing/plan-files"),
        ]);
        const plan = feasible(() => makeSlicedPlan(brief, concept, random));
        return { output: plan, files: planFiles(plan, brief) };
      },
    }),
  ],
});

if (import.meta.main) await serveAgent(import.meta.url, agent);
