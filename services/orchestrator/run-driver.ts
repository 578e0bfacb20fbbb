import { create } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { context as otel, SpanKind, trace } from "@opentelemetry/api";
import {
  OutcomesRecordedSchema,
  RunEndedSchema,
  RunSchema,
  RunState,
  StepState,
  WorkflowPlannedSchema,
  type WorkflowStep,
} from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { MeshError, toDetail, toMeshError } from "@viba/runtime/errors";
import { contextFrom, withSpan } from "@viba/runtime/trace/context";
import { hasEnded } from "./core/fold.ts";
import { outcomesOf } from "./core/outcomes.ts";
import { failedStep, readySteps } from "./core/ready.ts";
import { summaryOf } from "./core/summary.ts";
import { goalStep, layOut, layOutRevision, requestArtifact } from "./plan-run.ts";
import type { RunPorts } from "./ports.ts";
import { holdLease } from "./run-lease.ts";
import { NotRecordedError, openRunLog, type RunLog } from "./run-log.ts";
import { runStep } from "./step-runner.ts";

/** What came of driving a run; "held" means that somebody else does. */
export type Driven = "ended" | "held" | "stopped";

/** A run is that long only where the agents are far behind or don't answer: a minute lets them catch up or be replaced. */
const tooLongAgainMs = 60_000;

/**
 * Carries a run to its end, from wherever its journal says it stands. "stopped": `stop` was aborted, the lease was lost
 * or the journal took nothing in; the run stays as it is and goes on with whoever drives it next. Rejects when the
 * journal can't be read.
 */
export async function driveRun(
  runId: string,
  ports: RunPorts,
  stop: AbortSignal,
  cancelled: AbortSignal,
): Promise<Driven> {
  const lease = await holdLease(runId, ports);
  if (!lease) return "held";
  const tooLong = new AbortController();
  const timer = ports.clock.after(ports.limits.runMs, () =>
    tooLong.abort(
      new MeshError("DEADLINE", `the run took longer than ${ports.limits.runMs / 1000} s`, {
        messageKo: `실행이 ${ports.limits.runMs / 1000}초보다 오래 걸렸습니다`,
        retryAfterMs: tooLongAgainMs,
      }),
    ),
  );
  const signal = AbortSignal.any([stop, cancelled, lease.lost, tooLong.signal]);
  try {
    const log = await openRunLog(runId, lease.epoch, ports, AbortSignal.any([stop, lease.lost]));
    if (hasEnded(log.view.run)) return "ended";
    const parent = contextFrom(`00-${log.view.run.traceId}-${log.view.rootSpanId}-01`);
    await otel.with(parent, () =>
      carry({ log, epoch: lease.epoch, ports, signal, cancelled, tooLong: tooLong.signal }),
    );
    return "ended";
  } catch (error) {
    if (!stop.aborted && !lease.lost.aborted && !(error instanceof NotRecordedError)) throw error;
    if (!stop.aborted) ports.log("a run stopped", { run: runId, error: toMeshError(error).message });
    return "stopped";
  } finally {
    timer.cancel();
    await lease.release();
  }
}

/** A run in this driver's hands. */
interface Drive {
  readonly log: RunLog;
  readonly epoch: number;
  readonly ports: RunPorts;
  /** Aborts for whatever reason the driver has to let go. */
  readonly signal: AbortSignal;
  readonly cancelled: AbortSignal;
  readonly tooLong: AbortSignal;
}

async function carry(drive: Drive): Promise<void> {
  const { log, signal } = drive;
  const attributes = { "viba.run.id": log.view.run.runId };
  await withSpan(trace.getTracer("viba"), "run", { kind: SpanKind.INTERNAL, attributes }, async (span) => {
    try {
      signal.throwIfAborted();
      await stageZero(drive);
      if (!failedStep(log.view)) {
        if (!log.view.run.goal) await layOut(log, drive.ports, signal);
        await steps(drive);
        if (!failedStep(log.view) && (await layOutRevision(log, drive.ports, signal))) await steps(drive);
      }
    } catch (thrown) {
      if (thrown instanceof NotRecordedError) throw thrown;
      await endEarly(drive, thrown);
      return;
    }
    span.setAttribute("viba.run.quality", log.view.run.assessment?.quality ?? 0);
    const failure = failureOf(log);
    await end(drive, failure ? RunState.FAILED : RunState.FINISHED, failure);
  });
}

async function endEarly(drive: Drive, thrown: unknown): Promise<void> {
  const { cancelled, tooLong, signal } = drive;
  if (cancelled.aborted) {
    const byPerson = new MeshError("CANCELLED", "a person cancelled the run", { messageKo: "실행이 취소되었습니다" });
    return end(drive, RunState.CANCELLED, byPerson);
  }
  if (tooLong.aborted) return end(drive, RunState.FAILED, toMeshError(tooLong.reason));
  if (signal.aborted) throw thrown;
  return end(drive, RunState.FAILED, toMeshError(thrown));
}

/** Why the run has not made all that is wanted; undefined when it has. */
function failureOf({ view }: RunLog): MeshError | undefined {
  const failed = failedStep(view);
  if (failed) {
    return view.failures.get(failed.step!.stepId) ?? new MeshError("AGENT_FAILED", failed.message || "a step failed");
  }
  const left = view.run.steps.find((step) => !step.step?.optional && step.state !== StepState.ACCEPTED);
  return left && new MeshError("INTERNAL", `step ${left.step?.stepId} waits for what no step makes`);
}

async function stageZero({ log, epoch, ports, signal }: Drive): Promise<void> {
  const { run } = log.view;
  if (!run.steps.some((s) => s.step?.stepId === goalStep.stepId)) {
    const value = create(WorkflowPlannedSchema, { workflow: { steps: [goalStep] } });
    await log.decide([{ event: { case: "workflowPlanned", value }, key: "workflow/goal" }], { state: "running" });
  }
  if (log.view.accepted.has(goalStep.stepId) || failedStep(log.view)) return;
  const given = run.request ? [requestArtifact(run.request)] : [];
  await traceStep(goalStep, () => runStep({ runId: run.runId, epoch, step: goalStep, given, log, ports, signal }));
}

/** Runs whatever may run, in parallel, until nothing is left or a step the run needs was given up. */
async function steps({ log, epoch, ports, signal }: Drive): Promise<void> {
  const { runId } = log.view.run;
  const running = new Map<string, Promise<void>>();
  const failure = new AbortController();
  const either = AbortSignal.any([signal, failure.signal]);
  try {
    while (!failedStep(log.view)) {
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

const stateNames: Readonly<Partial<Record<RunState, string>>> = {
  [RunState.FINISHED]: "finished",
  [RunState.CANCELLED]: "cancelled",
};

async function end({ log, ports }: Drive, state: RunState, error?: MeshError): Promise<void> {
  const { view } = log;
  const outcomes = outcomesOf(view);
  const ended = create(RunEndedSchema, {
    state,
    message: error?.message ?? "",
    ...(error ? { error: toDetail(error) } : {}),
  });
  const endedAt = timestampFromMs(ports.clock.nowMs());
  const summary = summaryOf(create(RunSchema, { ...view.run, ...ended, $typeName: RunSchema.typeName, endedAt }));
  const left = [...view.open.values()];
  await log.decide(
    [
      {
        event: { case: "outcomesRecorded", value: create(OutcomesRecordedSchema, { outcomes }) },
        key: "outcomes",
      },
      { event: { case: "runEnded", value: ended }, key: "ended" },
    ],
    { state: stateNames[state] ?? "failed", summary },
  );
  ports.onEnded?.(view.run.runId, outcomes.length);
  // Nobody will ask for these any more: their agents may stop.
  for (const { attemptId, instanceId } of left) {
    if (instanceId === "") continue;
    void ports.router
      .releaseAttempt({ attemptId, instanceId })
      .catch((thrown: unknown) => ports.log("an attempt was not released", { attempt: attemptId, error: thrown }));
  }
}
