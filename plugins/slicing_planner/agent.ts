import { BriefSchema } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { ConceptSchema } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import { PlanSchema } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { InfeasibleBrief } from "@viba/building/concept/infeasible";
import { capability, required } from "@viba/sdk/capability";
import { isNoneOf, isOneOf } from "@viba/sdk/condition";
import { defineAgent } from "@viba/sdk/definition";
import { refuseAs } from "@viba/sdk/errors";
import { serveAgent } from "@viba/sdk/serve";

const halls = ["cafe", "restaurant", "shop", "gallery", "library", "gym", "worship", "community", "factory"] as const;

const planning = {
  inputs: { brief: required(BriefSchema), concept: required(ConceptSchema) },
  output: PlanSchema,
  deterministic: true,
  idempotent: true,
  cost: 0.08,
  expectedLatencyMs: 80,
} as const;

type Run = Parameters<typeof capability<(typeof planning)["inputs"], typeof PlanSchema>>[0]["run"];

/** The planner is loaded when first asked. */
const run: Run = async ({ inputs: { brief, concept }, random, progress }) => {
  progress(0.1, "평면을 나누어 봅니다", "trying divisions of the floor");
  const [{ makeSlicedPlan }, { planFiles }] = await Promise.all([
    import("@viba/building/plan/sliced-plan"),
    import("@viba/building/drawing/plan-files"),
  ]);
  const plan = refuseAs("OUT_OF_RANGE", InfeasibleBrief, () => makeSlicedPlan(brief, concept, random));
  return { output: plan, files: planFiles(plan, brief) };
};

/** Divides halls and shops by slicing trees and simulated annealing. */
export const agent = defineAgent({
  id: "slicing_planner",
  titleKo: "분할 평면가",
  titleEn: "Slicing planner",
  capabilities: [
    capability({
      ...planning,
      name: "plan.slicing",
      conditions: [isOneOf("use", ...halls), isNoneOf("style", "hanok")],
      tags: ["slicing", "annealing", "hall", "lively", "varied", "rooms"],
      description: "Divides a hall and its serving rooms by simulated annealing over slicing trees, storey by storey.",
      run,
    }),
    capability({
      ...planning,
      name: "plan.hall_rooms",
      conditions: [
        isOneOf("asks", "privateroom", "meeting", "study", "staff", "storage", "lounge", "office", "manager"),
        isOneOf("use", ...halls),
        isNoneOf("style", "hanok"),
      ],
      tags: ["slicing"],
      description: "Cuts the rooms a brief asks for from a hall, on whichever side they leave it light and whole.",
      run,
    }),
  ],
});

if (import.meta.main) await serveAgent(import.meta.url, agent);
