import type { DatabaseSync } from "node:sqlite";
import { memoryTable } from "./core-memory.ts";
import { recordTable } from "./core-records.ts";
import { firstDigest, type FullRun, runTable, toHead } from "./core-runs.ts";
import type { Admission, Holder, JournalRecord, RunFilter, RunRow, StoredRecord } from "./journal.ts";
import { RefusalError } from "./refusal.ts";

/** The journal as synchronous calls, each run inside a transaction of the caller; times are monotonic milliseconds. */
export interface JournalCore {
  admit(run: Admission, first: JournalRecord[]): boolean;
  append(records: JournalRecord[]): boolean[];
  decide(
    runId: string,
    holder: Holder,
    records: JournalRecord[],
    change: { state?: string; summary?: Uint8Array },
  ): boolean[];
  lease(runId: string, owner: string, ttlMs: number, nowMs: number): number | undefined;
  release(runId: string, holder: Holder): void;
  run(runId: string): RunRow | undefined;
  runs(filter: RunFilter): RunRow[];
  records(runId: string): StoredRecord[];
  read(cursor: number, limit: number): { records: StoredRecord[]; cursor: number };
  /** Prunes at most `limit` runs. */
  prune(beforeMs: number, finishedStates: string[], limit: number): number;
  memoryGet(scope: string, key: string): { value: Uint8Array; revision: number } | undefined;
  memoryPut(scope: string, key: string, value: Uint8Array, expected: number): number | undefined;
}

/** The journal's rules over an open database. */
export function journalCore(db: DatabaseSync): JournalCore {
  const runs = runTable(db);
  const records = recordTable(db);
  const memory = memoryTable(db);

  return {
    admit: (run, first) => admit(runs, records, run, first),
    append: (list) => records.insert(list),
    decide(runId, holder, list, change) {
      const run = runs.need(runId);
      if (!holds(run, holder)) throw notOwner(run, holder);
      onlyOf(runId, list);
      const stored = records.insert(list);
      const changed = change.state !== undefined || change.summary !== undefined;
      if (changed) runs.update({ ...run, ...change });
      return stored;
    },
    lease(runId, owner, ttlMs, nowMs) {
      const run = runs.need(runId);
      const own = run.owner === owner;
      const free = run.owner === "" || run.leaseUntilMs <= nowMs;
      if (!own && !free) return undefined;
      const epoch = own ? run.epoch : run.epoch + 1;
      runs.update({ ...run, owner, epoch, leaseUntilMs: nowMs + ttlMs });
      return epoch;
    },
    release(runId, holder) {
      const run = runs.get(runId);
      if (run && holds(run, holder)) runs.update({ ...run, owner: "", leaseUntilMs: 0 });
    },
    run(runId) {
      const run = runs.get(runId);
      return run && toHead(run);
    },
    runs: (filter) => runs.list(filter),
    records: (runId) => records.ofRun(runId),
    read: (cursor, limit) => records.after(cursor, limit),
    prune(beforeMs, finishedStates, limit) {
      const ids = runs.finished(beforeMs, finishedStates, limit);
      for (const runId of ids) {
        records.deleteRun(runId);
        memory.deleteScope(runId);
        runs.delete(runId);
      }
      return ids.length;
    },
    memoryGet: (scope, key) => memory.get(scope, key),
    memoryPut: (scope, key, value, expected) => memory.put(scope, key, value, expected),
  };
}

function admit(
  runs: ReturnType<typeof runTable>,
  records: ReturnType<typeof recordTable>,
  run: Admission,
  first: JournalRecord[],
): boolean {
  const { runId, state, summary, atMs } = run;
  onlyOf(runId, first);
  const digest = firstDigest(first);
  const existing = runs.get(runId);
  if (existing) {
    if (existing.firstDigest === digest) return false;
    throw new RefusalError("CONFLICT", `run ${runId} exists with other content`, { run: runId });
  }
  runs.insert({
    runId,
    state,
    owner: "",
    epoch: 0,
    admittedAtMs: atMs,
    summary,
    leaseUntilMs: 0,
    firstDigest: digest,
  });
  records.insert(first);
  return true;
}

function holds(run: FullRun, holder: Holder): boolean {
  return holder.owner !== "" && run.owner === holder.owner && run.epoch === holder.epoch;
}

function notOwner(run: FullRun, holder: Holder): RefusalError {
  return new RefusalError(
    "NOT_OWNER",
    `${holder.owner} (epoch ${holder.epoch}) does not hold the lease of run ${run.runId}`,
    { run: run.runId, owner: run.owner, epoch: String(run.epoch) },
  );
}

function onlyOf(runId: string, records: readonly JournalRecord[]): void {
  const stray = records.find((record) => record.runId !== runId);
  if (stray) {
    throw new RefusalError("INVALID_ARGUMENT", `a record of run ${stray.runId} came for ${runId}`);
  }
}
