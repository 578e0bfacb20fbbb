/** What came of one step. */
export interface RewardParts {
  /** Quality of the run by its checks, 0 to 1. */
  readonly quality: number;
  /** How good the run's result is beyond what its checks demand, 0 to 1; absent if nobody looked, which takes nothing off. */
  readonly merit?: number | undefined;
  /** Time from the choice of the agent until its result. */
  readonly latencyMs: number;
  /**
   * Time the step should take; absent means `rewardDefaults.targetMs`. Give the same target to all agents of an
   * artifact type: measured against its own promise, an agent would be rewarded for promising little.
   */
  readonly expectedLatencyMs?: number;
  /** Cost units (seconds of one core). */
  readonly cost: number;
  /** Whether the step was accepted. */
  readonly succeeded: boolean;
}

/**
 * Quality is what a person sees, so it makes most of the reward: nearly every design holds what its checks demand, so how
 * well it is made beyond that counts as much. Speed and cost decide between equals. One second and one core-second are
 * what a design step of this mesh takes.
 */
export const rewardDefaults = {
  weights: { quality: 0.7, latency: 0.2, cost: 0.1 },
  targetMs: 1000,
  costUnit: 1,
} as const;

/** What a reward weighs; together 1. */
export type RewardWeights = Readonly<Record<"quality" | "latency" | "cost", number>>;

/**
 * The reward of a step, 0 to 1: 0.7 quality times merit + 0.2 speed (1 up to the target, then target over time) + 0.1
 * thrift (1 when free, 0.5 at one cost unit); `weights` are what a request weighs instead. A failed step earns 0, however fast it failed.
 */
export function rewardOf(
  { quality, merit = 1, latencyMs, expectedLatencyMs, cost, succeeded }: RewardParts,
  weights: RewardWeights = rewardDefaults.weights,
): number {
  if (!succeeded) return 0;
  const { targetMs, costUnit } = rewardDefaults;
  const target = expectedLatencyMs !== undefined && expectedLatencyMs > 0 ? expectedLatencyMs : targetMs;
  const speed = target / Math.max(target, atLeastZero(latencyMs));
  const thrift = costUnit / (costUnit + atLeastZero(cost));
  const good = share(quality) * share(merit);
  return Math.min(1, weights.quality * good + weights.latency * speed + weights.cost * thrift);
}

/** Not a number counts as endless: a figure nobody measured earns nothing. */
function atLeastZero(value: number): number {
  return Number.isNaN(value) ? Number.POSITIVE_INFINITY : Math.max(0, value);
}

/** Cut to [0,1]; not a number becomes 0. */
const share = (value: number): number => (value > 0 ? Math.min(1, value) : 0);
