import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "@viba/runtime/clock";
import type { Kv, KvChange, KvEntry, Subscription } from "./bus.ts";
import { conflating } from "./conflating.ts";
import { inTransaction } from "./embedded-database.ts";
import { matches } from "./subject-match.ts";

interface Watcher {
  bucket: string;
  pattern: string;
  push(change: KvChange): void;
}

/** The buckets of one process. */
export interface Buckets {
  bucket(name: string, options?: { ttlMs?: number }): Kv;
  close(): void;
}

/** Prepares the buckets over an open database. */
export function buckets(db: DatabaseSync, clock: Clock, onHandlerError: () => void): Buckets {
  const watchers = new Set<Watcher>();
  const table = entryTable(db, clock);
  const tell = (bucket: string, change: KvChange) => {
    for (const watcher of watchers) {
      if (watcher.bucket === bucket && matches(watcher.pattern, change.key)) watcher.push(change);
    }
  };
  const write = (bucket: string, key: string, value: Uint8Array, ttlMs: number | undefined) => {
    const revision = table.write(bucket, key, value, ttlMs);
    tell(bucket, { key, value, revision });
    return revision;
  };

  return {
    bucket: (name, { ttlMs } = {}) => ({
      get: async (key) => table.get(name, key),
      put: async (key, value) => write(name, key, value, ttlMs),
      putIf: async (key, value, expected) => {
        const present = table.get(name, key)?.revision ?? 0;
        return present === expected ? write(name, key, value, ttlMs) : undefined;
      },
      delete: async (key) => {
        const revision = table.delete(name, key);
        if (revision !== undefined) tell(name, { key, value: undefined, revision });
      },
      keys: async (pattern = ">") => table.list(name, pattern).map((entry) => entry.key),
      watch: async (pattern, handler) => {
        const watcher = conflating(handler, onHandlerError);
        for (const entry of table.list(name, pattern)) watcher.push(entry);
        const listener = { bucket: name, pattern, push: watcher.push };
        watchers.add(listener);
        return {
          dropped: 0,
          [Symbol.asyncDispose]: async () => {
            watchers.delete(listener);
            watcher.stop();
          },
        } satisfies Subscription;
      },
    }),
    close: () => watchers.clear(),
  };
}

function entryTable(db: DatabaseSync, clock: Clock) {
  const alive = "(due_ms IS NULL OR due_ms > ?)";
  const get = db.prepare(`SELECT key, value, revision FROM entries WHERE bucket = ? AND key = ? AND ${alive}`);
  const all = db.prepare(`SELECT key, value, revision FROM entries WHERE bucket = ? AND ${alive} ORDER BY revision`);
  const upsert = db.prepare(
    `INSERT INTO entries (bucket, key, value, revision, ttl_ms, due_ms) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (bucket, key) DO UPDATE SET value = excluded.value, revision = excluded.revision,
     ttl_ms = excluded.ttl_ms, due_ms = excluded.due_ms`,
  );
  const remove = db.prepare("DELETE FROM entries WHERE bucket = ? AND key = ?");
  const clean = db.prepare("DELETE FROM entries WHERE bucket = ? AND due_ms <= ?");
  const next = db.prepare(
    `INSERT INTO buckets (name, revision) VALUES (?, 1)
     ON CONFLICT (name) DO UPDATE SET revision = revision + 1 RETURNING revision`,
  );
  const nextRevision = (bucket: string) => (next.get(bucket) as { revision: number }).revision;
  const read = (bucket: string, key: string) =>
    get.get(bucket, key, clock.monotonicMs()) as unknown as KvEntry | undefined;

  return {
    get(bucket: string, key: string): KvEntry | undefined {
      const row = read(bucket, key);
      return row && { key, value: row.value, revision: row.revision };
    },
    list: (bucket: string, pattern: string) =>
      (all.all(bucket, clock.monotonicMs()) as unknown as KvEntry[]).filter((entry) => matches(pattern, entry.key)),
    write: (bucket: string, key: string, value: Uint8Array, ttlMs: number | undefined) =>
      inTransaction(db, () => {
        const nowMs = clock.monotonicMs();
        clean.run(bucket, nowMs);
        const revision = nextRevision(bucket);
        const dueMs = ttlMs === undefined ? null : nowMs + ttlMs;
        upsert.run(bucket, key, value, revision, ttlMs ?? null, dueMs);
        return revision;
      }),
    delete: (bucket: string, key: string) =>
      inTransaction(db, () => {
        if (!read(bucket, key)) return undefined;
        remove.run(bucket, key);
        return nextRevision(bucket);
      }),
  };
}
