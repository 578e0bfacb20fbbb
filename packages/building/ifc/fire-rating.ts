import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Typed } from "./schema.ts";
import { typed } from "./step.ts";
import { useIn } from "./classification.ts";

/**
 * Fire rating of the main structure where it must be fire-resistive: three storeys or a basement, detached houses
 * excepted (건축법 시행령 §56①5). One hour up to four storeys, two hours above.
 */
export function fireRating(plan: Plan): Typed<"IfcLabel"> | undefined {
  const { storeys, concept } = plan;
  const above = storeys.filter(({ number }) => number > 0).length;
  const due = above >= 3 || above < storeys.length;
  if (!due || concept?.structure === "timber" || storeys.every(({ use }) => useIn(plan, use) === "house"))
    return undefined;
  return typed("IfcLabel", above > 4 ? "2시간" : "1시간");
}
