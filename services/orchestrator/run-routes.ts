import { OrchestratorService } from "@viba/contracts/gen/viba/orchestrator/v1/orchestrator_pb";
import type { Run } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { MeshError } from "@viba/runtime/errors";
import type { RunRow } from "@viba/store/journal";
import { route, type Route } from "@viba/transport/routes";
import { hasEnded } from "./core/fold.ts";
import { listedRun, summaryRun } from "./core/summary.ts";
import type { Drivers } from "./drivers.ts";
import { fromRecord } from "./events.ts";
import type { RunPorts } from "./ports.ts";
import { readRun } from "./run-log.ts";
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
    getRun: async ({ runId }) => ({ run: await existing(runId, ports) }),
    async listRuns({ limit }) {
      const rows = await ports.journal.runs({ limit: Math.min(limit || 50, 500) });
      return { runs: await Promise.all(rows.map((row) => listed(row, ports))) };
    },
    async cancelRun({ runId }) {
      if (!hasEnded(await existing(runId, ports))) await drivers.cancel(runId);
      return {};
    },
    async readJournal({ cursor, limit }) {
      const { records, cursor: next } = await ports.journal.read(Number(cursor), Math.min(limit || 500, 5000));
      return { events: records.map(fromRecord), cursor: BigInt(next) };
    },
  });
}

async function existing(runId: string, ports: RunPorts): Promise<Run> {
  if (!(await ports.journal.run(runId)))
    throw new MeshError("NOT_FOUND", `no run ${runId}`, { messageKo: `${runId}라는 실행이 없습니다` });
  return (await readRun(runId, ports)).run;
}

/** An ended run is in its head; what happened in one under way is read. */
async function listed(row: RunRow, ports: RunPorts): Promise<Run> {
  const run = summaryRun(row.runId, row.summary);
  if (run && (hasEnded(run) || row.state === "accepted")) return run;
  return listedRun((await readRun(row.runId, ports)).run);
}
