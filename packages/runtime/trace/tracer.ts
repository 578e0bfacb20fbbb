import {
  type Context,
  context,
  isSpanContextValid,
  type Span,
  type SpanContext,
  SpanKind,
  type SpanOptions,
  trace,
  type Tracer,
  type TracerProvider,
} from "@opentelemetry/api";
import type { Random } from "../random.ts";
import { hex32, parse32, random32 } from "./ids.ts";
import { RingSpan, type SpanHost, type SpanStart } from "./span.ts";
import { microsOf } from "./time.ts";

/** A root span started with this attribute set to true is kept from its head on: runs, experiments, `--trace`. */
export const keepAttribute = "viba.trace.keep";

/** What tracers share: where spans end, chance, and the share of traces kept by chance. */
export interface TracerShared {
  readonly host: SpanHost;
  readonly random: Random;
  /** 0 to 1. */
  readonly sampleShare: number;
}

type Lineage = Pick<SpanStart, "traceId" | "traceLow" | "parentHigh" | "parentLow" | "flags" | "traceState">;

/** A provider of the OpenTelemetry API whose tracers record every span. */
export function createTracerProvider(shared: TracerShared): TracerProvider {
  return { getTracer: (name) => createTracer(shared, name) };
}

function createTracer(shared: TracerShared, scope: string): Tracer {
  const startSpan = (name: string, options: SpanOptions = {}, parent: Context = context.active()): Span => {
    const { host, random } = shared;
    const above = options.root ? undefined : trace.getSpan(parent);
    const lineage = lineageOf(above) ?? newTrace(shared, options);
    const span = new RingSpan({
      host,
      scope,
      name,
      kind: options.kind ?? SpanKind.INTERNAL,
      traceId: lineage.traceId,
      traceLow: lineage.traceLow,
      idHigh: random32(random),
      idLow: random32(random),
      parentHigh: lineage.parentHigh,
      parentLow: lineage.parentLow,
      flags: lineage.flags,
      traceState: lineage.traceState,
      startUs: options.startTime === undefined ? host.nowUs() : microsOf(options.startTime),
    });
    if (options.attributes) span.setAttributes(options.attributes);
    if (options.links) span.addLinks(options.links);
    return span;
  };
  return {
    startSpan,
    startActiveSpan<F extends (span: Span) => unknown>(
      name: string,
      second: SpanOptions | F,
      third?: Context | F,
      fourth?: F,
    ): ReturnType<F> {
      const fn = (fourth ?? third ?? second) as F;
      const options = typeof second === "function" ? {} : second;
      const parent = fourth ? (third as Context) : context.active();
      const span = startSpan(name, options, parent);
      return context.with(trace.setSpan(parent, span), fn as (span: Span) => ReturnType<F>, undefined, span);
    },
  };
}

function lineageOf(above: Span | undefined): Lineage | undefined {
  if (above === undefined) return undefined;
  if (above instanceof RingSpan) {
    const { traceId, traceLow, idHigh, idLow, flags, traceState } = above.start;
    return { traceId, traceLow, parentHigh: idHigh, parentLow: idLow, flags, traceState };
  }
  const remote = above.spanContext();
  return isSpanContextValid(remote) ? remoteLineage(remote) : undefined;
}

function remoteLineage(remote: SpanContext): Lineage {
  return {
    traceId: remote.traceId,
    traceLow: parse32(remote.traceId, 24),
    parentHigh: parse32(remote.spanId, 0),
    parentLow: parse32(remote.spanId, 8),
    flags: remote.traceFlags,
    traceState: remote.traceState,
  };
}

function newTrace({ random, sampleShare }: TracerShared, options: SpanOptions): Lineage {
  const high = hex32(random32(random)) + hex32(random32(random));
  const traceLow = random32(random);
  const traceId = high + hex32(random32(random)) + hex32(traceLow);
  // What a kept trace caused elsewhere (a bus consumer) is kept too, or its link would lead nowhere.
  const caused = options.links?.some(({ context: from }) => (from.traceFlags & 1) !== 0) ?? false;
  const sampled = caused || options.attributes?.[keepAttribute] === true || random() < sampleShare;
  return {
    traceId,
    traceLow,
    parentHigh: 0,
    parentLow: 0,
    flags: sampled ? 1 : 0,
    traceState: undefined,
  };
}
