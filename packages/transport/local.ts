import { create, fromBinary, toBinary, type DescMessage, type DescMethod } from "@bufbuild/protobuf";
import {
  Code,
  ConnectError,
  createContextValues,
  createHandlerContext,
  type HandlerContext,
  type Transport,
} from "@connectrpc/connect";
import { toConnectError } from "@viba/runtime/errors";
import { first } from "./iterate.ts";
import { meshService, principalKey, type Principal } from "./principal.ts";
import { handlerOf, type Route } from "./routes.ts";

/** How calls within one process travel. */
export interface LocalOptions {
  /** Pass every message through its bytes, as between processes: tests run so, to find shared references. */
  readonly throughBytes?: boolean;
  /** Who the caller is taken to be; a service of this mesh unless told otherwise. */
  readonly principal?: Principal;
}

type Copy = (schema: DescMessage, message: unknown) => unknown;

/** A transport that calls handlers of the same process directly. Messages pass by reference and are read-only. */
export function createLocalTransport(routes: readonly Route[], options: LocalOptions = {}): Transport {
  const copy: Copy = options.throughBytes
    ? (schema, message) => fromBinary(schema, toBinary(schema, message as never))
    : (_schema, message) => message;
  const begin = (
    method: DescMethod,
    signal: AbortSignal | undefined,
    timeoutMs: number | undefined,
    header?: HeadersInit,
  ) => beginCall(method, signal, timeoutMs, new Headers(header), options.principal ?? meshService);
  const find = (method: DescMethod) => {
    const handler = handlerOf(routes, method);
    if (!handler)
      throw new ConnectError(`${method.parent.typeName}/${method.name} is not served here`, Code.Unimplemented);
    return handler;
  };

  return {
    async unary(method, signal, timeoutMs, header, input) {
      const call = begin(method, signal, timeoutMs, header);
      try {
        const request = copy(method.input, create(method.input, input as never));
        const answer = await call.race(Promise.resolve(find(method)(request, call.context)));
        const message = copy(method.output, create(method.output, answer as never));
        return {
          stream: false,
          service: method.parent,
          method,
          header: call.context.responseHeader,
          trailer: call.context.responseTrailer,
          message: message as never,
        };
      } catch (error) {
        throw toConnectError(error);
      } finally {
        call.finish();
      }
    },

    async stream(method, signal, timeoutMs, header, input) {
      const call = begin(method, signal, timeoutMs, header);
      const requests = mapStream(input, (m) => copy(method.input, create(method.input, m as never)));
      return {
        stream: true,
        service: method.parent,
        method,
        header: call.context.responseHeader,
        trailer: call.context.responseTrailer,
        message: answers(method, call, find, requests, copy) as never,
      };
    },
  };
}

async function* answers(
  method: DescMethod,
  call: LocalCall,
  find: (method: DescMethod) => (input: unknown, context: HandlerContext) => unknown,
  requests: AsyncIterable<unknown>,
  copy: Copy,
): AsyncGenerator<unknown> {
  try {
    const handler = find(method);
    if (method.methodKind === "client_streaming") {
      yield copy(method.output, create(method.output, (await call.race(handler(requests, call.context))) as never));
      return;
    }
    const input = method.methodKind === "server_streaming" ? await first(requests) : requests;
    const iterator = (handler(input, call.context) as AsyncIterable<unknown>)[Symbol.asyncIterator]();
    try {
      for (;;) {
        const next = await call.race(iterator.next());
        if (next.done) return;
        yield copy(method.output, create(method.output, next.value as never));
      }
    } finally {
      call.abort();
      // Not awaited: a handler that is stuck in an await must not hold its caller.
      void Promise.resolve(iterator.return?.()).catch(() => {});
    }
  } catch (error) {
    throw toConnectError(error);
  } finally {
    call.finish();
  }
}

interface LocalCall {
  readonly context: HandlerContext;
  /** The task's outcome, or the abort of the call, whichever comes first. */
  race<T>(task: T | Promise<T>): Promise<T>;
  abort(): void;
  finish(): void;
}

function beginCall(
  method: DescMethod,
  signal: AbortSignal | undefined,
  timeoutMs: number | undefined,
  header: Headers,
  principal: Principal,
): LocalCall {
  const cancel = new AbortController();
  const context = createHandlerContext({
    service: method.parent,
    method,
    protocolName: "local",
    requestMethod: "POST",
    url: `local:/${method.parent.typeName}/${method.name}`,
    timeoutMs,
    requestHeader: header,
    requestSignal: signal ? AbortSignal.any([signal, cancel.signal]) : cancel.signal,
    contextValues: createContextValues().set(principalKey, principal),
  });
  return {
    context,
    race: (task) =>
      new Promise((resolve, reject) => {
        const abort = () => reject(context.signal.reason ?? new ConnectError("cancelled", Code.Canceled));
        // Attached even when already aborted: a task that fails later must not be an unhandled rejection.
        Promise.resolve(task)
          .then(resolve, reject)
          .finally(() => context.signal.removeEventListener("abort", abort));
        if (context.signal.aborted) abort();
        else context.signal.addEventListener("abort", abort, { once: true });
      }),
    abort: () => cancel.abort(new ConnectError("cancelled", Code.Canceled)),
    finish: () => context.abort(),
  };
}

async function* mapStream<A, B>(stream: AsyncIterable<A>, change: (value: A) => B): AsyncGenerator<B> {
  for await (const value of stream) yield change(value);
}
