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

/** Tells watchers what happens to runs, while it happens. */
export interface EventHub {
  publish(event: RunEvent): void;
  /** Events of one run from now on; a watcher that falls 1,000 behind is dropped and must read the journal again. */
  watch(runId: string, signal: AbortSignal): AsyncGenerator<RunEvent>;
}

/** Most events that wait for one slow watcher. */
export const maxWaiting = 1000;

interface Watcher {
  readonly waiting: RunEvent[];
  dropped: boolean;
  wake: () => void;
}

/** An empty hub. */
export function createEventHub(): EventHub {
  const watchers = new Map<string, Set<Watcher>>();

  async function* read(runId: string, watcher: Watcher, signal: AbortSignal): AsyncGenerator<RunEvent> {
    const wake = () => watcher.wake();
    signal.addEventListener("abort", wake);
    try {
      while (!signal.aborted && !watcher.dropped) {
        const woken = new Promise<void>((resolve) => (watcher.wake = resolve));
        const next = watcher.waiting.shift();
        if (next) yield next;
        else await woken;
      }
    } finally {
      signal.removeEventListener("abort", wake);
      const set = watchers.get(runId);
      set?.delete(watcher);
      if (set?.size === 0) watchers.delete(runId);
    }
  }

  return {
    publish(event) {
      for (const watcher of watchers.get(event.runId) ?? []) {
        if (watcher.waiting.length >= maxWaiting) watcher.dropped = true;
        else watcher.waiting.push(event);
        watcher.wake();
      }
    },
    watch(runId, signal) {
      const watcher: Watcher = { waiting: [], dropped: false, wake: () => {} };
      // Registered at once, not at the first read: what happens in between must not be missed.
      const set = watchers.get(runId) ?? new Set();
      watchers.set(runId, set.add(watcher));
      return read(runId, watcher, signal);
    },
  };
}
