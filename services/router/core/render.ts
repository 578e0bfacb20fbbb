import { create } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import {
  type Candidate,
  CandidateSchema,
  type Decision,
  DecisionSchema,
} from "@viba/contracts/gen/viba/core/v1/decision_pb";
import { choiceOf } from "@viba/policy/choose";
import { becauseOf, candidatesOf } from "@viba/policy/explain";
import type { DecisionRow, DecisionRows, LeftOut } from "./decision-rows.ts";
import { maxRecorded } from "./pick-input.ts";

/** The record of a decision that is still in its row. */
export function decisionOf(row: DecisionRow, rows: DecisionRows): Decision {
  const { plan, chosen } = row;
  const { instance, capability } = chosen!;
  const { agentId, version } = instance.manifest;
  const decision = create(DecisionSchema, {
    decisionId: rows.idOf(row),
    runId: row.runId,
    stepId: row.stepId,
    outputType: plan!.want.outputType,
    chosenInstanceId: instance.instanceId,
    chosenAgentId: agentId,
    chosenVersion: version,
    chosenCapability: capability.name,
    chosenIdempotent: capability.idempotent,
    propensity: 1,
    decidedAt: timestampFromMs(row.wallMs),
    durationUs: row.durationUs,
    role: row.role,
  });
  if (row.again) {
    decision.because = `${agentId} had this attempt before its caller was lost`;
    decision.becauseKo = `${agentId}: 호출자가 끊기기 전에 이 시도를 맡고 있었습니다`;
    return decision;
  }
  addWeighed(decision, row, rows);
  return decision;
}

function addWeighed(decision: Decision, row: DecisionRow, rows: DecisionRows): void {
  const { count, index, weights, snapshot } = row;
  const policyVersion = snapshot?.version ?? 0n;
  const choice = choiceOf(rows.slates, row.at, { count, index, weights, policyVersion });
  const candidates = row.offers.slice(0, count).map((offer) => namesOf(offer!));
  const arrivals = candidates.map((_, at) => ({ cameAs: row.cameAs[at]!, inclusion: row.inclusions[at]! }));
  decision.candidates = [
    ...candidatesOf(choice, candidates, arrivals),
    ...row.leftOut.slice(0, maxRecorded).map(leftOutAs),
  ];
  decision.propensity = choice.propensity * row.inclusions[index]!;
  decision.policyVersion = policyVersion;
  decision.weights = { ...weights };
  decision.fitting = row.fitting;
  decision.widened = [...row.widened];
  decision.givenUp = [...row.givenUp];
  decision.team = [...row.plan!.team];
  const because = becauseOf(choice, candidates);
  decision.because = because.en;
  decision.becauseKo = because.ko;
}

function namesOf({ instance, capability }: LeftOut["offer"]) {
  const { instanceId, manifest } = instance;
  return { agentId: manifest.agentId, instanceId, version: manifest.version, capability: capability.name };
}

function leftOutAs({ offer, because }: LeftOut): Candidate {
  return create(CandidateSchema, { ...namesOf(offer), leftOut: because });
}
