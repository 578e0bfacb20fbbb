import { MeshError } from "@viba/runtime/errors";
import { type Entry, type Job, openSlot, settle, type Slot, type SlotOptions } from "./slot.ts";

/** What the pool has done and does. */
export interface PoolCounts {
  readonly running: number;
  readonly queued: number;
  /** Threads started again after a crash or a handler that did not stop. */
  readonly restarts: number;
}

/** The threads on which handlers run. */
export interface Pool {
  /** Resolves when a thread has loaded the agent; rejects when the first one ends before. */
  readonly ready: Promise<void>;
  /** Runs a job as soon as a thread is free. The answer cancels it: it fails with that reason at once. */
  submit(job: Job): (reason: MeshError) => void;
  counts(): PoolCounts;
  close(): Promise<void>;
}

/** What the pool needs. */
export interface PoolOptions extends Omit<SlotOptions, "onFree" | "onReady" | "onGone"> {
  readonly threads: number;
}

/** Starts the threads. */
export function createPool(options: PoolOptions): Pool {
  const queue = new Set<Entry>();
  const ready = Promise.withResolvers<void>();
  ready.promise.catch(() => {});

  const dispatch = () => {
    for (const entry of queue) {
      const slot = freeSlot(slots, entry.job);
      if (slot && queue.delete(entry)) slot.run(entry);
    }
  };
  const slots = Array.from({ length: options.threads }, () =>
    openSlot({
      ...options,
      onFree: dispatch,
      onReady() {
        ready.resolve();
        dispatch();
      },
      onGone: (because) =>
        ready.reject(new MeshError("AGENT_FAILED", `the agent's module can't be loaded: ${because}`)),
    }),
  );
  const cancel = (entry: Entry, reason: MeshError) => {
    if (entry.settled) return;
    settle(entry, reason);
    if (entry.slot) entry.slot.stop(entry, reason);
    else queue.delete(entry);
  };

  return {
    ready: ready.promise,
    submit(job) {
      const entry: Entry = { job, settled: false, slot: undefined };
      queue.add(entry);
      dispatch();
      return (reason) => cancel(entry, reason);
    },
    counts: () => ({
      running: slots.reduce((sum, slot) => sum + slot.running.size, 0),
      queued: queue.size,
      restarts: slots.reduce((sum, slot) => sum + slot.restarts, 0),
    }),
    async close() {
      for (const entry of queue) settle(entry, new MeshError("DRAINING", "the agent ends"));
      queue.clear();
      await Promise.all(slots.map((slot) => slot.close()));
    },
  };
}

/** The least busy thread that may take the job now. */
function freeSlot(slots: readonly Slot[], job: Job): Slot | undefined {
  const same = slots
    .flatMap((slot) => [...slot.running])
    .filter((entry) => entry.job.request.capability === job.request.capability);
  if (same.length >= job.maxConcurrency) return undefined;
  return slots
    .filter((slot) => slot.ready && (slot.running.size === 0 || (!isAlone(job) && !hasLoner(slot))))
    .sort((a, b) => a.running.size - b.running.size)[0];
}

function hasLoner(slot: Slot): boolean {
  return [...slot.running].some((entry) => isAlone(entry.job));
}

function isAlone(job: Job): boolean {
  return job.maxConcurrency === 1;
}
