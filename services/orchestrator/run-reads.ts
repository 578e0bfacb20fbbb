import type { Run } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { MeshError } from "@viba/runtime/errors";
import type { RunRow } from "@viba/store/journal";
import { hasEnded } from "./core/fold.ts";
import { listedRun, summaryRun } from "./core/summary.ts";
import type { RunPorts } from "./ports.ts";
import { readRun } from "./run-log.ts";

type ReadPorts = Pick<RunPorts, "journal">;

/** Questions about runs that the journal alone answers. */
export function runReads(ports: ReadPorts) {
  return {
    getRun: async ({ runId }: { readonly runId: string }) => ({ run: await existingRun(runId, ports) }),
    async listRuns({ limit }: { readonly limit: number }) {
      const rows = await ports.journal.runs({ limit: Math.min(limit || 50, 500) });
      return { runs: await Promise.all(rows.map((row) => listed(row, ports))) };
    },
  };
}

/** A run, or NOT_FOUND. */
export async function existingRun(runId: string, ports: ReadPorts): Promise<Run> {
  if (!(await ports.journal.run(runId)))
    throw new MeshError("NOT_FOUND", `no run ${runId}`, { messageKo: `${runId}라는 실행이 없습니다` });
  return (await readRun(runId, ports)).run;
}

/** An ended run is in its head; what happened in one under way is read. */
async function listed(row: RunRow, ports: ReadPorts): Promise<Run> {
  const run = summaryRun(row.runId, row.summary);
  if (run && (hasEnded(run) || row.state === "accepted")) return run;
  return listedRun((await readRun(row.runId, ports)).run);
}
