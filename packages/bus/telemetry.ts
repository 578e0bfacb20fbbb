import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import {
  MetricsRolledUpSchema,
  SpansSummarisedSchema,
  TraceKeptSchema,
} from "@viba/contracts/gen/viba/event/v1/event_pb";
import type { Clock } from "@viba/runtime/clock";
import type { Metrics } from "@viba/runtime/metrics";
import type { SpanRing } from "@viba/runtime/trace/ring";
import type { SpanSummaries } from "@viba/runtime/trace/summary";
import type { Bus } from "./bus.ts";
import { metricPoints } from "./metric-points.ts";
import { subjectOf } from "./subjects.ts";

/** What is told of a process, and how often. */
export interface TelemetryOptions {
  readonly bus: Bus;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly summaries: SpanSummaries;
  readonly ring: Pick<SpanRing, "keep">;
  readonly service: string;
  readonly instance: string;
  readonly intervalMs?: number;
}

/** A process that tells the bus how it is. */
export interface Telemetry extends AsyncDisposable {
  /** Says what there is to say now. */
  tell(): Promise<void>;
  /** Asks everybody to keep a trace; hand it to the ring as `onKept`. */
  keep(traceId: string): void;
}

/** Often enough for an incident to be seen while it happens, rare enough to cost nothing. */
export const telemetryDefaults = { intervalMs: 5000 } as const;

/** Tells metrics and span summaries on the bus at intervals, and passes the word which traces to keep both ways. */
export async function startTelemetry(options: TelemetryOptions): Promise<Telemetry> {
  const { bus, clock, metrics, summaries, ring, service, instance } = options;
  const { intervalMs } = { ...telemetryDefaults, ...options };
  const keepSubject = subjectOf("traceKeep");
  const kept = await bus.subscribe(keepSubject, ({ body }) => ring.keep(fromBinary(TraceKeptSchema, body).traceId));

  const tell = async () => {
    const at = timestampFromMs(clock.nowMs());
    const { points, leftOut } = metricPoints(await metrics.registry.getMetricsAsJSON());
    const rolledUp = create(MetricsRolledUpSchema, { service, instance, at, points, leftOut });
    bus.publish({
      subject: subjectOf("metrics", service, instance),
      body: toBinary(MetricsRolledUpSchema, rolledUp),
    });
    const spans = summaries.take().map(({ name, count, errors, maxUs, totalUs, durations }) => ({
      name,
      count: BigInt(count),
      errors: BigInt(errors),
      maxUs,
      totalUs,
      durations: Object.fromEntries([...durations].map(([bucket, seen]) => [bucket, BigInt(seen)])),
    }));
    if (spans.length === 0) return;
    const summary = create(SpansSummarisedSchema, { service, instance, at, windowMs: intervalMs, spans });
    bus.publish({ subject: subjectOf("spanSummary"), body: toBinary(SpansSummarisedSchema, summary) });
  };
  const timer = clock.every(intervalMs, () => void tell().catch(() => undefined));

  return {
    tell,
    keep(traceId) {
      const word = create(TraceKeptSchema, { traceId, because: "error" });
      bus.publish({ subject: keepSubject, body: toBinary(TraceKeptSchema, word) });
    },
    async [Symbol.asyncDispose]() {
      timer.cancel();
      await kept[Symbol.asyncDispose]();
    },
  };
}
