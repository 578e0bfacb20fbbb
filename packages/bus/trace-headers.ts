import { type Link, type SpanContext, trace } from "@opentelemetry/api";
import type { Headers } from "./bus.ts";

const traceparent = "traceparent";

/** The headers with the active span's W3C trace context, unless they carry one already. */
export function withTrace(headers: Headers): Headers {
  const span = trace.getActiveSpan()?.spanContext();
  if (!span || headers[traceparent] !== undefined) return headers;
  return { ...headers, [traceparent]: formatTraceparent(span) };
}

/** The link a consumer's span carries to its producer: a link, not a parent, as one batch may come of many traces. */
export function producerLink(headers: Headers): Link | undefined {
  const context = parseTraceparent(headers[traceparent] ?? "");
  return context && { context };
}

/** A span context as a W3C traceparent. */
export function formatTraceparent(span: SpanContext): string {
  const flags = (span.traceFlags & 0xff).toString(16).padStart(2, "0");
  return `00-${span.traceId}-${span.spanId}-${flags}`;
}

/** A traceparent as a span context; undefined if it is none. */
export function parseTraceparent(text: string): SpanContext | undefined {
  const parts = /^(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/.exec(text);
  if (!parts) return undefined;
  const [, traceId = "", spanId = "", flags = ""] = parts;
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined;
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
}
