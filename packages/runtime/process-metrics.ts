import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Counter } from "prom-client";
import type { Metrics } from "./metrics.ts";
import type { SpanRing } from "./trace/ring.ts";

const quantiles = [0.5, 0.99, 1] as const;

/** Adds what every process shows of itself: event-loop lag, memory and CPU. Disposing it stops the measuring. */
export function addProcessMetrics(metrics: Metrics): Disposable {
  const lag = monitorEventLoopDelay({ resolution: 10 });
  lag.enable();
  metrics.gauge(
    "viba_event_loop_lag_seconds",
    "How late the event loop ran since the last reading",
    ["quantile"],
    (gauge) => {
      // Until a first sample exists the histogram answers with its own least value, which was never measured.
      const read = (quantile: number) => (lag.count === 0 ? 0 : lag.percentile(quantile * 100) / 1e9);
      for (const quantile of quantiles) gauge.set({ quantile: String(quantile) }, read(quantile));
      lag.reset();
    },
  );
  metrics.gauge("viba_heap_used_bytes", "JavaScript heap in use", [], (gauge) =>
    gauge.set(process.memoryUsage().heapUsed),
  );
  metrics.gauge("viba_resident_memory_bytes", "Memory of the process", [], (gauge) =>
    gauge.set(process.memoryUsage.rss()),
  );
  metrics.counter("viba_cpu_seconds_total", "CPU time of the process since its start", ["mode"], (counter) => {
    const { user, system } = process.cpuUsage();
    setTotals(counter, { user: user / 1e6, system: system / 1e6 }, "mode");
  });
  metrics.gauge("viba_process_uptime_seconds", "Time since the process began", [], (gauge) =>
    gauge.set(process.uptime()),
  );
  return { [Symbol.dispose]: () => void lag.disable() };
}

/** Adds what became of the process's spans; asked of the ring when the metrics are read, so that a span pays nothing. */
export function addSpanMetrics(metrics: Metrics, ring: SpanRing): void {
  metrics.counter(
    "viba_spans_total",
    "Spans by fate: ended (all), overwritten (undecided and replaced), overflow (their trace was full), unshipped (the shipper was too slow)",
    ["fate"],
    (counter) => {
      const { ended, overwritten, overflow, unshipped } = ring.counts();
      setTotals(counter, { ended, overwritten, overflow, unshipped }, "fate");
    },
  );
  metrics.counter("viba_traces_evicted_total", "Kept traces that newer ones replaced", [], (counter) => {
    counter.reset();
    counter.inc(ring.counts().evictedTraces);
  });
  metrics.gauge("viba_traces_kept", "Traces kept in memory now", [], (gauge) => gauge.set(ring.traces().length));
}

function setTotals<L extends string>(counter: Counter<L>, totals: Record<string, number>, label: L): void {
  counter.reset();
  for (const [value, total] of Object.entries(totals)) {
    counter.inc({ [label]: value } as Record<L, string>, total);
  }
}
