import { BriefSchema } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { ConceptSchema } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import { PlanSchema } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { InfeasibleBrief } from "@viba/building/concept/infeasible";
import { capability, required } from "@viba/sdk/capability";
import { isAtLeast, isNoneOf, isOneOf } from "@viba/sdk/condition";
import { defineAgent } from "@viba/sdk/definition";
import { refuseAs } from "@viba/sdk/errors";
import { serveAgent } from "@viba/sdk/serve";

const planning = {
  inputs: { brief: required(BriefSchema), concept: required(ConceptSchema) },
  output: PlanSchema,
  deterministic: true,
  idempotent: true,
  cost: 0.1,
  expectedLatencyMs: 100,
} as const;

type Run = Parameters<typeof capability<(typeof planning)["inputs"], typeof PlanSchema>>[0]["run"];

/** The planner is loaded when first asked. */
const run: Run = async ({ inputs: { brief, concept }, random, progress }) => {
  progress(0.1, "여러 평면을 견주어 봅니다", "comparing several plans");
  const [{ makeTypologyPlan }, { planFiles }] = await Promise.all([
    import("@viba/building/plan/typology-plan"),
    import("@viba/building/drawing/plan-files"),
  ]);
  const plan = refuseAs("OUT_OF_RANGE", InfeasibleBrief, () => makeTypologyPlan(brief, concept, random));
  return { output: plan, files: planFiles(plan, brief) };
};

/** Tries the footprints and plans a type of building may have and keeps the best. */
export const agent = defineAgent({
  id: "typology_planner",
  titleKo: "유형 평면 전문가",
  titleEn: "Typology planner",
  capabilities: [
    capability({
      ...planning,
      name: "plan.stacked",
      conditions: [isAtLeast("storeys", 2), isNoneOf("use", "mixed"), isNoneOf("style", "hanok")],
      tags: ["stacked", "narrow", "house", "office", "clinic", "guesthouse", "best-of"],
      description: "Tries several plans of a building of two storeys and more, narrow ones too, and keeps the best.",
      run,
    }),
    capability({
      ...planning,
      name: "plan.rooms",
      conditions: [
        isOneOf("asks", "bedroom", "bath", "wc", "guestroom", "meeting", "exam", "treatment", "therapy", "classroom"),
        isOneOf("use", "house", "office", "clinic", "guesthouse", "academy", "kindergarten", "school", "elderly"),
        isNoneOf("style", "hanok"),
      ],
      tags: ["best-of"],
      description: "Tries footprints until a building of many rooms has all that were asked for, and keeps the best.",
      run,
    }),
  ],
});

if (import.meta.main) await serveAgent(import.meta.url, agent);
