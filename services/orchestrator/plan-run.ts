import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { type Artifact, ArtifactSchema } from "@viba/contracts/gen/viba/core/v1/artifact_pb";
import type { Capability } from "@viba/contracts/gen/viba/core/v1/capability_pb";
import { type Goal, GoalSchema, type Request, RequestSchema } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import { type WorkflowStep, WorkflowStepSchema } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { firstBroken } from "@viba/policy/conditions";
import { sleep } from "@viba/runtime/clock";
import { digestOf } from "@viba/runtime/digest";
import { MeshError } from "@viba/runtime/errors";
import { bytesOf } from "./blobs.ts";
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
  const artifact = log.view.accepted.get(goalStep.stepId)?.done?.artifact;
  if (!artifact) throw new MeshError("BAD_ARTIFACT", "stage 0 made no goal");
  const goal = fromBinary(GoalSchema, await bytesOf(artifact, ports.blobs));
  const found = await search(goal, ports, signal);
  if (!found.ok) {
    throw new MeshError("NO_WORKFLOW", `nobody makes ${found.missing.join(", ")}`, {
      messageKo: `만들 수 있는 에이전트가 없습니다: ${found.missing.join(", ")}`,
      facts: { missing: found.missing.join(",") },
    });
  }
  const workflow = { $typeName: "viba.orchestrator.v1.Workflow" as const, ...found };
  await log.decide(
    [
      { event: { case: "goalSet", value: { $typeName: "viba.orchestrator.v1.GoalSet", goal } }, key: "goal" },
      {
        event: {
          case: "workflowPlanned",
          value: {
            $typeName: "viba.orchestrator.v1.WorkflowPlanned",
            workflow: { $typeName: workflow.$typeName, steps: found.steps, missingOptional: found.missingOptional },
          },
        },
        key: "workflow/0",
      },
    ],
    "running",
  );
}

/** Searches; what is missing may be an agent that is just being restarted, so it is waited for within the limit. */
async function search(goal: Goal, ports: RunPorts, signal: AbortSignal) {
  const startMs = ports.clock.monotonicMs();
  for (;;) {
    const { capabilities } = await ports.router.listCapabilities({}, { signal });
    const excluded = new Set(goal.constraints?.excludedAgents ?? []);
    const usable: Capability[] = capabilities
      .filter((offer) => !excluded.has(offer.agentId))
      .flatMap((offer) => offer.capability ?? [])
      .filter((capability) => firstBroken(capability.conditions, goal.attributes) === undefined);
    const found = searchWorkflow({
      wanted: goal.wanted,
      optional: goal.optional,
      available: goal.attached.map((artifact) => artifact.type),
      capabilities: usable,
      firstStep: 1,
    });
    if (found.ok || ports.clock.monotonicMs() - startMs > ports.limits.waitForAgentMs) return found;
    await sleep(ports.clock, ports.limits.backoffMs, signal);
  }
}
