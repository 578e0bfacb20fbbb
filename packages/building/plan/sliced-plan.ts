import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { Concept } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Random } from "../concept/random.ts";
import { canSlice, layoutSlicing } from "./layout-slicing.ts";
import { makePlan } from "./plan.ts";

/** A plan whose rooms are divided by slicing and annealing, where its concept is of that kind; the same brief, concept and seed give the same plan. */
export function makeSlicedPlan(brief: Brief, concept: Concept, random: Random): Plan {
  if (!canSlice(concept)) return makePlan(brief, concept, random);
  const { concept: followed, storeys } = layoutSlicing(brief, concept, random);
  return makePlan(brief, followed, random, () => [...storeys]);
}
