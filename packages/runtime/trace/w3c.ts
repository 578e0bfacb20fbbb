import {
  type Context,
  createTraceState,
  isSpanContextValid,
  type SpanContext,
  type TextMapPropagator,
  trace,
} from "@opentelemetry/api";

const traceparentField = "traceparent";
const tracestateField = "tracestate";
const shape = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/** A span context as a W3C traceparent of version 00; undefined when it is not valid. */
export function formatTraceparent(span: SpanContext): string | undefined {
  if (!isSpanContextValid(span)) return undefined;
  const flags = (span.traceFlags & 255).toString(16).padStart(2, "0");
  return `00-${span.traceId}-${span.spanId}-${flags}`;
}

/** Reads a traceparent (and tracestate); undefined when it breaks the rules, so that a new trace begins. */
export function parseTraceparent(traceparent: string, tracestate?: string): SpanContext | undefined {
  const match = traceparent.length <= 512 ? shape.exec(traceparent) : null;
  if (!match) return undefined;
  const [, version, traceId, spanId, flags, more] = match as unknown as [
    string,
    string,
    string,
    string,
    string,
    string?,
  ];
  if (version === "ff" || (version === "00" && more !== undefined)) return undefined;
  const span: SpanContext = {
    traceId,
    spanId,
    // A later version may give the other bits a meaning this one must not pass on.
    traceFlags: Number.parseInt(flags, 16) & (version === "00" ? 255 : 1),
    isRemote: true,
    ...(tracestate ? { traceState: createTraceState(tracestate) } : {}),
  };
  return isSpanContextValid(span) ? span : undefined;
}

/** Carries the trace in `traceparent` and `tracestate`, as the W3C names them. */
export const w3cPropagator: TextMapPropagator = {
  fields: () => [traceparentField, tracestateField],
  inject(context: Context, carrier, setter) {
    const span = trace.getSpanContext(context);
    const traceparent = span && formatTraceparent(span);
    if (traceparent === undefined) return;
    setter.set(carrier, traceparentField, traceparent);
    const state = span?.traceState?.serialize();
    if (state) setter.set(carrier, tracestateField, state);
  },
  extract(context: Context, carrier, getter) {
    const traceparent = getter.get(carrier, traceparentField);
    const text = Array.isArray(traceparent) ? (traceparent.length === 1 ? traceparent[0] : undefined) : traceparent;
    if (text === undefined) return context;
    const state = getter.get(carrier, tracestateField);
    const span = parseTraceparent(text.trim(), Array.isArray(state) ? state.join(",") : state);
    return span ? trace.setSpanContext(context, span) : context;
  },
};
