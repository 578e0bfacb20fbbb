import { fromBinary, toBinary } from "@bufbuild/protobuf";
import type { Client } from "@connectrpc/connect";
import { type Done, DoneSchema } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import type { CacheService } from "@viba/contracts/gen/viba/cache/v1/cache_pb";
import type { DispatchRequest } from "@viba/contracts/gen/viba/router/v1/router_pb";
import { durationFromMs } from "@viba/runtime/errors";
import { artifactProblem } from "./core/artifact.ts";
import type { Held } from "./core/instance.ts";
import { memoKey } from "./core/memo.ts";

/** Results of deterministic capabilities, remembered by the cache. It is never needed: whatever fails there is a miss. */
export interface ResultMemory {
  recall(request: DispatchRequest, chosen: Held, signal: AbortSignal): Promise<Done | undefined>;
  /** Not waited for: nobody's answer hangs on it. */
  remember(request: DispatchRequest, chosen: Held, done: Done): void;
}

/** Memoised results are given out for a week; their keys hold the agent's version. */
const timeToLiveMs = 7 * 24 * 3600 * 1000;
const maxBytes = 8 << 20;
const callTimeoutMs = 500;

/** The memory behind a cache service; without one nothing is remembered. */
export function createResultMemory(cache: Client<typeof CacheService> | undefined): ResultMemory {
  return {
    async recall(request, chosen, signal) {
      if (!cache || request.fresh || !chosen.capability.deterministic) return undefined;
      try {
        const key = keyOf(request, chosen);
        const { found, value } = await cache.get({ key }, { signal, timeoutMs: callTimeoutMs });
        const done = found ? fromBinary(DoneSchema, value) : undefined;
        return done && artifactProblem(done.artifact, chosen.capability.outputType) === undefined ? done : undefined;
      } catch {
        return undefined;
      }
    },
    remember(request, chosen, done) {
      if (!cache || !chosen.capability.deterministic) return;
      const value = toBinary(DoneSchema, done);
      if (value.length > maxBytes) return;
      const entry = {
        key: keyOf(request, chosen),
        value,
        timeToLive: durationFromMs(timeToLiveMs),
        tags: [`agent:${chosen.instance.manifest.agentId}`],
      };
      cache.put(entry, { timeoutMs: callTimeoutMs }).catch(() => {});
    },
  };
}

function keyOf(request: DispatchRequest, { instance, capability }: Held): string {
  const wanted = new Set(capability.inputs.map((input) => input.type));
  return memoKey({
    agentId: instance.manifest.agentId,
    version: instance.manifest.version,
    capability: capability.name,
    inputs: request.inputs.filter((artifact) => wanted.has(artifact.type)),
    seed: request.seed,
    language: request.language,
  });
}
