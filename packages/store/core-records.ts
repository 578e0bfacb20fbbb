import type { DatabaseSync } from "node:sqlite";
import { checksum } from "./checksum.ts";
import type { JournalRecord, StoredRecord } from "./journal.ts";
import { RefusalError, unknownRun } from "./refusal.ts";

interface Row {
  seq: number;
  /** Null if a damaged file has lost the run. */
  run_id: string | null;
  kind: string;
  key: string | null;
  body: Uint8Array;
  at_ms: number;
  crc: number;
}

/** A page of `read` ends once it holds this many bytes of bodies, so that one answer stays small. */
const pageBytes = 4 * 1024 * 1024;

/** The records table: plain synchronous calls inside somebody's transaction. */
export interface RecordTable {
  insert(records: readonly JournalRecord[]): boolean[];
  ofRun(runId: string): StoredRecord[];
  after(cursor: number, limit: number): { records: StoredRecord[]; cursor: number };
  /** Deletes the records of a run; before the run itself. */
  deleteRun(runId: string): void;
}

/** Prepares the statements over the records table. */
export function recordTable(db: DatabaseSync): RecordTable {
  const numberOf = runNumbers(db);
  const counts = countTable(db);
  const insertOne = inserter(db);
  const ofRun = db.prepare(
    `SELECT seq, ? AS run_id, kind, key, body, at_ms, crc FROM records WHERE run = ? ORDER BY seq`,
  );
  const after = db.prepare(
    `SELECT seq, run_id, kind, key, body, at_ms, records.crc AS crc
     FROM records LEFT JOIN runs ON number = run WHERE seq > ? ORDER BY seq LIMIT ?`,
  );
  const deleteRun = db.prepare("DELETE FROM records WHERE run = ?");
  const keepLast = db.prepare(
    "UPDATE pruned SET last_seq = max(last_seq, (SELECT coalesce(max(seq), 0) FROM records))",
  );

  return {
    insert(records) {
      const added = new Map<number, number>();
      const stored = records.map((record) => {
        const run = numberOf(record.runId);
        if (run === undefined) throw unknownRun(record.runId);
        const isStored = insertOne(run, record);
        if (isStored) added.set(run, (added.get(run) ?? 0) + 1);
        return isStored;
      });
      for (const [run, number] of added) counts.add(run, number);
      return stored;
    },
    ofRun(runId) {
      const run = numberOf(runId);
      if (run === undefined) return [];
      const records = (ofRun.all(runId, run) as unknown as Row[]).map(toRecord);
      if (records.length === counts.of(run)) return records;
      throw damaged(`run ${runId} has lost records`, { run: runId });
    },
    after(cursor, limit) {
      const records: StoredRecord[] = [];
      let bytes = 0;
      for (const row of after.iterate(cursor, limit) as Iterable<unknown>) {
        const record = toRecord(row as Row);
        records.push(record);
        bytes += record.body.byteLength;
        if (bytes >= pageBytes) break;
      }
      return { records, cursor: records.at(-1)?.seq ?? cursor };
    },
    deleteRun(runId) {
      const run = numberOf(runId);
      if (run === undefined) return;
      keepLast.run();
      deleteRun.run(run);
      counts.delete(run);
    },
  };
}

function inserter(db: DatabaseSync): (run: number, record: JournalRecord) => boolean {
  const insert = db.prepare(
    `INSERT INTO records (seq, run, kind, key, body, at_ms, crc) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (run, key) DO NOTHING`,
  );
  const last = db.prepare("SELECT max(last_seq, (SELECT coalesce(max(seq), 0) FROM records)) AS seq FROM pruned");
  let lastSeq = (last.get() as { seq: number }).seq;
  return (run, { runId, kind, key, body, atMs }) => {
    const seq = lastSeq + 1;
    const crc = checksum([seq, runId, kind, key, atMs], body);
    const stored = insert.run(seq, run, kind, key ?? null, body, atMs, crc).changes === 1;
    if (stored) lastSeq = seq;
    return stored;
  };
}

function runNumbers(db: DatabaseSync): (runId: string) => number | undefined {
  const select = db.prepare("SELECT number FROM runs WHERE run_id = ?");
  return (runId) => (select.get(runId) as { number: number } | undefined)?.number;
}

function countTable(db: DatabaseSync) {
  const add = db.prepare(
    `INSERT INTO record_counts (run, records) VALUES (?, ?)
     ON CONFLICT (run) DO UPDATE SET records = records + excluded.records`,
  );
  const select = db.prepare("SELECT records FROM record_counts WHERE run = ?");
  const remove = db.prepare("DELETE FROM record_counts WHERE run = ?");
  return {
    add: (run: number, number: number) => void add.run(run, number),
    of: (run: number) => (select.get(run) as { records: number } | undefined)?.records ?? 0,
    delete: (run: number) => void remove.run(run),
  };
}

function damaged(message: string, facts: Record<string, string>): RefusalError {
  return new RefusalError("DAMAGED_RECORD", message, facts);
}

function toRecord(row: Row): StoredRecord {
  const key = row.key ?? undefined;
  const runId = row.run_id ?? "";
  const crc = checksum([row.seq, runId, row.kind, key, row.at_ms], row.body);
  if (crc !== row.crc) {
    throw damaged(`record ${row.seq} of run ${runId} is damaged`, {
      run: runId,
      seq: String(row.seq),
    });
  }
  return { seq: row.seq, runId, kind: row.kind, key, body: row.body, atMs: row.at_ms };
}
