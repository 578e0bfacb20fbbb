import type { MessageInitShape } from "@bufbuild/protobuf";
import type { Duration } from "@bufbuild/protobuf/wkt";
import type { CacheStats } from "@viba/cache/tier";
import type { TierStatsSchema } from "@viba/contracts/gen/viba/cache/v1/cache_pb";
import { MeshError, msFromDuration } from "@viba/runtime/errors";

/** Longest time an entry is given out: what nobody made anew in a month is of no use to anybody. */
export const maxTimeToLiveMs = 30 * 24 * 60 * 60 * 1000;

/** A time to live in milliseconds, at most a month; INVALID_ARGUMENT unless it is more than 0. */
export function timeToLiveMs(duration: Duration | undefined): number {
  const ms = duration ? msFromDuration(duration) : 0;
  if (ms > 0) return Math.min(ms, maxTimeToLiveMs);
  throw new MeshError("INVALID_ARGUMENT", "time_to_live: more than 0", {
    messageKo: "time_to_live는 0보다 커야 합니다",
    facts: { field: "time_to_live" },
  });
}

/** A tag as asked for; INVALID_ARGUMENT unless it could be the tag of an entry. */
export function needTag(tag: string): string {
  if (tag !== "" && new TextEncoder().encode(tag).length <= maxTagBytes) return tag;
  throw new MeshError("INVALID_ARGUMENT", `tag: 1 to ${maxTagBytes} bytes`, {
    messageKo: `tag는 1~${maxTagBytes}바이트여야 합니다`,
    facts: { field: "tag" },
  });
}

const maxTagBytes = 256;

/** The counters of a tier as they are answered. */
export function statsMessage(tier: string, stats: CacheStats): MessageInitShape<typeof TierStatsSchema> {
  return {
    tier,
    entries: BigInt(stats.entries),
    bytes: BigInt(stats.bytes),
    hits: BigInt(stats.hits),
    misses: BigInt(stats.misses),
    evictions: BigInt(stats.evictions),
  };
}
