import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Client, createClient } from "@connectrpc/connect";
import { GatewayService } from "@viba/contracts/gen/viba/gateway/v1/gateway_pb";
import { traceAnswer } from "@viba/monitor-service/core/trace";
import { openTraceShelf, tracesFolder } from "@viba/monitor-service/trace-shelf";
import { runReads } from "@viba/orchestrator-service/run-reads";
import { systemClock } from "@viba/runtime/clock";
import { lockFolder, readLock } from "@viba/store/lock";
import { openSqliteJournal } from "@viba/store/sqlite";
import { createLocalTransport } from "@viba/transport/local";
import { route } from "@viba/transport/routes";
import { type AskOptions, inSession } from "./in-session.ts";

/** What can be asked about runs when no mesh runs. */
export type RunReader = Pick<Client<typeof GatewayService>, "getRun" | "listRuns" | "getTrace">;

/** Whether a folder's runs can be read only here: it keeps some, nobody owns it, and no mesh elsewhere is named. */
export async function hasOnlyKeptRuns(
  data: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<boolean> {
  if (env["VIBA_GATEWAY"]?.trim()) return false;
  return existsSync(join(data, "journal.sqlite")) && !(await readLock(data));
}

/** Reads the runs of a folder whose mesh has ended. Nothing goes on with those that had not: that takes `viba up`. */
export async function withKeptRuns<T>(data: string, use: (runs: RunReader) => Promise<T>): Promise<T> {
  await using _lock = await lockFolder(data);
  await using journal = await openSqliteJournal({ folder: data, clock: systemClock });
  const reads = runReads({ journal });
  const traces = await openTraceShelf(tracesFolder(data));
  const kept = route(GatewayService, {
    ...reads,
    async getTrace({ runId }) {
      const { traceId } = (await reads.getRun({ runId })).run;
      const { spans, partial } = (await traces.read(traceId)) ?? traceAnswer(traceId, []);
      return { spans, partial };
    },
  });
  return await use(createClient(GatewayService, createLocalTransport([kept])));
}

/** Asks about runs: the running mesh, or the folder of one that has ended. */
export async function aboutRuns<T>(options: AskOptions, use: (runs: RunReader) => Promise<T>): Promise<T> {
  if (await hasOnlyKeptRuns(options.data, process.env)) return withKeptRuns(options.data, use);
  return inSession(options, ({ gateway }) => use(gateway));
}
