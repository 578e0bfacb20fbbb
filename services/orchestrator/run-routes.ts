import { OrchestratorService } from "@viba/contracts/gen/viba/orchestrator/v1/orchestrator_pb";
import { route, type Route } from "@viba/transport/routes";
import { hasEnded } from "./core/fold.ts";
import type { Drivers } from "./drivers.ts";
import { fromRecord } from "./events.ts";
import type { RunPorts } from "./ports.ts";
import { existingRun, runReads } from "./run-reads.ts";
import { admitRun } from "./start-run.ts";
import { watchRun } from "./watch-run.ts";

/** The route of OrchestratorService. */
export function runRoute(ports: RunPorts, drivers: Pick<Drivers, "start" | "cancel" | "needRoom">): Route {
  return route(OrchestratorService, {
    async startRun(request) {
      drivers.needRoom();
      const admitted = await admitRun(request, ports);
      drivers.start(admitted.runId);
      return { ...admitted };
    },
    async *watchRun({ runId, afterSequence }, context) {
      for await (const event of watchRun(runId, afterSequence, ports, context.signal)) yield { event };
    },
    ...runReads(ports),
    async cancelRun({ runId }) {
      if (!hasEnded(await existingRun(runId, ports))) await drivers.cancel(runId);
      return {};
    },
    async readJournal({ cursor, limit }) {
      const { records, cursor: next } = await ports.journal.read(Number(cursor), Math.min(limit || 500, 5000));
      return { events: records.map(fromRecord), cursor: BigInt(next) };
    },
  });
}
