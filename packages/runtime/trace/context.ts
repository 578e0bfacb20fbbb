import {
  type Attributes,
  type Context,
  context,
  type Link,
  type Span,
  type SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from "@opentelemetry/api";
import { MeshError } from "../errors.ts";
import { emptyContext } from "./context-manager.ts";
import { formatTraceparent, parseTraceparent } from "./w3c.ts";

/** First facts of a span; `parent` is the active context unless given. */
export interface WithSpanOptions {
  readonly kind?: SpanKind;
  readonly attributes?: Attributes;
  readonly links?: Link[];
  readonly parent?: Context;
}

/**
 * Runs `fn` within a span and ends it when `fn` returns or its promise settles. An exception is recorded, makes the
 * status ERROR and is thrown on; a cancel is recorded too but is no error, since nobody needs to look into it.
 */
export function withSpan<T>(tracer: Tracer, name: string, options: WithSpanOptions, fn: (span: Span) => T): T {
  const { parent = context.active(), ...spanOptions } = options;
  return tracer.startActiveSpan(name, spanOptions, parent, (span) => {
    let result: T;
    try {
      result = fn(span);
    } catch (error) {
      failSpan(span, error);
      throw error;
    }
    if (!isPromise(result)) {
      span.end();
      return result;
    }
    return result.then(
      (value) => {
        span.end();
        return value;
      },
      (error: unknown) => {
        failSpan(span, error);
        throw error;
      },
    ) as T;
  });
}

/** Records what was thrown on the span, sets its status and ends it. */
export function failSpan(span: Span, error: unknown): void {
  const failure = error instanceof Error ? error : { name: typeof error, message: String(error) };
  const type = error instanceof MeshError ? error.reason : failure.name;
  span.setAttribute("error.type", type);
  span.recordException(failure);
  if (type !== "CANCELLED" && type !== "AbortError") {
    span.setStatus({ code: SpanStatusCode.ERROR, message: failure.message });
  }
  span.end();
}

/** The context's span as a W3C traceparent, to travel in a frame or a header; undefined outside any trace. */
export function traceparentOf(from: Context = context.active()): string | undefined {
  const span = trace.getSpanContext(from);
  return span && formatTraceparent(span);
}

/** A context whose span is the remote one that a traceparent names; without a valid one, a context without a span. */
export function contextFrom(traceparent: string, tracestate?: string): Context {
  const span = parseTraceparent(traceparent, tracestate);
  return span ? trace.setSpanContext(emptyContext, span) : emptyContext;
}

function isPromise(value: unknown): value is Promise<unknown> {
  return value instanceof Promise;
}
