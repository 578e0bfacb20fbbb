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

/** A job that was submitted. */
export interface Entry {
  readonly job: Job;
  /** The job has its outcome; the handler may still run. */
  settled: boolean;
  slot: Slot | undefined;
}

/** A place where handlers run: one thread at a time, replaced when it ends. */
export interface Slot {
  /** The thread has loaded the agent. */
  readonly ready: boolean;
  /** Threads started again after a crash or a handler that did not stop. */
  readonly restarts: number;
  readonly running: ReadonlySet<Entry>;
  run(entry: Entry): void;
  /** Asks the handler to stop; ends the thread if it still runs after the grace. */
  stop(entry: Entry, reason: MeshError): void;
  close(): Promise<void>;
}

/** What a slot needs. */
export interface SlotOptions {
  readonly start: StartThread;
  readonly clock: Clock;
  readonly random: Random;
  /** From the abort signal to the end of the thread. */
  readonly cancelGraceMs: number;
  readonly onSpans?: (spans: readonly SpanRecord[], dropped: number) => void;
  /** There may be room for another job. */
  readonly onFree: () => void;
  /** The thread is ready for the first time, or again. */
  readonly onReady: () => void;
  /** The thread has ended by itself. */
  readonly onGone: (because: string) => void;
}

const restartBackoff = { baseMs: 100, maxMs: 5_000, factor: 2 };

/** Starts a thread and keeps one running. */
export function openSlot(options: SlotOptions): Slot {
  const numbers = new Map<number, Entry>();
  const graces = new Map<Entry, Timer>();
  const running = new Set<Entry>();
  let thread: Thread | undefined;
  let ready = false;
  let failures = 0;
  let restarts = 0;
  let count = 0;
  let closed = false;

  const release = (entry: Entry) => {
    running.delete(entry);
    graces.get(entry)?.cancel();
    graces.delete(entry);
    entry.slot = undefined;
  };
  /** Takes the thread and its jobs off the slot. */
  const vacate = (because: string): Thread | undefined => {
    const old = thread;
    thread = undefined;
    ready = false;
    numbers.clear();
    for (const entry of running) {
      release(entry);
      settle(entry, crashed(entry.job.request.capability, because));
    }
    return old;
  };
  const start = () => {
    if (closed) return;
    const current: Thread = options.start({
      message: (message) => current === thread && hear(current, message),
      gone: (because) => current === thread && gone(because),
    });
    thread = current;
  };
  const gone = (because: string) => {
    const delayMs = ready ? 0 : backoffMs(failures++, options.random, restartBackoff);
    vacate(because);
    options.onGone(because);
    restarts += 1;
    if (delayMs === 0) start();
    else options.clock.after(delayMs, start);
  };
  const hear = (from: Thread, message: FromWorker) => {
    if (message.kind === "ready") {
      ready = true;
      failures = 0;
      return options.onReady();
    }
    if (message.kind === "spans") return options.onSpans?.(message.spans, message.dropped);
    const entry = numbers.get(message.job);
    if (!entry) return;
    if (message.kind === "progress") return entry.settled || entry.job.progress(message.progress);
    if (message.kind === "call") return void answer(from, entry, message.call, message.ask);
    numbers.delete(message.job);
    release(entry);
    settle(entry, message.kind === "done" ? message.result : fromWireError(message.error));
    options.onFree();
  };

  start();
  return {
    running,
    get ready() {
      return ready;
    },
    get restarts() {
      return restarts;
    },
    run(entry) {
      const { request } = entry.job;
      const job = ++count;
      numbers.set(job, entry);
      running.add(entry);
      entry.slot = this;
      const buffers = request.inputs.map((input) => input.bytes.buffer);
      thread!.post({ kind: "run", job, request }, buffers);
    },
    stop(entry, reason) {
      const [job] = [...numbers].find(([, one]) => one === entry)!;
      thread!.post({ kind: "cancel", job, error: toWireError(reason) });
      const end = () => {
        void vacate(`${entry.job.request.capability} did not stop when it was cancelled`)?.terminate();
        restarts += 1;
        start();
      };
      graces.set(entry, options.clock.after(options.cancelGraceMs, end));
    },
    async close() {
      closed = true;
      await vacate("the agent ends")?.terminate();
    },
  };
}

/** Gives a job its outcome; only the first one counts. */
export function settle(entry: Entry, outcome: RunResult | MeshError): void {
  if (entry.settled) return;
  entry.settled = true;
  if (outcome instanceof MeshError) entry.job.failed(outcome);
  else entry.job.done(outcome);
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
