import { join } from "node:path";
import type { Bus } from "@viba/bus/bus";
import { addBusMetrics } from "@viba/bus/bus-metrics";
import { openEmbeddedBus } from "@viba/bus/embedded";
import { openLateBus } from "@viba/bus/late-bus";
import { openNatsBus } from "@viba/bus/nats";
import { isAway } from "@viba/bus/nats-connect";
import { startTelemetry, type Telemetry } from "@viba/bus/telemetry";
import type { Clock } from "@viba/runtime/clock";
import type { Config } from "@viba/runtime/config";
import type { Lifecycle } from "@viba/runtime/lifecycle";
import type { Log } from "@viba/runtime/log";
import type { Metrics } from "@viba/runtime/metrics";
import { addProcessMetrics, addSpanMetrics } from "@viba/runtime/process-metrics";
import { startSpanExport, type SpanExport } from "@viba/runtime/trace/export/exporter";
import { installTracing } from "@viba/runtime/trace/install";
import { createSpanRing, spanRingDefaults, type SpanRing } from "@viba/runtime/trace/ring";
import { createSpanSummaries } from "@viba/runtime/trace/summary";

/** What the engines of a process need. */
export interface EngineOptions {
  readonly config: Config;
  readonly clock: Clock;
  readonly lifecycle: Lifecycle;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly service: string;
  readonly instance: string;
}

/** Tracing and the bus of a process. */
export interface Engines {
  readonly ring: SpanRing;
  readonly bus: Bus;
  /** Present where spans are exported. */
  readonly spanExport: SpanExport | undefined;
}

/**
 * Chooses the engines by configuration: the bus is embedded, or NATS if VIBA_NATS_URL names servers; spans stay in
 * memory, or also go to OTEL_EXPORTER_OTLP_ENDPOINT. The program is the same with each.
 */
export async function openEngines(options: EngineOptions): Promise<Engines> {
  const { config, clock, lifecycle, metrics, service, instance } = options;
  const summaries = createSpanSummaries();
  let telemetry: Telemetry | undefined;
  const ring = createSpanRing({
    clock,
    service,
    instance,
    summaries,
    sampleShare: config.traceShare,
    // Agents report their spans to the mesh, which is the one that exports them.
    shipAdded: config.otlpEndpoint !== undefined,
    // What is exported has to be whole first: traces wait here until nothing comes to them any more.
    maxTraces: config.otlpEndpoint ? 4096 : spanRingDefaults.maxTraces,
    onKept: (traceId) => telemetry?.keep(traceId),
  });
  lifecycle.use("tracing", installTracing(ring));
  addSpanMetrics(metrics, ring);
  lifecycle.use("process metrics", addProcessMetrics(metrics));
  const spanExport = config.otlpEndpoint ? exportSpans(config.otlpEndpoint, ring, options) : undefined;

  const bus = lifecycle.use("bus", await openBus(options));
  addBusMetrics(metrics, bus);
  telemetry = lifecycle.use(
    "telemetry",
    await startTelemetry({ bus, clock, metrics, summaries, ring, service, instance }),
  );
  return { ring, bus, spanExport };
}

/** How long a start waits for NATS before it goes on without: enough for one that is started beside the mesh. */
const firstConnectMs = 2000;

async function openBus({ config, clock, service, log }: EngineOptions): Promise<Bus> {
  if (config.natsUrls.length === 0) return openEmbeddedBus({ clock, path: join(config.dataDir, "bus.sqlite") });
  const open = () => openNatsBus({ urls: config.natsUrls, clock, name: `viba ${service}`, firstConnectMs });
  try {
    return await open();
  } catch (error) {
    // A server that answers and is no use is for a person to mend; one that is away may come back.
    if (!isAway(error)) throw error;
    log.warn("the bus is away: the mesh works on without it, and news come late", { error });
    return openLateBus({ open, clock });
  }
}

function exportSpans(endpoint: string, ring: SpanRing, { clock, lifecycle, log, metrics }: EngineOptions): SpanExport {
  const onFailure = (failure: string, spans: number) =>
    log.warn("spans were not exported", { endpoint, spans, failure });
  const out = lifecycle.use("span export", startSpanExport({ ring, clock, endpoint, onFailure }));
  metrics.counter("viba_exported_spans_total", "Spans handed to the OTLP receiver, by fate", ["fate"], (counter) => {
    counter.reset();
    for (const [fate, spans] of Object.entries(out.counts())) counter.inc({ fate: fate as "exported" }, spans);
  });
  return out;
}
