import { totalmem } from "node:os";
import type { MessageInitShape } from "@bufbuild/protobuf";
import type { LoadSchema } from "@viba/contracts/gen/viba/router/v1/registry_pb";
import type { AttemptCounts } from "./attempts.ts";

/** What a process uses; production reads it from `process`. */
export interface Usage {
  /** CPU time of all threads so far, milliseconds. */
  readonly cpuMs: () => number;
  readonly memoryBytes: () => number;
  /** Memory the process may use, in bytes. */
  readonly memoryLimit: () => number;
  readonly monotonicMs: () => number;
}

/** Says how busy the instance is; CPU is the mean since the last question. */
export function createLoadMeter(counts: () => AttemptCounts, usage: Usage): () => MessageInitShape<typeof LoadSchema> {
  let lastCpuMs = usage.cpuMs();
  let lastMs = usage.monotonicMs();
  return () => {
    const cpuMs = usage.cpuMs();
    const nowMs = usage.monotonicMs();
    const cpu = nowMs > lastMs ? (cpuMs - lastCpuMs) / (nowMs - lastMs) : 0;
    lastCpuMs = cpuMs;
    lastMs = nowMs;
    const { inFlight, queued } = counts();
    const memoryBytes = usage.memoryBytes();
    const limit = usage.memoryLimit();
    return {
      inFlight,
      queued,
      cpu: Math.min(1, Math.max(0, cpu)),
      memoryBytes: BigInt(Math.round(memoryBytes)),
      memory: limit > 0 ? Math.min(1, memoryBytes / limit) : 0,
    };
  };
}

/** This process's own usage. */
export function processUsage(monotonicMs: () => number): Usage {
  return {
    cpuMs: () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1000;
    },
    memoryBytes: () => process.memoryUsage.rss(),
    // A container's limit where there is one; it reads as 0, or as more than there is, where there is none.
    memoryLimit: () => Math.min(process.constrainedMemory() || Infinity, totalmem()),
    monotonicMs,
  };
}
