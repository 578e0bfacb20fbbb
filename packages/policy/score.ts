import type { Arm, PolicySnapshot } from "@viba/contracts/gen/viba/learner/v1/learner_pb";
import { findArm } from "./arms.ts";
import type { PolicyCandidate } from "./candidate.ts";
import { type Objective, objectives, type Weights } from "./weights.ts";

/** How one candidate did; every score and the total are in [0,1]. */
export interface Scored {
  readonly scores: Readonly<Record<Objective, number>>;
  /** Weighted sum of the scores. */
  readonly total: number;
  /** What the snapshot knows of its agent; undefined when nothing. */
  readonly arm: Arm | undefined;
}

/** Differences below these mean nothing: scheduling noise, and a hundredth of a core-second. */
const noise = { latencyMs: 1, cost: 0.01 } as const;

/**
 * Scores candidates for one piece of work, in their order. Latency and cost compare with the best one offered; a
 * signal nobody gave scores 0 and its weight stays in the sum, so that saying nothing never wins.
 */
export function scoreCandidates(
  candidates: readonly PolicyCandidate[],
  weights: Weights,
  snapshot?: PolicySnapshot,
): Scored[] {
  const arms = candidates.map((candidate) => findArm(snapshot, candidate.outputType, candidate.agentId));
  const latencies = candidates.map((candidate, at) => latencyOf(candidate, arms[at]));
  const costs = candidates.map((candidate) => known(candidate.cost));
  const bestLatency = leastOf(latencies);
  const bestCost = leastOf(costs);
  return candidates.map((candidate, at) => {
    const arm = arms[at];
    const scores = {
      match: matchOf(candidate),
      quality: unit(arm?.meanReward ?? 0),
      latency: ratio(bestLatency, latencies[at], noise.latencyMs),
      load: loadOf(candidate),
      cost: ratio(bestCost, costs[at], noise.cost),
      freshness: freshnessOf(candidate),
    };
    return { scores, total: totalOf(scores, weights), arm };
  });
}

/** Claims the goal meets over all claims and one more: a specialist beats a generalist, an unfit specialist doesn't. */
function matchOf({ claims, claimsMet }: PolicyCandidate): number {
  return unit(claimsMet / (claims + 1));
}

/** Learned if anything of it was ever accepted, else promised. */
function latencyOf(candidate: PolicyCandidate, arm: Arm | undefined): number | undefined {
  const learned = known(arm?.meanLatencyMs);
  return learned !== undefined && learned > 0 ? learned : known(candidate.expectedLatencyMs);
}

function loadOf({ inFlight, maxConcurrency }: PolicyCandidate): number {
  const busy = known(inFlight);
  return busy === undefined ? 0 : unit(1 - busy / Math.max(1, maxConcurrency));
}

function freshnessOf({ silentMs, leaseMs }: PolicyCandidate): number {
  const silent = known(silentMs);
  return silent === undefined || !(leaseMs > 0) ? 0 : unit(1 - silent / leaseMs);
}

function totalOf(scores: Scored["scores"], weights: Weights): number {
  return unit(objectives.reduce((total, objective) => total + weights[objective] * scores[objective], 0));
}

/** 1 for the best, 0.5 for one that takes twice as much. */
function ratio(best: number, own: number | undefined, least: number): number {
  return own === undefined ? 0 : unit((best + least) / (own + least));
}

function leastOf(values: readonly (number | undefined)[]): number {
  return values.reduce<number>((least, value) => (value === undefined ? least : Math.min(least, value)), Infinity);
}

function known(value: number | undefined): number | undefined {
  return value !== undefined && Number.isFinite(value) && value >= 0 ? value : undefined;
}

/** Cut to [0,1]; not a number becomes 0. */
function unit(value: number): number {
  return value > 0 ? Math.min(1, value) : 0;
}
