import {
  type Context,
  context,
  type Span,
  SpanKind,
  type SpanOptions,
  trace,
  type Tracer,
  type TracerProvider,
} from "@opentelemetry/api";
import type { Random } from "../random.ts";
import { random32 } from "./ids.ts";
import type { SpanIdentity } from "./identity.ts";
import { identityOf, RemoteSpan } from "./remote-span.ts";
import { RingSpan, type SpanHost } from "./span.ts";

/** A root span started with this attribute set to true is kept from its head on: runs, experiments, `--trace`. */
export const keepAttribute = "viba.trace.keep";

/** What tracers share: where spans end, chance, and the share of traces kept by chance. */
export interface TracerShared {
  readonly host: SpanHost;
  readonly random: Random;
  /** 0 to 1. */
  readonly sampleShare: number;
}

/** Tracers remembered by name; a program that makes names up gets new ones each time. */
const maxTracers = 256;

/** A provider of the OpenTelemetry API whose tracers record every span. */
export function createTracerProvider(shared: TracerShared): TracerProvider {
  const known = new Map<string, Tracer>();
  return {
    getTracer(name) {
      const found = known.get(name);
      if (found) return found;
      const tracer = createTracer(shared, name);
      if (known.size < maxTracers) known.set(name, tracer);
      return tracer;
    },
  };
}

const noOptions: SpanOptions = {};

function createTracer(shared: TracerShared, scope: string): Tracer {
  const startSpan = (name: string, options = noOptions, parent: Context = context.active()): Span => {
    const { host, random } = shared;
    const { kind = SpanKind.INTERNAL, attributes, links, startTime } = options;
    const above = identityAbove(options.root ? undefined : trace.getSpan(parent)) ?? newTrace(shared, options);
    const startUs = startTime === undefined ? host.clock.nowUs() : host.clock.at(startTime);
    // Nobody can change what is frozen, so that it need not be copied.
    const constant = attributes !== undefined && Object.isFrozen(attributes) ? attributes : undefined;
    const start = { host, scope, name, kind, startUs, constant };
    const span = new RingSpan(start, above, random32(random), random32(random));
    if (attributes !== undefined && constant === undefined) span.setAttributes(attributes);
    if (links) span.addLinks(links);
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
      const options = typeof second === "function" ? noOptions : second;
      const parent = fourth ? (third as Context) : context.active();
      const span = startSpan(name, options, parent);
      return context.with(trace.setSpan(parent, span), fn as (span: Span) => ReturnType<F>, undefined, span);
    },
  };
}

function identityAbove(above: Span | undefined): SpanIdentity | undefined {
  if (above === undefined || above instanceof RingSpan || above instanceof RemoteSpan) return above;
  return identityOf(above.spanContext());
}

/** A new trace's identity; the zero span id is what its root has for a parent. */
function newTrace({ random, sampleShare }: TracerShared, options: SpanOptions): SpanIdentity {
  // What a kept trace caused elsewhere (a bus consumer) is kept too, or its link would lead nowhere.
  const caused = options.links?.some(({ context: from }) => (from.traceFlags & 1) !== 0) ?? false;
  const sampled = caused || options.attributes?.[keepAttribute] === true || random() < sampleShare;
  return {
    trace0: random32(random),
    trace1: random32(random),
    trace2: random32(random),
    trace3: random32(random),
    span0: 0,
    span1: 0,
    flags: sampled ? 1 : 0,
    traceState: undefined,
  };
}
