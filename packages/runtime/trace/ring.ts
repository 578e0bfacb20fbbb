import type { TracerProvider } from "@opentelemetry/api";
import type { Clock } from "../clock.ts";
import { type Random, systemRandom } from "../random.ts";
import { recordOf } from "./encode.ts";
import { createHeadSampler } from "./head-sampler.ts";
import { createIds } from "./ids.ts";
import { createKeptStore, type KeptCounts, type KeptLimits, type KeptTrace } from "./kept.ts";
import type { SpanRecord } from "./record.ts";
import { createSpanRows, rowOf } from "./rows.ts";
import type { SpanHost } from "./span.ts";
import type { SpanSummaries } from "./summary.ts";
import { createMicroClock } from "./time.ts";
import { createTracerProvider } from "./tracer.ts";
import { createWanted } from "./wanted.ts";
import { traceIdOf } from "./identity.ts";

/** What the tail rule sees of a span that has just ended. */
export interface EndedSpan {
  readonly name: string;
  readonly durationUs: number;
  /** The span's status is ERROR. */
  readonly failed: boolean;
}

/** Bounds and rules of a span ring; `spanRingDefaults` fills what is absent. */
export interface SpanRingOptions extends Partial<KeptLimits> {
  readonly clock: Clock;
  /** Names the process in its spans, for example "router". */
  readonly service: string;
  readonly instance: string;
  readonly random?: Random;
  /** Recent spans of traces nobody has decided to keep. */
  readonly capacity?: number;
  /** Share of new traces kept from their head on, 0 to 1; below 1 also no more than `mostByChance` a second. */
  readonly sampleShare?: number;
  /** Tail rule: whether this span makes its trace worth keeping. Absent means: failed spans do. */
  readonly keepWhen?: (span: EndedSpan) => boolean;
  /** Told of every span that ends. */
  readonly summaries?: Pick<SpanSummaries, "observe">;
  /** Whether spans of other processes are shipped as well: only where they are collected. */
  readonly shipAdded?: boolean;
  /** Called once for a trace that the tail rule keeps, so that other processes can be told. */
  readonly onKept?: (traceId: string) => void;
}

/** 16k spans are seconds of history at full rate in about 2 MB; 256 traces are what a person looks through. */
export const spanRingDefaults = {
  capacity: 16_384,
  sampleShare: 0.01,
  maxTraces: 256,
  maxSpansPerTrace: 4096,
  maxSpans: 65_536,
  outboxCapacity: 8192,
} as const;

/** What passed through and what was given up, by cause. */
export interface SpanCounts extends KeptCounts {
  /** Spans that ended here. */
  ended: number;
  /** Spans of undecided traces that newer ones replaced: the normal end of most spans. */
  overwritten: number;
}

/** Every span of a process, recent ones in a ring and those of kept traces in a store. */
export interface SpanRing {
  /** Makes the spans; `installTracing` hands it to the OpenTelemetry API. */
  readonly provider: TracerProvider;
  /** Spans of all kept traces, oldest trace first. */
  kept(): SpanRecord[];
  /** The kept traces, oldest first. */
  traces(): KeptTrace[];
  /** What is still known of a trace, kept or not, by start. */
  spansOf(traceId: string): SpanRecord[];
  /** Kept spans of other traces that link to this one: what its messages caused elsewhere. */
  linkedTo(traceId: string): SpanRecord[];
  /** Keeps a trace from now on, with what the ring still has of it. */
  keep(traceId: string): void;
  /** Whether the trace was kept by `keep` or by the tail rule: a callee then tells its caller. */
  isKept(traceId: string): boolean;
  /** Takes finished spans of kept traces out for shipping, oldest first. */
  take(max?: number): SpanRecord[];
  /** Takes in spans that another process shipped; they are kept, and shipped on only with `shipAdded`. */
  add(records: readonly SpanRecord[]): void;
  /** Spans of kept traces that were lost: trace full, or shipper too slow. */
  dropped(): number;
  counts(): SpanCounts;
}

/** Traces remembered as worth keeping, apart from their spans: the word may come before the span ends. */
const maxWanted = 4096;

/** Opens a ring; it costs nothing until spans end. */
export function createSpanRing(options: SpanRingOptions): SpanRing {
  const { clock, random = systemRandom, keepWhen, onKept, summaries, ...given } = options;
  const limits = { ...spanRingDefaults, ...given };
  const kept = createKeptStore(limits, options);
  const recent = createSpanRows(limits.capacity);
  const wanted = createWanted(maxWanted);
  let ended = 0;

  const keep = (traceId: string) => {
    if (!wanted.add(traceId)) return;
    for (const span of recent.remove(traceId)) kept.putRow(span);
  };
  const host: SpanHost = {
    clock: createMicroClock(clock),
    newId: createIds(random),
    ended(span) {
      ended += 1;
      const { name, durationUs, failed } = span;
      summaries?.observe(name, durationUs, failed);
      if ((span.flags & 1) !== 0 || wanted.hasTraceOf(span)) return kept.putRow(rowOf(span));
      if (keepWhen ? !keepWhen({ name, durationUs, failed }) : !failed) return recent.put(span);
      const traceId = traceIdOf(span);
      keep(traceId);
      kept.putRow(rowOf(span));
      onKept?.(traceId);
    },
  };

  return {
    provider: createTracerProvider({ host, byChance: createHeadSampler(limits.sampleShare, host.newId) }),
    kept: kept.all,
    traces: kept.traces,
    spansOf: (traceId) =>
      [...kept.spansOf(traceId), ...recent.find(traceId).map((span) => recordOf(span, options))].sort(
        (a, b) => a.startUs - b.startUs,
      ),
    linkedTo: kept.linkedTo,
    keep,
    isKept: (traceId) => wanted.has(traceId),
    take: kept.take,
    add(records) {
      for (const record of records) kept.put(record, options.shipAdded ?? false);
    },
    dropped: () => kept.counts.overflow + kept.counts.unshipped,
    counts: () => ({ ended, overwritten: recent.overwritten(), ...kept.counts }),
  };
}
