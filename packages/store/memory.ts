import type { Clock } from "@viba/runtime/clock";
import { batchRunner } from "./batch.ts";
import { journalCore } from "./core.ts";
import { groupQueue } from "./group-queue.ts";
import { journalClient } from "./journal-client.ts";
import type { Journal } from "./journal.ts";
import { openDatabase } from "./sqlite-database.ts";
import { journalDefaults, type JournalLimits } from "./sqlite.ts";

/** A journal in memory, in the caller's thread: same rules and same engine, nothing durable. For tests. */
export async function openMemoryJournal(options: { clock: Clock; limits?: Partial<JournalLimits> }): Promise<Journal> {
  const limits = { ...journalDefaults, ...options.limits };
  const db = openDatabase(":memory:", limits.maxBytes);
  const runner = batchRunner(db, journalCore(db));
  const queue = groupQueue(async (calls) => runner.run(structuredClone(calls)), limits);
  return journalClient(queue, options.clock, limits, async () => db.close());
}
