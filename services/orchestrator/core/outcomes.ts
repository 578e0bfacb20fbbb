import { create } from "@bufbuild/protobuf";
import { type Outcome, OutcomeSchema } from "@viba/contracts/gen/viba/core/v1/decision_pb";
import { StepState } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { rewardOf } from "@viba/policy/reward";
import type { RunView } from "./fold.ts";

/** One outcome for each step that somebody was chosen for; quality is the run's, by its checks. */
export function outcomesOf(view: RunView): Outcome[] {
  const { run } = view;
  const quality = run.assessment?.quality ?? (run.goal ? 1 : 0);
  const context = Object.fromEntries(
    Object.entries(run.goal?.attributes ?? {}).map(([name, { values }]) => [name, values.join(",")]),
  );
  return run.steps.flatMap((step) => {
    const decision = step.decisions.at(-1);
    if (!decision || step.fromCache) return [];
    const succeeded = step.state === StepState.ACCEPTED;
    const candidate = decision.candidates.find((c) => c.instanceId === decision.chosenInstanceId);
    const cost = view.accepted.get(step.step!.stepId)?.done?.cpuMs ?? 0;
    const parts = { quality: succeeded ? quality : 0, latencyMs: step.durationMs, cost: cost / 1000, succeeded };
    return create(OutcomeSchema, {
      decisionId: decision.decisionId,
      runId: run.runId,
      stepId: step.step!.stepId,
      outputType: decision.outputType,
      agentId: candidate?.agentId ?? decision.chosenAgentId,
      version: decision.chosenVersion,
      reward: rewardOf(parts),
      ...parts,
      propensity: decision.propensity,
      context,
    });
  });
}
