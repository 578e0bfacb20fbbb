import type { Arm, PolicySnapshot } from "@viba/contracts/gen/viba/learner/v1/learner_pb";
import { findArm } from "./arms.ts";
import type { PolicyCandidate } from "./candidate.ts";
import { rewardDefaults } from "./reward.ts";
import { synergyWith } from "./synergy.ts";
import type { Objective, Weights } from "./weights.ts";

/** How one candidate did; every score and the total are in [0,1]. */
export interface Scored {
  readonly scores: Readonly<Record<Objective, number>>;
  /** Weighted sum of the scores. */
  readonly total: number;
  /** What the snapshot knows of its agent; undefined when nothing. */
  readonly arm: Arm | undefined;
}

/**
 * Scores candidates for one piece of work, in their order. A score says something of its candidate alone, so it means
 * the same in every record; a signal nobody gave scores 0 and its weight stays in the sum, so that saying nothing never
 * wins. `team` are the agents that work on the same run.
 */
export function scoreCandidates(
  candidates: readonly PolicyCandidate[],
  weights: Weights,
  snapshot?: PolicySnapshot,
  team: readonly string[] = [],
): Scored[] {
  return candidates.map((candidate) => {
    const arm = findArm(snapshot, candidate.outputType, candidate.agentId);
    const scores = {
      match: matchScore(candidate.claims, candidate.claimsMet),
      quality: unit(arm?.meanReward ?? 0),
      latency: latencyScore(predictedLatencyMs(candidate.expectedLatencyMs, arm)),
      load: loadScore(candidate),
      cost: costScore(candidate.cost),
      synergy: synergyWith(snapshot, candidate.agentId, team),
      freshness: freshnessScore(candidate.silentMs, candidate.leaseMs),
    };
    return { scores, total: totalOf(scores, weights), arm };
  });
}

/** Claims the goal meets over all claims and one more: a specialist beats a generalist, an unfit specialist doesn't. */
export function matchScore(claims: number, claimsMet: number): number {
  return unit(claimsMet / (claims + 1));
}

/** Learned if anything of it was ever accepted, else promised. */
export function predictedLatencyMs(promisedMs: number | undefined, arm: Arm | undefined): number | undefined {
  const learned = known(arm?.meanLatencyMs);
  return learned !== undefined && learned > 0 ? learned : known(promisedMs);
}

/** 1 for no time at all, 0.5 at the target a reward is reckoned with, 0 when nobody knows. */
export function latencyScore(latencyMs: number | undefined): number {
  const own = known(latencyMs);
  return own === undefined ? 0 : unit(rewardDefaults.targetMs / (rewardDefaults.targetMs + own));
}

/** 1 for nothing, 0.5 for one cost unit, 0 when nobody said. */
export function costScore(cost: number | undefined): number {
  const own = known(cost);
  return own === undefined ? 0 : unit(rewardDefaults.costUnit / (rewardDefaults.costUnit + own));
}

/** Strain on CPU or memory counts from here on: below, a machine that works is no worse than an idle one. */
const strainFrom = 0.5;

/** Free places, counting what waits inside, of which CPU and memory under full strain take half. */
export function loadScore(
  load: Pick<PolicyCandidate, "inFlight" | "queued" | "cpu" | "memory" | "maxConcurrency">,
): number {
  const busy = known(load.inFlight);
  if (busy === undefined) return 0;
  const free = unit(1 - (busy + (known(load.queued) ?? 0)) / Math.max(1, load.maxConcurrency));
  const strain = unit((Math.max(known(load.cpu) ?? 0, known(load.memory) ?? 0) - strainFrom) / (1 - strainFrom));
  return free * (1 - strain / 2);
}

/** Time since the last sign of life against the time a lease lives without one. */
export function freshnessScore(silentMs: number | undefined, leaseMs: number): number {
  // Without `known`: it is asked of each candidate of each choice, and a number that may be undefined is an object to V8.
  return silentMs !== undefined && silentMs >= 0 && leaseMs > 0 ? unit(1 - silentMs / leaseMs) : 0;
}

/** The weighted sum, written out: it runs for each candidate of each choice. */
function totalOf(s: Scored["scores"], w: Weights): number {
  return unit(
    w.match * s.match +
      w.quality * s.quality +
      w.latency * s.latency +
      w.load * s.load +
      w.cost * s.cost +
      w.synergy * s.synergy +
      w.freshness * s.freshness,
  );
}

function known(value: number | undefined): number | undefined {
  return value !== undefined && Number.isFinite(value) && value >= 0 ? value : undefined;
}

/** Cut to [0,1]; not a number becomes 0. */
function unit(value: number): number {
  return value > 0 ? Math.min(1, value) : 0;
}
