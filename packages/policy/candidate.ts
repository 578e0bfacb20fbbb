import { type Capability, Presence } from "@viba/contracts/gen/viba/core/v1/capability_pb";
import type { AttributeValues } from "@viba/contracts/gen/viba/core/v1/goal_pb";

/** One instance that may do the work, as the policy sees it. Undefined means: nobody said. */
export interface PolicyCandidate {
  readonly agentId: string;
  readonly instanceId: string;
  readonly version: string;
  /** Name of the capability. */
  readonly capability: string;
  /** Artifact type it would make. */
  readonly outputType: string;
  /** Things it says it is good at: its conditions (which all hold here) and its tags. */
  readonly claims: number;
  /** Claims that the goal meets; at most `claims`. */
  readonly claimsMet: number;
  /** Time it promises for one attempt. */
  readonly expectedLatencyMs: number | undefined;
  /** Cost units it declares for one attempt. */
  readonly cost: number | undefined;
  /** Attempts begun and not ended. */
  readonly inFlight: number | undefined;
  /** Attempts waiting inside the agent. */
  readonly queued?: number;
  /** CPU use, 0 to 1 of one core. */
  readonly cpu?: number;
  /** Share of the memory it may use that is in use, 0 to 1. */
  readonly memory?: number;
  /** Attempts it runs at a time, at least 1. */
  readonly maxConcurrency: number;
  /** Time since its last sign of life. */
  readonly silentMs: number | undefined;
  /** Time a lease lives without a sign of life. */
  readonly leaseMs: number;
}

/** What a capability says of itself, made ready for scoring once. */
export interface CapabilityFacts {
  readonly name: string;
  readonly outputType: string;
  readonly conditions: number;
  /** Its tags in lower case, each once. */
  readonly tags: readonly string[];
  /** Types it can do without. */
  readonly optionalTypes: readonly string[];
  readonly expectedLatencyMs: number | undefined;
  readonly cost: number | undefined;
  readonly maxConcurrency: number;
}

/** What a router knows of an instance beside the capability. */
export interface InstanceFacts {
  readonly agentId: string;
  readonly instanceId: string;
  readonly version: string;
  readonly inFlight: number | undefined;
  readonly queued?: number;
  readonly cpu?: number;
  readonly memory?: number;
  readonly silentMs: number | undefined;
  readonly leaseMs: number;
}

/** The goal's attribute values as one set of lower-case words: what tags are compared with. */
export function goalWords(attributes: Readonly<Record<string, AttributeValues>>): ReadonlySet<string> {
  const words = new Set<string>();
  for (const { values } of Object.values(attributes)) for (const value of values) words.add(value.toLowerCase());
  return words;
}

/**
 * The facts of a capability. A cost, latency or concurrency of 0 is protobuf's "not given": it counts as undeclared, or
 * silence would be the cheapest offer.
 */
export function factsOf(capability: Capability): CapabilityFacts {
  const { conditions, tags, expectedLatency, inputs, cost } = capability;
  const expectedMs = expectedLatency ? Number(expectedLatency.seconds) * 1000 + expectedLatency.nanos / 1e6 : 0;
  return {
    name: capability.name,
    outputType: capability.outputType,
    conditions: conditions.length,
    tags: [...new Set(tags.map((tag) => tag.toLowerCase()))],
    optionalTypes: inputs.filter((input) => input.presence === Presence.OPTIONAL).map((input) => input.type),
    expectedLatencyMs: expectedMs > 0 ? expectedMs : undefined,
    cost: cost > 0 ? cost : undefined,
    maxConcurrency: Math.max(1, capability.maxConcurrency),
  };
}

/** What of a piece of work claims are held against. */
export interface WorkWords {
  /** Words of the goal, see `goalWords`. */
  readonly words: ReadonlySet<string>;
  /** Artifact types that are there. */
  readonly types: readonly string[];
}

/**
 * How much a capability whose conditions hold says of the work, and how much of that is so. An optional input that is
 * there is a claim met: with it the agent knows more. One that is not there is no claim.
 */
export function claimsOf(facts: CapabilityFacts, { words, types }: WorkWords): { claims: number; claimsMet: number } {
  let sure = facts.conditions;
  for (const type of facts.optionalTypes) if (types.includes(type)) sure += 1;
  let met = 0;
  for (const tag of facts.tags) if (words.has(tag)) met += 1;
  return { claims: sure + facts.tags.length, claimsMet: sure + met };
}

/** A candidate from a capability whose conditions hold. */
export function candidateOf(
  facts: CapabilityFacts,
  instance: InstanceFacts,
  claims: { readonly claims: number; readonly claimsMet: number },
): PolicyCandidate {
  return {
    agentId: instance.agentId,
    instanceId: instance.instanceId,
    version: instance.version,
    capability: facts.name,
    outputType: facts.outputType,
    claims: claims.claims,
    claimsMet: claims.claimsMet,
    expectedLatencyMs: facts.expectedLatencyMs,
    cost: facts.cost,
    inFlight: instance.inFlight,
    queued: instance.queued ?? 0,
    cpu: instance.cpu ?? 0,
    memory: instance.memory ?? 0,
    maxConcurrency: facts.maxConcurrency,
    silentMs: instance.silentMs,
    leaseMs: instance.leaseMs,
  };
}
