import type { Arm } from "@viba/contracts/gen/viba/learner/v1/learner_pb";
import { boundFrom, logOfPulls } from "./ucb1.ts";
import { type Objective, objectives, type Weights } from "./weights.ts";

/** Scores of one candidate. */
const width = objectives.length;

/**
 * Candidates of many choices as columns, a slate for each choice: what a router weighs for every call is written once, read by
 * whoever asks for the record, and makes no garbage. Candidate `at` of slate `row` stands at `row * capacity + at`.
 */
export interface Slates {
  /** Most candidates of a slate. */
  readonly capacity: number;
  /** Scores in [0,1], seven in a row for each candidate, in the order of the objectives. */
  readonly scores: Float64Array;
  /** Weighted sums of the scores. */
  readonly totals: Float64Array;
  /** What UCB1 adds for being little known; infinite for an arm that must be tried. */
  readonly bonuses: Float64Array;
  /** How often each one's arm was pulled; 0 without one. */
  readonly pulls: Float64Array;
  /** Probability with which each was going to be chosen. */
  readonly propensities: Float64Array;
  /** Attempts each has under way. */
  readonly inFlight: Float64Array;
  /** What was learned of each one's agent. */
  readonly arms: (Arm | undefined)[];
}

/** Room for so many choices. */
export function createSlates(rows: number, capacity: number): Slates {
  const column = (each = 1) => new Float64Array(rows * capacity * each);
  return {
    capacity,
    scores: column(width),
    totals: column(),
    bonuses: column(),
    pulls: column(),
    propensities: column(),
    inFlight: column(),
    arms: Array.from({ length: rows * capacity }, () => undefined),
  };
}

/** The pulls of an arm, as the slate has them. Whoever weighs it often keeps the number: turning a bigint into one takes its time. */
export function pullsOf(arm: Arm | undefined): number {
  return arm === undefined ? 0 : Number(arm.pulls);
}

/** Where the scores of a candidate begin. */
export function scoresAt({ capacity }: Slates, row: number, at: number): number {
  return (row * capacity + at) * width;
}

/** The scores that begin there, by their names. Written out: a record asks it of each of its candidates. */
export function namedScores({ scores }: Slates, start: number): Record<Objective, number> {
  return {
    match: scores[start]!,
    quality: scores[start + 1]!,
    latency: scores[start + 2]!,
    load: scores[start + 3]!,
    cost: scores[start + 4]!,
    synergy: scores[start + 5]!,
    freshness: scores[start + 6]!,
  };
}

/** How candidates are weighed. */
export interface Weighing {
  readonly weights: Weights;
  /** By UCB1: how much being little known counts; undefined for the greedy baseline. */
  readonly exploration: number | undefined;
  /** Whether anything will be learned of an agent that is not known yet. */
  readonly learnsNew: boolean;
  /** Share of choices made at random over all candidates, 0 to 1. */
  readonly exploreShare: number;
  /** Numbers in [0, 1). */
  readonly random: () => number;
}

/** Weighs the first `count` candidates of a slate, whose scores are there, and draws one of them; at least one must be there. */
export function weigh(slates: Slates, row: number, count: number, how: Weighing): number {
  const from = row * slates.capacity;
  total(slates, from, count, how.weights);
  const forced = addBonuses(slates, from, count, how);
  distribute(slates, from, count, how.exploreShare, forced);
  return draw(slates, from, count, how.random());
}

function total({ scores, totals }: Slates, from: number, count: number, w: Weights): void {
  const { match, quality, latency, load, cost, synergy, freshness } = w;
  for (let at = from, s = from * width; at < from + count; at++, s += width) {
    const sum =
      match * scores[s]! +
      quality * scores[s + 1]! +
      latency * scores[s + 2]! +
      load * scores[s + 3]! +
      cost * scores[s + 4]! +
      synergy * scores[s + 5]! +
      freshness * scores[s + 6]!;
    totals[at] = sum > 0 ? Math.min(1, sum) : 0;
  }
}

/** An untried agent goes first only if it fits at least so well, as a share of the best fit. */
const triedFirstFrom = 0.5;

/**
 * The bonus of UCB1 belongs to the quality it bounds, so it carries that weight. An untried arm gets an infinite one, except where
 * that would harm: then it counts as tried once. Before the first outcome of a type there is none. Whether any is infinite.
 *
 * It would harm whoever asked for what another fits far better (a stranger to hanoks isn't tried on a hanok), and where one attempt
 * is under way already: until its outcome is known, a crowd would all be sent to the newcomer. Where nothing will be learned of it, since
 * the snapshot is full, it gets none: it would be tried for ever.
 */
function addBonuses(
  slates: Slates,
  from: number,
  count: number,
  { weights, exploration, learnsNew }: Weighing,
): boolean {
  const { bonuses, pulls, scores, inFlight } = slates;
  const all = exploration === undefined || weights.quality === 0 ? 0 : allPulls(slates, from, count);
  if (all === 0) {
    bonuses.fill(0, from, from + count);
    return false;
  }
  const usable = exploration! > 0 ? Math.min(mostExploration, exploration!) : 0;
  const logAll = logOfPulls(all);
  let bestMatch = 0;
  for (let at = from; at < from + count; at++) bestMatch = Math.max(bestMatch, scores[at * width]!);
  let forced = false;
  for (let at = from; at < from + count; at++) {
    const own = pulls[at]!;
    const waits = own === 0 && !(scores[at * width]! >= bestMatch * triedFirstFrom && inFlight[at] === 0);
    const bound = own === 0 && !learnsNew ? 0 : boundFrom(usable, logAll, waits ? 1 : own);
    const bonus = weights.quality * bound;
    bonuses[at] = bonus;
    forced ||= bonus === Number.POSITIVE_INFINITY;
  }
  return forced;
}

const mostExploration = 1000;

/** The pulls of all arms, each counted once: copies of an agent share one. */
function allPulls({ arms, pulls }: Slates, from: number, count: number): number {
  let sum = 0;
  for (let at = from; at < from + count; at++) {
    const own = pulls[at]!;
    if (own === 0) continue;
    const arm = arms[at];
    let first = from;
    while (arms[first] !== arm) first += 1;
    if (first === at) sum += own;
  }
  return sum;
}

/** Totals closer than this are equal: they differ only by the order of additions. */
const sameTotal = 1e-12;

/** Probability of each candidate: the best share what exploring leaves, and exploring is uniform. */
function distribute(slates: Slates, from: number, count: number, exploreShare: number, forced: boolean): void {
  const { propensities } = slates;
  const to = from + count;
  let best = Number.NEGATIVE_INFINITY;
  // The column holds what each is worth until it is known who shares.
  for (let at = from; at < to; at++) best = Math.max(best, (propensities[at] = valueOf(slates, at, forced)));
  const least = best - sameTotal;
  let winners = 0;
  for (let at = from; at < to; at++) if (propensities[at]! >= least) winners += 1;
  const shares = (1 - exploreShare) / winners;
  const explores = exploreShare / count;
  for (let at = from; at < to; at++) propensities[at] = (propensities[at]! >= least ? shares : 0) + explores;
}

/** Among arms that must be tried the plain totals decide, since infinite sums can't be told apart. */
function valueOf({ totals, bonuses }: Slates, at: number, forced: boolean): number {
  if (!forced) return totals[at]! + bonuses[at]!;
  return bonuses[at] === Number.POSITIVE_INFINITY ? totals[at]! : Number.NEGATIVE_INFINITY;
}

/** The candidate at which the running sum passes `point`; rounding can't lead to one of probability 0. */
function draw({ propensities }: Slates, from: number, count: number, point: number): number {
  let sum = 0;
  let last = 0;
  for (let at = 0; at < count; at++) {
    const propensity = propensities[from + at]!;
    if (propensity === 0) continue;
    sum += propensity;
    last = at;
    if (point < sum) return at;
  }
  return last;
}
