import type { DatabaseSync } from "node:sqlite";
import { checksum } from "./checksum.ts";
import { RefusalError } from "./refusal.ts";

/** The shared-memory table: plain synchronous calls inside somebody's transaction. */
export interface MemoryTable {
  get(scope: string, key: string): { value: Uint8Array; revision: number } | undefined;
  put(scope: string, key: string, value: Uint8Array, expected: number): number | undefined;
  deleteScope(scope: string): void;
}

/** Prepares the statements over the shared-memory table. */
export function memoryTable(db: DatabaseSync): MemoryTable {
  const select = db.prepare("SELECT value, revision, crc FROM memory WHERE scope = ? AND key = ?");
  const upsert = db.prepare(
    `INSERT INTO memory (scope, key, value, revision, crc) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (scope, key) DO UPDATE SET value = excluded.value, revision = excluded.revision, crc = excluded.crc`,
  );
  const remove = db.prepare("DELETE FROM memory WHERE scope = ?");

  const get: MemoryTable["get"] = (scope, key) => {
    const row = select.get(scope, key) as { value: Uint8Array; revision: number; crc: number } | undefined;
    if (!row) return undefined;
    const { value, revision, crc } = row;
    if (checksum([scope, key, revision], value) === crc) return { value, revision };
    throw new RefusalError("DAMAGED_RECORD", `the shared value ${key} of ${scope} is damaged`, {
      run: scope,
      key,
    });
  };
  return {
    get,
    put(scope, key, value, expected) {
      if ((get(scope, key)?.revision ?? 0) !== expected) return undefined;
      const revision = expected + 1;
      upsert.run(scope, key, value, revision, checksum([scope, key, revision], value));
      return revision;
    },
    deleteScope: (scope) => void remove.run(scope),
  };
}
