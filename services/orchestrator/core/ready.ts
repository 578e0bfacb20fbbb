import type { Artifact } from "@viba/contracts/gen/viba/core/v1/artifact_pb";
import { StepState, type StepView, type WorkflowStep } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { type RunView, stepOf } from "./fold.ts";

/** Steps that may begin: all they wait for is accepted, or was optional and has been given up. */
export function readySteps(view: RunView): WorkflowStep[] {
  return view.run.steps
    .filter((step) => step.state === StepState.PENDING || step.state === StepState.RUNNING)
    .map((step) => step.step!)
    .filter((step) => step.needs.every((need) => isSettled(stepOf(view, need), step.round > 0)));
}

/** A step that was given up although the run needs it; it ends the run. */
export function failedStep(view: RunView): StepView | undefined {
  return view.run.steps.find((step) => step.state === StepState.FAILED && !step.step?.optional);
}

/** Artifacts of the wanted types: the newest of each, made by the run or attached to its goal. */
export function artifactsFor(view: RunView, types: readonly string[]): Artifact[] {
  const newest = new Map<string, Artifact>();
  for (const artifact of view.run.goal?.attached ?? []) newest.set(artifact.type, artifact);
  for (const { step } of view.run.steps) {
    const made = view.accepted.get(step!.stepId)?.done?.artifact;
    if (made) newest.set(made.type, made);
  }
  return types.flatMap((type) => newest.get(type) ?? []);
}

/** A revision is made anew from what it revises: without that there is nothing to make. */
function isSettled(step: StepView | undefined, strict: boolean): boolean {
  if (!step) return true;
  if (strict) return step.state === StepState.ACCEPTED;
  return step.state === StepState.ACCEPTED || (step.state === StepState.FAILED && (step.step?.optional ?? false));
}
