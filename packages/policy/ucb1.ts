import { create } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import type { Outcome } from "@viba/contracts/gen/viba/core/v1/decision_pb";
import {
  type Arm,
  ArmSchema,
  type PolicySnapshot,
  PolicySnapshotSchema,
  type Synergy,
} from "@viba/contracts/gen/viba/learner/v1/learner_pb";
import { compareArms } from "./arms.ts";

/** Name of this policy in a snapshot. */
export const ucb1Kind = "ucb1";

/**
 * `exploration` is below the textbook's 1.41: a reward in [0,1] has a variance of at most 1/4, whose root is the width
 * that UCB1-Tuned ends up with. 4,096 arms make a snapshot of well under a megabyte, the most a bus message carries.
 */
export const ucb1Defaults = { exploration: 0.5, maxArms: 4096 } as const;

/** What the outcomes of one agent for one artifact type add up to. */
export interface ArmSums {
  readonly outputType: string;
  readonly agentId: string;
  readonly pulls: number;
  readonly reward: number;
  /** Outcomes whose step was accepted. */
  readonly successes: number;
  /** Milliseconds over the accepted ones: a quick failure is not speed. */
  readonly latencyMs: number;
}

/** All arms, and the outcomes that could not be counted. */
export interface Arms {
  readonly byKey: ReadonlyMap<string, ArmSums>;
  /** Outcomes of arms beyond `maxArms`, or without a type or an agent. */
  readonly dropped: number;
}

/** Nothing learned yet. */
export const noArms: Arms = { byKey: new Map(), dropped: 0 };

/** The arms with one more outcome. */
export function addOutcome(arms: Arms, outcome: Outcome, maxArms: number = ucb1Defaults.maxArms): Arms {
  return addOutcomes(arms, [outcome], maxArms);
}

/** The arms with more outcomes; the same as one after the other, but copied once. */
export function addOutcomes(arms: Arms, outcomes: readonly Outcome[], maxArms: number = ucb1Defaults.maxArms): Arms {
  const byKey = new Map(arms.byKey);
  let { dropped } = arms;
  for (const outcome of outcomes) {
    const { outputType, agentId } = outcome;
    const key = `${outputType}\n${agentId}`;
    const held = byKey.get(key);
    const refused = outputType === "" || agentId === "" || (!held && byKey.size >= maxArms);
    if (refused) dropped += 1;
    else byKey.set(key, withOutcome(held ?? emptyArm(outputType, agentId), outcome));
  }
  return { byKey, dropped };
}

/** How far the mean of an arm may lie below its true value, by UCB1; infinite for an arm that was never pulled. */
export function confidenceBound(exploration: number, totalPulls: number, armPulls: number): number {
  return boundFrom(exploration, logOfPulls(totalPulls), armPulls);
}

/** What the bounds of all arms of one choice have in common. */
export function logOfPulls(totalPulls: number): number {
  return Math.log(Math.max(1, totalPulls));
}

/** The bound of an arm, from the logarithm of all pulls. */
export function boundFrom(exploration: number, logPulls: number, armPulls: number): number {
  return armPulls <= 0 ? Number.POSITIVE_INFINITY : exploration * Math.sqrt(logPulls / armPulls);
}

/** Names a snapshot and says how to choose by it. */
export interface SnapshotFacts {
  readonly version: bigint;
  readonly cursor: bigint;
  readonly exploration: number;
  readonly madeAtMs: number;
  /** What pairs of agents gain, ordered by both ids. */
  readonly synergies?: readonly Synergy[];
}

/** Freezes the arms into a snapshot, ordered by output type and agent. */
export function snapshotOf(arms: Arms, facts: SnapshotFacts): PolicySnapshot {
  const { version, cursor, exploration, madeAtMs, synergies = [] } = facts;
  const sorted = [...arms.byKey.values()].map(armOf).sort(compareArms);
  return create(PolicySnapshotSchema, {
    version,
    kind: ucb1Kind,
    arms: sorted,
    exploration,
    cursor,
    synergies: [...synergies],
    madeAt: timestampFromMs(madeAtMs),
  });
}

function emptyArm(outputType: string, agentId: string): ArmSums {
  return { outputType, agentId, pulls: 0, reward: 0, successes: 0, latencyMs: 0 };
}

function withOutcome(arm: ArmSums, { reward, succeeded, latencyMs }: Outcome): ArmSums {
  return {
    ...arm,
    pulls: arm.pulls + 1,
    reward: arm.reward + (reward > 0 ? Math.min(1, reward) : 0),
    successes: arm.successes + (succeeded ? 1 : 0),
    latencyMs: arm.latencyMs + (succeeded && latencyMs > 0 && Number.isFinite(latencyMs) ? latencyMs : 0),
  };
}

function armOf({ outputType, agentId, pulls, reward, successes, latencyMs }: ArmSums): Arm {
  return create(ArmSchema, {
    outputType,
    agentId,
    pulls: BigInt(pulls),
    meanReward: Math.min(1, reward / pulls),
    meanLatencyMs: successes === 0 ? 0 : latencyMs / successes,
    successRate: successes / pulls,
  });
}
