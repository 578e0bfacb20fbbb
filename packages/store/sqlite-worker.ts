import { parentPort, workerData } from "node:worker_threads";
import { type Call, batchRunner, type Reply } from "./batch.ts";
import { journalCore } from "./core.ts";
import { type Refusal, toRefusal } from "./refusal.ts";
import { openDatabase } from "./sqlite-database.ts";

/** What the worker is told at its start. */
export interface WorkerStart {
  path: string;
  maxBytes: number;
}

/** What it is sent: a batch, or the word to close. */
export type ToWorker = { calls: Call[] } | { close: true };

/** What it answers. */
export type FromWorker = { opened: true } | { refusal: Refusal } | { replies: Reply[] } | { closed: true };

const port = parentPort!;
const post = (message: FromWorker) => port.postMessage(message);

try {
  const { path, maxBytes } = workerData as WorkerStart;
  const db = openDatabase(path, maxBytes);
  const runner = batchRunner(db, journalCore(db));
  port.on("message", (message: ToWorker) => {
    if ("calls" in message) return post({ replies: runner.run(message.calls) });
    db.close();
    post({ closed: true });
    port.close();
  });
  post({ opened: true });
} catch (error) {
  post({ refusal: toRefusal(error) });
  port.close();
}
