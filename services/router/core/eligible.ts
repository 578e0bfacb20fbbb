import { type Capability, Presence } from "@viba/contracts/gen/viba/core/v1/capability_pb";
import type { Want } from "@viba/contracts/gen/viba/router/v1/router_pb";
import { firstBroken } from "@viba/policy/conditions";
import { satisfies } from "@viba/policy/semver";
import { healthIsIgnored, illness } from "./health.ts";
import type { Held } from "./instance.ts";
import { isSuspect } from "./registry.ts";
import type { Instance, LeaseTimes } from "./instance.ts";
import { busyBecause } from "./slots.ts";

/** An instance and the promise of it that fits what is wanted. */
export interface Fitting extends Held {
  /** Why it gets no work now; undefined when it may. */
  readonly leftOut: string | undefined;
}

/** A constraint of a request, by the name a decision record gives it. */
export type ConstraintName = "excluded" | "versions" | "cost" | "tenant" | "locality" | "certificates" | "familiar";

/** The constraints of one request; undefined where it sets none, so that what is not asked costs nothing. */
export interface Limits {
  /** The same text for the same constraints; empty where they are too long to be remembered. */
  readonly key: string;
  readonly excluded: ReadonlySet<string> | undefined;
  readonly versions: Readonly<Record<string, string>> | undefined;
  readonly maxCost: number;
  readonly tenant: string;
  readonly locality: string;
  readonly certificates: readonly string[];
  /** Agents of an earlier run, one of which goes on with it. */
  readonly familiar: ReadonlySet<string> | undefined;
  /** It sets none but for the tenant, which may be barred by whoever works for others alone. */
  readonly onlyTenant: boolean;
}

/** Characters of constraints that are remembered. */
const maxKey = 1024;

/** Agents of an earlier run that are looked for. */
const maxFamiliar = 64;

/** The constraints a request sets; `loosely`: without those that are given up where nobody meets them. */
export function limitsOf({ constraints, tenant, familiar: known }: Want, loosely = false): Limits {
  const { excludedAgents = [], versions = {}, maxCost = 0, certificates = [] } = constraints ?? {};
  const locality = loosely ? "" : (constraints?.locality ?? "");
  const familiar = loosely ? [] : known.slice(0, maxFamiliar);
  const key = JSON.stringify([excludedAgents, versions, maxCost, tenant, locality, certificates, familiar]);
  const limits = {
    key: key.length > maxKey ? "" : key,
    excluded: excludedAgents.length > 0 ? new Set(excludedAgents) : undefined,
    versions: Object.keys(versions).length > 0 ? versions : undefined,
    maxCost,
    tenant,
    locality,
    certificates,
    familiar: familiar.length > 0 ? new Set(familiar) : undefined,
  };
  const sets = limits.excluded ?? limits.versions ?? limits.familiar;
  return { ...limits, onlyTenant: !sets && !(maxCost > 0) && locality === "" && certificates.length === 0 };
}

/** What of the limits is given up where nobody meets them all. */
export function givenUpOf({ locality, familiar }: Limits): ConstraintName[] {
  return [...(locality === "" ? [] : ["locality" as const]), ...(familiar ? ["familiar" as const] : [])];
}

/** A capability that reads the type it makes only improves what exists. */
export function isRefiner(capability: Capability): boolean {
  return capability.inputs.some((input) => input.type === capability.outputType);
}

/** Whether the promise itself fits: type, inputs that are there, conditions. */
export function fits(capability: Capability, want: Want): boolean {
  if (capability.outputType !== want.outputType || isRefiner(capability) !== want.refine) return false;
  const there = (type: string) => want.availableTypes.includes(type);
  const inputsThere = capability.inputs.every((i) => i.presence === Presence.OPTIONAL || there(i.type));
  return inputsThere && firstBroken(capability.conditions, want.attributes) === undefined;
}

/**
 * All instances whose promise fits, each with the reason why it gets no work now, if there is one. Whether so many are
 * unwell that health counts for nothing is told from all that could be reached, whatever the request's constraints.
 */
export function fitting(
  instances: Iterable<Instance>,
  want: Want,
  times: LeaseTimes,
  nowMs: number,
  limits: Limits = limitsOf(want),
): Fitting[] {
  const found: (Fitting & { readonly ill: string | undefined })[] = [];
  let unwell = 0;
  let well = 0;
  for (const instance of instances) {
    for (const capability of instance.manifest.capabilities) {
      if (!fits(capability, want)) continue;
      const broken = brokenBy(instance, capability, limits);
      const away = awayBecause(instance, times, nowMs);
      const ill = away ? undefined : illness(instance.work, nowMs);
      if (ill) unwell += 1;
      else if (!away) well += 1;
      const leftOut = broken ? explainBroken(broken, instance, capability, limits) : away;
      found.push({ instance, capability, leftOut, ill });
    }
  }
  const ignored = unwell > 0 && healthIsIgnored(unwell, well);
  return found.map(({ instance, capability, leftOut, ill }) => {
    const because = leftOut ?? (ignored ? undefined : ill) ?? busyBecause(instance, capability, nowMs);
    return { instance, capability, leftOut: because };
  });
}

/** The first constraint that a promise breaks; it is asked about thousands of them, so it builds no text. */
export function brokenBy(instance: Instance, capability: Capability, limits: Limits): ConstraintName | undefined {
  // Asked of each candidate of each choice, and most requests set no more than this.
  if (limits.onlyTenant) return isBarred(instance, limits.tenant) ? "tenant" : undefined;
  const { manifest } = instance;
  const { cost } = capability;
  const { excluded, versions, maxCost, tenant, locality, certificates, familiar } = limits;
  if (excluded?.has(manifest.agentId)) return "excluded";
  const range = versions && rangeOf(versions, manifest.agentId);
  if (range !== undefined && !satisfies(manifest.version, range)) return "versions";
  if (maxCost > 0 && cost > maxCost) return "cost";
  if (isBarred(instance, tenant)) return "tenant";
  if (locality !== "" && manifest.locality !== locality) return "locality";
  // No closure either: they are what a scan of thousands would leave to the garbage collector.
  for (const name of certificates) if (!manifest.certificates.includes(name)) return "certificates";
  if (familiar && !familiar.has(manifest.agentId)) return "familiar";
  return undefined;
}

function isBarred({ manifest: { tenants } }: Instance, tenant: string): boolean {
  return tenants.length > 0 && !tenants.includes(tenant);
}

/** What a decision record says of a broken constraint. */
export function explainBroken(
  broken: ConstraintName,
  { manifest }: Instance,
  { cost }: Capability,
  { versions, maxCost, locality, certificates }: Limits,
): string {
  switch (broken) {
    case "excluded":
      return "excluded by the request";
    case "versions":
      return `version ${manifest.version} is outside ${versions && rangeOf(versions, manifest.agentId)}`;
    case "cost":
      return `cost ${cost} is above ${maxCost}`;
    case "tenant":
      return "works for other tenants";
    case "locality":
      return `runs in ${manifest.locality || "a place it doesn't name"}, not in ${locality}`;
    case "certificates":
      return `does not hold ${certificates.filter((name) => !manifest.certificates.includes(name)).join(", ")}`;
    case "familiar":
      return "did not make the one that this goes on from";
  }
}

/** Whether an instance is not to be reached for new work. */
export function isAway(instance: Instance, times: LeaseTimes, nowMs: number): boolean {
  const { draining, standby, unreachable, unhealthy } = instance;
  return draining || standby || unreachable || unhealthy !== undefined || isSuspect(instance, times, nowMs);
}

/** Why an instance is not to be reached for new work; undefined when it is. */
export function awayBecause(instance: Instance, times: LeaseTimes, nowMs: number): string | undefined {
  if (instance.draining) return "drains";
  if (instance.standby) return "stands by while another version is tried";
  if (instance.unreachable) return `${suspect}: its link or a call to it was lost`;
  if (instance.unhealthy) return `${suspect}: ${instance.unhealthy}`;
  if (isSuspect(instance, times, nowMs)) return `${suspect}: a heartbeat is overdue`;
  return undefined;
}

const suspect = "suspect";

/** Whether this is why an instance was left out: it has a lease and may be heard again in a moment. */
export function isSuspectReason(leftOut: string | undefined): boolean {
  return leftOut?.startsWith(suspect) ?? false;
}

/** Own properties only: "constructor" is a lawful agent id. */
function rangeOf(versions: Readonly<Record<string, string>>, agentId: string): string | undefined {
  return Object.hasOwn(versions, agentId) ? versions[agentId] : undefined;
}
