import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { area } from "../geometry/polygon.ts";
import { ringOf } from "./polygon.ts";

/**
 * Whether the column of homes counts for a certificate: homes are more than half of the floor area. Guest houses are
 * lodging, which is not residential by law. Asked by the assessment and by every sheet that names its scale.
 */
export function isResidential(plan: Plan): boolean {
  const sum = (homes: boolean) =>
    plan.storeys.reduce(
      (total, storey) => (homes && storey.use !== "house" ? total : total + area(ringOf(storey.outline))),
      0,
    );
  return sum(true) * 2 > sum(false);
}

/** The column of a certificate's criteria, as the sheets name it. */
export const certificateScale = (plan: Plan): string => (isResidential(plan) ? "주거용" : "비주거용");
