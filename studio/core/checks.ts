import type { Check } from "@viba/contracts/gen/viba/core/v1/goal_pb";

/** What a check can do to the judgement. */
export type CheckKind = "gate" | "hard" | "weighed" | "shown";

/** Checks for the page: those that need a look first. */
export interface SortedChecks {
  readonly failed: readonly Check[];
  /** Passed, but not with a full mark. */
  readonly partly: readonly Check[];
  readonly passed: readonly Check[];
}

/** Sorts checks: what failed, by weight of the consequence; then what lost marks; then the rest as it came. */
export function sortChecks(checks: readonly Check[]): SortedChecks {
  const failed = checks.filter((check) => !check.passed).toSorted((a, b) => rank(a) - rank(b) || b.weight - a.weight);
  const lost = (check: Check) => check.weight * (1 - check.score);
  const partly = checks
    .filter((check) => check.passed && check.weight > 0 && check.score < 0.995)
    .toSorted((a, b) => lost(b) - lost(a));
  const passed = checks.filter((check) => check.passed && !partly.includes(check));
  return { failed, partly, passed };
}

/** What a check can do: end it all, take 15 % off, weigh in the mean, or nothing. */
export function kindOf(check: Check): CheckKind {
  if (check.gate) return "gate";
  if (check.hard) return "hard";
  return check.weight > 0 ? "weighed" : "shown";
}

function rank(check: Check): number {
  return ["gate", "hard", "weighed", "shown"].indexOf(kindOf(check));
}
