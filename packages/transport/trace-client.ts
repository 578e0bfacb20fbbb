import type { DescMethod } from "@bufbuild/protobuf";
import type { Transport } from "@connectrpc/connect";
import { type Attributes, context, propagation, type Span, SpanKind, trace, type Tracer } from "@opentelemetry/api";
import { RingSpan, type SpanSite } from "@viba/runtime/trace/span";
import { beginSpan } from "@viba/runtime/trace/tracer";
import { type CallSpans, endSpan, isSpanning } from "./link/call-spans.ts";
import { noPairs } from "./link/frame.ts";
import { LinkHeaders } from "./link/link-headers.ts";

const setter = { set: (header: Headers, key: string, value: string) => header.set(key, value) };

/**
 * Gives every call a client span and sends its trace context along. Wraps any transport. The tracer is the process's own
 * unless given.
 */
export function traced(transport: Transport, peer: string, tracer?: Tracer): Transport {
  const spans = callSpans(peer, tracer);
  const own = isSpanning(transport) ? transport.spanning(spans) : undefined;
  const begin = (method: DescMethod, header: HeadersInit | undefined) => new TracedCall(spans.begin(method), header);
  const wrapped: Transport["unary"] = async (method, signal, timeoutMs, header, input, values) => {
    const call = begin(method, header);
    try {
      const answer = await transport.unary(method, signal, timeoutMs, call.headers, input, values);
      call.end();
      return answer;
    } catch (error) {
      call.end(error);
      throw error;
    }
  };
  return {
    unary(method, signal, timeoutMs, header, input, values) {
      const unary = own?.()?.unary ?? wrapped;
      return unary(method, signal, timeoutMs, header, input, values);
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

/** Begins the spans of calls to a peer. */
function callSpans(peer: string, given: Tracer | undefined): CallSpans {
  // Frozen, so that a span needs no copy.
  const constant = Object.freeze<Attributes>({ "server.address": peer });
  const sites = new Map<DescMethod, SpanSite>();
  return {
    begin(method, startMs) {
      let site = sites.get(method);
      if (!site) {
        site = { name: `${method.parent.typeName}/${method.name}`, kind: SpanKind.CLIENT, constant, lasting: true };
        sites.set(method, site);
      }
      return beginSpan(given ?? trace.getTracer("viba"), site, trace.getActiveSpan(), startMs);
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
    endSpan(this.span, error);
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
