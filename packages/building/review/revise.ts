import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { Concept } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Review } from "@viba/contracts/gen/viba/aec/v1/review_pb";
import { makeConcept } from "../concept/concept.ts";
import { InfeasibleBrief } from "../concept/infeasible.ts";
import { writeIfc } from "../ifc/model.ts";
import { checkCode } from "../law/check.ts";
import { makePlan } from "../plan/plan.ts";
import { reviewModel } from "./review.ts";

/** A plan that was found wanting, and by what. */
export interface Revised {
  readonly brief: Brief;
  readonly plan: Plan;
  readonly concept: Concept;
  readonly review: Review;
}

/** Other plans drawn before giving up: each is written and measured as the reviewer does it. */
export const mostTries = 6;

/**
 * Draws the plan anew until the faults the review names are fewer: the best of some tries, by the reviewer's own measure
 * of the written model, of those that mend more than they spoil. Undefined when none is better than what was there.
 */
export function revisePlan({ brief, plan, concept, review }: Revised, random: () => number): Plan | undefined {
  const wanted = new Set(review.fixes.map((fix) => fix.check));
  let best: { plan: Plan; look: Look } | undefined;
  const first = lookAt(plan, brief, wanted);
  for (let attempt = 0; attempt < mostTries; attempt += 1) {
    const next = draw(brief, attempt % 2 === 0 ? concept : undefined, random);
    if (next === undefined) continue;
    const look = lookAt(next, brief, wanted);
    const before = best?.look ?? first;
    if (look.quality <= before.quality || look.left > first.left) continue;
    best = { plan: next, look };
    if (look.left === 0) break;
  }
  return best?.plan;
}

/** A plan over the given concept, or over a new one. */
function draw(brief: Brief, concept: Concept | undefined, random: () => number): Plan | undefined {
  try {
    return makePlan(brief, concept ?? makeConcept(brief, random), random);
  } catch (error) {
    if (error instanceof InfeasibleBrief) return undefined;
    throw error;
  }
}

interface Look {
  readonly quality: number;
  /** How many of the faults that were named are still there. */
  readonly left: number;
}

function lookAt(plan: Plan, brief: Brief, wanted: ReadonlySet<string>): Look {
  const { text, guids } = writeIfc(plan, brief, { permitDate: brief.permitDate });
  const { quality, checks } = reviewModel({ brief, ifcText: text, codeReport: checkCode(plan, brief, guids) });
  return { quality, left: checks.filter((check) => wanted.has(check.id) && !check.passed).length };
}
