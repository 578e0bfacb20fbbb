import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { type Artifact, ArtifactSchema } from "@viba/contracts/gen/viba/core/v1/artifact_pb";
import type { Capability } from "@viba/contracts/gen/viba/core/v1/capability_pb";
import {
  type Constraints,
  type Goal,
  GoalSchema,
  type Request,
  RequestSchema,
} from "@viba/contracts/gen/viba/core/v1/goal_pb";
import {
  GoalSetSchema,
  WorkflowPlannedSchema,
  WorkflowSchema,
  type WorkflowStep,
  WorkflowStepSchema,
} from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { firstBroken } from "@viba/policy/conditions";
import { satisfies } from "@viba/policy/semver";
import { sleep } from "@viba/runtime/clock";
import { digestOf } from "@viba/runtime/digest";
import { MeshError, toMeshError } from "@viba/runtime/errors";
import { bytesOf, forJournal } from "./blobs.ts";
import { constraintsOf } from "./core/limits-of.ts";
import { revisionSteps } from "./core/revise.ts";
import type { Offer } from "./core/seen-offers.ts";
import { searchWorkflow } from "./core/workflow.ts";
import type { RunPorts } from "./ports.ts";
import type { RunLog } from "./run-log.ts";

/** The step of stage 0: the request becomes a goal. */
export const goalStep: WorkflowStep = create(WorkflowStepSchema, {
  stepId: "s0",
  outputType: GoalSchema.typeName,
  inputTypes: [RequestSchema.typeName],
});

/** The request as the artifact that stage 0 reads. */
export function requestArtifact(request: Request): Artifact {
  const inline = toBinary(RequestSchema, request);
  return create(ArtifactSchema, {
    type: RequestSchema.typeName,
    digest: digestOf(inline),
    size: BigInt(inline.length),
    inline,
  });
}

/** Decodes the goal that stage 0 made and lays out the workflow for it. */
export async function layOut(log: RunLog, ports: RunPorts, signal: AbortSignal): Promise<void> {
  const goal = await goalOf(log, ports);
  const constraints = constraintsOf({ constraints: log.view.constraints, run: { ...log.view.run, goal } });
  const found = await search(goal, constraints, ports, signal);
  if (!found.ok) {
    throw new MeshError("NO_WORKFLOW", `nobody makes ${found.missing.join(", ")}`, {
      messageKo: `만들 수 있는 에이전트가 없습니다: ${found.missing.join(", ")}`,
      facts: { missing: found.missing.join(",") },
    });
  }
  const workflow = create(WorkflowSchema, { steps: found.steps, missingOptional: found.missingOptional });
  const planned = create(WorkflowPlannedSchema, { workflow });
  await log.decide(
    [
      { event: { case: "goalSet", value: create(GoalSetSchema, { goal }) }, key: "goal" },
      { event: { case: "workflowPlanned", value: planned }, key: "workflow/0" },
    ],
    { state: "running" },
  );
}

/** The goal, with what it brings along kept where the journal keeps artifacts. */
async function goalOf(log: RunLog, ports: RunPorts): Promise<Goal> {
  const artifact = log.view.accepted.get(goalStep.stepId)?.done?.artifact;
  const bytes = artifact && (await bytesOf(artifact, ports.blobs));
  const goal = bytes && decodeGoal(bytes);
  if (!goal) throw new MeshError("BAD_ARTIFACT", "stage 0 made no goal");
  if (goal.wanted.length === 0) throw new MeshError("BAD_ARTIFACT", "the goal wants nothing");
  const listed = goal.wanted.length + goal.optional.length + goal.attached.length;
  if (listed > maxListed)
    throw new MeshError("BAD_ARTIFACT", `the goal lists ${listed} types, ${maxListed} are allowed`);
  goal.attached = await Promise.all(goal.attached.map((one) => forJournal(one, ports.blobs)));
  return goal;
}

/** Wanted, optional and attached artifacts of a goal together. */
const maxListed = 256;

function decodeGoal(bytes: Uint8Array): Goal | undefined {
  try {
    return fromBinary(GoalSchema, bytes);
  } catch {
    // Not a goal: reported as none.
    return undefined;
  }
}

/** Lays out a round of revision when the critic asks for one and somebody can; false when the run stays as it is. */
export async function layOutRevision(log: RunLog, ports: RunPorts, signal: AbortSignal): Promise<boolean> {
  const { goal, assessment } = log.view.run;
  if (!goal || !assessment || assessment.accepted) return false;
  const constraints = constraintsOf(log.view);
  const { now, lately } = await usable(goal, constraints, ports, signal).catch((error: unknown) => {
    signal.throwIfAborted();
    ports.log("nobody could be asked for a revision", { run: log.view.run.runId, error: toMeshError(error).message });
    return { now: [], lately: [] };
  });
  const whoIsThere = revisionSteps(log.view, now);
  const steps = whoIsThere.length > 0 ? whoIsThere : revisionSteps(log.view, lately);
  if (steps.length === 0) return false;
  const value = create(WorkflowPlannedSchema, { workflow: create(WorkflowSchema, { steps }) });
  const key = `workflow/round/${steps[0]?.round}`;
  await log.decide([{ event: { case: "workflowPlanned", value }, key }], { state: "running" });
  return true;
}

/** Capabilities that may serve a goal. */
interface Usable {
  readonly now: Capability[];
  /** And those that were promised until a moment ago: a step waits for who is being started again. */
  readonly lately: Capability[];
  /** No router could be asked. */
  readonly unasked: boolean;
}

/** Capabilities that may serve a goal: nobody excluded, versions within their ranges, all conditions met. */
async function usable(
  { attributes }: Goal,
  { excludedAgents, versions }: Constraints,
  { router, seen, clock, limits }: RunPorts,
  signal: AbortSignal,
): Promise<Usable> {
  const fitting = (offers: readonly Offer[]) =>
    offers
      .filter(({ agentId, version }) => {
        // Own properties only: "constructor" is a lawful agent id.
        const range = Object.hasOwn(versions, agentId) ? versions[agentId] : undefined;
        return !excludedAgents.includes(agentId) && (range === undefined || satisfies(version, range));
      })
      .flatMap((offer) => offer.capability ?? [])
      .filter((capability) => firstBroken(capability.conditions, attributes) === undefined);
  const { capabilities } = await router.listCapabilities({}, { signal }).catch((error: unknown) => {
    signal.throwIfAborted();
    // Asking changes nothing: a question lost on its way is asked again too.
    const { retryable, reason } = toMeshError(error);
    if (!retryable && reason !== "UNKNOWN_OUTCOME") throw error;
    return { capabilities: undefined };
  });
  return {
    unasked: capabilities === undefined,
    now: fitting(capabilities ?? []),
    lately: fitting(seen.note(capabilities ?? [], clock.monotonicMs(), limits.waitForLostMs)),
  };
}

/**
 * Searches among what is promised now; what is missing there may be of an agent that is just being restarted. One that was there
 * a moment ago is counted on, anybody else is waited for within the limit.
 */
async function search(goal: Goal, constraints: Constraints, ports: RunPorts, signal: AbortSignal) {
  const startMs = ports.clock.monotonicMs();
  const { wanted, optional } = goal;
  const available = goal.attached.map((artifact) => artifact.type);
  const among = (capabilities: Capability[]) =>
    searchWorkflow({ wanted, optional, available, capabilities, firstStep: 1 });
  for (;;) {
    const { now, lately, unasked } = await usable(goal, constraints, ports, signal);
    const { waitForAgentMs, waitForLostMs } = ports.limits;
    const found = among(now);
    if (found.ok && found.missingOptional.length === 0) return found;
    const hoped = lately.length > now.length ? among(lately) : found;
    if (hoped.ok && (!found.ok || hoped.missingOptional.length < found.missingOptional.length)) return hoped;
    const limitMs = unasked ? waitForLostMs : waitForAgentMs;
    if (found.ok || ports.clock.monotonicMs() - startMs >= limitMs) return found;
    await sleep(ports.clock, ports.limits.backoffMs, signal);
  }
}
