import type { Transport } from "@connectrpc/connect";
import { context, propagation, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { toMeshError } from "@viba/runtime/errors";

const setter = { set: (header: Headers, key: string, value: string) => header.set(key, value) };

/** Gives every call a client span and sends its trace context along. Wraps any transport. */
export function traced(transport: Transport, peer: string): Transport {
  const begin = (name: string, header: HeadersInit | undefined) => {
    const span = trace
      .getTracer("viba")
      .startSpan(name, { kind: SpanKind.CLIENT, attributes: { "server.address": peer } });
    const outgoing = new Headers(header);
    propagation.inject(trace.setSpan(context.active(), span), outgoing, setter);
    const end = (error?: unknown) => {
      if (error !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: toMeshError(error).message });
      span.end();
    };
    return { outgoing, end };
  };
  return {
    async unary(method, signal, timeoutMs, header, input, values) {
      const { outgoing, end } = begin(`${method.parent.typeName}/${method.name}`, header);
      try {
        const answer = await transport.unary(method, signal, timeoutMs, outgoing, input, values);
        end();
        return answer;
      } catch (error) {
        end(error);
        throw error;
      }
    },
    async stream(method, signal, timeoutMs, header, input, values) {
      const { outgoing, end } = begin(`${method.parent.typeName}/${method.name}`, header);
      try {
        const answer = await transport.stream(method, signal, timeoutMs, outgoing, input, values);
        return { ...answer, message: watched(answer.message, end) };
      } catch (error) {
        end(error);
        throw error;
      }
    },
  };
}

async function* watched<T>(messages: AsyncIterable<T>, end: (error?: unknown) => void): AsyncGenerator<T> {
  let failure: unknown;
  try {
    yield* messages;
  } catch (error) {
    failure = error;
    throw error;
  } finally {
    end(failure);
  }
}
