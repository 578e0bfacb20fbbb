import { join } from "node:path";
import type { Clock } from "@viba/runtime/clock";
import { ensureFolder } from "./folder.ts";
import { groupQueue, type QueueCounters, type QueueOptions } from "./group-queue.ts";
import { journalClient, type RecordLimits } from "./journal-client.ts";
import type { Journal } from "./journal.ts";
import { openWorker } from "./worker-port.ts";

/** Bounds of a journal; a test makes them small, production takes the defaults. */
export interface JournalLimits extends QueueOptions, RecordLimits {
  /** Bytes of the journal's file; beyond it STORAGE_FAILED until something is pruned. */
  maxBytes: number;
}

/** The bounds in production: a queue of some seconds on a slow disk, and bodies far above what belongs into a journal. */
export const journalDefaults: JournalLimits = {
  maxQueued: 20_000,
  maxQueuedBytes: 64 * 1024 * 1024,
  maxBatch: 2_000,
  maxBodyBytes: 4 * 1024 * 1024,
  maxBytes: 16 * 1024 ** 3,
};

/** A journal that says how its queue does. */
export interface CountedJournal extends Journal {
  counters(): QueueCounters;
}

/**
 * Opens the journal of one process in `folder` (file `journal.sqlite`): SQLite in a thread of its own, group commit, full
 * sync. A second opening, in any process, is refused with DATA_FOLDER_TAKEN.
 */
export async function openSqliteJournal(options: {
  folder: string;
  clock: Clock;
  limits?: Partial<JournalLimits>;
}): Promise<CountedJournal> {
  const limits = { ...journalDefaults, ...options.limits };
  await ensureFolder(options.folder);
  const path = join(options.folder, "journal.sqlite");
  const worker = await openWorker({ path, maxBytes: limits.maxBytes });
  const queue = groupQueue((calls) => worker.send(calls), limits);
  const journal = journalClient(queue, options.clock, limits, () => worker.close());
  return { ...journal, counters: queue.counters };
}
