import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { GoalSchema } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import { FileSchema } from "@viba/contracts/gen/viba/core/v1/artifact_pb";
import { RequestSchema } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import { type Run, RunSchema, StepViewSchema } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { withoutBytes } from "./fold.ts";

/**
 * A run as a list shows it: without decisions, outcomes, the site, attachments and the bytes of files, so that hundreds fit in one
 * answer and listing need not read what happened in each.
 */
export function listedRun(run: Run): Run {
  const { request, goal } = run;
  return create(RunSchema, {
    ...run,
    ...(request ? { request: create(RequestSchema, { ...request, siteGeojson: "", attachments: [] }) } : {}),
    ...(goal ? { goal: create(GoalSchema, { ...goal, attached: goal.attached.map(withoutBytes) }) } : {}),
    steps: run.steps.map((step) => create(StepViewSchema, { ...step, decisions: [] })),
    files: run.files.map((file) =>
      create(FileSchema, { ...file, ...(file.content ? { content: withoutBytes(file.content) } : {}) }),
    ),
    outcomes: [],
  });
}

/** The listed run as the head of a run keeps it. */
export function summaryOf(run: Run): Uint8Array {
  return toBinary(RunSchema, listedRun(run));
}

/** The run in a head's summary; undefined when it holds none of this run. */
export function summaryRun(runId: string, summary: Uint8Array): Run | undefined {
  try {
    const run = fromBinary(RunSchema, summary);
    return run.runId === runId ? run : undefined;
  } catch {
    return undefined;
  }
}
