import { type Span, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { contextFrom } from "@viba/runtime/trace/context";
import { emptyContext } from "@viba/runtime/trace/context-manager";
import { formatTraceparent } from "@viba/runtime/trace/w3c";
import type { PassThroughOptions } from "./pass-through.ts";

/** A span for each call that is passed on: below the caller's, above the callee's. */
export function watchWithSpans(): NonNullable<PassThroughOptions["watch"]> {
  const tracer = trace.getTracer("viba");
  const options = { kind: SpanKind.SERVER };
  return ({ method, traceparent }) => {
    const parent = traceparent === "" ? emptyContext : contextFrom(traceparent);
    const span: Span = tracer.startSpan(method, options, parent);
    return {
      traceparent: formatTraceparent(span.spanContext()) ?? traceparent,
      end(code) {
        if (code !== 0) span.setStatus({ code: SpanStatusCode.ERROR });
        span.end();
      },
    };
  };
}
