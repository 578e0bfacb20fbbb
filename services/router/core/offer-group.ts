import type { Capability } from "@viba/contracts/gen/viba/core/v1/capability_pb";
import type { Arm } from "@viba/contracts/gen/viba/learner/v1/learner_pb";
import { type CapabilityFacts, factsOf } from "@viba/policy/candidate";
import { costScore, latencyScore, loadScore, predictedLatencyMs } from "@viba/policy/score";
import { pullsOf, type Slates } from "@viba/policy/slate";
import { type Objective, objectives, type Weights } from "@viba/policy/weights";
import { createFeasible, type Demand } from "./feasible.ts";
import { isIll } from "./health.ts";
import type { Instance, LeaseTimes } from "./instance.ts";
import { isBusy } from "./slots.ts";
import { createTournament, type Tournament } from "./tournament.ts";

/** Attempts an instance has under way: those sent from here, and what it told beyond them when it was last heard of. */
export function busyOf({ work, others }: Instance): number {
  return work.inFlight + others;
}

/** The free places of an instance, as the policy scores them. */
export function loadOf(instance: Instance, { maxConcurrency }: Pick<CapabilityFacts, "maxConcurrency">): number {
  const { load } = instance;
  return loadScore({
    inFlight: busyOf(instance),
    queued: load?.queued ?? 0,
    cpu: load?.cpu ?? 0,
    memory: load?.memory ?? 0,
    maxConcurrency,
  });
}

/** Place of each objective among the scores of a candidate. */
export const nth = Object.fromEntries(objectives.map((objective, at) => [objective, at])) as Record<Objective, number>;

/** One promise of one instance, as the index keeps it. */
export interface Offer {
  readonly instance: Instance;
  readonly capability: Capability;
  readonly facts: CapabilityFacts;
  readonly group: OfferGroup;
  /** Its agent works for every tenant. */
  readonly forAll: boolean;
  /** Its place in the group's columns; -1 once it is gone. */
  slot: number;
}

/** How a group is looked through. */
export interface ScanOptions {
  readonly weights: Weights;
  /** Offers that don't meet it may be left out. */
  readonly demand: Demand<Offer>;
  readonly ignoreHealth: boolean;
  readonly least: number;
}

/** By what the index orders: the weights of requests that name none, and what was learned of each agent. */
export interface IndexTerms {
  readonly weights: Weights;
  readonly armOf: (outputType: string, agentId: string) => Arm | undefined;
}

/**
 * Offers that ask and say the same of the work (inputs, conditions, tags): whether they fit, and how well they match, is
 * the same for all. What else they score is kept in columns, and the sum of it in a tournament.
 */
export interface OfferGroup {
  /** One of its capabilities; as for fitting, any is like any other. */
  readonly sample: Capability;
  readonly facts: CapabilityFacts;
  readonly offers: readonly Offer[];
  /** The last that registered, newest last. */
  readonly newest: readonly Offer[];
  readonly tournament: Tournament;
  /** Offers to be reached that are well, and that are not, as far as the index was told. */
  readonly health: { readonly well: number; readonly unwell: number };
  /**
   * Whether an offer was to be reached, well and free when the index was last told of its instance. Time alone makes nobody ill or busy,
   * so that only its heartbeat and its link are to be looked at beside it.
   */
  wasWell(offer: Offer): boolean;
  /**
   * Writes what of a candidate doesn't change by time alone: the scores for quality, latency, cost and load, which are among those that
   * begin at `from`, what was learned of its agent, and what it has under way.
   */
  scored(offer: Offer, slates: Slates, at: number, from: number): void;
  /**
   * Shows each offer that gets work now, and of which these weights make more than `least`; what is answered is the
   * least from then on.
   */
  scan(how: ScanOptions, show: (slot: number, sum: number) => number): void;
  add(instance: Instance, capability: Capability, terms: IndexTerms, nowMs: number): Offer;
  remove(offer: Offer, terms: IndexTerms): void;
  /** Takes over what has changed of an instance. */
  refresh(offer: Offer, terms: IndexTerms, nowMs: number): void;
  /** Takes an offer out of the running until its instance changes. */
  close(offer: Offer): void;
  /** Takes over other terms for all. */
  reorder(terms: IndexTerms): void;
}

/** Newest ones remembered; older ones are no news. */
const mostNewest = 64;

const out = Number.NEGATIVE_INFINITY;

/** What offers of one group have in common, as text. */
export function groupKey({ inputs, conditions, tags }: Capability): string {
  return JSON.stringify([
    inputs.map(({ type, presence }) => [type, presence]),
    conditions.map(({ attribute, operator, values }) => [attribute, operator, values]),
    tags.map((tag) => tag.toLowerCase()).sort(),
  ]);
}

/** An empty group for capabilities like this one. */
export function createOfferGroup(sample: Capability, { ttlMs }: LeaseTimes): OfferGroup {
  const offers: Offer[] = [];
  const tournament = createTournament();
  const arms: (Arm | undefined)[] = [];
  const feasible = createFeasible(offers);
  let columns = newColumns(16);

  const health = { well: 0, unwell: 0 };
  const count = (state: number, by: number) => {
    if (state === stateOf.well || state === stateOf.busy) health.well += by;
    else if (state !== stateOf.away) health.unwell += by;
  };
  const enter = (slot: number, state: number) => {
    count(columns.state[slot]!, -1);
    columns.state[slot] = state;
    count(state, 1);
  };
  const sum = (slot: number, w: Weights): number => {
    const { state, quality, latency, cost, load, seenMs } = columns;
    if (state[slot] !== stateOf.well) return out;
    // Freshness falls equally fast for all: the time of the last sign of life orders them as well, at any time.
    return (
      w.quality * quality[slot]! +
      w.latency * latency[slot]! +
      w.cost * cost[slot]! +
      w.load * load[slot]! +
      (w.freshness * seenMs[slot]!) / ttlMs
    );
  };
  const learn = ({ slot, instance, facts }: Offer, { armOf }: IndexTerms) => {
    const arm = armOf(facts.outputType, instance.manifest.agentId);
    arms[slot] = arm;
    columns.pulls[slot] = pullsOf(arm);
    columns.quality[slot] = arm ? Math.max(0, Math.min(1, arm.meanReward)) || 0 : 0;
    columns.latency[slot] = latencyScore(predictedLatencyMs(facts.expectedLatencyMs, arm));
    columns.cost[slot] = costScore(facts.cost);
  };
  const refresh = ({ slot, instance, capability, facts }: Offer, { weights }: IndexTerms, nowMs: number) => {
    if (slot < 0) return;
    columns.load[slot] = loadOf(instance, facts);
    columns.busy[slot] = busyOf(instance);
    columns.seenMs[slot] = instance.lastSeenMs;
    enter(slot, stateAt(instance, capability, nowMs));
    tournament.set(slot, sum(slot, weights));
  };
  // `newest` is a field: a literal with an accessor would be a slow object to V8, and every choice reads from this one.
  const group: OfferGroup & { newest: readonly Offer[] } = {
    sample,
    facts: factsOf(sample),
    offers,
    newest: [],
    tournament,
    health,
    wasWell: ({ slot }) => columns.state[slot] === stateOf.well,
    scored({ slot }, slates, at, from) {
      const { quality, latency, cost, load, pulls, busy } = columns;
      const { scores } = slates;
      scores[from + nth.quality] = quality[slot]!;
      scores[from + nth.latency] = latency[slot]!;
      scores[from + nth.cost] = cost[slot]!;
      scores[from + nth.load] = load[slot]!;
      slates.arms[at] = arms[slot];
      slates.pulls[at] = pulls[slot]!;
      slates.inFlight[at] = busy[slot]!;
    },
    scan({ weights, demand, ignoreHealth, least: first }, show) {
      const { state, quality, latency, cost, load, seenMs } = columns;
      // Read once: a weight looked up for each offer would take longer than all else.
      const { quality: w1, latency: w2, cost: w3, load: w4, freshness } = weights;
      const w5 = freshness / ttlMs;
      const alsoIn = ignoreHealth ? stateOf.ill : stateOf.well;
      const few = feasible.of(demand);
      const length = few ? few.length : offers.length;
      let least = first;
      for (let at = 0; at < length; at++) {
        const slot = few ? few[at]!.slot : at;
        const total =
          w1 * quality[slot]! + w2 * latency[slot]! + w3 * cost[slot]! + w4 * load[slot]! + w5 * seenMs[slot]!;
        if (total > least && (state[slot] === stateOf.well || state[slot] === alsoIn)) least = show(slot, total);
      }
    },
    add(instance, capability, terms, nowMs) {
      const forAll = instance.manifest.tenants.length === 0;
      const offer: Offer = { instance, capability, facts: factsOf(capability), group, forAll, slot: offers.length };
      if (offer.slot >= columns.state.length) columns = newColumns(columns.state.length * 2, columns);
      offers.push(offer);
      feasible.forget();
      group.newest = [...group.newest.slice(1 - mostNewest), offer];
      learn(offer, terms);
      refresh(offer, terms, nowMs);
      return offer;
    },
    remove(offer, { weights }) {
      const { slot } = offer;
      if (slot < 0) return;
      offer.slot = -1;
      feasible.forget();
      enter(slot, stateOf.away);
      if (group.newest.includes(offer)) group.newest = group.newest.filter((one) => one !== offer);
      const last = offers.pop()!;
      tournament.set(offers.length, out);
      if (last === offer) return void arms.pop();
      // The last one takes the free place.
      for (const column of Object.values(columns)) column[slot] = column[offers.length]!;
      arms[slot] = arms[offers.length];
      arms.pop();
      columns.state[offers.length] = stateOf.away;
      offers[slot] = last;
      last.slot = slot;
      tournament.set(slot, sum(slot, weights));
    },
    refresh,
    close({ slot }) {
      if (slot < 0) return;
      enter(slot, stateOf.away);
      tournament.set(slot, out);
    },
    reorder(terms) {
      for (const offer of offers) {
        learn(offer, terms);
        tournament.set(offer.slot, sum(offer.slot, terms.weights));
      }
    },
  };
  return group;
}

/** How an offer stands. A fresh column is all zero: whoever is not there is away. */
const stateOf = { away: 0, well: 1, busy: 2, ill: 3, illAndBusy: 4 } as const;

function stateAt(instance: Instance, capability: Capability, nowMs: number): number {
  if (instance.draining || instance.standby || instance.unreachable) return stateOf.away;
  const busy = isBusy(instance, capability, nowMs);
  if (!isIll(instance.work, nowMs)) return busy ? stateOf.busy : stateOf.well;
  return busy ? stateOf.illAndBusy : stateOf.ill;
}

interface Columns {
  readonly state: Float64Array;
  readonly pulls: Float64Array;
  readonly quality: Float64Array;
  readonly latency: Float64Array;
  readonly cost: Float64Array;
  readonly load: Float64Array;
  readonly busy: Float64Array;
  readonly seenMs: Float64Array;
}

function newColumns(size: number, before?: Columns): Columns {
  const column = (old: Float64Array | undefined) => {
    const fresh = new Float64Array(size);
    if (old) fresh.set(old);
    return fresh;
  };
  return {
    state: column(before?.state),
    pulls: column(before?.pulls),
    quality: column(before?.quality),
    latency: column(before?.latency),
    cost: column(before?.cost),
    load: column(before?.load),
    busy: column(before?.busy),
    seenMs: column(before?.seenMs),
  };
}
