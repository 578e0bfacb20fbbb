import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { Concept } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Random } from "../concept/random.ts";
import { bestPlan } from "./best-plan.ts";
import { canSlice, layoutSlicing } from "./layout-slicing.ts";
import { makePlan } from "./plan.ts";

/**
 * The best of some plans whose rooms are divided by slicing and annealing, over footprints deeper and shallower, where the
 * concept is of that kind; the same brief, concept and seed give the same plan.
 */
export const makeSlicedPlan = (brief: Brief, concept: Concept, random: Random): Plan =>
  bestPlan({ brief, concept, random, ways: (one) => [() => slicedOnce(brief, one, random)], repeats: 1 });

/** A plan by slicing over one concept. */
export function slicedOnce(brief: Brief, concept: Concept, random: Random): Plan {
  if (!canSlice(concept)) return makePlan(brief, concept, random);
  const { concept: followed, storeys } = layoutSlicing(brief, concept, random);
  return makePlan(brief, followed, random, () => [...storeys]);
}
