import { create } from "@bufbuild/protobuf";
import type { Done } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { type Artifact, ArtifactSchema, type File } from "@viba/contracts/gen/viba/core/v1/artifact_pb";
import { ChoiceRole, type Decision } from "@viba/contracts/gen/viba/core/v1/decision_pb";
import type { Assessment, Constraints } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import {
  type Maker,
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

import type { ReasonName } from "@viba/runtime/error-table";
import { fromDetail, type MeshError } from "@viba/runtime/errors";

/** An attempt that was sent and has neither been accepted nor failed. */
export interface OpenAttempt {
  readonly attemptId: string;
  readonly attempt: number;
  /** Instance it went to; empty when the run was lost before anybody was chosen. */
  instanceId: string;
}

/** One agent chosen for one attempt, and what came of it as far as the journal says. */
export interface Chosen {
  readonly stepId: string;
  readonly attemptId: string;
  readonly decision: Decision;
  /** "open" until the attempt ends; "moved" when the router sent it elsewhere; else why it failed. */
  fate: "open" | "accepted" | "moved" | ReasonName;
}

/** What the events of a run add up to. */
export interface RunView {
  readonly run: Run;
  readonly accepted: Map<string, StepAccepted>;
  readonly open: Map<string, OpenAttempt>;
  /** Why steps were given up, by key. */
  readonly failures: Map<string, MeshError>;
  /** Every choice, first to last. */
  readonly choices: Chosen[];
  tenant: string;
  fresh: boolean;
  rootSpanId: string;
  /** Limits the caller gave; the goal may bring more. */
  constraints: Constraints | undefined;
  /** Who made what in the run that this one goes on from. */
  makers: readonly Maker[];
  /** What rounds of revision have brought so far, by round; the run shows it once the round is done and is better. */
  readonly drafts: Map<number, Draft>;
}

/** Files and judgement of a round of revision. */
interface Draft {
  readonly files: File[];
  assessment: Assessment | undefined;
}

/** A run before its first event. */
export function emptyRun(runId: string): RunView {
  return {
    run: create(RunSchema, { runId, state: RunState.ACCEPTED }),
    accepted: new Map(),
    open: new Map(),
    failures: new Map(),
    choices: [],
    tenant: "local",
    fresh: false,
    rootSpanId: "",
    constraints: undefined,
    makers: [],
    drafts: new Map(),
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
      view.constraints = event.value.constraints;
      view.makers = event.value.makers;
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
      // The result of a former owner may have come in between: accepted stays accepted.
      if (view.accepted.has(stepId)) return;
      const step = stepOf(view, stepId);
      if (step) Object.assign(step, { attempts: attempt, state: StepState.RUNNING });
      view.open.set(stepId, { attemptId, attempt, instanceId: "" });
      return;
    }
    case "agentChosen": {
      const { stepId, attemptId, decision } = event.value;
      if (decision) chooseAgent(view, { stepId, attemptId, decision, fate: "open" });
      return;
    }
    case "stepAccepted":
      acceptStep(view, event.value);
      return;
    case "attemptFailed": {
      const { stepId, attemptId, message, error } = event.value;
      const step = stepOf(view, stepId);
      if (step && !view.accepted.has(stepId)) step.message = message;
      if (view.open.get(stepId)?.attemptId === attemptId) view.open.delete(stepId);
      settle(view, attemptId, error ? fromDetail(error, message).reason : "INTERNAL");
      return;
    }
    case "stepFailed": {
      if (view.accepted.has(event.value.stepId)) return;
      const step = stepOf(view, event.value.stepId);
      if (step) Object.assign(step, { state: StepState.FAILED, message: event.value.message });
      if (event.value.error) view.failures.set(event.value.stepId, fromDetail(event.value.error, event.value.message));
      // A revision that was given up leaves what the run had.
      if (step?.step?.optional && step.step.round === 0) run.missingOptional.push(step.step.outputType);
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

function chooseAgent(view: RunView, chosen: Chosen): void {
  const step = stepOf(view, chosen.stepId);
  if (!step) return;
  const { decision } = chosen;
  const before = view.choices.findLast((one) => one.attemptId === chosen.attemptId);
  // A resumed attempt is asked for at the same instance: that is no second choice.
  const again = before?.fate === "open" && before.decision.chosenInstanceId === decision.chosenInstanceId;
  // A hedge runs beside the one before, which may still win.
  const beside = decision.role === ChoiceRole.HEDGE;
  if (before?.fate === "open" && !again && !beside) before.fate = "moved";
  if (!again) view.choices.push(chosen);
  step.decisions.push(decision);
  if (!view.accepted.has(chosen.stepId)) {
    step.agentId = decision.chosenAgentId;
    step.instanceId = decision.chosenInstanceId;
    step.capability = decision.chosenCapability;
  }
  const open = view.open.get(chosen.stepId);
  if (open?.attemptId === chosen.attemptId) open.instanceId = decision.chosenInstanceId;
}

/** A choice of an attempt has come to something: that of the instance named, else the last. */
function settle(view: RunView, attemptId: string, fate: Chosen["fate"], instanceId = ""): Chosen | undefined {
  const choices = view.choices.filter((one) => one.attemptId === attemptId && one.fate === "open");
  const chosen = choices.findLast((one) => one.decision.chosenInstanceId === instanceId) ?? choices.at(-1);
  if (chosen) chosen.fate = fate;
  return chosen;
}

function acceptStep(view: RunView, accepted: StepAccepted): void {
  const { run } = view;
  const step = stepOf(view, accepted.stepId);
  const { done } = accepted;
  if (!step || !done || view.accepted.has(accepted.stepId)) return;
  view.accepted.set(accepted.stepId, accepted);
  view.open.delete(accepted.stepId);
  const winner = settle(view, accepted.attemptId, "accepted", accepted.instanceId);
  // Given up and then made after all, by a former owner of the run: it is not missing.
  view.failures.delete(accepted.stepId);
  if (step.state === StepState.FAILED && step.step?.optional && step.step.round === 0) {
    run.missingOptional = run.missingOptional.filter((type) => type !== step.step!.outputType);
  }
  Object.assign(step, {
    state: StepState.ACCEPTED,
    agentId: accepted.agentId,
    instanceId: accepted.instanceId,
    capability: winner?.decision.chosenCapability ?? step.capability,
    durationMs: accepted.durationMs,
    fromCache: accepted.fromCache,
    message: "",
  });
  if (done.artifact) step.artifact = withoutBytes(done.artifact);
  const round = step.step?.round ?? 0;
  if (round > 0) return keepDraft(view, round, done);
  if (done.assessment) run.assessment = done.assessment;
  putFiles(run.files, done.files);
}

/** Keeps a round's results beside the run's; they take their place when all of the round is made and judged better. */
function keepDraft({ run, drafts }: RunView, round: number, done: Done): void {
  const draft = drafts.get(round) ?? { files: [], assessment: undefined };
  drafts.set(round, draft);
  putFiles(draft.files, done.files);
  draft.assessment = done.assessment ?? draft.assessment;
  const whole = run.steps.every(({ step, state }) => step?.round !== round || state === StepState.ACCEPTED);
  const { assessment } = draft;
  if (!whole || !assessment || assessment.quality <= (run.assessment?.quality ?? 0)) return;
  run.assessment = assessment;
  putFiles(run.files, draft.files);
}

function putFiles(files: File[], more: readonly File[]): void {
  for (const file of more) {
    const at = files.findIndex(({ name }) => name === file.name);
    if (at >= 0) files[at] = file;
    else files.push(file);
  }
}
