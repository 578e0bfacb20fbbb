import { create, toBinary } from "@bufbuild/protobuf";
import type { Bus } from "@viba/bus/bus";
import { subjectOf } from "@viba/bus/subjects";
import { type RunChanged, RunChangedSchema } from "@viba/contracts/gen/viba/event/v1/event_pb";

/** A run's new state. */
export type StateChange = Pick<RunChanged, "runId" | "state" | "traceId">;

/** Tells the bus that a run changed its state; never rejects, since the journal is the truth and this is news. */
export async function announceState(
  change: StateChange,
  bus: Pick<Bus, "append">,
  log: (message: string, facts: Record<string, unknown>) => void,
): Promise<void> {
  const { runId, state } = change;
  try {
    const body = toBinary(RunChangedSchema, create(RunChangedSchema, change));
    await bus.append({ subject: subjectOf("runEvents", runId), body }, `run/${runId}/${state}`);
  } catch (error) {
    log("a run's new state was not announced", { run: runId, state, error: String(error) });
  }
}
