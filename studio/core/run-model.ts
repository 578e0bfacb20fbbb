import type { Artifact, File } from "@viba/contracts/gen/viba/core/v1/artifact_pb";
import type { Decision } from "@viba/contracts/gen/viba/core/v1/decision_pb";
import type { Assessment, Goal, Request } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import type { Problem } from "./problem.ts";

/** Where a run stands, as the studio shows it. */
export type RunPhase = "accepted" | "running" | "waiting" | "finished" | "failed" | "cancelled";

/** Where a step stands. */
export type StepPhase = "pending" | "running" | "accepted" | "failed";

/** An attempt that failed. */
export interface FailedAttempt {
  readonly attemptId: string;
  readonly problem: Problem;
}

/** One step of the workflow with all that is known of it. */
export interface StepModel {
  readonly id: string;
  readonly outputType: string;
  readonly inputTypes: readonly string[];
  /** Keys of the steps it waits for. */
  readonly needs: readonly string[];
  readonly optional: boolean;
  readonly refine: boolean;
  /** Round of critique-and-revise; 0 for the first pass. */
  readonly round: number;
  readonly phase: StepPhase;
  readonly agentId: string;
  readonly capability: string;
  readonly attempts: number;
  /** 0 to 1. */
  readonly fraction: number;
  readonly messageKo: string;
  readonly messageEn: string;
  readonly startedMs: number | undefined;
  readonly durationMs: number | undefined;
  readonly cached: boolean;
  readonly decisions: readonly Decision[];
  readonly failedAttempts: readonly FailedAttempt[];
  /** Why it was given up. */
  readonly problem: Problem | undefined;
  readonly artifact: Pick<Artifact, "type" | "digest" | "size"> | undefined;
  /** Names of the files it handed over. */
  readonly files: readonly string[];
}

/** A run as the studio shows it: what its events add up to. */
export interface RunModel {
  readonly runId: string;
  readonly traceId: string;
  readonly phase: RunPhase;
  readonly request: Request | undefined;
  readonly goal: Goal | undefined;
  readonly steps: readonly StepModel[];
  /** Newest of each name. */
  readonly files: readonly File[];
  readonly assessment: Assessment | undefined;
  /** Optional artifact types nobody made. */
  readonly missing: readonly string[];
  readonly admittedMs: number | undefined;
  readonly endedMs: number | undefined;
  readonly problem: Problem | undefined;
  /** Key of the step something happened to last. */
  readonly lastStepId: string;
}

/** A run before its first event. */
export function emptyRun(runId: string): RunModel {
  return {
    runId,
    traceId: "",
    phase: "accepted",
    request: undefined,
    goal: undefined,
    steps: [],
    files: [],
    assessment: undefined,
    missing: [],
    admittedMs: undefined,
    endedMs: undefined,
    problem: undefined,
    lastStepId: "",
  };
}

/** Whether nothing will happen to the run any more. */
export function hasEnded(run: Pick<RunModel, "phase">): boolean {
  return run.phase === "finished" || run.phase === "failed" || run.phase === "cancelled";
}

/** Steps accepted, and steps in all. */
export function stepCount(run: RunModel): { readonly done: number; readonly total: number } {
  return { done: run.steps.filter((step) => step.phase === "accepted").length, total: run.steps.length };
}

/** Milliseconds from admission to the end, or to `nowMs` while it runs; undefined before admission. */
export function elapsedMs(run: RunModel, nowMs: number): number | undefined {
  return run.admittedMs === undefined ? undefined : Math.max(0, (run.endedMs ?? nowMs) - run.admittedMs);
}
