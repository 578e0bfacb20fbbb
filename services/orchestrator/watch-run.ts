import type { RunEvent } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { MeshError } from "@viba/runtime/errors";
import { fromRecord } from "./events.ts";
import type { RunPorts } from "./ports.ts";

/**
 * What happened to a run and what happens now, until it has ended. Listening begins before the journal is read, so
 * nothing falls between; what comes twice is recognised by its time and kind and told once.
 */
export async function* watchRun(
  runId: string,
  afterSequence: bigint,
  ports: Pick<RunPorts, "journal" | "hub">,
  signal: AbortSignal,
): AsyncGenerator<RunEvent> {
  if (!(await ports.journal.run(runId))) throw new MeshError("NOT_FOUND", `no run ${runId}`);
  const stop = new AbortController();
  const live = ports.hub.watch(runId, AbortSignal.any([signal, stop.signal]));
  try {
    const told = new Set<string>();
    for (const record of await ports.journal.records(runId)) {
      const event = fromRecord(record);
      told.add(identity(event));
      if (event.sequence > afterSequence) yield event;
      if (event.event.case === "runEnded") return;
    }
    for await (const event of live) {
      if (told.has(identity(event))) continue;
      yield event;
      if (event.event.case === "runEnded") return;
    }
    signal.throwIfAborted();
    throw new MeshError("OVERLOADED", "the watcher fell behind; watch again from the last sequence seen");
  } finally {
    stop.abort();
    await live.return(undefined);
  }
}

/** Journalled events have keys of their own; this is their part that both the live and the stored form carry. */
function identity({ event }: RunEvent): string {
  switch (event.case) {
    case "stepAccepted":
    case "stepFailed":
      return `${event.case}/${event.value.stepId}`;
    case "attemptStarted":
    case "attemptFailed":
      return `${event.case}/${event.value.attemptId}`;
    case "agentChosen":
      return `${event.case}/${event.value.attemptId}/${event.value.decision?.decisionId}`;
    case "workflowPlanned":
      return `${event.case}/${event.value.workflow?.steps.map((step) => step.stepId).join()}`;
    case "stepProgress":
      return `${event.case}/${event.value.stepId}/${event.value.progress?.fraction}/${event.value.progress?.messageEn}`;
    default:
      return event.case ?? "";
  }
}
