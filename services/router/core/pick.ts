import { exploringBy } from "@viba/policy/choose";
import { freshnessScore } from "@viba/policy/score";
import { scoresAt, weigh } from "@viba/policy/slate";
import { synergyWith } from "@viba/policy/synergy";
import { ChoiceRole } from "@viba/contracts/gen/viba/core/v1/decision_pb";
import type { Weights } from "@viba/policy/weights";
import { type DecisionRow, type DecisionRows, type LeftOut, noneLeftOut, nothing } from "./decision-rows.ts";
import { brokenBy, fits, isAway, type Limits } from "./eligible.ts";
import { healthIsIgnored, isIll } from "./health.ts";
import { nth, type Offer } from "./offer-group.ts";
import { type PickInput, wasTried } from "./pick-input.ts";
import { barredText, inDoubt } from "./refusal.ts";
import { type Listed, shortlist, type Shortlist, shortlistLength } from "./shortlist.ts";
import { isBusy } from "./slots.ts";

/**
 * Chooses among the offers that fit: of many the index names those worth weighing, then constraints, weights, policy and synergy
 * decide between them. Notes it in a row of its own; undefined when nobody may.
 */
export function pick(input: PickInput, rows: DecisionRows): DecisionRow | undefined {
  const { plan, preferred } = input;
  // Whatever speaks against new work there, this attempt is no new work.
  const again = preferred === "" ? undefined : plan.makers.of(preferred).find((offer) => isThere(offer, input));
  if (again) return noteAgain(rows.next(), again, input);
  const weights = plan.weights ?? plan.makers.terms.weights;
  const row = rows.next();
  if (list(row, input, weights, plan.limits)) row.givenUp = nothing;
  else if (plan.looseLimits && list(row, input, weights, plan.looseLimits)) row.givenUp = plan.giveUp;
  else return undefined;
  row.plan = plan;
  row.again = false;
  row.role = ChoiceRole.FIRST;
  row.snapshot = input.snapshot;
  row.weights = weights;
  score(row, input, rows);
  const { random, snapshot } = input;
  const how = { weights, ...exploringBy(snapshot), exploreShare: 0, random };
  row.index = weigh(rows.slates, row.at, row.count, how);
  row.chosen = row.offers[row.index];
  return row;
}

function noteAgain(row: DecisionRow, again: Offer, { plan }: PickInput): DecisionRow {
  row.plan = plan;
  row.again = true;
  row.role = ChoiceRole.FIRST;
  row.chosen = again;
  row.count = 0;
  return row;
}

/** Puts those to be weighed into the row; false when there is nobody. */
function list(row: DecisionRow, input: PickInput, weights: Weights, limits: Limits): boolean {
  const { groups } = input.plan;
  let many = 0;
  for (const { offers } of groups) many += offers.length;
  if (many <= shortlistLength) return listAll(row, input, limits);
  const found = shorten(input, weights, limits) ?? refreshed(input, weights, limits);
  if (!found) return false;
  row.count = 0;
  for (const one of found.listed) add(row, one);
  row.fitting = found.fitting;
  row.widened = found.widened;
  row.leftOut = found.barred.map(({ offer, by }) => leftOut(offer, by, limits, input));
  return true;
}

function add(row: DecisionRow, { offer, cameAs, inclusion }: Listed): void {
  row.offers[row.count] = offer;
  row.cameAs[row.count] = cameAs;
  row.inclusions[row.count] = inclusion;
  row.count += 1;
}

/** Looks at each that fits as it is now. */
function listAll(row: DecisionRow, input: PickInput, limits: Limits): boolean {
  row.widened = nothing;
  // Whether health counts at all is only asked where somebody is left out for it.
  if (listWell(row, input, limits, false) && tooManyAreIll(input)) listWell(row, input, limits, true);
  return row.count > 0;
}

/** Lists those that may be chosen; whether any is left out because it is ill. */
function listWell(row: DecisionRow, input: PickInput, limits: Limits, ignoreHealth: boolean): boolean {
  let without: LeftOut[] | undefined;
  let ill = false;
  row.count = row.fitting = 0;
  for (const { offers } of input.plan.groups) {
    for (const offer of offers) {
      row.fitting += 1;
      const by = whyBarred(offer, limits, ignoreHealth, input);
      if (by === undefined) {
        row.offers[row.count] = offer;
        row.cameAs[row.count] = "";
        row.inclusions[row.count] = 1;
        row.count += 1;
      } else {
        ill ||= by === "state" && isIll(offer.instance.work, input.nowMs);
        (without ??= []).push(leftOut(offer, by, limits, input));
      }
    }
  }
  row.leftOut = without ?? noneLeftOut;
  return ill;
}

function tooManyAreIll({ plan, times, nowMs }: PickInput): boolean {
  let well = 0;
  let unwell = 0;
  for (const { offers } of plan.groups) {
    for (const { instance } of offers) {
      if (isAway(instance, times, nowMs)) continue;
      if (isIll(instance.work, nowMs)) unwell += 1;
      else well += 1;
    }
  }
  return healthIsIgnored(unwell, well);
}

/** Time alone frees agents as well, which the index isn't told of: nobody is refused before it has looked at all again. */
function refreshed(input: PickInput, weights: Weights, limits: Limits): Shortlist | undefined {
  const { groups, makers } = input.plan;
  for (const group of groups) for (const offer of group.offers) group.refresh(offer, makers.terms, input.nowMs);
  return shorten(input, weights, limits);
}

function shorten(input: PickInput, weights: Weights, limits: Limits): Shortlist | undefined {
  const { plan, random } = input;
  let well = 0;
  let unwell = 0;
  for (const { health } of plan.groups) {
    well += health.well;
    unwell += health.unwell;
  }
  const ignoreHealth = unwell > 0 && healthIsIgnored(unwell, well);
  const barredBy = (offer: Offer) => whyBarred(offer, limits, ignoreHealth, input);
  const { groups, matches, makers } = plan;
  const found = shortlist({ groups, matches, terms: makers.terms, weights, limits, ignoreHealth, barredBy, random });
  return found.listed.length === 0 ? undefined : found;
}

/** Writes the scores of those in the row. */
function score(row: DecisionRow, { plan, snapshot, nowMs, times }: PickInput, { slates }: DecisionRows): void {
  const { scores } = slates;
  const { groups, matches, team } = plan;
  const from = row.at * slates.capacity;
  let group = groups[0];
  let match = matches[0]!;
  for (let at = 0; at < row.count; at++) {
    const offer = row.offers[at]!;
    const { instance } = offer;
    if (offer.group !== group) {
      group = offer.group;
      match = matches[groups.indexOf(group)]!;
    }
    const s = scoresAt(slates, row.at, at);
    scores[s + nth.match] = match;
    group.scored(offer, slates, from + at, s);
    scores[s + nth.synergy] = team.length === 0 ? 0 : synergyWith(snapshot, instance.manifest.agentId, team);
    scores[s + nth.freshness] = freshnessScore(nowMs - instance.lastSeenMs, times.ttlMs);
  }
}

/** Why an offer can't be chosen, in a word; what it is exactly is only written for those a record names. */
function whyBarred(offer: Offer, limits: Limits, ignoreHealth: boolean, input: PickInput): string | undefined {
  const { instance, capability } = offer;
  const { times, nowMs, tried, preferred } = input;
  // Most requests are like this: then who is well, as by far the most are, need not be looked at closely.
  const plain = limits.onlyTenant && tried.size === 0 && preferred === "";
  if (plain && offer.forAll && offer.group.wasWell(offer) && !isAway(instance, times, nowMs)) return undefined;
  if (wasTried(offer, tried)) return "tried";
  const broken = brokenBy(instance, capability, limits);
  if (broken) return broken;
  if (isAway(instance, times, nowMs)) return "state";
  if (!ignoreHealth && isIll(instance.work, nowMs)) return "state";
  if (isBusy(instance, capability, nowMs)) return "state";
  return preferred !== "" && !capability.idempotent ? inDoubt : undefined;
}

function isThere(offer: Offer, { preferred, plan, tried }: PickInput): boolean {
  return offer.instance.instanceId === preferred && fits(offer.capability, plan.want) && !wasTried(offer, tried);
}

function leftOut(offer: Offer, by: string, limits: Limits, input: PickInput): LeftOut {
  return { offer, because: barredText(by, offer, limits, input) };
}
