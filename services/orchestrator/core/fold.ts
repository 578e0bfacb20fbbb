import { create } from "@bufbuild/protobuf";
import { type Artifact, ArtifactSchema } from "@viba/contracts/gen/viba/core/v1/artifact_pb";
import {
  type Run,
  type RunEvent,
  RunSchema,
  RunState,
  type StepAccepted,
  StepState,
  type StepView,
  StepViewSchema,
  type WorkflowStep,
} from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";

import { fromDetail, type MeshError } from "@viba/runtime/errors";

/** An attempt that was sent and has neither been accepted nor failed. */
export interface OpenAttempt {
  readonly attemptId: string;
  readonly attempt: number;
  /** Instance it went to; empty when the run was lost before anybody was chosen. */
  instanceId: string;
}

/** What the events of a run add up to. */
export interface RunView {
  readonly run: Run;
  readonly accepted: Map<string, StepAccepted>;
  readonly open: Map<string, OpenAttempt>;
  /** Why steps were given up, by key. */
  readonly failures: Map<string, MeshError>;
  tenant: string;
  fresh: boolean;
  rootSpanId: string;
}

/** A run before its first event. */
export function emptyRun(runId: string): RunView {
  return {
    run: create(RunSchema, { runId, state: RunState.ACCEPTED }),
    accepted: new Map(),
    open: new Map(),
    failures: new Map(),
    tenant: "local",
    fresh: false,
    rootSpanId: "",
  };
}

/** Adds one event to a view, in place. Events of unknown kinds change nothing, so an older program can read on. */
export function applyEvent(view: RunView, { event, at }: RunEvent): void {
  const { run } = view;
  switch (event.case) {
    case "runAdmitted":
      run.request = event.value.request;
      run.traceId = event.value.traceId;
      if (at) run.admittedAt = at;
      view.tenant = event.value.tenant;
      view.fresh = event.value.fresh;
      view.rootSpanId = event.value.rootSpanId;
      return;
    case "goalSet":
      run.goal = event.value.goal;
      return;
    case "workflowPlanned":
      run.state = RunState.RUNNING;
      for (const step of event.value.workflow?.steps ?? []) addStep(run, step);
      run.missingOptional.push(...(event.value.workflow?.missingOptional ?? []));
      return;
    case "attemptStarted": {
      const { stepId, attemptId, attempt } = event.value;
      const step = stepOf(view, stepId);
      if (step) Object.assign(step, { attempts: attempt, state: StepState.RUNNING });
      view.open.set(stepId, { attemptId, attempt, instanceId: "" });
      return;
    }
    case "agentChosen": {
      const step = stepOf(view, event.value.stepId);
      const { decision } = event.value;
      if (!step || !decision) return;
      step.decisions.push(decision);
      Object.assign(step, {
        agentId: decision.chosenAgentId,
        instanceId: decision.chosenInstanceId,
        capability: decision.chosenCapability,
      });
      const open = view.open.get(event.value.stepId);
      if (open) open.instanceId = decision.chosenInstanceId;
      return;
    }
    case "stepAccepted":
      acceptStep(view, event.value);
      return;
    case "attemptFailed": {
      const step = stepOf(view, event.value.stepId);
      if (step) step.message = event.value.message;
      view.open.delete(event.value.stepId);
      return;
    }
    case "stepFailed": {
      const step = stepOf(view, event.value.stepId);
      if (step) Object.assign(step, { state: StepState.FAILED, message: event.value.message });
      if (event.value.error) view.failures.set(event.value.stepId, fromDetail(event.value.error, event.value.message));
      if (step?.step?.optional) run.missingOptional.push(step.step.outputType);
      return;
    }
    case "outcomesRecorded":
      run.outcomes.push(...event.value.outcomes);
      return;
    case "runEnded":
      run.state = event.value.state;
      run.message = event.value.message;
      if (event.value.error) run.error = event.value.error;
      if (at) run.endedAt = at;
      return;
    default:
      return;
  }
}

/** Whether the run takes no more events that change it. */
export function hasEnded(run: Run): boolean {
  return run.state === RunState.FINISHED || run.state === RunState.FAILED || run.state === RunState.CANCELLED;
}

/** A step by key. */
export function stepOf(view: RunView, stepId: string): StepView | undefined {
  return view.run.steps.find((step) => step.step?.stepId === stepId);
}

/** An artifact without its bytes: what is shown. */
export function withoutBytes(artifact: Artifact): Artifact {
  return create(ArtifactSchema, { type: artifact.type, digest: artifact.digest, size: artifact.size });
}

function addStep(run: Run, step: WorkflowStep): void {
  run.steps.push(create(StepViewSchema, { step, state: StepState.PENDING }));
}

function acceptStep(view: RunView, accepted: StepAccepted): void {
  const { run } = view;
  const step = stepOf(view, accepted.stepId);
  const { done } = accepted;
  if (!step || !done || view.accepted.has(accepted.stepId)) return;
  view.accepted.set(accepted.stepId, accepted);
  view.open.delete(accepted.stepId);
  Object.assign(step, {
    state: StepState.ACCEPTED,
    agentId: accepted.agentId,
    instanceId: accepted.instanceId,
    durationMs: accepted.durationMs,
    fromCache: accepted.fromCache,
    message: "",
  });
  if (done.artifact) step.artifact = withoutBytes(done.artifact);
  if (done.assessment) run.assessment = done.assessment;
  for (const file of done.files) {
    const at = run.files.findIndex((f) => f.name === file.name);
    if (at >= 0) run.files[at] = file;
    else run.files.push(file);
  }
}
