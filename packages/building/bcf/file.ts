import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { CodeReport } from "@viba/contracts/gen/viba/aec/v1/code_pb";
import type { Model } from "@viba/contracts/gen/viba/aec/v1/model_pb";
import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Review } from "@viba/contracts/gen/viba/aec/v1/review_pb";
import { bounds } from "../geometry/polygon.ts";
import { type Camera, writeBcf } from "./bcf.ts";
import { issuesOf } from "./issues.ts";

/** A reviewed design whose issues are to be written. */
export interface ReviewedModel {
  readonly brief: Brief;
  readonly plan: Plan;
  readonly model: Model;
  readonly codeReport: CodeReport;
  readonly review: Review;
}

/** The issues of a design as a file that BIM programs open beside `model.ifc`. */
export function bcfFile({ brief, plan, model, codeReport, review }: ReviewedModel) {
  return {
    name: "issues.bcf",
    mediaType: "application/zip",
    bytes: writeBcf({
      issues: issuesOf(codeReport, review, model.guids),
      model: { name: "model.ifc", sha256: model.sha256 },
      date: codeReport.permitDate || brief.permitDate,
      camera: cameraOf(plan),
    }),
  };
}

/** From the south-east and above, far enough off to see the whole building. */
function cameraOf(plan: Plan): Camera {
  const points = plan.storeys.flatMap((storey) => storey.outline?.points ?? []);
  const { minX, minY, maxX, maxY } = points.length > 0 ? bounds(points) : { minX: 0, minY: 0, maxX: 1, maxY: 1 };
  const top = Math.max(3, ...plan.storeys.map((storey) => storey.elevation + storey.height));
  const size = Math.hypot(maxX - minX, maxY - minY, top);
  const side = Math.sqrt(1 / 3);
  return {
    from: [(minX + maxX) / 2 + size, (minY + maxY) / 2 - size, top / 2 + size],
    towards: [-side, side, -side],
    up: [-side / Math.SQRT2, side / Math.SQRT2, Math.sqrt(2 / 3)],
    height: size * 1.2,
  };
}
