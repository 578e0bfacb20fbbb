import { create } from "@bufbuild/protobuf";
import type { Done } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import type { Artifact } from "@viba/contracts/gen/viba/core/v1/artifact_pb";
import type { Decision } from "@viba/contracts/gen/viba/core/v1/decision_pb";
import {
  type DispatchRequest,
  DispatchRequestSchema,
  type DispatchResponse,
} from "@viba/contracts/gen/viba/router/v1/router_pb";
import { MeshError, toMeshError } from "@viba/runtime/errors";
import { forCall } from "./blobs.ts";
import type { OpenAttempt } from "./core/fold.ts";
import { constraintsOf, spentOn } from "./core/limits-of.ts";
import { artifactsFor } from "./core/ready.ts";
import { NotRecordedError } from "./run-log.ts";
import type { StepContext } from "./step-context.ts";

/** What an attempt brought. */
export interface Sent {
  readonly done: Done;
  readonly decision: Decision | undefined;
  readonly fromCache: boolean;
  /** Time from the choice of the agent until its result; from the beginning of the dispatch when nobody was chosen in it. */
  readonly agentMs: number;
}

/** How long a router may take to end a dispatch once it has given the result. */
const endMs = 1000;

/** Sends one attempt through the router and listens until its result is there. Whom the router chose is journalled first. */
export async function sendAttempt(context: StepContext, attempt: OpenAttempt, fresh: boolean): Promise<Sent> {
  const { ports, signal, step } = context;
  const inputs = inputsOf(context);
  const askedFirst = attempt.instanceId;
  const left = new AbortController();
  let sent: Sent | undefined;
  const { clock } = ports;
  const startedMs = clock.monotonicMs();
  const decisions: { readonly decision: Decision; readonly atMs: number }[] = [];
  try {
    const request = await requestFor(context, attempt, inputs, fresh);
    const responses = ports.router.dispatch(request, { signal: AbortSignal.any([signal, left.signal]) });
    for await (const response of responses) {
      if (response.event.case === "done") {
        // With a hedge two agents had it; the newest choice is meant when the router does not say.
        const { decisionId, fromCache } = response;
        const winner = decisions.find((one) => one.decision.decisionId === decisionId) ?? decisions.at(-1);
        const agentMs = clock.monotonicMs() - (winner?.atMs ?? startedMs);
        sent = { done: response.event.value, decision: winner?.decision, fromCache, agentMs };
        // Nothing comes after it but the end of the call, which is waited for only to let it end well.
        clock.after(endMs, () => left.abort());
      } else if (!sent) {
        const atMs = clock.monotonicMs();
        const decision = await hear(context, attempt, response);
        if (decision) decisions.push({ decision, atMs });
      }
    }
  } catch (thrown) {
    if (!sent) {
      if (thrown instanceof NotRecordedError) throw thrown;
      const error = explained(thrown, context, inputs);
      // Nobody has begun it: whoever was chosen in vain is not asked first the next time.
      if (error.reason === "NO_CAPABLE_AGENT") attempt.instanceId = askedFirst;
      throw error;
    }
  } finally {
    left.abort();
  }
  if (!sent) throw new MeshError("INTERNAL", `the router ended a dispatch of ${step.outputType} without a result`);
  return sent;
}

async function hear(
  { log, step }: StepContext,
  attempt: OpenAttempt,
  { event }: DispatchResponse,
): Promise<Decision | undefined> {
  const { stepId } = step;
  const { attemptId } = attempt;
  if (event.case === "decision") {
    const decision = event.value;
    attempt.instanceId = decision.chosenInstanceId;
    const value = { $typeName: "viba.orchestrator.v1.AgentChosen" as const, stepId, attemptId, decision };
    await log.append({ case: "agentChosen", value }, `chosen/${attemptId}/${decision.decisionId}`);
    return decision;
  }
  if (event.case === "progress") {
    const value = { $typeName: "viba.orchestrator.v1.StepProgress" as const, stepId, progress: event.value };
    log.tell({ case: "stepProgress", value });
  }
  return undefined;
}

function inputsOf({ given, log, step }: StepContext): Artifact[] {
  return [...given, ...artifactsFor(log.view, step.inputTypes)];
}

async function requestFor(
  { runId, epoch, step, log, ports }: StepContext,
  attempt: OpenAttempt,
  inputs: readonly Artifact[],
  fresh: boolean,
): Promise<DispatchRequest> {
  const { view } = log;
  const constraints = constraintsOf(view);
  if (constraints.maxCost > 0) {
    constraints.maxCost -= spentOn(view);
    // Zero would mean "no limit".
    if (constraints.maxCost <= 0) throw new MeshError("BUDGET_EXHAUSTED", "the steps so far took the run's budget");
  }
  return create(DispatchRequestSchema, {
    attemptId: attempt.attemptId,
    runId,
    stepId: step.stepId,
    epoch: BigInt(epoch),
    want: {
      outputType: step.outputType,
      availableTypes: inputs.map((artifact) => artifact.type),
      attributes: view.run.goal?.attributes ?? {},
      constraints,
      refine: step.refine,
      tenant: view.tenant,
      // Whoever has made something of this run: who gets on with them is worth more.
      team: [...new Set([...view.accepted.values()].map(({ agentId }) => agentId))].filter(Boolean),
      familiar: view.makers.flatMap((maker) => (maker.outputType === step.outputType ? [maker.agentId] : [])),
    },
    inputs: await Promise.all(inputs.map((artifact) => forCall(artifact, ports.blobs))),
    seed: view.run.request?.seed ?? 0n,
    language: view.run.request?.language || "ko",
    fresh,
    instanceId: attempt.instanceId,
  });
}

/** Nobody can make the type from what is there: if an input was given up, waiting for an agent is of no use. */
function explained(thrown: unknown, { step }: StepContext, inputs: readonly Artifact[]): MeshError {
  const error = toMeshError(thrown);
  const missing = step.inputTypes.filter((type) => !inputs.some((input) => input.type === type));
  if (error.reason !== "NO_CAPABLE_AGENT" || missing.length === 0) return error;
  return new MeshError("NO_CAPABLE_AGENT", `${error.message}; ${missing.join(", ")} was not made`, {
    messageKo: error.messageKo,
    facts: { ...error.facts, missing: missing.join(",") },
    cause: thrown,
  });
}
