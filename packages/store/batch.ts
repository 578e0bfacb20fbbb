import type { DatabaseSync } from "node:sqlite";
import type { JournalCore } from "./core.ts";
import { type Refusal, sqliteCode, toRefusal } from "./refusal.ts";

/** One call of the journal as data. */
export type Call = {
  [Op in keyof JournalCore]: { op: Op; args: Parameters<JournalCore[Op]> };
}[keyof JournalCore];

/** Its answer. */
export type Reply = { value: unknown } | { refusal: Refusal };

/** Runs batches of calls, each batch one transaction and thus one sync, each call a savepoint of its own. */
export interface BatchRunner {
  /** One reply a call, in order, after the commit. If the commit fails, every call fails. */
  run(calls: readonly Call[]): Reply[];
}

const diskFailed = 10;

/**
 * Makes the runner. After an I/O error it refuses everything until the journal is opened anew: once a sync has failed
 * nobody knows what reached the disk, and a second sync would claim success for pages the system has already dropped.
 */
export function batchRunner(db: DatabaseSync, core: JournalCore): BatchRunner {
  const begin = db.prepare("BEGIN IMMEDIATE");
  const commit = db.prepare("COMMIT");
  const save = db.prepare("SAVEPOINT call");
  const keep = db.prepare("RELEASE call");
  const undo = db.prepare("ROLLBACK TO call");
  let failed: Refusal | undefined;

  const runOne = (call: Call): Reply => {
    save.run();
    try {
      const operation = core[call.op] as (...args: unknown[]) => unknown;
      const value = operation(...call.args);
      keep.run();
      return { value };
    } catch (error) {
      // A full disk may end the whole transaction; then every call of the batch has failed.
      if (!db.isTransaction || sqliteCode(error) === diskFailed) throw error;
      undo.run();
      keep.run();
      return { refusal: toRefusal(error) };
    }
  };

  return {
    run(calls) {
      if (failed) return calls.map(() => ({ refusal: failed! }));
      try {
        begin.run();
        const replies = calls.map(runOne);
        commit.run();
        return replies;
      } catch (error) {
        const refusal = toRefusal(error);
        if (sqliteCode(error) === diskFailed) failed = refusal;
        if (db.isTransaction) db.exec("ROLLBACK");
        return calls.map(() => ({ refusal }));
      }
    },
  };
}
