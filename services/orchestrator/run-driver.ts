import { context as otel, SpanKind, trace } from "@opentelemetry/api";
import { RunState, type WorkflowStep } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { MeshError, toDetail, toMeshError } from "@viba/runtime/errors";
import { contextFrom, withSpan } from "@viba/runtime/trace/context";
import { hasEnded } from "./core/fold.ts";
import { outcomesOf } from "./core/outcomes.ts";
import { failedStep, readySteps } from "./core/ready.ts";
import { goalStep, layOut, requestArtifact } from "./plan-run.ts";
import type { RunPorts } from "./ports.ts";
import { openRunLog, type RunLog } from "./run-log.ts";
import { runStep } from "./step-runner.ts";

/**
 * Carries a run to its end, from wherever its journal says it stands. Returns when it has ended, when somebody else
 * holds it, or when `stop` aborts (the run stays as it is and goes on at the next start).
 */
export async function driveRun(
  runId: string,
  ports: RunPorts,
  stop: AbortSignal,
  cancelled: AbortSignal,
): Promise<void> {
  const epoch = await ports.journal.lease(runId, ports.owner, ports.limits.leaseMs);
  if (epoch === undefined) return;
  const lostLease = new AbortController();
  const renew = ports.clock.every(ports.limits.leaseMs / 3, () => {
    ports.journal.lease(runId, ports.owner, ports.limits.leaseMs).then(
      (still) => still !== epoch && lostLease.abort(new MeshError("NOT_OWNER", "the run's lease was lost")),
      () => {},
    );
  });
  const signal = AbortSignal.any([stop, cancelled, lostLease.signal]);
  try {
    const log = await openRunLog(runId, epoch, ports);
    if (hasEnded(log.view.run)) return;
    const parent = contextFrom(`00-${log.view.run.traceId}-${log.view.rootSpanId}-01`);
    await otel.with(parent, () => carry(log, epoch, ports, signal, cancelled));
  } catch (error) {
    if (!stop.aborted && !lostLease.signal.aborted)
      ports.log("a run stopped", { run: runId, error: toMeshError(error).message });
  } finally {
    renew.cancel();
    if (!lostLease.signal.aborted) await ports.journal.release(runId, { owner: ports.owner, epoch }).catch(() => {});
  }
}

async function carry(log: RunLog, epoch: number, ports: RunPorts, signal: AbortSignal, cancelled: AbortSignal) {
  const { runId } = log.view.run;
  await withSpan(
    trace.getTracer("viba"),
    "run",
    { kind: SpanKind.INTERNAL, attributes: { "viba.run.id": runId } },
    async (span) => {
      try {
        await stageZero(log, epoch, ports, signal);
        if (!failedStep(log.view)) {
          if (!log.view.run.goal) await layOut(log, ports, signal);
          await steps(log, epoch, ports, signal);
        }
      } catch (thrown) {
        if (cancelled.aborted)
          return await end(log, ports, RunState.CANCELLED, new MeshError("CANCELLED", "a person cancelled the run"));
        if (signal.aborted) throw thrown;
        return await end(log, ports, RunState.FAILED, toMeshError(thrown));
      }
      const failed = failedStep(log.view);
      span.setAttribute("viba.run.quality", log.view.run.assessment?.quality ?? 0);
      if (failed) await end(log, ports, RunState.FAILED, failureOf(log, failed.step!.stepId));
      else await end(log, ports, RunState.FINISHED);
    },
  );
}

/** Errors of given-up steps by key; the journal holds them as details, the driver as they were thrown. */
function failureOf(log: RunLog, stepId: string): MeshError {
  const step = log.view.run.steps.find((s) => s.step?.stepId === stepId);
  return log.view.failures.get(stepId) ?? new MeshError("AGENT_FAILED", step?.message ?? "a step failed");
}

async function stageZero(log: RunLog, epoch: number, ports: RunPorts, signal: AbortSignal): Promise<void> {
  const { run } = log.view;
  if (!run.steps.some((s) => s.step?.stepId === goalStep.stepId)) {
    const workflow = {
      $typeName: "viba.orchestrator.v1.Workflow" as const,
      steps: [goalStep],
      missingOptional: [],
    };
    const value = { $typeName: "viba.orchestrator.v1.WorkflowPlanned" as const, workflow };
    await log.decide([{ event: { case: "workflowPlanned", value }, key: "workflow/goal" }], "running");
  }
  if (log.view.accepted.has(goalStep.stepId) || failedStep(log.view)) return;
  const given = run.request ? [requestArtifact(run.request)] : [];
  await traceStep(goalStep, () => runStep({ runId: run.runId, epoch, step: goalStep, given, log, ports, signal }));
}

/** Runs whatever may run, in parallel, until nothing is left or a step the run needs was given up. */
async function steps(log: RunLog, epoch: number, ports: RunPorts, signal: AbortSignal): Promise<void> {
  const { runId } = log.view.run;
  const running = new Map<string, Promise<void>>();
  const failure = new AbortController();
  const either = AbortSignal.any([signal, failure.signal]);
  try {
    for (;;) {
      for (const step of readySteps(log.view)) {
        if (running.has(step.stepId)) continue;
        const task = traceStep(step, () => runStep({ runId, epoch, step, given: [], log, ports, signal: either }));
        running.set(
          step.stepId,
          task.finally(() => running.delete(step.stepId)),
        );
      }
      if (running.size === 0) return;
      await Promise.race(running.values());
      if (failedStep(log.view)) return;
    }
  } finally {
    failure.abort(new MeshError("CANCELLED", "another step of the run has failed"));
    await Promise.allSettled(running.values());
  }
}

function traceStep(step: WorkflowStep, task: () => Promise<void>): Promise<void> {
  const attributes = { "viba.step.id": step.stepId, "viba.artifact.type": step.outputType };
  return withSpan(trace.getTracer("viba"), `step ${step.outputType}`, { kind: SpanKind.INTERNAL, attributes }, task);
}

async function end(log: RunLog, ports: RunPorts, state: RunState, error?: MeshError): Promise<void> {
  const outcomes = outcomesOf(log.view);
  const name =
    ({ [RunState.FINISHED]: "finished", [RunState.CANCELLED]: "cancelled" } as Record<number, string>)[state] ??
    "failed";
  await log.decide(
    [
      {
        event: { case: "outcomesRecorded", value: { $typeName: "viba.orchestrator.v1.OutcomesRecorded", outcomes } },
        key: "outcomes",
      },
      {
        event: {
          case: "runEnded",
          value: {
            $typeName: "viba.orchestrator.v1.RunEnded",
            state,
            message: error?.message ?? "",
            ...(error ? { error: toDetail(error) } : {}),
          },
        },
        key: "ended",
      },
    ],
    name,
  );
  ports.onEnded?.(log.view.run.runId, outcomes.length);
}
