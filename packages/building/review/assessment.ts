import { create } from "@bufbuild/protobuf";
import type { Review } from "@viba/contracts/gen/viba/aec/v1/review_pb";
import { type Assessment, AssessmentSchema } from "@viba/contracts/gen/viba/core/v1/goal_pb";

/** Quality from which a design is accepted: at most one hard check has failed. */
export const acceptedFrom = 0.8;

/** Type of the artifact that is drawn again when a design is not accepted. */
export const revisedType = "viba.aec.v1.Plan";

/** A review in the mesh's own words: what to do again, and whether it must be. */
export function toAssessment(review: Review): Assessment {
  const blocked = review.checks.some((check) => check.gate && !check.passed);
  return create(AssessmentSchema, {
    quality: review.quality,
    checks: review.checks,
    accepted: review.quality >= acceptedFrom && !blocked,
    reviseType: revisedType,
    fixes: review.fixes.map((fix) => fix.text),
    ...(review.merit === undefined ? {} : { merit: review.merit }),
  });
}
