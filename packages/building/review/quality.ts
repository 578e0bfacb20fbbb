import type { Judged } from "./judged.ts";

/** What one failed hard check leaves of the whole. */
export const hardFactor = 0.85;

/** Weight of a failed hard check, so that quality falls with every fault no mean can hide. */
export function qualityOf(checks: readonly Judged[]): number {
  if (checks.some((check) => check.gate && !check.passed)) return 0;
  const scored = checks.filter((check) => !check.gate);
  const weight = scored.reduce((sum, check) => sum + check.weight, 0);
  if (weight === 0) return 0;
  const mean = scored.reduce((sum, check) => sum + check.weight * check.score, 0) / weight;
  const failed = scored.filter((check) => check.hard && !check.passed).length;
  return hardFactor ** failed * mean;
}
