import { existsSync, readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { RefusalError } from "./refusal.ts";
import { isWalDamaged } from "./wal.ts";

/** Version of the tables below; a file of a later version is refused. */
const schemaVersion = 1;

/*
 * Records name their run by its number, not its id: numbers grow, so the index entries of runs that are under way lie side by
 * side, and a commit of many runs' records touches few pages. `record_counts` shows when an index has lost an entry, `pruned`
 * keeps positions from being given twice (AUTOINCREMENT would, too, at the price of one more write a record).
 */
const schema = `
CREATE TABLE runs (
  number INTEGER PRIMARY KEY AUTOINCREMENT, run_id TEXT NOT NULL UNIQUE, state TEXT NOT NULL,
  owner TEXT NOT NULL, epoch INTEGER NOT NULL, lease_until REAL NOT NULL, admitted_at REAL NOT NULL,
  first_digest TEXT NOT NULL, summary BLOB NOT NULL, crc INTEGER NOT NULL
);
CREATE INDEX runs_by_age ON runs (admitted_at);
CREATE TABLE records (
  seq INTEGER PRIMARY KEY, run INTEGER NOT NULL, kind TEXT NOT NULL, key TEXT,
  body BLOB NOT NULL, at_ms REAL NOT NULL, crc INTEGER NOT NULL, UNIQUE (run, key)
);
CREATE TABLE record_counts (run INTEGER PRIMARY KEY, records INTEGER NOT NULL);
CREATE TABLE pruned (last_seq INTEGER NOT NULL);
INSERT INTO pruned VALUES (0);
CREATE TABLE memory (
  scope TEXT NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL, revision INTEGER NOT NULL,
  crc INTEGER NOT NULL, PRIMARY KEY (scope, key)
);
PRAGMA user_version = ${schemaVersion};
`;

const pageBytes = 4096;

/**
 * Opens the journal's database for one owner: WAL with full sync, locked by the operating system until closed.
 * `path` is a file or ":memory:". Leases of an earlier opening are void: who held them is dead, or the lock would be taken.
 */
export function openDatabase(path: string, maxBytes: number): DatabaseSync {
  refuseDamagedWal(`${path}-wal`);
  const db = new DatabaseSync(path);
  try {
    db.exec(
      "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000",
    );
    db.exec(`PRAGMA max_page_count = ${Math.max(16, Math.floor(maxBytes / pageBytes))}`);
    db.exec("BEGIN EXCLUSIVE");
    migrate(db);
    checkRuns(db);
    db.exec("UPDATE runs SET lease_until = 0");
    db.exec("COMMIT");
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function migrate(db: DatabaseSync): void {
  const row = db.prepare("PRAGMA user_version").get() as { user_version: number };
  if (row.user_version === schemaVersion) return;
  if (row.user_version > schemaVersion) {
    throw new RefusalError(
      "CONTRACT_MISMATCH",
      `the journal was written by a later version of the mesh (${row.user_version}, this one reads ${schemaVersion})`,
    );
  }
  db.exec(schema);
}

/** A log is left only by a process that was killed. */
function refuseDamagedWal(path: string): void {
  if (!existsSync(path) || !isWalDamaged(readFileSync(path))) return;
  throw new RefusalError("DAMAGED_RECORD", "the journal's write-ahead log is damaged before acknowledged records");
}

/** A run that an index has lost would look new, and be admitted twice. There are thousands of runs, not millions: milliseconds. */
function checkRuns(db: DatabaseSync): void {
  const [row] = db.prepare("PRAGMA integrity_check(runs)").all() as { integrity_check: string }[];
  if (row?.integrity_check === "ok") return;
  throw new RefusalError("DAMAGED_RECORD", `the runs are damaged: ${row?.integrity_check}`);
}
