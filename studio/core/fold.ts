import { timestampMs } from "@bufbuild/protobuf/wkt";
import type { File } from "@viba/contracts/gen/viba/core/v1/artifact_pb";
import {
  type AgentChosen,
  type AttemptFailed,
  type AttemptStarted,
  type RunEvent,
  RunState,
  type StepAccepted,
  type StepFailed,
  type StepProgress,
  type Workflow,
  type WorkflowStep,
} from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { problemOfDetail } from "./problem.ts";
import { hasEnded, type RunModel, type RunPhase, type StepModel } from "./run-model.ts";

/**
 * The run after one more event. An event that was folded before changes nothing, so a watch may begin again from the
 * start after a lost connection. Kinds this program does not know change nothing either.
 */
export function foldEvent(run: RunModel, { event, at }: RunEvent): RunModel {
  const atMs = at ? timestampMs(at) : undefined;
  switch (event.case) {
    case "runAdmitted":
      return { ...run, request: event.value.request, traceId: event.value.traceId, admittedMs: atMs };
    case "goalSet":
      return { ...run, goal: event.value.goal };
    case "workflowPlanned":
      return event.value.workflow ? plan(run, event.value.workflow) : run;
    case "attemptStarted":
      return change(run, event.value.stepId, (step) => start(step, event.value, atMs));
    case "agentChosen":
      return change(run, event.value.stepId, (step) => choose(step, event.value));
    case "stepProgress":
      return change(run, event.value.stepId, (step) => advance(step, event.value));
    case "stepAccepted":
      return accept(run, event.value);
    case "attemptFailed":
      return change(run, event.value.stepId, (step) => failOnce(step, event.value));
    case "stepFailed":
      return giveUp(run, event.value);
    case "runEnded": {
      const { state, message, error } = event.value;
      const problem = error || message ? problemOfDetail(error, message) : undefined;
      return { ...run, phase: phaseOf(state), endedMs: atMs, problem };
    }
    default:
      return run;
  }
}

/** The state in the studio's words; one this program does not know counts as running. */
export function phaseOf(state: RunState): RunPhase {
  switch (state) {
    case RunState.ACCEPTED:
      return "accepted";
    case RunState.WAITING:
      return "waiting";
    case RunState.FINISHED:
      return "finished";
    case RunState.FAILED:
      return "failed";
    case RunState.CANCELLED:
      return "cancelled";
    default:
      return "running";
  }
}

function plan(run: RunModel, workflow: Workflow): RunModel {
  const known = new Set(run.steps.map((step) => step.id));
  // What is laid out after the goal waits for the step that made the goal, though the workflow does not say so.
  const first = run.steps[0]?.id;
  const added = workflow.steps.filter((step) => !known.has(step.stepId)).map((step) => newStep(step, first));
  return {
    ...run,
    phase: hasEnded(run) ? run.phase : "running",
    steps: [...run.steps, ...added],
    missing: union(run.missing, workflow.missingOptional),
  };
}

function newStep(step: WorkflowStep, first: string | undefined): StepModel {
  const { stepId, outputType, inputTypes, needs, optional, refine, round } = step;
  return {
    id: stepId,
    outputType,
    inputTypes,
    needs: needs.length > 0 || first === undefined ? needs : [first],
    optional,
    refine,
    round,
    phase: "pending",
    agentId: "",
    capability: "",
    attempts: 0,
    fraction: 0,
    messageKo: "",
    messageEn: "",
    startedMs: undefined,
    durationMs: undefined,
    cached: false,
    decisions: [],
    failedAttempts: [],
    problem: undefined,
    artifact: undefined,
    files: [],
  };
}

function change(run: RunModel, stepId: string, to: (step: StepModel) => StepModel): RunModel {
  const index = run.steps.findIndex((step) => step.id === stepId);
  const before = run.steps[index];
  const after = before && to(before);
  if (!after || after === before) return run;
  return { ...run, steps: run.steps.with(index, after), lastStepId: stepId };
}

const isOver = (step: StepModel) => step.phase === "accepted" || step.phase === "failed";

function start(step: StepModel, { attempt }: AttemptStarted, atMs: number | undefined): StepModel {
  if (isOver(step) || attempt <= step.attempts) return step;
  return { ...step, phase: "running", attempts: attempt, fraction: 0, startedMs: step.startedMs ?? atMs };
}

function choose(step: StepModel, { decision }: AgentChosen): StepModel {
  if (!decision || step.decisions.some((d) => d.decisionId === decision.decisionId)) return step;
  const decisions = [...step.decisions, decision];
  if (isOver(step)) return { ...step, decisions };
  return { ...step, decisions, agentId: decision.chosenAgentId, capability: decision.chosenCapability };
}

function advance(step: StepModel, { progress }: StepProgress): StepModel {
  if (!progress || step.phase !== "running") return step;
  const { fraction, messageKo, messageEn } = progress;
  return { ...step, fraction: Math.min(1, Math.max(0, fraction)), messageKo, messageEn };
}

function accept(run: RunModel, accepted: StepAccepted): RunModel {
  const { stepId, agentId, done, durationMs, fromCache } = accepted;
  const artifact = done?.artifact;
  const changed = change(run, stepId, (step) =>
    isOver(step)
      ? step
      : {
          ...step,
          phase: "accepted",
          agentId,
          durationMs,
          fraction: 1,
          cached: fromCache,
          messageKo: "",
          messageEn: "",
          files: done?.files.map((file) => file.name) ?? [],
          artifact: artifact && { type: artifact.type, digest: artifact.digest, size: artifact.size },
        },
  );
  if (changed === run) return run;
  return {
    ...changed,
    files: merge(run.files, done?.files ?? []),
    assessment: done?.assessment ?? run.assessment,
  };
}

function failOnce(step: StepModel, { attemptId, message, error }: AttemptFailed): StepModel {
  if (step.failedAttempts.some((failed) => failed.attemptId === attemptId)) return step;
  const problem = problemOfDetail(error, message);
  return { ...step, failedAttempts: [...step.failedAttempts, { attemptId, problem }] };
}

function giveUp(run: RunModel, { stepId, message, error }: StepFailed): RunModel {
  const changed = change(run, stepId, (step) =>
    isOver(step) ? step : { ...step, phase: "failed", problem: problemOfDetail(error, message) },
  );
  const step = changed.steps.find((s) => s.id === stepId);
  return changed !== run && step?.optional
    ? { ...changed, missing: union(changed.missing, [step.outputType]) }
    : changed;
}

function merge(files: readonly File[], added: readonly File[]): readonly File[] {
  const byName = new Map(files.map((file) => [file.name, file]));
  for (const file of added) byName.set(file.name, file);
  return [...byName.values()];
}

function union(a: readonly string[], b: readonly string[]): readonly string[] {
  return [...new Set([...a, ...b])];
}
