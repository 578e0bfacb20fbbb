import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { GetTraceResponseSchema } from "@viba/contracts/gen/viba/monitor/v1/monitor_pb";
import type { TraceAnswer } from "./core/trace.ts";

/** Traces of ended runs in files, so that they outlive the process. What is torn or gone is as if it had never been kept. */
export interface TraceShelf {
  /** Keeps a trace, over what was kept of it before; the oldest goes when there are too many. */
  keep(traceId: string, answer: TraceAnswer): Promise<void>;
  read(traceId: string): Promise<TraceAnswer | undefined>;
}

/** Some tens of KiB each. */
const mostDefault = 200;
const suffix = ".trace";

/** Where a data folder has its traces. */
export const tracesFolder = (data: string): string => join(data, "traces");

/** Opens a folder of traces, making it if needed. */
export async function openTraceShelf(folder: string, most = mostDefault): Promise<TraceShelf> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const kept = new Set(await oldestFirst(folder));
  const pathOf = (traceId: string) => join(folder, traceId + suffix);
  return {
    async keep(traceId, answer) {
      const next = `${pathOf(traceId)}.tmp`;
      await writeFile(next, toBinary(GetTraceResponseSchema, create(GetTraceResponseSchema, answer)), { mode: 0o600 });
      await rename(next, pathOf(traceId));
      kept.delete(traceId);
      kept.add(traceId);
      for (const oldest of kept) {
        if (kept.size <= most) break;
        kept.delete(oldest);
        await rm(pathOf(oldest), { force: true });
      }
    },
    async read(traceId) {
      if (!kept.has(traceId)) return undefined;
      try {
        return fromBinary(GetTraceResponseSchema, await readFile(pathOf(traceId)));
      } catch {
        return undefined;
      }
    },
  };
}

async function oldestFirst(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(suffix));
  const aged = await Promise.all(names.map(async (name) => ({ name, ms: (await stat(join(folder, name))).mtimeMs })));
  return aged.sort((a, b) => a.ms - b.ms).map(({ name }) => name.slice(0, -suffix.length));
}
