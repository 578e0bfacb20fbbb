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
import { isBusyReason } from "./slots.ts";

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
  readonly instances: Iterable<Instance>;
  readonly snapshot: PolicySnapshot | undefined;
  readonly times: LeaseTimes;
  readonly nowMs: number;
  readonly wallMs: number;
  readonly random: Random;
}

/** Most candidates of a kind (those weighed, those left out) that a record holds. */
export const maxRecorded = 16;

/** Names one promise of an instance among those tried: the instance may still be asked for another. */
export function triedKey({ instance, capability }: Fitting): string {
  return `${instance.instanceId} ${capability.name}`;
}

/** Chooses among the instances that fit. Throws NO_CAPABLE_AGENT naming the type when none may, OVERLOADED when all that may are busy. */
export function decide(input: DecideInput): Choice {
  const { preferred, tried } = input;
  const all = fitting(input.instances, input.want, input.times, input.nowMs);
  const untried = all.filter((f) => !wasTried(f, tried));
  // Whatever speaks against new work there, this attempt is no new work.
  const again = untried.find((f) => f.instance.instanceId === preferred);
  if (again) return { chosen: again, decision: sameAgain(again, input) };
  const free = untried.filter((f) => f.leftOut === undefined);
  const usable = preferred ? free.filter((f) => f.capability.idempotent) : free;
  if (usable.length === 0 && free.length > 0) {
    throw new MeshError("UNKNOWN_OUTCOME", `instance ${preferred} is gone and nobody knows what it did`, {
      facts: { instance: preferred, idempotent: "false" },
    });
  }
  if (usable.length === 0) throw nobody(input.want, all, tried);

  const words = goalWords(input.want.attributes);
  const candidates = usable.map(({ instance, capability }) =>
    candidateOf(
      capability,
      {
        agentId: instance.manifest.agentId,
        instanceId: instance.instanceId,
        version: instance.manifest.version,
        inFlight: Math.max(instance.work.inFlight, instance.load?.inFlight ?? 0),
        silentMs: input.nowMs - instance.lastSeenMs,
        leaseMs: input.times.ttlMs,
      },
      words,
    ),
  );
  const weights = normaliseWeights(input.want.weights);
  const choice = choose({ candidates, weights, snapshot: input.snapshot, random: input.random })!;
  const chosen = usable[choice.index]!;
  const weighed = candidatesOf(choice, candidates).slice(0, maxRecorded);
  const decision = record(input, chosen, [...weighed, ...leftOut(all, tried).slice(0, maxRecorded)]);
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

function wasTried(fit: Fitting, tried: ReadonlySet<string>): boolean {
  return tried.has(fit.instance.instanceId) || tried.has(triedKey(fit));
}

function whyNot(fit: Fitting, tried: ReadonlySet<string>): string | undefined {
  return wasTried(fit, tried) ? "tried and lost" : fit.leftOut;
}

function leftOut(all: readonly Fitting[], tried: ReadonlySet<string>): Candidate[] {
  return all.flatMap((fit) => {
    const { instance, capability } = fit;
    const because = whyNot(fit, tried);
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

function nobody(want: Want, all: readonly Fitting[], tried: ReadonlySet<string>): MeshError {
  const reasons = all.slice(0, maxRecorded).map((fit) => `${fit.instance.manifest.agentId}: ${whyNot(fit, tried)}`);
  const why = [...new Set(reasons)].join("; ");
  const busy = all.filter((fit) => isBusyReason(whyNot(fit, tried))).length;
  if (busy > 0) {
    throw new MeshError("OVERLOADED", `all ${busy} that make ${want.outputType} are busy`, {
      messageKo: `${want.outputType}을(를) 만드는 에이전트 ${busy}개가 모두 작업 중입니다`,
      facts: { type: want.outputType, busy: String(busy) },
    });
  }
  return new MeshError("NO_CAPABLE_AGENT", `nobody makes ${want.outputType} now${why ? ` (${why})` : ""}`, {
    messageKo: `지금 ${want.outputType}을(를) 만들 수 있는 에이전트가 없습니다`,
    facts: { type: want.outputType },
  });
}
