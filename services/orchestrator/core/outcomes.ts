import { create } from "@bufbuild/protobuf";
import { type Outcome, OutcomeSchema } from "@viba/contracts/gen/viba/core/v1/decision_pb";
import { rewardOf } from "@viba/policy/reward";
import type { ReasonName } from "@viba/runtime/error-table";
import { type Chosen, type RunView, stepOf } from "./fold.ts";

/** Failures that say something about the agent. A request nobody could meet, or a cancel, is not its fault. */
const agentsFault: ReadonlySet<ReasonName> = new Set([
  "NOT_STARTED",
  "UNKNOWN_OUTCOME",
  "AGENT_FAILED",
  "BAD_ARTIFACT",
  "DEADLINE",
  "OVERLOADED",
]);

/** One outcome for each choice that came to something; quality is the run's, by its checks. */
export function outcomesOf(view: RunView): Outcome[] {
  const { run } = view;
  const quality = run.assessment?.quality ?? (run.goal ? 1 : 0);
  const merit = run.assessment?.merit;
  const context = Object.fromEntries(
    Object.entries(run.goal?.attributes ?? {}).map(([name, { values }]) => [name, values.join(",")]),
  );
  return view.choices.flatMap((choice) => {
    const succeeded = successOf(choice);
    const step = stepOf(view, choice.stepId);
    // A result from the cache says nothing about whoever would have made it.
    if (succeeded === undefined || !step || (succeeded && step.fromCache)) return [];
    const { decision } = choice;
    const accepted = succeeded ? view.accepted.get(choice.stepId) : undefined;
    const parts = {
      quality: succeeded ? quality : 0,
      ...(succeeded && merit !== undefined ? { merit } : {}),
      latencyMs: accepted?.agentMs ?? 0,
      cost: (accepted?.done?.cpuMs ?? 0) / 1000,
      succeeded,
    };
    return create(OutcomeSchema, {
      decisionId: decision.decisionId,
      runId: run.runId,
      stepId: choice.stepId,
      outputType: decision.outputType,
      agentId: decision.chosenAgentId,
      version: decision.chosenVersion,
      reward: rewardOf(parts),
      ...parts,
      propensity: decision.propensity,
      role: decision.role,
      context,
    });
  });
}

/** Whether the agent did what it was chosen for; undefined when nobody can say. */
function successOf({ fate }: Chosen): boolean | undefined {
  if (fate === "accepted") return true;
  if (fate === "moved") return false;
  return fate !== "open" && agentsFault.has(fate) ? false : undefined;
}
