import { isMainThread, parentPort, workerData } from "node:worker_threads";
import { type AgentDefinition, defineAgent } from "./definition.ts";
import { isWorkerStart } from "./wire.ts";

/**
 * Serves an agent. Called with `import.meta.url` of the module that defines it: that module is loaded once more in a
 * worker thread, and there the same call runs the handlers, so that an agent that computes never looks dead.
 * Resolves when the agent serves.
 */
export async function serveAgent(moduleUrl: string, definition: AgentDefinition): Promise<void> {
  const checked = defineAgent(definition);
  if (!isMainThread && isWorkerStart(workerData) && parentPort) {
    const { runWorker } = await import("./worker/main.ts");
    return runWorker(checked, workerData, parentPort);
  }
  const { serveOnMain } = await import("./host/serve.ts");
  await serveOnMain(moduleUrl, checked);
}
