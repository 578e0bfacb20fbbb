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
/** Letters of a traceparent of version 00; a later version may add more behind a dash. */
const length = 55;

/** Hex digits and dashes where they belong. By hand: it is done for each call, and an expression takes several times as long. */
function isShaped(text: string): boolean {
  if (text.length < length || text.length > 512 || (text.length > length && text[length] !== "-")) return false;
  for (let at = 0; at < length; at++) {
    const letter = text.charCodeAt(at);
    const isDash = at === 2 || at === 35 || at === 52;
    if (isDash ? letter !== 0x2d : !((letter >= 0x30 && letter <= 0x39) || (letter >= 0x61 && letter <= 0x66)))
      return false;
  }
  return true;
}

/** A span context as a W3C traceparent of version 00; undefined when it is not valid. */
export function formatTraceparent(span: SpanContext): string | undefined {
  if (!isSpanContextValid(span)) return undefined;
  const flags = (span.traceFlags & 255).toString(16).padStart(2, "0");
  return `00-${span.traceId}-${span.spanId}-${flags}`;
}

/** Reads a traceparent (and tracestate); undefined when it breaks the rules, so that a new trace begins. */
export function parseTraceparent(traceparent: string, tracestate?: string): SpanContext | undefined {
  if (!isShaped(traceparent)) return undefined;
  const version = traceparent.slice(0, 2);
  if (version === "ff" || (version === "00" && traceparent.length > length)) return undefined;
  const span: SpanContext = {
    traceId: traceparent.slice(3, 35),
    spanId: traceparent.slice(36, 52),
    // A later version may give the other bits a meaning this one must not pass on.
    traceFlags: Number.parseInt(traceparent.slice(53, length), 16) & (version === "00" ? 255 : 1),
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
