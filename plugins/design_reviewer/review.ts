import { checkCode } from "@viba/building/law/check";
import { toAssessment } from "@viba/building/review/assessment";
import { reviewModel } from "@viba/building/review/review";
import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { CodeReport } from "@viba/contracts/gen/viba/aec/v1/code_pb";
import type { Certification, Energy } from "@viba/contracts/gen/viba/aec/v1/energy_pb";
import type { Model } from "@viba/contracts/gen/viba/aec/v1/model_pb";
import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Review } from "@viba/contracts/gen/viba/aec/v1/review_pb";
import type { Assessment } from "@viba/contracts/gen/viba/core/v1/goal_pb";

/** Holds a plan against the building code; findings name GlobalIds when the model is there already. */
export function codeReport(plan: Plan, brief: Brief, model?: Model): CodeReport {
  return checkCode(plan, brief, model?.guids ?? {});
}

/** What a review looks at. */
export interface ReviewedDesign {
  readonly brief: Brief;
  readonly model: Model;
  readonly codeReport: CodeReport;
  readonly energy?: Energy | undefined;
  readonly certification?: Certification | undefined;
}

/** Reviews the model as written: bytes that are no UTF-8 text, or another file than the digest says, give quality 0. */
export function review({ model, ...design }: ReviewedDesign): Review {
  const ifcText = new TextDecoder().decode(model.ifc);
  return reviewModel({ ...design, ifcText, sha256: model.sha256 });
}

/** The review in the mesh's own words, for the critique loop. */
export function assessment(design: ReviewedDesign): Assessment {
  return toAssessment(review(design));
}
