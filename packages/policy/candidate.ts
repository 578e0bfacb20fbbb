import type { Capability } from "@viba/contracts/gen/viba/core/v1/capability_pb";
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
  /** Attempts it runs at a time, at least 1. */
  readonly maxConcurrency: number;
  /** Time since its last sign of life. */
  readonly silentMs: number | undefined;
  /** Time a lease lives without a sign of life. */
  readonly leaseMs: number;
}

/** What a router knows of an instance beside the capability. */
export interface InstanceFacts {
  readonly agentId: string;
  readonly instanceId: string;
  readonly version: string;
  readonly inFlight: number | undefined;
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
 * A candidate from a capability whose conditions hold. A cost, latency or concurrency of 0 is protobuf's "not given":
 * it counts as undeclared, or silence would be the cheapest offer.
 */
export function candidateOf(
  capability: Capability,
  instance: InstanceFacts,
  words: ReadonlySet<string>,
): PolicyCandidate {
  const { conditions, tags, expectedLatency } = capability;
  const distinct = new Set(tags.map((tag) => tag.toLowerCase()));
  const met = [...distinct].filter((tag) => words.has(tag)).length;
  const expectedMs = expectedLatency ? Number(expectedLatency.seconds) * 1000 + expectedLatency.nanos / 1e6 : 0;
  return {
    agentId: instance.agentId,
    instanceId: instance.instanceId,
    version: instance.version,
    capability: capability.name,
    outputType: capability.outputType,
    claims: conditions.length + distinct.size,
    claimsMet: conditions.length + met,
    expectedLatencyMs: expectedMs > 0 ? expectedMs : undefined,
    cost: capability.cost > 0 ? capability.cost : undefined,
    inFlight: instance.inFlight,
    maxConcurrency: Math.max(1, capability.maxConcurrency),
    silentMs: instance.silentMs,
    leaseMs: instance.leaseMs,
  };
}
