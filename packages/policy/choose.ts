import type { PolicySnapshot } from "@viba/contracts/gen/viba/learner/v1/learner_pb";
import type { PolicyCandidate } from "./candidate.ts";
import { type Scored, scoreCandidates } from "./score.ts";
import { createSlates, namedScores, pullsOf, scoresAt, type Slates, weigh, type Weighing } from "./slate.ts";
import { ucb1Defaults, ucb1Kind } from "./ucb1.ts";
import { normaliseWeights, objectives, type Weights } from "./weights.ts";

/** What a choice is made of. */
export interface ChooseOptions {
  readonly candidates: readonly PolicyCandidate[];
  /** Objective -> weight as asked for; absent means the defaults. */
  readonly weights?: Readonly<Record<string, number>>;
  /** Absent, or of a kind this version does not know: the greedy baseline. */
  readonly snapshot?: PolicySnapshot;
  /** Agents that work on the same run, for synergy. */
  readonly team?: readonly string[];
  /** Numbers in [0, 1). */
  readonly random: () => number;
  /** Share of choices made at random over all candidates, 0 to 1; absent means none. */
  readonly exploreShare?: number;
}

/** What the policy saw in a candidate. */
export interface Weighed extends Scored {
  /** What UCB1 adds to the total for being little known; infinite for an arm that must be tried. */
  readonly bonus: number;
  /** Probability with which this candidate was going to be chosen; over all candidates they add up to 1. */
  readonly propensity: number;
}

/** Who was chosen and why. */
export interface Choice {
  /** Index among the candidates. */
  readonly index: number;
  /** True probability with which it was chosen, (0,1]. */
  readonly propensity: number;
  /** All candidates, in their order. */
  readonly weighed: readonly Weighed[];
  /** Indexes of all candidates: the chosen one, then the others, best first. */
  readonly ranking: readonly number[];
  /** Weights used; they add up to 1. */
  readonly weights: Weights;
  /** Snapshot used; 0 for the baseline. */
  readonly policyVersion: bigint;
}

/**
 * Chooses one candidate; undefined when there is none. Without a snapshot the best total wins. With one of kind "ucb1"
 * each total grows by the confidence bound of its arm, so that little-known agents get tried. Equals share the chance.
 */
export function choose(options: ChooseOptions): Choice | undefined {
  const { candidates, snapshot, random, exploreShare = 0 } = options;
  const count = candidates.length;
  if (count === 0) return undefined;
  const weights = normaliseWeights(options.weights);
  const slates = createSlates(1, count);
  for (const [at, { scores, arm }] of scoreCandidates(candidates, weights, snapshot, options.team).entries()) {
    for (const [nth, objective] of objectives.entries())
      slates.scores[scoresAt(slates, 0, at) + nth] = scores[objective];
    slates.arms[at] = arm;
    slates.pulls[at] = pullsOf(arm);
    slates.inFlight[at] = candidates[at]!.inFlight ?? 0;
  }
  const share = Math.min(1, Math.max(0, exploreShare));
  const index = weigh(slates, 0, count, { weights, ...exploringBy(snapshot), exploreShare: share, random });
  return choiceOf(slates, 0, { count, index, weights, policyVersion: snapshot?.version ?? 0n });
}

/** How a snapshot explores; not at all without one, or when it is of a kind this version does not know. */
export function exploringBy(snapshot: PolicySnapshot | undefined): Pick<Weighing, "exploration" | "learnsNew"> {
  if (snapshot?.kind !== ucb1Kind) return { exploration: undefined, learnsNew: true };
  return { exploration: snapshot.exploration, learnsNew: snapshot.arms.length < ucb1Defaults.maxArms };
}

/** What is known of a weighed slate beside its columns. */
export interface WeighedSlate extends Pick<Choice, "index" | "weights" | "policyVersion"> {
  /** Candidates weighed. */
  readonly count: number;
}

/** A weighed slate as whoever explains it reads it. */
export function choiceOf(slates: Slates, row: number, { count, index, ...facts }: WeighedSlate): Choice {
  const from = row * slates.capacity;
  const weighed = Array.from({ length: count }, (_, at): Weighed => {
    return {
      scores: namedScores(slates, scoresAt(slates, row, at)),
      total: slates.totals[from + at]!,
      arm: slates.arms[from + at],
      bonus: slates.bonuses[from + at]!,
      propensity: slates.propensities[from + at]!,
    };
  });
  const others = weighed.map((_, at) => at).filter((at) => at !== index);
  return {
    ...facts,
    index,
    propensity: weighed[index]!.propensity,
    weighed,
    ranking: [index, ...others.sort((a, b) => compare(weighed[b]!, weighed[a]!))],
  };
}

function compare(a: Weighed, b: Weighed): number {
  const byBonus = a.total + a.bonus - (b.total + b.bonus);
  // Two infinite bonuses leave no difference: their totals decide.
  return Number.isNaN(byBonus) ? a.total - b.total : byBonus || a.total - b.total;
}
