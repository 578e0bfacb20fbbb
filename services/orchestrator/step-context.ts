import type { Artifact } from "@viba/contracts/gen/viba/core/v1/artifact_pb";
import type { WorkflowStep } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import type { RunPorts } from "./ports.ts";
import type { RunLog } from "./run-log.ts";

/** One step on its way. */
export interface StepContext {
  readonly runId: string;
  readonly epoch: number;
  readonly step: WorkflowStep;
  /** Inputs that aren't made by steps, for stage 0. */
  readonly given: readonly Artifact[];
  readonly log: RunLog;
  readonly ports: RunPorts;
  readonly signal: AbortSignal;
}
