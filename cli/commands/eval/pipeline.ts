import { checkCode } from "@viba/building/law/check";
import { certify } from "@viba/building/energy/certify";
import { estimateEnergy } from "@viba/building/energy/estimate";
import { writeIfc } from "@viba/building/ifc/model";
import { type PlanMetrics, measurePlan } from "@viba/building/plan/metrics";
import { problemsOf } from "@viba/building/plan/problems";
import { reviewModel } from "@viba/building/review/review";
import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Review } from "@viba/contracts/gen/viba/aec/v1/review_pb";

/** A plan judged as the mesh judges it, without the mesh. */
export interface Judgement {
  readonly review: Review;
  readonly metrics: PlanMetrics;
  /** Faults of geometry; none in a sound plan. */
  readonly problems: readonly string[];
}

/** Model, law, energy and review of a plan, as the agents make them one after the other. */
export function judgePlan(brief: Brief, plan: Plan): Judgement {
  const model = writeIfc(plan, brief, { permitDate: brief.permitDate });
  const codeReport = checkCode(plan, brief, model.guids);
  const energy = estimateEnergy(plan, brief);
  const certified = brief.certificates.length > 0;
  const certification = certified ? certify(brief, plan, energy) : undefined;
  const review = reviewModel({ brief, ifcText: model.text, codeReport, energy, certification });
  return { review, metrics: measurePlan(plan), problems: problemsOf(plan) };
}
