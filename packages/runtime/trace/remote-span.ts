import { isSpanContextValid, type Span, type SpanContext, type TraceState } from "@opentelemetry/api";
import { parse32 } from "./ids.ts";
import { contextOf, type SpanIdentity } from "./identity.ts";

/** A span of another process: it gives its identity to the spans below it and takes nothing. */
export class RemoteSpan implements Span, SpanIdentity {
  readonly trace0: number;
  readonly trace1: number;
  readonly trace2: number;
  readonly trace3: number;
  readonly span0: number;
  readonly span1: number;
  readonly flags: number;
  readonly traceState: TraceState | undefined;
  #context: SpanContext | undefined = undefined;

  constructor(of: SpanIdentity) {
    this.trace0 = of.trace0;
    this.trace1 = of.trace1;
    this.trace2 = of.trace2;
    this.trace3 = of.trace3;
    this.span0 = of.span0;
    this.span1 = of.span1;
    this.flags = of.flags;
    this.traceState = of.traceState;
  }

  spanContext(): SpanContext {
    return (this.#context ??= contextOf(this, true));
  }

  setAttribute(): this {
    return this;
  }

  setAttributes(): this {
    return this;
  }

  addEvent(): this {
    return this;
  }

  addLink(): this {
    return this;
  }

  addLinks(): this {
    return this;
  }

  setStatus(): this {
    return this;
  }

  updateName(): this {
    return this;
  }

  end(): void {}

  isRecording(): boolean {
    return false;
  }

  recordException(): void {}
}

/** The identity a span context of the API names; undefined when it is not valid. */
export function identityOf(context: SpanContext): SpanIdentity | undefined {
  if (!isSpanContextValid(context)) return undefined;
  const { traceId, spanId, traceFlags, traceState } = context;
  return {
    trace0: parse32(traceId, 0),
    trace1: parse32(traceId, 8),
    trace2: parse32(traceId, 16),
    trace3: parse32(traceId, 24),
    span0: parse32(spanId, 0),
    span1: parse32(spanId, 8),
    flags: traceFlags,
    traceState,
  };
}
