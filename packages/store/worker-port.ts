import { Worker } from "node:worker_threads";
import { MeshError } from "@viba/runtime/errors";
import type { Call, Reply } from "./batch.ts";
import type { FromWorker, ToWorker, WorkerStart } from "./sqlite-worker.ts";

/** The journal's worker, one batch at a time. */
export interface WorkerPort {
  send(calls: Call[]): Promise<Reply[]>;
  close(): Promise<void>;
}

/** Starts the worker and opens the database in it. If the worker dies, what waits and all that follows fails. */
export async function openWorker(start: WorkerStart): Promise<WorkerPort> {
  const worker = new Worker(new URL("./sqlite-worker.ts", import.meta.url), { workerData: start });
  let waiting: PromiseWithResolvers<FromWorker> | undefined;
  let dead: MeshError | undefined;

  worker.on("message", (message: FromWorker) => waiting?.resolve(message));
  const die = (cause: unknown) => {
    dead ??= new MeshError("STORAGE_FAILED", "the journal's thread ended", { cause });
    waiting?.reject(dead);
  };
  worker.on("error", die);
  worker.on("exit", die);

  const next = async (): Promise<FromWorker> => {
    if (dead) throw dead;
    waiting = Promise.withResolvers();
    return waiting.promise;
  };
  const ask = (message: ToWorker) => {
    const answer = next();
    if (!dead) worker.postMessage(message);
    return answer;
  };

  const first = await next();
  if ("refusal" in first) {
    await worker.terminate();
    const { reason, message, facts } = first.refusal;
    throw new MeshError(reason, `${message} (${start.path})`, { facts: { ...facts, path: start.path } });
  }
  return {
    async send(calls) {
      const answer = await ask({ calls });
      if ("replies" in answer) return answer.replies;
      throw new MeshError("INTERNAL", "the journal's thread gave an unexpected answer");
    },
    async close() {
      if (!dead) await ask({ close: true });
      await worker.terminate();
    },
  };
}
