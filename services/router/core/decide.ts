import { create } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import {
  type Candidate,
  CandidateSchema,
  type Decision,
  DecisionSchema,
} from "@viba/contracts/gen/viba/core/v1/decision_pb";
import type { PolicySnapshot } from "@viba/contracts/gen/viba/learner/v1/learner_pb";
import type { Want } from "@viba/contracts/gen/viba/router/v1/router_pb";
import { candidateOf, claimsOf, goalWords, type PolicyCandidate, type WorkWords } from "@viba/policy/candidate";
import { choose } from "@viba/policy/choose";
import { becauseOf, candidatesOf } from "@viba/policy/explain";
import { normaliseWeights, type Weights } from "@viba/policy/weights";
import { MeshError } from "@viba/runtime/errors";
import type { Random } from "@viba/runtime/random";
import {
  awayBecause,
  brokenBy,
  type ConstraintName,
  explainBroken,
  fits,
  type Fitting,
  fitting,
  type Limits,
  limitsOf,
} from "./eligible.ts";
import { healthIsIgnored, illness } from "./health.ts";
import { busyOf, type Offer, type OfferGroup } from "./offer-group.ts";
import type { Makers } from "./offers.ts";
import type { LeaseTimes } from "./registry.ts";
import { type Listed, shortlist, type Shortlist, shortlistLength } from "./shortlist.ts";
import { busyBecause, isBusyReason } from "./slots.ts";

/** Whom, and why. */
export interface Choice {
  readonly decision: Decision;
  readonly chosen: Fitting;
}

/** What a choice is made from; all of it comes in, so the same input gives the same choice. */
export interface DecideInput {
  readonly want: Want;
  readonly runId: string;
  readonly stepId: string;
  readonly decisionId: string;
  /** Instances already tried for this attempt, and single promises of them as `triedKey` names them. */
  readonly tried: ReadonlySet<string>;
  /** Instance that had this attempt before; chosen if it is still there. */
  readonly preferred: string;
  readonly instances: Makers;
  readonly snapshot: PolicySnapshot | undefined;
  readonly times: LeaseTimes;
  readonly nowMs: number;
  readonly wallMs: number;
  readonly random: Random;
}

/** Most candidates of a kind (those weighed, those left out) that a record holds. */
export const maxRecorded = shortlistLength;

/** Agents of a run that synergy is reckoned with; more are not looked at. */
const maxTeam = 64;

/** Names one promise of an instance among those tried: the instance may still be asked for another. */
export function triedKey({ instance, capability }: Pick<Fitting, "instance" | "capability">): string {
  return `${instance.instanceId} ${capability.name}`;
}

/**
 * Chooses among the instances that fit: of many the index names those worth weighing, then constraints, weights, policy
 * and synergy decide between them. Throws NO_CAPABLE_AGENT naming the type when none may, OVERLOADED when all that may
 * are busy.
 */
export function decide(input: DecideInput): Choice {
  const { want, preferred, instances } = input;
  // Whatever speaks against new work there, this attempt is no new work.
  const again = preferred === "" ? undefined : instances.of(preferred).find((o) => isThere(o, input));
  if (again) return { chosen: held(again), decision: sameAgain(again, input) };
  const work: WorkWords = { words: goalWords(want.attributes), types: want.availableTypes };
  const groups = [...instances.groups].filter(({ sample }) => fits(sample, want));
  const weights = weightsOf(input);
  const limits = limitsOf(want);
  const found = { groups, weights, work };
  const listing = list(input, found, limits);
  if (listing) return weigh(input, { ...found, listing, givenUp: [] });
  const anywhere = limits.locality === "" ? undefined : list(input, found, { ...limits, locality: "" });
  if (anywhere) return weigh(input, { ...found, listing: anywhere, givenUp: ["locality"] });
  const all = fitting(instances, want, input.times, input.nowMs, { ...limits, locality: "" });
  throw nobody(input, all);
}

/** What fits, and how it is weighed. */
interface Found {
  readonly groups: readonly OfferGroup[];
  readonly weights: Weights;
  readonly work: WorkWords;
}

/** Who is weighed, and some of those who are not. */
interface Listing {
  readonly listed: readonly Listed[];
  readonly leftOut: readonly Candidate[];
  readonly fitting: number;
  readonly widened: readonly string[];
}

/** Those to be weighed; undefined when there is nobody. */
function list(input: DecideInput, { groups, weights, work }: Found, limits: Limits): Listing | undefined {
  const many = groups.reduce((sum, { offers }) => sum + offers.length, 0);
  if (many <= shortlistLength) return listAll(input, limits);
  const found =
    shorten(input, { groups, weights, work }, limits) ?? refreshed(input, { groups, weights, work }, limits);
  if (!found) return undefined;
  const leftOut = found.barred.map(({ offer, by }) => leftOutAs(offer, textOf(by, offer, limits, input)));
  return { ...found, leftOut };
}

/** Time alone frees agents as well, which the index isn't told of: nobody is refused before it has looked at all again. */
function refreshed(input: DecideInput, found: Found, limits: Limits): Shortlist | undefined {
  const { terms } = input.instances;
  for (const group of found.groups) for (const offer of group.offers) group.refresh(offer, terms, input.nowMs);
  return shorten(input, found, limits);
}

function shorten(input: DecideInput, { groups, weights, work }: Found, limits: Limits): Shortlist | undefined {
  const { instances, random } = input;
  const unwell = groups.reduce((sum, { health }) => sum + health.unwell, 0);
  const ignoreHealth =
    unwell > 0 &&
    healthIsIgnored(
      unwell,
      groups.reduce((sum, { health }) => sum + health.well, 0),
    );
  const barredBy = (offer: Offer) => whyBarred(offer, limits, ignoreHealth, input);
  const found = shortlist({ groups, work, terms: instances.terms, weights, ignoreHealth, barredBy, random });
  return found.listed.length === 0 ? undefined : found;
}

/** Looks at each that fits as it is now. */
function listAll(input: DecideInput, limits: Limits): Listing | undefined {
  const { instances, want, times, nowMs, tried, preferred } = input;
  const all = fitting(instances, want, times, nowMs, limits);
  const free = all.filter((fit) => whyNot(fit, tried) === undefined);
  const usable = preferred ? free.filter(({ capability }) => capability.idempotent) : free;
  if (usable.length === 0) return undefined;
  const offers = usable.map(({ instance, capability }) =>
    instances.of(instance.instanceId).find((offer) => offer.capability === capability)!,
  );
  const barred = all.filter((fit) => !usable.includes(fit)).slice(0, maxRecorded);
  return {
    listed: offers.map((offer) => ({ offer, cameAs: "", inclusion: 1 })),
    leftOut: barred.map((fit) => leftOutAs(fit, whyNot(fit, tried) ?? textOf(inDoubt, fit, limits, input))),
    fitting: all.length,
    widened: [],
  };
}

interface Weighing extends Found {
  readonly listing: Listing;
  readonly givenUp: readonly string[];
}

function weigh(input: DecideInput, { listing, weights, work, givenUp }: Weighing): Choice {
  const { listed, leftOut, fitting: fits, widened } = listing;
  const { snapshot, random, want } = input;
  const candidates = candidatesFrom(listed, work, input);
  const team = want.team.length > maxTeam ? want.team.slice(0, maxTeam) : want.team;
  const choice = choose({ candidates, weights, snapshot, random, team })!;
  const chosen = listed[choice.index]!;
  const decision = record(input, chosen.offer);
  decision.candidates = [...candidatesOf(choice, candidates, listed), ...leftOut];
  decision.propensity = choice.propensity * chosen.inclusion;
  decision.policyVersion = snapshot?.version ?? 0n;
  decision.weights = { ...weights };
  decision.fitting = fits;
  decision.widened = [...widened];
  decision.givenUp = [...givenUp];
  decision.team = team;
  const because = becauseOf(choice, candidates);
  decision.because = because.en;
  decision.becauseKo = because.ko;
  return { chosen: held(chosen.offer), decision };
}

function held({ instance, capability }: Offer): Fitting {
  return { instance, capability, leftOut: undefined };
}

/** Those of the request, else of the policy snapshot, else the router's own. */
function weightsOf({ want, instances }: DecideInput): Weights {
  for (const _ in want.weights) return normaliseWeights(want.weights);
  return instances.terms.weights;
}

function candidatesFrom(listed: readonly Listed[], work: WorkWords, { nowMs, times }: DecideInput): PolicyCandidate[] {
  const claims = new Map<OfferGroup, ReturnType<typeof claimsOf>>();
  return listed.map(({ offer: { instance, facts, group } }) => {
    const said = claims.get(group) ?? claimsOf(group.facts, work);
    claims.set(group, said);
    const { manifest, load } = instance;
    const of = {
      agentId: manifest.agentId,
      instanceId: instance.instanceId,
      version: manifest.version,
      inFlight: busyOf(instance),
      queued: load?.queued ?? 0,
      cpu: load?.cpu ?? 0,
      memory: load?.memory ?? 0,
      silentMs: nowMs - instance.lastSeenMs,
      leaseMs: times.ttlMs,
    };
    return candidateOf(facts, of, said);
  });
}

/** Why an offer can't be chosen, in a word; what it is exactly is only written for those a record names. */
function whyBarred(offer: Offer, limits: Limits, ignoreHealth: boolean, input: DecideInput): string | undefined {
  const { instance, capability } = offer;
  const { times, nowMs, tried, preferred } = input;
  if (wasTried(offer, tried)) return "tried";
  const broken = brokenBy(instance, capability, limits);
  if (broken) return broken;
  if (awayBecause(instance, times, nowMs)) return "state";
  if (!ignoreHealth && illness(instance.work, nowMs)) return "state";
  if (busyBecause(instance, capability, nowMs)) return "state";
  return preferred !== "" && !capability.idempotent ? inDoubt : undefined;
}

/** Bars an attempt that may have been made already from whoever must not make it twice. */
const inDoubt = "in doubt";

function isThere(offer: Offer, { preferred, want, tried }: DecideInput): boolean {
  return offer.instance.instanceId === preferred && fits(offer.capability, want) && !wasTried(offer, tried);
}

function record(input: DecideInput, { instance, capability }: Offer): Decision {
  return create(DecisionSchema, {
    decisionId: input.decisionId,
    runId: input.runId,
    stepId: input.stepId,
    outputType: input.want.outputType,
    chosenInstanceId: instance.instanceId,
    chosenAgentId: instance.manifest.agentId,
    chosenVersion: instance.manifest.version,
    chosenCapability: capability.name,
    propensity: 1,
    decidedAt: timestampFromMs(input.wallMs),
  });
}

function sameAgain(chosen: Offer, input: DecideInput): Decision {
  const decision = record(input, chosen);
  const { agentId } = chosen.instance.manifest;
  decision.because = `${agentId} had this attempt before its caller was lost`;
  decision.becauseKo = `${agentId}: 호출자가 끊기기 전에 이 시도를 맡고 있었습니다`;
  return decision;
}

function wasTried(fit: Pick<Fitting, "instance" | "capability">, tried: ReadonlySet<string>): boolean {
  return tried.size > 0 && (tried.has(fit.instance.instanceId) || tried.has(triedKey(fit)));
}

function whyNot(fit: Fitting, tried: ReadonlySet<string>): string | undefined {
  return wasTried(fit, tried) ? "tried and lost" : fit.leftOut;
}

function leftOutAs({ instance, capability }: Pick<Fitting, "instance" | "capability">, because: string): Candidate {
  const { agentId, version } = instance.manifest;
  return create(CandidateSchema, {
    agentId,
    instanceId: instance.instanceId,
    version,
    capability: capability.name,
    leftOut: because,
  });
}

type Held = Pick<Fitting, "instance" | "capability">;

function textOf(by: string, { instance, capability }: Held, limits: Limits, { times, nowMs }: DecideInput): string {
  if (by === "tried") return "tried and lost";
  if (by === inDoubt) return "must not run twice, and may have run";
  if (by !== "state") return explainBroken(by as ConstraintName, instance, capability, limits);
  const away = awayBecause(instance, times, nowMs);
  return away ?? illness(instance.work, nowMs) ?? busyBecause(instance, capability, nowMs) ?? "";
}

function nobody({ want, preferred, tried }: DecideInput, all: readonly Fitting[]): MeshError {
  if (all.some((fit) => whyNot(fit, tried) === undefined)) {
    return new MeshError("UNKNOWN_OUTCOME", `instance ${preferred} is gone and nobody knows what it did`, {
      facts: { instance: preferred, idempotent: "false" },
    });
  }
  const reasons = all.slice(0, maxRecorded).map((fit) => `${fit.instance.manifest.agentId}: ${whyNot(fit, tried)}`);
  const why = [...new Set(reasons)].join("; ");
  const busy = all.filter((fit) => isBusyReason(whyNot(fit, tried))).length;
  if (busy > 0) {
    return new MeshError("OVERLOADED", `all ${busy} that make ${want.outputType} are busy`, {
      messageKo: `${want.outputType}을(를) 만드는 에이전트 ${busy}개가 모두 작업 중입니다`,
      facts: { type: want.outputType, busy: String(busy) },
    });
  }
  return new MeshError("NO_CAPABLE_AGENT", `nobody makes ${want.outputType} now${why ? ` (${why})` : ""}`, {
    messageKo: `지금 ${want.outputType}을(를) 만들 수 있는 에이전트가 없습니다`,
    facts: { type: want.outputType },
  });
}
