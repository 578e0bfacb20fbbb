import { create } from "@bufbuild/protobuf";
import { type Done, AttemptState } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import type { Artifact } from "@viba/contracts/gen/viba/core/v1/artifact_pb";
import type { Decision } from "@viba/contracts/gen/viba/core/v1/decision_pb";
import type { WorkflowStep } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { type DispatchRequest, DispatchRequestSchema } from "@viba/contracts/gen/viba/router/v1/router_pb";
import { sleep } from "@viba/runtime/clock";
import { type MeshError, toDetail, toMeshError } from "@viba/runtime/errors";
import { doneForJournal, forCall } from "./blobs.ts";
import type { OpenAttempt } from "./core/fold.ts";
import { artifactsFor } from "./core/ready.ts";
import type { RunPorts } from "./ports.ts";
import type { RunLog } from "./run-log.ts";

/** One step on its way. */
export interface StepContext {
  readonly runId: string;
  readonly epoch: number;
  readonly step: WorkflowStep;
  /** Inputs that aren't made by steps, for stage 0. */
  readonly given: readonly Artifact[];
  readonly log: RunLog;
  readonly ports: RunPorts;
  readonly signal: AbortSignal;
}

interface Result {
  readonly done: Done;
  readonly decision: Decision | undefined;
  readonly fromCache: boolean;
}

/** Carries a step until it is accepted or given up: attempts, waiting for agents, resuming what was sent before. */
export async function runStep(context: StepContext): Promise<void> {
  const { step, log, ports, signal } = context;
  const startedMs = ports.clock.monotonicMs();
  const before = log.view.open.get(step.stepId);
  let attempt = before?.attempt ?? log.view.run.steps.find((s) => s.step?.stepId === step.stepId)?.attempts ?? 0;
  let current: OpenAttempt | undefined = before && (await returned(before, context)) ? before : undefined;
  if (before && !current) await failAttempt(context, before, lost(before), true);

  for (;;) {
    current ??= await beginAttempt(context, ++attempt);
    try {
      const result = await untilThere(context, current, startedMs);
      await accept(context, current, result, ports.clock.monotonicMs() - startedMs);
      return;
    } catch (thrown) {
      signal.throwIfAborted();
      const error = toMeshError(thrown);
      const again = error.retryable && attempt < ports.limits.attempts;
      await failAttempt(context, current, error, again);
      if (!again) {
        await giveUp(context, error);
        return;
      }
      await sleep(ports.clock, backoffMs(attempt, context), signal);
      current = undefined;
    }
  }
}

async function beginAttempt({ runId, step, log }: StepContext, attempt: number): Promise<OpenAttempt> {
  const attemptId = `${runId}/${step.stepId}/${attempt}`;
  const value = { $typeName: "viba.orchestrator.v1.AttemptStarted" as const, stepId: step.stepId, attemptId, attempt };
  await log.decide([{ event: { case: "attemptStarted", value }, key: `attempt/${step.stepId}/${attempt}` }]);
  return { attemptId, attempt, instanceId: "" };
}

/** Sends the attempt; as long as nobody promises the type, waits for an agent within the limit. */
async function untilThere(context: StepContext, attempt: OpenAttempt, startedMs: number): Promise<Result> {
  const { ports, signal } = context;
  for (;;) {
    try {
      return await send(context, attempt);
    } catch (thrown) {
      const error = toMeshError(thrown);
      const waitedMs = ports.clock.monotonicMs() - startedMs;
      if (error.reason !== "NO_CAPABLE_AGENT" || waitedMs > ports.limits.waitForAgentMs) throw error;
      await sleep(ports.clock, ports.limits.backoffMs, signal);
    }
  }
}

async function send(context: StepContext, attempt: OpenAttempt): Promise<Result> {
  const { log, ports, step, signal } = context;
  const left = new AbortController();
  let decision: Decision | undefined;
  try {
    const responses = ports.router.dispatch(await requestFor(context, attempt), {
      signal: AbortSignal.any([signal, left.signal]),
    });
    let chosen = 0;
    for await (const { event, fromCache } of responses) {
      if (event.case === "decision") {
        decision = event.value;
        const value = {
          $typeName: "viba.orchestrator.v1.AgentChosen" as const,
          stepId: step.stepId,
          attemptId: attempt.attemptId,
          decision,
        };
        await log.append(
          { case: "agentChosen", value },
          `chosen/${attempt.attemptId}/${decision.decisionId}/${chosen++}`,
        );
      } else if (event.case === "progress") {
        const value = {
          $typeName: "viba.orchestrator.v1.StepProgress" as const,
          stepId: step.stepId,
          progress: event.value,
        };
        log.tell({ case: "stepProgress", value });
      } else if (event.case === "done") {
        return { done: event.value, decision, fromCache };
      }
    }
  } finally {
    left.abort();
  }
  throw toMeshError(new Error("the router ended a dispatch without a result"));
}

async function requestFor(context: StepContext, attempt: OpenAttempt): Promise<DispatchRequest> {
  const { runId, epoch, step, log, ports, given } = context;
  const { run } = log.view;
  const inputs = [...given, ...artifactsFor(log.view, step.inputTypes)];
  return create(DispatchRequestSchema, {
    attemptId: attempt.attemptId,
    runId,
    stepId: step.stepId,
    epoch: BigInt(epoch),
    want: {
      outputType: step.outputType,
      availableTypes: inputs.map((artifact) => artifact.type),
      attributes: run.goal?.attributes ?? {},
      ...(run.goal?.constraints ? { constraints: run.goal.constraints } : {}),
      refine: step.refine,
      tenant: log.view.tenant,
    },
    inputs: await Promise.all(inputs.map((artifact) => forCall(artifact, ports.blobs))),
    seed: run.request?.seed ?? 0n,
    language: run.request?.language ?? "ko",
    fresh: log.view.fresh,
    instanceId: attempt.instanceId,
  });
}

async function accept(context: StepContext, attempt: OpenAttempt, result: Result, durationMs: number): Promise<void> {
  const { log, ports, step } = context;
  const done = await doneForJournal(result.done, ports.blobs);
  const chosen = log.view.run.steps.find((s) => s.step?.stepId === step.stepId);
  const value = {
    $typeName: "viba.orchestrator.v1.StepAccepted" as const,
    stepId: step.stepId,
    attemptId: attempt.attemptId,
    agentId: result.decision?.chosenAgentId ?? chosen?.agentId ?? "",
    instanceId: result.decision?.chosenInstanceId ?? attempt.instanceId,
    done,
    durationMs,
    fromCache: result.fromCache,
  };
  await log.append({ case: "stepAccepted", value }, `accepted/${step.stepId}`);
  if (result.fromCache) return;
  // Not awaited: the result is durable; an agent that never hears of it forgets it by its own bound.
  void ports.router
    .releaseAttempt({ attemptId: attempt.attemptId, instanceId: value.instanceId })
    .catch((error: unknown) => ports.log("a result was not released", { attempt: attempt.attemptId, error }));
}

/**
 * Waits for the instance that had an attempt when its orchestrator was lost. True: it is back and still knows the
 * attempt (running or done), so the same attempt is asked for again and nothing is made twice.
 */
async function returned(open: OpenAttempt, { ports, signal }: StepContext): Promise<boolean> {
  if (!open.instanceId) return true;
  const endMs = ports.clock.monotonicMs() + ports.limits.returnMs;
  while (ports.clock.monotonicMs() < endMs) {
    const found = await ports.router
      .findAttempt({ attemptId: open.attemptId, instanceId: open.instanceId }, { signal })
      .catch(() => undefined);
    const state = found?.attempt?.state;
    if (state === AttemptState.RUNNING || state === AttemptState.DONE) return true;
    if (state === AttemptState.FAILED) return false;
    await sleep(ports.clock, ports.limits.backoffMs, signal);
  }
  return false;
}

function lost(open: OpenAttempt): MeshError {
  return toMeshError(new Error(`attempt lost: instance ${open.instanceId} did not come back with it`));
}

async function failAttempt({ log, step }: StepContext, attempt: OpenAttempt, error: MeshError, willRetry: boolean) {
  const value = {
    $typeName: "viba.orchestrator.v1.AttemptFailed" as const,
    stepId: step.stepId,
    attemptId: attempt.attemptId,
    message: error.message,
    error: toDetail(error),
    willRetry,
  };
  await log.decide([{ event: { case: "attemptFailed", value }, key: `failed/${attempt.attemptId}` }]);
}

async function giveUp({ log, step }: StepContext, error: MeshError): Promise<void> {
  const value = {
    $typeName: "viba.orchestrator.v1.StepFailed" as const,
    stepId: step.stepId,
    message: error.message,
    error: toDetail(error),
  };
  await log.decide([{ event: { case: "stepFailed", value }, key: `gaveup/${step.stepId}` }]);
}

function backoffMs(attempt: number, { ports }: StepContext): number {
  return ports.random() * ports.limits.backoffMs * Math.min(8, 2 ** attempt);
}
