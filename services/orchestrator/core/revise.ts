import { create } from "@bufbuild/protobuf";
import { type Capability, Presence } from "@viba/contracts/gen/viba/core/v1/capability_pb";
import { StepState, type WorkflowStep, WorkflowStepSchema } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import type { RunView } from "./fold.ts";

/** Rounds of critique-and-revise a run may take: each costs as much as the first pass after its refiner. */
export const mostRounds = 1;

/**
 * The steps of a round of revision: the refiner of the type the critic names, then everything that was made from it,
 * once more. Empty when the critic accepts, nobody refines the type, or the rounds are used up. All of them are optional:
 * a revision that fails leaves the run with what it had.
 */
export function revisionSteps(view: RunView, capabilities: readonly Capability[]): WorkflowStep[] {
  const { run } = view;
  const { assessment } = run;
  const rounds = Math.max(0, ...run.steps.map(({ step }) => step?.round ?? 0));
  if (!assessment || assessment.accepted || assessment.reviseType === "" || rounds >= mostRounds) return [];
  const made = run.steps.filter(({ state }) => state === StepState.ACCEPTED).flatMap(({ step }) => step ?? []);
  const there = new Set([
    ...(run.goal?.attached ?? []).map(({ type }) => type),
    ...made.map(({ outputType }) => outputType),
  ]);
  const inputTypes = refinerInputs(assessment.reviseType, capabilities, there);
  if (inputTypes === undefined) return [];
  const keys = new Map<string, string>();
  const add = (outputType: string, inputs: readonly string[], refine: boolean): WorkflowStep => {
    const stepId = `s${run.steps.length + keys.size}`;
    const needs = inputs.flatMap((type) => keys.get(type) ?? []);
    keys.set(outputType, stepId);
    return create(WorkflowStepSchema, {
      ...{ stepId, outputType, needs, refine },
      inputTypes: [...inputs],
      optional: true,
      round: rounds + 1,
    });
  };
  const steps = [add(assessment.reviseType, inputTypes, true)];
  // The steps stand in an order in which they could run one by one, so one pass finds all that follows.
  for (const { outputType, inputTypes: reads } of made) {
    if (!keys.has(outputType) && reads.some((type) => keys.has(type))) steps.push(add(outputType, reads, false));
  }
  return steps;
}

/** What the cheapest refiner of a type reads of what is there; undefined when nobody can refine it. */
function refinerInputs(
  type: string,
  capabilities: readonly Capability[],
  there: ReadonlySet<string>,
): string[] | undefined {
  const able = capabilities.filter(
    ({ outputType, inputs }) =>
      outputType === type &&
      inputs.some((input) => input.type === type) &&
      inputs.every((input) => input.presence === Presence.OPTIONAL || there.has(input.type)),
  );
  const [cheapest] = able.toSorted((a, b) => a.cost - b.cost || (a.name < b.name ? -1 : 1));
  return cheapest?.inputs
    .map((input) => input.type)
    .filter((input) => there.has(input))
    .toSorted();
}
