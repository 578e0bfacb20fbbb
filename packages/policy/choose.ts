import type { PolicySnapshot } from "@viba/contracts/gen/viba/learner/v1/learner_pb";
import type { PolicyCandidate } from "./candidate.ts";
import { type Scored, scoreCandidates } from "./score.ts";
import { confidenceBound, ucb1Kind } from "./ucb1.ts";
import { normaliseWeights, type Weights } from "./weights.ts";

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
  if (candidates.length === 0) return undefined;
  const weights = normaliseWeights(options.weights);
  const scored = scoreCandidates(candidates, weights, snapshot, options.team);
  const bonuses = bonusesOf(candidates, scored, weights, snapshot);
  const propensities = distribution(scored, bonuses, Math.min(1, Math.max(0, exploreShare)));
  const weighed = scored.map((score, at) => ({ ...score, bonus: bonuses[at]!, propensity: propensities[at]! }));
  const index = draw(propensities, random());
  const others = candidates.map((_, at) => at).filter((at) => at !== index);
  return {
    index,
    propensity: propensities[index]!,
    weighed,
    ranking: [index, ...others.sort((a, b) => compare(weighed[b]!, weighed[a]!))],
    weights,
    policyVersion: snapshot?.version ?? 0n,
  };
}

/** An untried agent goes first only if it fits at least so well, as a share of the best fit. */
const triedFirstFrom = 0.5;

/**
 * The bonus of UCB1 belongs to the quality it bounds, so it carries that weight. An untried arm gets an infinite one,
 * except where that would harm: then it counts as tried once. Before the first outcome of a type there is none.
 */
function bonusesOf(
  candidates: readonly PolicyCandidate[],
  scored: readonly Scored[],
  weights: Weights,
  snapshot: PolicySnapshot | undefined,
): number[] {
  const total = [...new Set(scored.map(({ arm }) => arm))].reduce((sum, arm) => sum + Number(arm?.pulls ?? 0n), 0);
  if (snapshot?.kind !== ucb1Kind || weights.quality === 0 || total === 0) return scored.map(() => 0);
  const exploration = snapshot.exploration > 0 ? Math.min(mostExploration, snapshot.exploration) : 0;
  const bestMatch = Math.max(...scored.map(({ scores }) => scores.match));
  return scored.map(({ arm, scores }, at) => {
    const own = Number(arm?.pulls ?? 0n);
    const wait = own === 0 && !mayBeTriedFirst(candidates[at]!, scores.match, bestMatch);
    return weights.quality * confidenceBound(exploration, total, wait ? 1 : own);
  });
}

const mostExploration = 1000;

/**
 * Not for somebody who asked for what another fits far better (a stranger to hanoks isn't tried on a hanok), and one
 * attempt at a time: until its outcome is known, a crowd would all be sent to the newcomer.
 */
function mayBeTriedFirst(candidate: PolicyCandidate, match: number, bestMatch: number): boolean {
  return match >= bestMatch * triedFirstFrom && (candidate.inFlight ?? 0) === 0;
}

/** Totals closer than this are equal: they differ only by the order of additions. */
const sameTotal = 1e-12;

/** Probability of each candidate: the best share what exploring leaves, and exploring is uniform. */
function distribution(scored: readonly Scored[], bonuses: readonly number[], exploreShare: number): number[] {
  const forced = bonuses.includes(Number.POSITIVE_INFINITY);
  // Among arms that must be tried the plain totals decide, since infinite sums can't be told apart.
  const values = scored.map(({ total }, at) => {
    if (!forced) return total + bonuses[at]!;
    return bonuses[at] === Number.POSITIVE_INFINITY ? total : Number.NEGATIVE_INFINITY;
  });
  const best = Math.max(...values);
  const winners = values.filter((value) => value >= best - sameTotal).length;
  return values.map((value) => {
    const greedy = value >= best - sameTotal ? (1 - exploreShare) / winners : 0;
    return greedy + exploreShare / values.length;
  });
}

/** The index at which the running sum passes `point`; rounding can't lead to a candidate of probability 0. */
function draw(propensities: readonly number[], point: number): number {
  let sum = 0;
  let last = 0;
  for (const [at, propensity] of propensities.entries()) {
    if (propensity === 0) continue;
    sum += propensity;
    last = at;
    if (point < sum) return at;
  }
  return last;
}

function compare(a: Weighed, b: Weighed): number {
  const byBonus = a.total + a.bonus - (b.total + b.bonus);
  // Two infinite bonuses leave no difference: their totals decide.
  return Number.isNaN(byBonus) ? a.total - b.total : byBonus || a.total - b.total;
}
