import { setImmediate } from "node:timers/promises";
import { MeshError } from "@viba/runtime/errors";
import type { Call, Reply } from "./batch.ts";

/** Bounds of the queue before the journal. */
export interface QueueOptions {
  /** Calls waiting for the next commit; one more is refused with OVERLOADED. */
  maxQueued: number;
  /** Bytes of bodies waiting for the next commit. */
  maxQueuedBytes: number;
  /** Calls in one transaction. */
  maxBatch: number;
}

/** What the queue has done. */
export interface QueueCounters {
  calls: number;
  commits: number;
  /** Calls refused because the queue was full. */
  refused: number;
  queued: number;
}

/** Turns single calls into batches. */
export interface GroupQueue {
  call(call: Call, bytes: number): Promise<unknown>;
  counters(): QueueCounters;
  /** Refuses new calls and resolves when every earlier one is answered. */
  drain(): Promise<void>;
}

interface Waiting {
  call: Call;
  bytes: number;
  resolve(value: unknown): void;
  reject(error: MeshError): void;
}

/** Calls answered in one turn of the event loop: what each goes on with runs in the same turn, and others wait for its end. */
const answersPerTurn = 16;

/** When to come back after OVERLOADED: a few commits on a slow disk. */
const retryAfterMs = 50;

/**
 * Group commit: one batch is under way at a time, and whatever arrives meanwhile goes into the next one. So the cost of a
 * sync is shared by all who wait for it, and a lone caller waits for nobody.
 */
export function groupQueue(send: (calls: Call[]) => Promise<Reply[]>, options: QueueOptions): GroupQueue {
  let waiting: Waiting[] = [];
  let waitingBytes = 0;
  let running: Promise<void> | undefined;
  let closed = false;
  const counters = { calls: 0, commits: 0, refused: 0 };

  const commitOne = async () => {
    const batch = waiting.slice(0, options.maxBatch);
    waiting = waiting.slice(batch.length);
    for (const entry of batch) waitingBytes -= entry.bytes;
    counters.commits++;
    try {
      const replies = await send(batch.map((entry) => entry.call));
      for (const [index, entry] of batch.entries()) {
        if (index > 0 && index % answersPerTurn === 0) await setImmediate();
        answer(entry, replies[index]!);
      }
    } catch (error) {
      const failure = failed(error);
      for (const entry of batch) entry.reject(failure);
    }
  };
  const run = async () => {
    // A turn of the event loop lets everybody whom the last commit woke join the next one, instead of the one after.
    for (await setImmediate(); waiting.length > 0; await setImmediate()) await commitOne();
    running = undefined;
  };

  return {
    call(call, bytes) {
      if (closed) return Promise.reject(failed("the journal is closed"));
      const room = waitingBytes + bytes <= options.maxQueuedBytes || waiting.length === 0;
      if (waiting.length >= options.maxQueued || !room) {
        counters.refused++;
        return Promise.reject(new MeshError("OVERLOADED", "the journal's queue is full", { retryAfterMs }));
      }
      counters.calls++;
      waitingBytes += bytes;
      return new Promise((resolve, reject) => {
        waiting.push({ call, bytes, resolve, reject });
        running ??= run();
      });
    },
    counters: () => ({ ...counters, queued: waiting.length }),
    async drain() {
      closed = true;
      await running;
    },
  };
}

function answer(entry: Waiting, reply: Reply): void {
  if ("value" in reply) return entry.resolve(reply.value);
  const { reason, message, facts } = reply.refusal;
  entry.reject(new MeshError(reason, message, { facts }));
}

function failed(cause: unknown): MeshError {
  if (cause instanceof MeshError) return cause;
  const text = cause instanceof Error ? cause.message : String(cause);
  return new MeshError("STORAGE_FAILED", text, { cause });
}
