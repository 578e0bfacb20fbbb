import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { Concept } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Random } from "../concept/random.ts";
import { bestPlan } from "./best-plan.ts";
import { canSlice } from "./layout-slicing.ts";
import { makePlan } from "./plan.ts";
import { slicedOnce } from "./sliced-plan.ts";

/** Plans over the best footprint whose rooms are ordered by other chances. */
const otherOrders = 2;

/**
 * The best of some plans: over the concept as it is, over footprints deeper and shallower, by slicing where rooms are
 * missing, and with other orders of rooms.
 */
export function makeTypologyPlan(brief: Brief, concept: Concept, random: Random): Plan {
  const ways = (one: Concept): (() => Plan)[] => {
    const bands = () => makePlan(brief, one, random);
    return canSlice(one) ? [bands, () => slicedOnce(brief, one, random)] : [bands];
  };
  return bestPlan({ brief, concept, random, ways, repeats: otherOrders });
}
