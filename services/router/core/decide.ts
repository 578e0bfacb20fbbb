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
import { candidateOf, goalWords } from "@viba/policy/candidate";
import { choose } from "@viba/policy/choose";
import { becauseOf, candidatesOf } from "@viba/policy/explain";
import { normaliseWeights } from "@viba/policy/weights";
import { MeshError } from "@viba/runtime/errors";
import type { Random } from "@viba/runtime/random";
import { type Fitting, fitting } from "./eligible.ts";
import type { Instance, LeaseTimes } from "./registry.ts";

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
  /** Instances already tried for this attempt. */
  readonly tried: ReadonlySet<string>;
  /** Instance that had this attempt before; chosen if it is still there. */
  readonly preferred: string;
  readonly instances: Iterable<Instance>;
  readonly snapshot: PolicySnapshot | undefined;
  readonly times: LeaseTimes;
  readonly nowMs: number;
  readonly wallMs: number;
  readonly random: Random;
}

/** Most candidates a record holds; the rest is counted in its sentence. */
export const maxRecorded = 16;

/** Chooses among the instances that fit. Throws NO_CAPABLE_AGENT naming the type when none may. */
export function decide(input: DecideInput): Choice {
  const all = fitting(input.instances, input.want, input.times, input.nowMs);
  const free = all.filter((f) => f.leftOut === undefined && !input.tried.has(f.instance.instanceId));
  const again = all.find((f) => f.instance.instanceId === input.preferred && !input.tried.has(input.preferred));
  if (again) return { chosen: again, decision: sameAgain(again, input) };
  if (input.preferred && !free.some((f) => f.capability.idempotent)) {
    if (free.length > 0)
      throw new MeshError("UNKNOWN_OUTCOME", `instance ${input.preferred} is gone and nobody knows what it did`);
  }
  const usable = input.preferred ? free.filter((f) => f.capability.idempotent) : free;
  if (usable.length === 0) throw nobody(input.want, all);

  const words = goalWords(input.want.attributes);
  const candidates = usable.map(({ instance, capability }) =>
    candidateOf(
      capability,
      {
        agentId: instance.manifest.agentId,
        instanceId: instance.instanceId,
        version: instance.manifest.version,
        inFlight: Math.max(instance.inFlight, instance.load?.inFlight ?? 0),
        silentMs: input.nowMs - instance.lastSeenMs,
        leaseMs: input.times.ttlMs,
      },
      words,
    ),
  );
  const weights = normaliseWeights(input.want.weights);
  const choice = choose({ candidates, weights, snapshot: input.snapshot, random: input.random })!;
  const chosen = usable[choice.index]!;
  const recorded = candidatesOf(choice, candidates).slice(0, maxRecorded);
  const decision = record(input, chosen, [...recorded, ...leftOut(all, input.tried)].slice(0, maxRecorded * 2));
  decision.propensity = choice.propensity;
  decision.policyVersion = input.snapshot?.version ?? 0n;
  decision.weights = { ...weights };
  decision.because = becauseOf(choice, candidates);
  return { chosen, decision };
}

function record(input: DecideInput, { instance, capability }: Fitting, candidates: Candidate[]): Decision {
  return create(DecisionSchema, {
    decisionId: input.decisionId,
    runId: input.runId,
    stepId: input.stepId,
    outputType: input.want.outputType,
    candidates,
    chosenInstanceId: instance.instanceId,
    chosenAgentId: instance.manifest.agentId,
    chosenVersion: instance.manifest.version,
    chosenCapability: capability.name,
    propensity: 1,
    decidedAt: timestampFromMs(input.wallMs),
  });
}

function sameAgain(chosen: Fitting, input: DecideInput): Decision {
  const decision = record(input, chosen, []);
  decision.because = `${chosen.instance.manifest.agentId} had this attempt before its caller was lost`;
  return decision;
}

function leftOut(all: readonly Fitting[], tried: ReadonlySet<string>): Candidate[] {
  return all.flatMap(({ instance, capability, leftOut: why }) => {
    const because = tried.has(instance.instanceId) ? "tried and lost" : why;
    if (!because) return [];
    return create(CandidateSchema, {
      agentId: instance.manifest.agentId,
      instanceId: instance.instanceId,
      version: instance.manifest.version,
      capability: capability.name,
      leftOut: because,
    });
  });
}

function nobody(want: Want, all: readonly Fitting[]): MeshError {
  const why = all.map((f) => `${f.instance.manifest.agentId}: ${f.leftOut ?? "tried and lost"}`).join("; ");
  return new MeshError("NO_CAPABLE_AGENT", `nobody makes ${want.outputType} now${why ? ` (${why})` : ""}`, {
    messageKo: `지금 ${want.outputType}을(를) 만들 수 있는 에이전트가 없습니다`,
    facts: { type: want.outputType },
  });
}
