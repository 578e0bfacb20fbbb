import type { DescMethod } from "@bufbuild/protobuf";
import type { Transport } from "@connectrpc/connect";
import { context, propagation, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { toMeshError } from "@viba/runtime/errors";

const setter = { set: (header: Headers, key: string, value: string) => header.set(key, value) };

/** Gives every call a client span and sends its trace context along. Wraps any transport. */
export function traced(transport: Transport, peer: string): Transport {
  return {
    async unary(method, signal, timeoutMs, header, input, values) {
      const { outgoing, end } = begin(method, peer, header);
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
      const { outgoing, end } = begin(method, peer, header);
      // A reader that leaves aborts and asks no more: the generator below would never come to its end.
      const leave = () => end(signal?.reason);
      signal?.addEventListener("abort", leave, { once: true });
      const finish = (error?: unknown) => {
        signal?.removeEventListener("abort", leave);
        end(error);
      };
      try {
        const answer = await transport.stream(method, signal, timeoutMs, outgoing, input, values);
        return { ...answer, message: watched(answer.message, finish) };
      } catch (error) {
        finish(error);
        throw error;
      }
    },
  };
}

/** Begins a call's span; the first `end` counts. */
function begin(method: DescMethod, peer: string, header: HeadersInit | undefined) {
  const name = `${method.parent.typeName}/${method.name}`;
  const attributes = { "server.address": peer };
  const span = trace.getTracer("viba").startSpan(name, { kind: SpanKind.CLIENT, attributes });
  const outgoing = new Headers(header);
  propagation.inject(trace.setSpan(context.active(), span), outgoing, setter);
  const end = (error?: unknown) => {
    const failure = error === undefined ? undefined : toMeshError(error);
    if (failure && failure.reason !== "CANCELLED") {
      span.setStatus({ code: SpanStatusCode.ERROR, message: failure.message });
    }
    span.end();
  };
  return { outgoing, end };
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
