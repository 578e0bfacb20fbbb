import { createHash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { checksum } from "./checksum.ts";
import type { JournalRecord, RunFilter, RunRow } from "./journal.ts";
import { RefusalError, unknownRun } from "./refusal.ts";

interface Row {
  run_id: string;
  state: string;
  owner: string;
  epoch: number;
  lease_until: number;
  admitted_at: number;
  first_digest: string;
  summary: Uint8Array;
  crc: number;
}

/** A run with what only the engine needs: the lease's end and the digest of what it was admitted with. */
export interface FullRun extends RunRow {
  leaseUntilMs: number;
  firstDigest: string;
}

/** The runs table: plain synchronous calls inside somebody's transaction. */
export interface RunTable {
  get(runId: string): FullRun | undefined;
  /** Like `get`, or NOT_FOUND. */
  need(runId: string): FullRun;
  insert(run: FullRun): void;
  update(run: FullRun): void;
  list(filter: RunFilter): RunRow[];
  /** Ids of runs that may be pruned, oldest first. */
  finished(beforeMs: number, states: readonly string[], limit: number): string[];
  delete(runId: string): void;
}

/** Prepares the statements over the runs table. */
export function runTable(db: DatabaseSync): RunTable {
  const get = db.prepare("SELECT * FROM runs WHERE run_id = ?");
  const insert = db.prepare(
    `INSERT INTO runs (state, owner, epoch, lease_until, admitted_at, first_digest, summary, crc, run_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const update = db.prepare(
    `UPDATE runs SET state = ?, owner = ?, epoch = ?, lease_until = ?, admitted_at = ?, first_digest = ?,
     summary = ?, crc = ? WHERE run_id = ?`,
  );
  const list = db.prepare(`SELECT * FROM runs WHERE admitted_at < ? ORDER BY admitted_at DESC, number DESC LIMIT ?`);
  const listStates = db.prepare(
    `SELECT * FROM runs WHERE admitted_at < ? AND state IN (SELECT value FROM json_each(?))
     ORDER BY admitted_at DESC, number DESC LIMIT ?`,
  );
  const finished = db.prepare(
    `SELECT run_id FROM runs WHERE admitted_at < ? AND state IN (SELECT value FROM json_each(?))
     ORDER BY admitted_at LIMIT ?`,
  );
  const remove = db.prepare("DELETE FROM runs WHERE run_id = ?");

  const find = (runId: string) => {
    const row = get.get(runId) as unknown as Row | undefined;
    return row && toRun(row);
  };
  return {
    get: find,
    need(runId) {
      const run = find(runId);
      if (run) return run;
      throw unknownRun(runId);
    },
    insert: (run) => void insert.run(...toColumns(run)),
    update: (run) => void update.run(...toColumns(run)),
    list({ states, limit, beforeMs = Number.MAX_VALUE }) {
      const rows = states ? listStates.all(beforeMs, JSON.stringify(states), limit) : list.all(beforeMs, limit);
      return (rows as unknown as Row[]).map((row) => toHead(toRun(row)));
    },
    finished: (beforeMs, states, limit) =>
      finished.all(beforeMs, JSON.stringify(states), limit).map((row) => (row as { run_id: string }).run_id),
    delete: (runId) => void remove.run(runId),
  };
}

/** The part of a run that callers see. */
export function toHead(run: FullRun): RunRow {
  const { runId, state, owner, epoch, admittedAtMs, summary } = run;
  return { runId, state, owner, epoch, admittedAtMs, summary };
}

/** Digest of what makes two admissions the same: kinds, keys and bodies, not times. */
export function firstDigest(first: readonly JournalRecord[]): string {
  const hash = createHash("sha256");
  for (const { kind, key, body } of first) {
    hash.update(`${JSON.stringify([kind, key ?? null])}${body.byteLength}:`).update(body);
  }
  return hash.digest("hex");
}

function crcOf(run: FullRun): number {
  const { runId, state, owner, epoch, admittedAtMs, firstDigest: digest, summary } = run;
  return checksum([runId, state, owner, epoch, admittedAtMs, digest], summary);
}

function toColumns(run: FullRun) {
  return [
    run.state,
    run.owner,
    run.epoch,
    run.leaseUntilMs,
    run.admittedAtMs,
    run.firstDigest,
    run.summary,
    crcOf(run),
    run.runId,
  ];
}

function toRun(row: Row): FullRun {
  const run: FullRun = {
    runId: row.run_id,
    state: row.state,
    owner: row.owner,
    epoch: row.epoch,
    leaseUntilMs: row.lease_until,
    admittedAtMs: row.admitted_at,
    firstDigest: row.first_digest,
    summary: row.summary,
  };
  if (crcOf(run) === row.crc) return run;
  throw new RefusalError("DAMAGED_RECORD", `the head of run ${row.run_id} is damaged`, {
    run: row.run_id,
  });
}
