import {
  type Context,
  context,
  isSpanContextValid,
  type Span,
  SpanKind,
  type SpanOptions,
  trace,
  TraceFlags,
  type Tracer,
  type TracerProvider,
} from "@opentelemetry/api";
import { emptyContext } from "./context-manager.ts";
import { newIdentitySlot, type SpanIdentity } from "./identity.ts";
import { identityOf, RemoteSpan } from "./remote-span.ts";
import { RingSpan, type SpanHost, type SpanSite } from "./span.ts";

/** A root span started with this attribute set to true is kept from its head on: runs, experiments, `--trace`. */
export const keepAttribute = "viba.trace.keep";

/** What tracers share: where spans end, and which traces are kept by chance. */
export interface TracerShared {
  readonly host: SpanHost;
  /** Whether a new trace that begins then (microseconds since the epoch) is kept by chance. */
  readonly byChance: (startUs: number) => boolean;
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
const newTrace = newIdentitySlot();

function createTracer(shared: TracerShared, scope: string): Tracer {
  return new RingTracer(shared, scope);
}

/** A tracer of the ring: the API's, and a shorter way in for who begins a span with every call. */
export class RingTracer implements Tracer {
  readonly #host: SpanHost;
  readonly #scope: string;
  readonly #byChance: TracerShared["byChance"];

  constructor({ host, byChance }: TracerShared, scope: string) {
    this.#host = host;
    this.#scope = scope;
    this.#byChance = byChance;
  }

  /** Begins a span below `above`, or a new trace, now or at a reading of the monotonic clock. */
  begin(site: SpanSite, above: SpanIdentity | undefined, startMs: number | undefined): RingSpan {
    const host = this.#host;
    const startUs = startMs === undefined ? host.clock.nowUs() : host.clock.at(startMs);
    return new RingSpan(host, this.#scope, site, startUs, above ?? this.#newTrace(false, startUs));
  }

  startSpan(name: string, options = noOptions, parent: Context = context.active()): Span {
    const host = this.#host;
    const { kind = SpanKind.INTERNAL, attributes, links, startTime } = options;
    const startUs = startTime === undefined ? host.clock.nowUs() : host.clock.at(startTime);
    const parentSpan = options.root ? undefined : trace.getSpan(parent);
    const above = identityAbove(parentSpan) ?? this.#newTrace(isWanted(options), startUs);
    // Nobody can change what is frozen, so that it need not be copied.
    const constant = attributes !== undefined && Object.isFrozen(attributes) ? attributes : undefined;
    const span = new RingSpan(host, this.#scope, { name, kind, constant, lasting: false }, startUs, above);
    if (attributes !== undefined && constant === undefined) span.setAttributes(attributes);
    if (links) span.addLinks(links);
    return span;
  }

  startActiveSpan<F extends (span: Span) => unknown>(
    name: string,
    second: SpanOptions | F,
    third?: Context | F,
    fourth?: F,
  ): ReturnType<F> {
    const fn = (fourth ?? third ?? second) as F;
    const options = typeof second === "function" ? noOptions : second;
    const parent = fourth ? (third as Context) : context.active();
    const span = this.startSpan(name, options, parent);
    return context.with(trace.setSpan(parent, span), fn as (span: Span) => ReturnType<F>, undefined, span);
  }

  /** A new trace's identity, valid until the next; the zero span id is what its root has for a parent. */
  #newTrace(wanted: boolean, startUs: number): SpanIdentity {
    const { newId } = this.#host;
    newTrace.trace0 = newId();
    newTrace.trace1 = newId();
    newTrace.trace2 = newId();
    newTrace.trace3 = newId();
    newTrace.flags = wanted || this.#byChance(startUs) ? 1 : 0;
    return newTrace;
  }
}

/**
 * Begins a span at a place in the program that begins many, below `above`, or as the root of a new trace. `startMs` is a reading of
 * the monotonic clock; absent means now.
 */
export function beginSpan(tracer: Tracer, site: SpanSite, above: Span | undefined, startMs?: number): Span {
  if (tracer instanceof RingTracer) return tracer.begin(site, identityAbove(above), startMs);
  const parent = above ? trace.setSpan(emptyContext, above) : emptyContext;
  const { name, kind, constant: attributes } = site;
  const given = { ...(startMs !== undefined && { startTime: startMs }), ...(attributes && { attributes }) };
  return tracer.startSpan(name, { kind, ...given }, parent);
}

/** The same where the trace is kept from this span on, even if whoever calls keeps nothing of it. */
export function beginKeptSpan(tracer: Tracer, site: SpanSite, above: Span | undefined, startMs?: number): Span {
  const from = above?.spanContext();
  if (from && isSpanContextValid(from)) {
    const kept = trace.wrapSpanContext({ ...from, traceFlags: from.traceFlags | TraceFlags.SAMPLED });
    return beginSpan(tracer, site, kept, startMs);
  }
  const { name, kind, constant } = site;
  const attributes = { ...constant, [keepAttribute]: true };
  return tracer.startSpan(
    name,
    { kind, attributes, ...(startMs !== undefined && { startTime: startMs }) },
    emptyContext,
  );
}

function identityAbove(above: Span | undefined): SpanIdentity | undefined {
  if (above === undefined || above instanceof RingSpan || above instanceof RemoteSpan) return above;
  return identityOf(above.spanContext());
}

/** Whether a new trace is kept whatever chance says. */
function isWanted(options: SpanOptions): boolean {
  if (options.attributes?.[keepAttribute] === true) return true;
  // What a kept trace caused elsewhere (a bus consumer) is kept too, or its link would lead nowhere.
  return options.links?.some(({ context: from }) => (from.traceFlags & 1) !== 0) ?? false;
}
