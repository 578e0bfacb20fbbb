import { existsSync, renameSync, rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

const schemaVersion = 1;

const schema = `
CREATE TABLE streams (name TEXT PRIMARY KEY, last_seq INTEGER NOT NULL);
CREATE TABLE messages (
  stream TEXT NOT NULL, seq INTEGER NOT NULL, subject TEXT NOT NULL, id TEXT NOT NULL, headers TEXT NOT NULL,
  body BLOB NOT NULL, at_ms REAL NOT NULL, UNIQUE (stream, seq), UNIQUE (stream, id)
);
CREATE TABLE durables (
  stream TEXT NOT NULL, name TEXT NOT NULL, next_seq INTEGER NOT NULL, temporary INTEGER NOT NULL,
  PRIMARY KEY (stream, name)
);
CREATE TABLE pending (
  stream TEXT NOT NULL, durable TEXT NOT NULL, seq INTEGER NOT NULL, deliveries INTEGER NOT NULL, due_ms REAL NOT NULL,
  PRIMARY KEY (stream, durable, seq)
) WITHOUT ROWID;
CREATE TABLE buckets (name TEXT PRIMARY KEY, revision INTEGER NOT NULL);
CREATE TABLE entries (
  bucket TEXT NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL, revision INTEGER NOT NULL, ttl_ms REAL, due_ms REAL,
  PRIMARY KEY (bucket, key)
);
PRAGMA user_version = ${schemaVersion};
`;

/** An open database, and whether an older one had to be set aside. */
export interface OpenedDatabase {
  db: DatabaseSync;
  setAside: boolean;
}

/**
 * Opens the embedded bus's file, or memory without a path. No sync: what was written survives the death of the process, not
 * of the machine, and never holds up the event loop. A file that the latter damaged is set aside; the journal has the truth.
 */
export function openBusDatabase(path: string | undefined, monotonicMs: number): OpenedDatabase {
  if (path === undefined) return { db: openOne(":memory:", monotonicMs), setAside: false };
  try {
    return { db: openOne(path, monotonicMs), setAside: false };
  } catch (error) {
    const code = (error as { errcode?: number }).errcode;
    const damaged = code === undefined || [1, 11, 26].includes(code & 0xff);
    if (!damaged || !existsSync(path)) throw error;
    for (const end of ["-wal", "-shm"]) rmSync(path + end, { force: true });
    renameSync(path, `${path}.damaged`);
    return { db: openOne(path, monotonicMs), setAside: true };
  }
}

function openOne(path: string, monotonicMs: number): DatabaseSync {
  const db = new DatabaseSync(path);
  try {
    db.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF");
    db.exec("BEGIN EXCLUSIVE");
    const version = (db.prepare("PRAGMA user_version").get() as { user_version: number }).user_version;
    if (version === 0) db.exec(schema);
    else check(db, version);
    forgetTheDead(db, monotonicMs);
    db.exec("COMMIT");
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Another version, or a damaged file: either way the content is of no use. */
function check(db: DatabaseSync, version: number): void {
  const result = db.prepare("PRAGMA quick_check(1)").get() as { quick_check: string };
  if (version === schemaVersion && result.quick_check === "ok") return;
  throw new TypeError(`the bus's file cannot be used: version ${version}, ${result.quick_check}`);
}

/** Whoever held messages before is gone, so they are due; times to live begin anew, as monotonic time did. */
function forgetTheDead(db: DatabaseSync, monotonicMs: number): void {
  db.exec(`
    DELETE FROM pending WHERE (stream, durable) IN (SELECT stream, name FROM durables WHERE temporary = 1);
    DELETE FROM durables WHERE temporary = 1;
    UPDATE pending SET due_ms = -1;`);
  db.prepare("UPDATE entries SET due_ms = ? + ttl_ms WHERE ttl_ms IS NOT NULL").run(monotonicMs);
}

/** Runs `task` in a transaction. */
export function inTransaction<T>(db: DatabaseSync, task: () => T): T {
  db.exec("BEGIN IMMEDIATE");
  try {
    const result = task();
    db.exec("COMMIT");
    return result;
  } catch (error) {
    if (db.isTransaction) db.exec("ROLLBACK");
    throw error;
  }
}
