import type { TieredCache } from "@viba/cache/tiered";
import { CacheService } from "@viba/contracts/gen/viba/cache/v1/cache_pb";
import { route, type Route } from "@viba/transport/routes";
import { needTag, statsMessage, timeToLiveMs } from "./core/entries.ts";

/** The route of CacheService; `invalidate` forgets here and tells the others. */
export function cacheRoute(cache: TieredCache, invalidate: (tag: string) => Promise<number>): Route {
  return route(CacheService, {
    async get({ key }) {
      const found = await cache.get(key);
      return found ? { found: true, value: found.bytes, tier: found.tier } : { found: false };
    },
    async put({ key, value, timeToLive, tags }) {
      await cache.put(key, value, timeToLiveMs(timeToLive), tags);
      return {};
    },
    async invalidate({ tag }) {
      return { entries: BigInt(await invalidate(needTag(tag))) };
    },
    getStats: () => ({ tiers: cache.stats().map(({ tier, stats }) => statsMessage(tier, stats)) }),
  });
}
