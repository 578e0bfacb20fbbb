import type { Clock, Timer } from "@viba/runtime/clock";
import { MeshError, toMeshError } from "@viba/runtime/errors";
import type { Random } from "@viba/runtime/random";
import { backoffMs } from "@viba/runtime/retry";
import type { SpanRecord } from "@viba/runtime/trace/record";
import {
  type FromWorker,
  fromWireError,
  type HostAnswer,
  type HostCall,
  type RunRequest,
  type RunResult,
  toWireError,
  type WireProgress,
} from "../wire.ts";
import type { StartThread, Thread } from "./thread.ts";

/** One attempt as the pool sees it. `done` or `failed` comes exactly once. */
export interface Job {
  readonly request: RunRequest;
  /** Attempts of this capability that may run at a time; 1 also means: alone on its thread. */
  readonly maxConcurrency: number;
  progress(progress: WireProgress): void;
  /** Answers what the handler asks of the mesh. */
  ask(ask: HostCall): Promise<HostAnswer>;
  done(result: RunResult): void;
  failed(error: MeshError): void;
}

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
export interface PoolOptions {
  readonly threads: number;
  readonly start: StartThread;
  readonly clock: Clock;
  readonly random: Random;
  /** From the abort signal to the end of the thread. */
  readonly cancelGraceMs: number;
  readonly onSpans?: (spans: readonly SpanRecord[], dropped: number) => void;
}

interface Entry {
  readonly job: Job;
  settled: boolean;
  slot: Slot | undefined;
  grace?: Timer;
}

interface Slot {
  thread: Thread | undefined;
  ready: boolean;
  /** Ends in a row without having been ready. */
  failures: number;
  readonly running: Map<number, Entry>;
}

const restartBackoff = { baseMs: 100, maxMs: 5_000, factor: 2 };

/** Starts the threads. */
export function createPool(options: PoolOptions): Pool {
  const slots: Slot[] = [];
  const queue = new Set<Entry>();
  const ready = Promise.withResolvers<void>();
  ready.promise.catch(() => {});
  let numbers = 0;
  let restarts = 0;
  let closed = false;

  const startThread = (slot: Slot) => {
    if (closed) return;
    const thread: Thread = options.start({
      message: (message) => slot.thread === thread && onMessage(slot, message),
      gone: (because) => slot.thread === thread && onGone(slot, because),
    });
    slot.thread = thread;
  };
  const onMessage = (slot: Slot, message: FromWorker) => {
    if (message.kind === "ready") {
      slot.ready = true;
      slot.failures = 0;
      ready.resolve();
      return dispatch();
    }
    if (message.kind === "spans") return options.onSpans?.(message.spans, message.dropped);
    const entry = slot.running.get(message.job);
    if (!entry) return;
    if (message.kind === "progress") return entry.settled || entry.job.progress(message.progress);
    if (message.kind === "call") return void answer(slot.thread!, entry, message.call, message.ask);
    release(slot, message.job, entry);
    settle(entry, message.kind === "done" ? message.result : fromWireError(message.error));
    dispatch();
  };
  const onGone = (slot: Slot, because: string) => {
    const wasReady = slot.ready;
    vacate(slot, because);
    ready.reject(new MeshError("AGENT_FAILED", `the agent's module can't be loaded: ${because}`));
    const delayMs = wasReady ? 0 : backoffMs(slot.failures++, options.random, restartBackoff);
    if (delayMs === 0) startThread(slot);
    else options.clock.after(delayMs, () => startThread(slot));
  };
  /** Takes the thread and its jobs off the slot. */
  const vacate = (slot: Slot, because: string) => {
    restarts += 1;
    slot.thread = undefined;
    slot.ready = false;
    for (const [number, entry] of slot.running) {
      release(slot, number, entry);
      settle(entry, crashed(entry.job.request.capability, because));
    }
  };
  const endThread = (slot: Slot, because: string) => {
    void slot.thread?.terminate();
    vacate(slot, because);
    startThread(slot);
  };
  const dispatch = () => {
    for (const entry of queue) {
      const slot = freeSlot(slots, entry.job);
      if (!slot) continue;
      queue.delete(entry);
      const number = ++numbers;
      entry.slot = slot;
      slot.running.set(number, entry);
      const { request } = entry.job;
      slot.thread!.post(
        { kind: "run", job: number, request },
        request.inputs.map((input) => input.bytes.buffer),
      );
    }
  };
  const cancel = (entry: Entry, reason: MeshError) => {
    if (entry.settled) return;
    settle(entry, reason);
    const { slot } = entry;
    if (!slot) return void queue.delete(entry);
    const number = [...slot.running].find(([, running]) => running === entry)![0];
    slot.thread!.post({ kind: "cancel", job: number, error: toWireError(reason) });
    entry.grace = options.clock.after(options.cancelGraceMs, () =>
      endThread(slot, `${entry.job.request.capability} did not stop when it was cancelled`),
    );
  };

  for (let at = 0; at < options.threads; at++) {
    const slot: Slot = { thread: undefined, ready: false, failures: 0, running: new Map() };
    slots.push(slot);
    startThread(slot);
  }
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
      restarts,
    }),
    async close() {
      closed = true;
      const threads = slots.flatMap((slot) => slot.thread ?? []);
      for (const slot of slots) vacate(slot, "the agent ends");
      for (const entry of queue) settle(entry, new MeshError("DRAINING", "the agent ends"));
      queue.clear();
      await Promise.all(threads.map((thread) => thread.terminate()));
    },
  };
}

function release(slot: Slot, number: number, entry: Entry): void {
  slot.running.delete(number);
  entry.slot = undefined;
  entry.grace?.cancel();
}

function settle(entry: Entry, outcome: RunResult | MeshError): void {
  if (entry.settled) return;
  entry.settled = true;
  if (outcome instanceof MeshError) entry.job.failed(outcome);
  else entry.job.done(outcome);
}

/** The least busy thread that may take the job now. */
function freeSlot(slots: readonly Slot[], job: Job): Slot | undefined {
  const same = slots
    .flatMap((slot) => [...slot.running.values()])
    .filter((entry) => entry.job.request.capability === job.request.capability);
  if (same.length >= job.maxConcurrency) return undefined;
  return slots
    .filter((slot) => slot.ready && (slot.running.size === 0 || (!isAlone(job) && !hasLoner(slot))))
    .sort((a, b) => a.running.size - b.running.size)[0];
}

function hasLoner(slot: Slot): boolean {
  return [...slot.running.values()].some((entry) => isAlone(entry.job));
}

function isAlone(job: Job): boolean {
  return job.maxConcurrency === 1;
}

async function answer(thread: Thread, { job }: Entry, call: number, ask: HostCall): Promise<void> {
  try {
    const given = await job.ask(ask);
    thread.post({ kind: "answer", call, answer: given }, [given.bytes.buffer]);
  } catch (error) {
    thread.post({ kind: "refused", call, error: toWireError(toMeshError(error)) });
  }
}

function crashed(capability: string, because: string): MeshError {
  const [firstLine] = because.split("\n", 1);
  return new MeshError("AGENT_FAILED", `the worker of ${capability} has ended: ${firstLine}`, {
    messageKo: "에이전트의 작업 스레드가 멈춰 다시 시작했습니다",
    facts: { capability },
  });
}
