import type { Metrics } from "@viba/runtime/metrics";
import type { Bus } from "./bus.ts";

/** Adds how the bus is; asked of it when the metrics are read. */
export function addBusMetrics(metrics: Metrics, bus: Pick<Bus, "counters" | "health">): void {
  metrics.counter(
    "viba_bus_events_total",
    "Events of the bus by kind: what passed, what was lost and where, and how often the connection came back",
    ["kind"],
    (counter) => {
      counter.reset();
      for (const [kind, total] of Object.entries(bus.counters())) counter.inc({ kind: snake(kind) }, total);
    },
  );
  metrics.gauge("viba_bus_connected", "1 while the bus delivers, 0 while its server is away", [], (gauge) =>
    gauge.set(bus.health().connected ? 1 : 0),
  );
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
