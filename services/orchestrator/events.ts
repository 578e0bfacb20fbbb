import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { type RunEvent, RunEventSchema } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import type { JournalRecord, StoredRecord } from "@viba/store/journal";

/** The part of an event that says what happened. */
export type EventBody = NonNullable<RunEvent["event"]>;

/** An event that is about to happen; its sequence comes from the journal. */
export function newEvent(runId: string, atMs: number, event: EventBody): RunEvent {
  return create(RunEventSchema, { runId, at: timestampFromMs(atMs), event });
}

/** The event as a journal record; `key` makes it happen once. */
export function toRecord(event: RunEvent, atMs: number, key?: string): JournalRecord {
  return { runId: event.runId, kind: event.event.case ?? "", key, body: toBinary(RunEventSchema, event), atMs };
}

/** A journal record as the event it holds, with its place in the journal. */
export function fromRecord(record: StoredRecord): RunEvent {
  const event = fromBinary(RunEventSchema, record.body);
  event.sequence = BigInt(record.seq);
  return event;
}
