import type { Clock } from "@viba/runtime/clock";
import { MeshError } from "@viba/runtime/errors";
import type { Call } from "./batch.ts";
import type { JournalCore } from "./core.ts";
import type { GroupQueue } from "./group-queue.ts";
import type { Journal, JournalRecord } from "./journal.ts";

/** Bounds of single records. */
export interface RecordLimits {
  /** Bytes of one body, summary or value; larger is refused with TOO_LARGE. */
  maxBodyBytes: number;
}

/** Runs pruned in one transaction, so that others wait at most for these. */
const pruneBatch = 100;
/** Most records or runs in one answer. */
const maxLimit = 10_000;

/** A journal over a queue of calls; `close` runs once everything queued is answered. */
export function journalClient(
  queue: GroupQueue,
  clock: Clock,
  limits: RecordLimits,
  close: () => Promise<void>,
): Journal {
  const call = <Op extends keyof JournalCore>(op: Op, args: Parameters<JournalCore[Op]>, bytes = 0) =>
    queue.call({ op, args } as Call, bytes) as Promise<ReturnType<JournalCore[Op]>>;
  const own = (bytes: Uint8Array) => ownBytes(bytes, limits);
  const ownRecords = (records: readonly JournalRecord[]) =>
    records.map((record) => ({ ...record, body: own(record.body) }));
  let closing: Promise<void> | undefined;

  return {
    admit: async (run, first) => {
      const records = ownRecords(first);
      const summary = own(run.summary);
      return call("admit", [{ ...run, summary }, records], sizeOf(records) + summary.byteLength);
    },
    append: async (records) => {
      const owned = ownRecords(records);
      return call("append", [owned], sizeOf(owned));
    },
    decide: async (runId, holder, records, change = {}) => {
      const owned = ownRecords(records);
      const summary = change.summary && own(change.summary);
      const ownedChange = {
        ...(change.state === undefined ? {} : { state: change.state }),
        ...(summary === undefined ? {} : { summary }),
      };
      const bytes = sizeOf(owned) + (summary?.byteLength ?? 0);
      return call("decide", [runId, { ...holder }, owned, ownedChange], bytes);
    },
    lease: async (runId, owner, ttlMs) => {
      if (owner === "") throw new MeshError("INVALID_ARGUMENT", "a lease needs an owner");
      return call("lease", [runId, owner, ttlMs, clock.monotonicMs()]);
    },
    release: (runId, holder) => call("release", [runId, { ...holder }]),
    run: (runId) => call("run", [runId]),
    runs: (filter) => call("runs", [{ ...filter, limit: clampLimit(filter.limit) }]),
    records: (runId) => call("records", [runId]),
    read: (cursor, limit) => call("read", [cursor, clampLimit(limit)]),
    prune: async (beforeMs, finishedStates) => {
      let total = 0;
      for (;;) {
        const pruned = await call("prune", [beforeMs, [...finishedStates], pruneBatch]);
        total += pruned;
        if (pruned < pruneBatch) return total;
      }
    },
    memoryGet: (scope, key) => call("memoryGet", [scope, key]),
    memoryPut: async (scope, key, value, expectedRevision) => {
      const owned = own(value);
      return call("memoryPut", [scope, key, owned, expectedRevision ?? 0], owned.byteLength);
    },
    [Symbol.asyncDispose]: () => (closing ??= queue.drain().then(close)),
  };
}

function clampLimit(limit: number): number {
  return Math.max(1, Math.min(maxLimit, Math.floor(limit)));
}

/** A copy with a buffer of its own: the caller may reuse his, and a slice of a pool would carry the whole pool to the worker. */
function ownBytes(bytes: Uint8Array, limits: RecordLimits): Uint8Array {
  if (bytes.byteLength <= limits.maxBodyBytes) return new Uint8Array(bytes);
  throw new MeshError("TOO_LARGE", `${bytes.byteLength} bytes are more than a record's ${limits.maxBodyBytes}`);
}

function sizeOf(records: readonly JournalRecord[]): number {
  return records.reduce((sum, record) => sum + record.body.byteLength + record.kind.length, 0);
}
