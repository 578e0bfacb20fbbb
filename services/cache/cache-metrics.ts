import type { TieredCache } from "@viba/cache/tiered";
import type { Metrics } from "@viba/runtime/metrics";

/** Adds what the tiers count; read when the metrics are read, so that a call pays nothing. */
export function addCacheMetrics(metrics: Metrics, cache: TieredCache): void {
  const seen = new Map<string, number>();
  /** What a counter of the tier grew by since the last reading. */
  const grown = (name: string, now: number) => {
    const before = seen.get(name) ?? 0;
    seen.set(name, now);
    return Math.max(0, now - before);
  };
  // Collected first, as it was made first: so the counters below are up to date in the same reading.
  metrics.gauge("viba_cache_entries", "Entries held now", ["tier"], (gauge) => {
    for (const { tier, stats } of cache.stats()) {
      gauge.set({ tier }, stats.entries);
      for (const result of ["hits", "misses"] as const) {
        reads.inc({ tier, result }, grown(`${tier} ${result}`, stats[result]));
      }
      for (const cause of ["evictions", "damaged", "refused"] as const) {
        dropped.inc({ tier, cause }, grown(`${tier} ${cause}`, stats[cause]));
      }
    }
    for (const [event, count] of Object.entries(cache.counters())) events.inc({ event }, grown(event, count));
  });
  metrics.gauge("viba_cache_bytes", "Bytes held now", ["tier"], (gauge) => {
    for (const { tier, stats } of cache.stats()) gauge.set({ tier }, stats.bytes);
  });
  const reads = metrics.counter("viba_cache_reads_total", "Reads by what they found", ["tier", "result"]);
  const dropped = metrics.counter("viba_cache_dropped_total", "Entries not kept, by cause", ["tier", "cause"]);
  const events = metrics.counter("viba_cache_events_total", "What happened between the tiers", ["event"]);
}
