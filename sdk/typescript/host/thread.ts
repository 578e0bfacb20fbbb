import { Worker } from "node:worker_threads";
import type { FromWorker, ToWorker, WorkerStart } from "../wire.ts";

/** What a thread tells. Nothing comes after `gone`. */
export interface ThreadEvents {
  message(message: FromWorker): void;
  /** The thread has ended, by itself or by force. */
  gone(because: string): void;
}

/** A thread that runs handlers. */
export interface Thread {
  post(message: ToWorker, transfer?: ArrayBuffer[]): void;
  /** Ends it even if it computes. */
  terminate(): Promise<void>;
}

/** Starts a thread; the pool's tests have one without a real worker. */
export type StartThread = (events: ThreadEvents) => Thread;

/** Threads that load the agent's module again; there `serveAgent` runs handlers instead of serving. */
export function moduleThreads(moduleUrl: string, start: WorkerStart, memoryMb: number): StartThread {
  return (events) => {
    const worker = new Worker(new URL(moduleUrl), {
      workerData: start,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
      name: start.service,
    });
    let because = "";
    worker.on("message", (message: FromWorker) => events.message(message));
    worker.on("error", (error) => {
      because = error instanceof Error ? (error.stack ?? error.message) : String(error);
    });
    worker.once("exit", (code) => events.gone(because || `it exited with code ${code}`));
    return {
      post: (message, transfer = []) => worker.postMessage(message, transfer),
      terminate: async () => void (await worker.terminate()),
    };
  };
}
