import type { DescMethod } from "@bufbuild/protobuf";
import type { Transport } from "@connectrpc/connect";
import {
  type Attributes,
  context,
  propagation,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from "@opentelemetry/api";
import { toMeshError } from "@viba/runtime/errors";
import { RingSpan } from "@viba/runtime/trace/span";
import { noPairs } from "./link/frame.ts";
import { LinkHeaders } from "./link/link-headers.ts";

const setter = { set: (header: Headers, key: string, value: string) => header.set(key, value) };

/**
 * Gives every call a client span and sends its trace context along. Wraps any transport. The tracer is the process's own
 * unless given.
 */
export function traced(transport: Transport, peer: string, tracer?: Tracer): Transport {
  // Frozen, so that a span needs no copy.
  const options = { kind: SpanKind.CLIENT, attributes: Object.freeze<Attributes>({ "server.address": peer }) };
  const names = new Map<DescMethod, string>();
  const nameOf = (method: DescMethod) => {
    let name = names.get(method);
    if (name === undefined) names.set(method, (name = `${method.parent.typeName}/${method.name}`));
    return name;
  };
  const begin = (method: DescMethod, header: HeadersInit | undefined) => {
    const span = (tracer ?? trace.getTracer("viba")).startSpan(nameOf(method), options);
    return new TracedCall(span, header);
  };
  return {
    async unary(method, signal, timeoutMs, header, input, values) {
      const call = begin(method, header);
      try {
        const answer = await transport.unary(method, signal, timeoutMs, call.headers, input, values);
        call.end();
        return answer;
      } catch (error) {
        call.end(error);
        throw error;
      }
    },
    async stream(method, signal, timeoutMs, header, input, values) {
      const call = begin(method, header);
      // A reader that leaves aborts and asks no more: the generator below would never come to its end.
      const leave = () => call.end(signal?.reason);
      signal?.addEventListener("abort", leave, { once: true });
      const finish = (error?: unknown) => {
        signal?.removeEventListener("abort", leave);
        call.end(error);
      };
      try {
        const answer = await transport.stream(method, signal, timeoutMs, call.headers, input, values);
        return { ...answer, message: watched(answer.message, finish) };
      } catch (error) {
        finish(error);
        throw error;
      }
    },
  };
}

/** A call's span and what travels of it. */
class TracedCall {
  readonly headers: HeadersInit;
  private readonly span: Span;

  constructor(span: Span, header: HeadersInit | undefined) {
    this.span = span;
    this.headers = withTrace(span, header);
  }

  /** Ends the span; the first end counts. */
  end(error?: unknown): void {
    const failure = error === undefined ? undefined : toMeshError(error);
    if (failure && failure.reason !== "CANCELLED") {
      this.span.setStatus({ code: SpanStatusCode.ERROR, message: failure.message });
    }
    this.span.end();
  }
}

/** The headers with the span's trace context; for a span of the ring its text is left to whoever needs it. */
function withTrace(span: Span, header: HeadersInit | undefined): HeadersInit {
  if (header === undefined && span instanceof RingSpan && !span.traceState) return new LinkHeaders(noPairs, span);
  const headers = new LinkHeaders(header === undefined ? noPairs : [...new Headers(header)]);
  propagation.inject(trace.setSpan(context.active(), span), headers, setter);
  return headers;
}

async function* watched<T>(messages: AsyncIterable<T>, finish: (error?: unknown) => void): AsyncGenerator<T> {
  let failure: unknown;
  try {
    yield* messages;
  } catch (error) {
    failure = error;
    throw error;
  } finally {
    finish(failure);
  }
}
