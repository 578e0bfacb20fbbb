import { BriefSchema } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { ConceptSchema } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import { PlanSchema } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { GoalSchema, RequestSchema } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import { makeConcept } from "@viba/building/concept/concept";
import { InfeasibleBrief } from "@viba/building/concept/infeasible";
import { planFiles } from "@viba/building/drawing/plan-files";
import { makePlan } from "@viba/building/plan/plan";
import { systemClock } from "@viba/runtime/clock";
import { readLlmSettings } from "@viba/runtime/config";
import { capability, required } from "@viba/sdk/capability";
import { isNoneOf } from "@viba/sdk/condition";
import { defineAgent } from "@viba/sdk/definition";
import { refuseAs } from "@viba/sdk/errors";
import { serveAgent } from "@viba/sdk/serve";
import { briefFile, interpret, interpretAsking } from "./interpret.ts";
import { createAsk } from "./language-model.ts";
import { understood } from "./understood.ts";

const settings = readLlmSettings();
const ask = settings && createAsk(settings, { fetch: globalThis.fetch, clock: systemClock });

/** Reads the sentence, finds the concept, and lays out buildings of one use in today's styles. */
export const agent = defineAgent({
  id: "design_theorist",
  titleKo: "설계 이론가",
  titleEn: "Design theorist",
  capabilities: [
    capability({
      name: "interpret",
      inputs: { request: required(RequestSchema) },
      output: GoalSchema,
      // What a model answers is no function of the sentence.
      deterministic: ask === undefined,
      idempotent: true,
      cost: 0.05,
      expectedLatencyMs: 20,
      tags: ["korean", "brief"],
      description: "Reads a sentence by rules: what is wanted, what is known, what has to be assumed.",
      async run({ inputs: { request } }) {
        const { goal, brief } = understood(ask ? await interpretAsking(request, ask) : interpret(request));
        return { output: goal, files: [briefFile(brief)] };
      },
    }),
    capability({
      name: "concept",
      inputs: { brief: required(BriefSchema) },
      output: ConceptSchema,
      deterministic: true,
      idempotent: true,
      cost: 0.05,
      expectedLatencyMs: 20,
      tags: ["massing", "programme"],
      description: "Finds massing, circulation and a programme whose areas add up to the brief's.",
      run: ({ inputs, random }) => ({
        output: refuseAs("OUT_OF_RANGE", InfeasibleBrief, () => makeConcept(inputs.brief, random)),
      }),
    }),
    capability({
      name: "plan.general",
      inputs: { brief: required(BriefSchema), concept: required(ConceptSchema) },
      output: PlanSchema,
      conditions: [isNoneOf("use", "mixed"), isNoneOf("style", "hanok")],
      deterministic: true,
      idempotent: true,
      cost: 0.03,
      expectedLatencyMs: 40,
      tags: ["modern", "cafe", "restaurant", "office", "house", "shop", "clinic", "gallery", "school", "apartments"],
      description: "Lays out a building of one use, storey by storey, with openings, stairs and furniture.",
      run({ inputs: { brief, concept }, random, progress }) {
        progress(0.1, "평면을 배치합니다", "laying out the storeys");
        const plan = refuseAs("OUT_OF_RANGE", InfeasibleBrief, () => makePlan(brief, concept, random));
        return { output: plan, files: planFiles(plan, brief) };
      },
    }),
  ],
});

if (import.meta.main) await serveAgent(import.meta.url, agent);
