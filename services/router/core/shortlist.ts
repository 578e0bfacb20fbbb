import type { Weights } from "@viba/policy/weights";
import type { Random } from "@viba/runtime/random";
import { brokenBy, type Limits } from "./eligible.ts";
import type { IndexTerms, Offer, OfferGroup } from "./offer-group.ts";

/** How an offer came among those weighed; empty when all that fit were weighed. */
export type CameAs = "" | "best" | "newest" | "random";

/** One that is weighed. */
export interface Listed {
  readonly offer: Offer;
  readonly cameAs: CameAs;
  /** Probability with which it came among those weighed; 1 but for those that chance brought. */
  readonly inclusion: number;
}

/** One that was looked at and may not. */
export interface Barred {
  readonly offer: Offer;
  readonly by: string;
}

/** Who is weighed, and how they were found. */
export interface Shortlist {
  readonly listed: readonly Listed[];
  /** Some of those that may not, as far as they were met. */
  readonly barred: readonly Barred[];
  /** How many promises fit. */
  readonly fitting: number;
  /** What barred so many of the index's best that all were looked at; empty when that was not needed. */
  readonly widened: readonly string[];
}

/** What a shortlist is made from. */
export interface ShortlistInput {
  /** Groups whose offers fit. */
  readonly groups: readonly OfferGroup[];
  /** How well each of them matches. */
  readonly matches: readonly number[];
  readonly terms: IndexTerms;
  readonly weights: Weights;
  /** The constraints that `barredBy` looks at. */
  readonly limits: Limits;
  /** So many are unwell that it counts for nothing. */
  readonly ignoreHealth: boolean;
  /** Why an offer may not be chosen, in a word; "state" for one that may not be chosen by anybody. */
  readonly barredBy: (offer: Offer) => string | undefined;
  readonly random: Random;
}

/** How many are weighed, and how they are found: mostly the best, and some that nobody would find to be good otherwise. */
export const shortlistSizes = { best: 11, newest: 3, random: 2 } as const;

/** All that fit are weighed up to so many. */
export const shortlistLength = shortlistSizes.best + shortlistSizes.newest + shortlistSizes.random;

/** Offers looked at in the order of the index before all are looked at instead. */
const mostSkipped = 64;

/** Those to be weighed, at most sixteen of many. */
export function shortlist(input: ShortlistInput): Shortlist {
  const fitting = input.groups.reduce((sum, { offers }) => sum + offers.length, 0);
  const met: Met = { barred: [], by: new Set() };
  const best = createTop(shortlistSizes.best);
  const inOrder = input.weights === input.terms.weights && !input.ignoreHealth;
  const whole = inOrder && takeBest(input, best, met);
  const widened = whole || met.by.size === 0 ? [] : [...met.by];
  if (!whole) scanAll(input, best, met);
  const listed = best.offers().map((offer): Listed => ({ offer, cameAs: "best", inclusion: 1 }));
  addNewest(input, listed, met);
  addRandom(input, listed, fitting, met);
  return { listed, barred: met.barred, fitting, widened };
}

interface Met {
  readonly barred: Barred[];
  readonly by: Set<string>;
}

/** Most of those that may not which a decision record names. */
const mostBarred = 16;

function isFree(offer: Offer, { barredBy }: ShortlistInput, met: Met): boolean {
  const by = barredBy(offer);
  if (by === undefined) return true;
  if (by !== "state") met.by.add(by);
  if (met.barred.length < mostBarred && !met.barred.some((one) => one.offer === offer)) met.barred.push({ offer, by });
  return false;
}

/** What all offers of a group score alike. */
function matchOf(at: number, { matches, weights }: ShortlistInput): number {
  return weights.match * matches[at]!;
}

/** The best by the index; false when so many of them may not be chosen that it is better to look at all. */
function takeBest(input: ShortlistInput, best: Top, met: Met): boolean {
  const stale: Offer[] = [];
  let skipped = 0;
  const ordered = input.groups.map((group, at) => ({ group, match: matchOf(at, input) }));
  for (const { group, match } of ordered.length > 1 ? ordered.sort(byPromise) : ordered) {
    group.tournament.visit((slot, key) => {
      if (match + key <= best.least()) return false;
      const offer = group.offers[slot]!;
      if (isFree(offer, input, met)) best.add(offer, match + key);
      else {
        skipped += 1;
        if (input.barredBy(offer) === "state") stale.push(offer);
      }
      return skipped <= mostSkipped;
    });
  }
  // Silence changes nothing in the index: who is overdue is taken out by whoever meets it, until it speaks again.
  for (const offer of stale) offer.group.close(offer);
  return skipped <= mostSkipped;
}

function byPromise(a: { group: OfferGroup; match: number }, b: { group: OfferGroup; match: number }): number {
  const most = ({ group: { tournament }, match }: typeof a) => match + tournament.key(Math.max(0, tournament.best()));
  return most(b) - most(a);
}

/** Looks at all: for weights the index is not ordered by, and for constraints few can meet. */
function scanAll(input: ShortlistInput, best: Top, met: Met): void {
  const { weights, limits, ignoreHealth } = input;
  const isMetBy = ({ instance, capability }: Offer) => brokenBy(instance, capability, limits) === undefined;
  const demand = { key: limits.key, isMetBy };
  best.clear();
  for (const [at, group] of input.groups.entries()) {
    const match = matchOf(at, input);
    const { offers } = group;
    const how = { weights, demand, ignoreHealth, least: best.least() - match };
    group.scan(how, (slot, sum) => {
      if (isFree(offers[slot]!, input, met)) best.add(offers[slot]!, match + sum);
      return best.least() - match;
    });
  }
}

function addNewest(input: ShortlistInput, listed: Listed[], met: Met): void {
  const newest = input.groups.flatMap((group) => group.newest.slice(-mostSkipped));
  if (input.groups.length > 1) newest.sort((a, b) => a.instance.sequence - b.instance.sequence);
  let left: number = shortlistSizes.newest;
  for (let at = newest.length - 1; at >= 0 && left > 0; at--) {
    const offer = newest[at]!;
    if (isListed(listed, offer) || !isFree(offer, input, met)) continue;
    listed.push({ offer, cameAs: "newest", inclusion: 1 });
    left -= 1;
  }
}

/**
 * Two offers of all, each with the same chance. One that is listed already, or may not, is a draw in vain: so the
 * probability of being drawn is known without counting who may.
 */
function addRandom(input: ShortlistInput, listed: Listed[], fitting: number, met: Met): void {
  const inclusion = shortlistSizes.random / fitting;
  const first = Math.floor(input.random() * fitting);
  const second = Math.floor(input.random() * (fitting - 1));
  for (const at of [first, second < first ? second : second + 1]) {
    const offer = offerAt(input.groups, at);
    if (!offer || isListed(listed, offer) || !isFree(offer, input, met)) continue;
    listed.push({ offer, cameAs: "random", inclusion });
  }
}

function offerAt(groups: readonly OfferGroup[], at: number): Offer | undefined {
  let left = at;
  for (const { offers } of groups) {
    if (left < offers.length) return offers[left];
    left -= offers.length;
  }
  return undefined;
}

function isListed(listed: readonly Listed[], offer: Offer): boolean {
  return listed.some((one) => one.offer === offer);
}

interface Top {
  /** What a sum has to exceed to be among the best. */
  least(): number;
  add(offer: Offer, sum: number): void;
  clear(): void;
  offers(): Offer[];
}

function createTop(size: number): Top {
  let offers: Offer[] = [];
  let sums: number[] = [];
  return {
    least: () => (offers.length < size ? Number.NEGATIVE_INFINITY : sums[size - 1]!),
    add(offer, sum) {
      let at = Math.min(offers.length, size - 1);
      for (; at > 0 && sums[at - 1]! < sum; at--) {
        offers[at] = offers[at - 1]!;
        sums[at] = sums[at - 1]!;
      }
      offers[at] = offer;
      sums[at] = sum;
    },
    clear() {
      offers = [];
      sums = [];
    },
    offers: () => offers,
  };
}
