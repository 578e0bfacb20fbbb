import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Overhang } from "./irradiance.ts";

/** Eaves shade the glass of the storey below a pitched roof. */
export function overhangOf(plan: Plan): Overhang | undefined {
  const depth = plan.roof?.eaves ?? 0;
  const low = plan.storeys.filter((storey) => storey.number > 0).length <= 1;
  return depth >= 0.3 && low ? { depth, gap: 0.5, window: 1.5 } : undefined;
}
