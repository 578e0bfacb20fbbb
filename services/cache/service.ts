import type { Bus } from "@viba/bus/bus";
import { type DiskOptions, openDiskStore } from "@viba/cache/disk";
import { type MemoryOptions, openMemoryStore } from "@viba/cache/memory";
import { type NamedTier, tieredCache } from "@viba/cache/tiered";
import type { Clock } from "@viba/runtime/clock";
import type { Metrics } from "@viba/runtime/metrics";
import type { Random } from "@viba/runtime/random";
import type { Route } from "@viba/transport/routes";
import { addCacheMetrics } from "./cache-metrics.ts";
import { openEpochs } from "./epochs.ts";
import { cacheRoute } from "./handlers.ts";

/** What the cache needs. */
export interface CacheOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly bus: Bus;
  readonly log: (message: string, facts: Record<string, unknown>) => void;
  /** Folder of the disk tier, used by this process alone; without it there is memory only. */
  readonly folder?: string;
  /** Names this cache among its replicas; "main" when there is one. */
  readonly instance?: string;
  readonly metrics?: Metrics;
  readonly memory?: Omit<MemoryOptions, "clock">;
  readonly disk?: Omit<DiskOptions, "clock" | "folder">;
}

/** A running cache. */
export interface CacheServiceHandle extends AsyncDisposable {
  readonly routes: Route[];
}

/** Opens the cache: memory (l1) over disk (l3), bounded, forgetting what any replica was told to forget. */
export async function openCacheService(options: CacheOptions): Promise<CacheServiceHandle> {
  const { clock, random, bus, log, instance = "main" } = options;
  const memory = openMemoryStore({ ...options.memory, clock });
  const cache = tieredCache([{ name: "l1", store: memory }, ...(await diskTier(options))]);
  if (options.metrics) addCacheMetrics(options.metrics, cache);
  const epochs = openEpochs({ clock, random, bus, cache, instance, log });
  return {
    routes: [cacheRoute(cache, epochs.invalidate)],
    async [Symbol.asyncDispose]() {
      await epochs[Symbol.asyncDispose]();
      await cache[Symbol.asyncDispose]();
    },
  };
}

/** A disk that fails makes a smaller cache, not a mesh that doesn't start: nothing is kept here alone. */
async function diskTier({ clock, folder, disk, log }: CacheOptions): Promise<NamedTier[]> {
  if (folder === undefined) return [];
  try {
    return [{ name: "l3", store: await openDiskStore({ ...disk, clock, folder }) }];
  } catch (error) {
    log("the cache goes on without its disk tier", { folder, error: String(error) });
    return [];
  }
}
