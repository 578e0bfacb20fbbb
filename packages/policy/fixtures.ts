import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { type Outcome, OutcomeSchema } from "@viba/contracts/gen/viba/core/v1/decision_pb";
import { ArmSchema, type PolicySnapshot, PolicySnapshotSchema } from "@viba/contracts/gen/viba/learner/v1/learner_pb";
import * as fc from "fast-check";
import { compareArms } from "./arms.ts";
import type { PolicyCandidate } from "./candidate.ts";

/** A candidate about which everything is ordinary; tests name what matters to them. */
export function candidate(agentId: string, facts: Partial<PolicyCandidate> = {}): PolicyCandidate {
  return {
    agentId,
    instanceId: `${agentId}-1`,
    version: "1.0.0",
    capability: "plan",
    outputType: "viba.aec.v1.Plan",
    claims: 0,
    claimsMet: 0,
    expectedLatencyMs: 100,
    cost: 1,
    inFlight: 0,
    maxConcurrency: 4,
    silentMs: 0,
    leaseMs: 3000,
    ...facts,
  };
}

/** A snapshot of kind "ucb1" with arms in order. */
export function snapshot(
  arms: MessageInitShape<typeof ArmSchema>[],
  facts: Omit<MessageInitShape<typeof PolicySnapshotSchema>, "$typeName" | "arms"> = {},
): PolicySnapshot {
  const usual = { outputType: "viba.aec.v1.Plan", pulls: 10n, successRate: 1 };
  const full = arms.map((arm) => create(ArmSchema, { ...usual, ...arm } as MessageInitShape<typeof ArmSchema>));
  return create(PolicySnapshotSchema, {
    version: 7n,
    kind: "ucb1",
    exploration: 0.5,
    ...facts,
    arms: full.sort(compareArms),
  });
}

/** An outcome with everything well. */
export function outcome(
  agentId: string,
  facts: Omit<MessageInitShape<typeof OutcomeSchema>, "$typeName"> = {},
): Outcome {
  return create(OutcomeSchema, {
    outputType: "viba.aec.v1.Plan",
    reward: 0.8,
    latencyMs: 100,
    succeeded: true,
    ...facts,
    agentId,
  });
}

const maybe = (arbitrary: fc.Arbitrary<number>) => fc.option(arbitrary, { nil: undefined });
const awkward = fc.oneof(fc.double(), fc.constantFrom(0, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e308));

/** Any candidate, sane or not: what an agent declares is never trusted. */
export const anyCandidate: fc.Arbitrary<PolicyCandidate> = fc
  .record({
    agentId: fc.constantFrom("a", "b", "c", "d", "e"),
    claims: fc.nat(12),
    claimsMet: fc.nat(12),
    expectedLatencyMs: maybe(awkward),
    cost: maybe(awkward),
    inFlight: maybe(fc.oneof(fc.nat(8), awkward)),
    queued: awkward,
    cpu: awkward,
    memory: awkward,
    maxConcurrency: fc.oneof(fc.nat(8), awkward),
    silentMs: maybe(awkward),
    leaseMs: awkward,
  })
  .map(({ agentId, ...facts }) => candidate(agentId, facts));

/** Any snapshot over the agents of `anyCandidate`. */
export const anySnapshot: fc.Arbitrary<PolicySnapshot | undefined> = fc.option(
  fc
    .tuple(
      fc.uniqueArray(
        fc.record({
          agentId: fc.constantFrom("a", "b", "c", "d"),
          pulls: fc.bigInt({ min: 0n, max: 100_000n }),
          meanReward: fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), awkward),
          meanLatencyMs: awkward,
        }),
        { selector: (arm) => arm.agentId },
      ),
      awkward,
      fc.constantFrom("ucb1", "linear"),
    )
    .map(([arms, exploration, kind]) => snapshot(arms, { exploration, kind })),
  { nil: undefined },
);

/** Any weights a request may ask for. */
export const anyWeights: fc.Arbitrary<Record<string, number> | undefined> = fc.option(
  fc.dictionary(
    fc.constantFrom("match", "quality", "latency", "load", "cost", "synergy", "freshness", "beauty"),
    awkward,
  ),
  { nil: undefined },
);
