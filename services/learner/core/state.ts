import { timestampMs } from "@bufbuild/protobuf/wkt";
import type { Outcome } from "@viba/contracts/gen/viba/core/v1/decision_pb";
import type { PolicySnapshot } from "@viba/contracts/gen/viba/learner/v1/learner_pb";
import type { RunEvent } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { addRuns, noPairs, type Pairs, synergiesOf } from "@viba/policy/pairs";
import { addOutcomes, type Arms, noArms, snapshotOf, ucb1Defaults } from "@viba/policy/ucb1";

/** Bounds and parameters of what is learned; `learnerDefaults` fills what is absent. */
export interface LearnerLimits {
  /** Snapshots that can still be listed. */
  readonly history: number;
  /** Pairs of output type and agent; outcomes of further ones are dropped and counted. */
  readonly maxArms: number;
  /** Width of the confidence bound. */
  readonly exploration: number;
}

/** As many snapshots as the contract lists at most; the rest is the policy's own. */
export const learnerDefaults: LearnerLimits = { history: 20, ...ucb1Defaults };

/** The outcomes of one journal event. */
interface Recording {
  readonly sequence: bigint;
  readonly atMs: number;
  readonly outcomes: readonly Outcome[];
}

/**
 * What the journal taught so far. It depends on the journal alone, not on when or in which portions it was read: so a
 * learner that starts anew ends where the old one stood.
 */
export interface LearnerState {
  /** Arms before the recent recordings. */
  readonly base: Arms;
  /** Pairs of agents before the recent recordings. */
  readonly basePairs: Pairs;
  /** Newest last; each made one snapshot that can still be listed. */
  readonly recent: readonly Recording[];
  /** Position up to which the journal was read. */
  readonly cursor: bigint;
}

/** Before anything was read. */
export const newLearner: LearnerState = { base: noArms, basePairs: noPairs, recent: [], cursor: 0n };

/** A piece of the journal. */
export interface JournalPage {
  readonly events: readonly RunEvent[];
  /** Position to go on from. */
  readonly cursor: bigint;
}

/** The state after one more piece of the journal; events that were read before change nothing. */
export function advance(state: LearnerState, page: JournalPage, limits: LearnerLimits = learnerDefaults): LearnerState {
  const last = state.recent.at(-1)?.sequence ?? 0n;
  const fresh = page.events.flatMap(recordingOf).filter(({ sequence }) => sequence > last);
  const all = [...state.recent, ...fresh];
  const settled = all.slice(0, Math.max(0, all.length - limits.history));
  const outcomes = settled.flatMap((recording) => recording.outcomes);
  return {
    base: outcomes.length === 0 ? state.base : addOutcomes(state.base, outcomes, limits.maxArms),
    basePairs: settled.length === 0 ? state.basePairs : addRuns(state.basePairs, runsOf(settled)),
    recent: all.slice(settled.length),
    cursor: page.cursor > state.cursor ? page.cursor : state.cursor,
  };
}

/**
 * The snapshots that can still be listed, newest first. A version is the journal position of the outcomes that made it:
 * it rises, and neither a restart nor the retention of old runs gives a number twice.
 */
export function snapshotsOf(state: LearnerState, limits: LearnerLimits = learnerDefaults): PolicySnapshot[] {
  let arms = state.base;
  let pairs = state.basePairs;
  const { exploration } = limits;
  const snapshots = state.recent.map(({ sequence, atMs, outcomes }) => {
    arms = addOutcomes(arms, outcomes, limits.maxArms);
    pairs = addRuns(pairs, [outcomes]);
    const synergies = synergiesOf(pairs);
    return snapshotOf(arms, { version: sequence, cursor: sequence, exploration, madeAtMs: atMs, synergies });
  });
  return snapshots.reverse();
}

/** The snapshot in force; version 0 without arms before the first outcome. */
export function latestOf(state: LearnerState, limits: LearnerLimits = learnerDefaults): PolicySnapshot {
  const { exploration } = limits;
  const newest = state.recent.at(-1);
  if (!newest) return snapshotOf(noArms, { version: 0n, cursor: 0n, exploration, madeAtMs: 0 });
  const { sequence, atMs } = newest;
  const synergies = synergiesOf(addRuns(state.basePairs, runsOf(state.recent)));
  const facts = { version: sequence, cursor: sequence, exploration, madeAtMs: atMs, synergies };
  return snapshotOf(armsOf(state, limits), facts);
}

/** All arms so far, and how many outcomes could not be counted. */
export function armsOf(state: LearnerState, limits: LearnerLimits = learnerDefaults): Arms {
  const outcomes = state.recent.flatMap((recording) => recording.outcomes);
  return addOutcomes(state.base, outcomes, limits.maxArms);
}

/** The outcomes of a run are recorded together, when it ends. */
function runsOf(recordings: readonly Recording[]): (readonly Outcome[])[] {
  return recordings.map(({ outcomes }) => outcomes);
}

function recordingOf({ sequence, at, event }: RunEvent): Recording[] {
  if (event.case !== "outcomesRecorded") return [];
  return [{ sequence, atMs: at ? timestampMs(at) : 0, outcomes: event.value.outcomes }];
}
