import {
  create,
  fromBinary,
  toBinary,
  type DescMessage,
  type DescMethod,
  type DescMethodUnary,
} from "@bufbuild/protobuf";
import { Code, ConnectError, type HandlerContext, type Transport, type UnaryResponse } from "@connectrpc/connect";
import { type Span, trace } from "@opentelemetry/api";
import { systemClock } from "@viba/runtime/clock";
import { MeshError, toConnectError } from "@viba/runtime/errors";
import type { RemoteSpan } from "@viba/runtime/trace/remote-span";
import { readTraceparent } from "@viba/runtime/trace/traceparent-bytes";
import { RingSpan } from "@viba/runtime/trace/span";
import { CallContext } from "./call-context.ts";
import { first } from "./iterate.ts";
import { type Abortable, type Aborts, createAborts } from "./link/aborts.ts";
import { check } from "./link/client.ts";
import { type OpaqueCall, type ReadAnswer, wholeAnswer } from "./link/opaque-call.ts";
import { createDeadlines, type Deadlined, type Deadlines } from "./link/deadlines.ts";
import { type HeaderPair, noBytes, noPairs } from "./link/frame.ts";
import { LinkHeaders } from "./link/link-headers.ts";
import { createMethods, type Methods } from "./link/methods.ts";
import { UnaryAnswer } from "./link/unary-call.ts";
import { meshService, type Principal } from "./principal.ts";
import { handlerOf, type Route } from "./routes.ts";

/** How calls within one process travel. */
export interface LocalOptions {
  /** Pass every message through its bytes, as between processes: tests run so, to find shared references. */
  readonly throughBytes?: boolean;
  /** Who the caller is taken to be; a service of this mesh unless told otherwise. */
  readonly principal?: Principal;
  /** Takes one method's calls as bytes, once whoever serves it is there. */
  readonly lane?: () => BytesLane | undefined;
}

/** A call of bytes within a process. Its payload stays as it is until the call has ended. */
export interface LocalCallBytes extends Pick<OpaqueCall, "payload"> {
  readonly timeoutMs: number | undefined;
  readonly signal: AbortSignal | undefined;
  /** The caller's span. */
  readonly above: Span | undefined;
}

/** A shorter way to one method's handler, for calls whose messages nobody here decodes. */
export interface BytesLane {
  readonly method: DescMethod;
  /** What `read` makes of the answer. Undefined: the call is out of the ordinary, and left to the handler. */
  callBytes<T>(call: LocalCallBytes, principal: Principal, read: ReadAnswer<T>): Promise<T> | undefined;
}

/** Calls within one process, as messages or as bytes. */
export interface LocalTransport extends Transport {
  /** A call with one answer whose messages are bytes already; `read` says what of it is wanted. */
  callBytes<T = Uint8Array>(call: OpaqueCall, read?: ReadAnswer<T>): Promise<T>;
}

type Copy = (schema: DescMessage, message: unknown) => unknown;

/** A transport that calls handlers of the same process directly. Messages pass by reference and are read-only. */
export function createLocalTransport(routes: readonly Route[], options: LocalOptions = {}): LocalTransport {
  const copy: Copy = options.throughBytes
    ? (schema, message) => fromBinary(schema, toBinary(schema, message as never))
    : (_schema, message) => message;
  const core = { clock: systemClock, principal: options.principal ?? meshService, link: undefined };
  const calls: LocalCalls = { core, deadlines: createDeadlines(systemClock), aborts: createAborts() };
  const find = (method: DescMethod) => {
    const handler = handlerOf(routes, method);
    if (!handler)
      throw new ConnectError(`${method.parent.typeName}/${method.name} is not served here`, Code.Unimplemented);
    return handler;
  };

  const methods = createMethods();
  const methodAt = (path: string): DescMethodUnary => {
    for (const { service } of routes) {
      const found = service.methods.find((method) => methods.of(method).path === path);
      if (found?.methodKind === "unary") return found as DescMethodUnary;
    }
    throw new ConnectError(`${path} is not served here`, Code.Unimplemented);
  };
  const byMessage: Transport["unary"] = (method, signal, timeoutMs, header, input) =>
    new Promise((resolve, reject) => {
      const call = new LocalCall(calls, method, signal, timeoutMs, header);
      const fail = (error: unknown) => {
        call.finish();
        reject(toConnectError(error));
      };
      const answer = (given: unknown) => {
        try {
          const message = copy(method.output, create(method.output, given as never));
          call.finish();
          resolve(new LocalAnswer(method, call.context, message) as UnaryResponse as never);
        } catch (error) {
          fail(error);
        }
      };
      const ask = () => find(method)(copy(method.input, create(method.input, input as never)), call.context);
      call.run(ask, answer, fail);
    });

  return {
    unary(method, signal, timeoutMs, header, input, values) {
      const lane = options.lane?.();
      const above = lane?.method === method ? callerIn(header) : unknown;
      const asMessage = () => byMessage(method, signal, timeoutMs, header, input, values);
      if (!lane || above === unknown) return asMessage();
      try {
        check({ signal, timeoutMs });
        const payload = methods.encoder.encodeOwned(method.input, input);
        const read: ReadAnswer<UnaryAnswer> = (bytes, start, end, tail) =>
          answerOf(methods, method, wholeAnswer(bytes, start, end, tail));
        const taken = lane.callBytes({ payload, timeoutMs, signal, above }, core.principal, read);
        return taken ? (taken as Promise<never>) : asMessage();
      } catch (error) {
        return Promise.reject(toConnectError(error));
      }
    },

    callBytes<T = Uint8Array>(
      { method: path, payload, timeoutMs, signal, traceparent }: OpaqueCall,
      read: ReadAnswer<T> = wholeAnswer as unknown as ReadAnswer<T>,
    ) {
      try {
        const lane = options.lane?.();
        const above = traceparent === undefined ? trace.getActiveSpan() : (readText(traceparent) ?? unknown);
        if (lane && above !== unknown && methods.of(lane.method).path === path) {
          check({ signal, timeoutMs });
          const taken = lane.callBytes({ payload, timeoutMs, signal, above }, core.principal, read);
          if (taken) return taken;
        }
        const method = methodAt(path);
        const input = requestOf(method, payload);
        const header = traceparent === undefined ? undefined : { traceparent };
        const answer = byMessage(method, signal, timeoutMs, header, input as never);
        return answer.then(({ message }) => {
          const bytes = toBinary(method.output, message);
          return read(bytes, 0, bytes.length, noBytes);
        });
      } catch (error) {
        return Promise.reject(toConnectError(error));
      }
    },

    async stream(method, signal, timeoutMs, header, input) {
      const call = new LocalCall(calls, method, signal, timeoutMs, header);
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
      yield copy(
        method.output,
        create(method.output, (await call.race(() => handler(requests, call.context))) as never),
      );
      return;
    }
    const input = method.methodKind === "server_streaming" ? await first(requests) : requests;
    const iterator = (handler(input, call.context) as AsyncIterable<unknown>)[Symbol.asyncIterator]();
    try {
      for (;;) {
        const next = await call.race(() => iterator.next());
        if (next.done) return;
        yield copy(method.output, create(method.output, next.value as never));
      }
    } finally {
      call.finish();
      // Not awaited: a handler that is stuck in an await must not hold its caller.
      void Promise.resolve(iterator.return?.()).catch(() => {});
    }
  } catch (error) {
    throw toConnectError(error);
  } finally {
    call.finish();
  }
}

/** What the calls of a transport share. */
interface LocalCalls {
  readonly core: ConstructorParameters<typeof CallContext>[0]["core"];
  readonly deadlines: Deadlines;
  readonly aborts: Aborts;
}

/** A call between two parts of a process. */
class LocalCall implements Deadlined, Abortable {
  deadlineMs = 0;
  before: Deadlined | undefined = undefined;
  behind: Deadlined | undefined = undefined;
  readonly context: CallContext;
  private readonly calls: LocalCalls;
  private readonly signal: AbortSignal | undefined;
  private failure: { readonly reason: unknown } | undefined = undefined;
  private refuse: ((reason: unknown) => void) | undefined = undefined;

  constructor(
    calls: LocalCalls,
    method: DescMethod,
    signal: AbortSignal | undefined,
    timeoutMs: number | undefined,
    header: HeadersInit | undefined,
  ) {
    const { core, deadlines, aborts } = calls;
    this.calls = calls;
    this.signal = signal;
    const deadlineMs = timeoutMs === undefined ? 0 : core.clock.monotonicMs() + timeoutMs;
    const pairs = pairsOf(header);
    const remote = remoteSpan(pairs);
    const headers = remote ? pairs.filter(([name]) => name !== "traceparent") : pairs;
    this.context = new CallContext({ core, protocol: "local", method, headers, remote, deadlineMs });
    if (signal?.aborted) this.abort(signal.reason);
    else if (timeoutMs !== undefined && timeoutMs <= 0) this.expire();
    else {
      if (timeoutMs !== undefined) deadlines.add(this, deadlineMs);
      if (signal) aborts.add(signal, this);
    }
  }

  /** Tells the task's outcome, or the abort of the call; whichever comes first counts. One task at a time. */
  run<T>(task: () => T | Promise<T>, resolve: (given: T) => void, reject: (error: unknown) => void): void {
    if (this.failure) return reject(this.failure.reason);
    this.refuse = reject;
    let given: T | Promise<T>;
    try {
      given = task();
    } catch (error) {
      return reject(error);
    }
    if (given instanceof Promise) given.then(resolve, reject);
    else resolve(given);
  }

  race<T>(task: () => T | Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => this.run(task, resolve, reject));
  }

  expire(): void {
    this.abort(new MeshError("DEADLINE", "the deadline passed", { messageKo: "제한 시간이 지났습니다" }));
  }

  abort(reason: unknown): void {
    this.failure ??= { reason };
    this.context.abort(reason);
    this.refuse?.(reason);
  }

  finish(): void {
    const { calls, signal } = this;
    if (this.deadlineMs !== 0) calls.deadlines.remove(this);
    if (signal) calls.aborts.remove(signal, this);
    this.context.done();
  }
}

/** An answer whose headers are made when somebody asks for them. */
class LocalAnswer {
  readonly stream = false;
  readonly method: UnaryResponse["method"];
  readonly message: never;
  private readonly context: CallContext;

  constructor(method: DescMethod, context: CallContext, message: unknown) {
    this.method = method as UnaryResponse["method"];
    this.context = context;
    this.message = message as never;
  }

  get service(): UnaryResponse["service"] {
    return this.method.parent;
  }

  get header(): Headers {
    return this.context.responseHeader;
  }

  get trailer(): Headers {
    return this.context.responseTrailer;
  }
}

/** The request in these bytes; throws INVALID_ARGUMENT for bytes that are none. */
function requestOf({ input }: DescMethod, bytes: Uint8Array): unknown {
  try {
    return fromBinary(input, bytes);
  } catch (cause) {
    throw new MeshError("INVALID_ARGUMENT", `a request that is no ${input.typeName}`, { cause });
  }
}

/** What was answered with these bytes; throws INTERNAL for bytes that are no answer. */
function answerOf(methods: Methods, method: DescMethod, bytes: Buffer): UnaryAnswer {
  const { output } = method;
  try {
    const message = methods.decoder.decode(output, bytes, 0, bytes.length, false);
    return new UnaryAnswer(methods.of(method), message, undefined, noPairs);
  } catch (cause) {
    throw new ConnectError(`an answer that is no ${output.typeName}`, Code.Internal, undefined, undefined, cause);
  }
}

/** Says that the caller's span is not all that headers hold. */
const unknown = Symbol("unknown");

/** The caller's span, where the headers say no more than that. */
function callerIn(header: HeadersInit | undefined): Span | undefined | typeof unknown {
  if (header === undefined) return trace.getActiveSpan();
  const parts = header instanceof LinkHeaders ? header.toParts() : undefined;
  if (parts?.span instanceof RingSpan && parts.pairs.length === 0) return parts.span;
  const pairs = pairsOf(header);
  if (pairs.length === 0) return trace.getActiveSpan();
  return (pairs.length === 1 && remoteSpan(pairs)) || unknown;
}

/** Where a traceparent's text is read from. */
const scratch = Buffer.alloc(64);

function readText(traceparent: string): RemoteSpan | undefined {
  if (traceparent.length > scratch.length) return undefined;
  return readTraceparent(scratch, 0, scratch.write(traceparent, "latin1"));
}

/** The caller's span, if the headers name one and say no more of it than a span holds. */
function remoteSpan(pairs: readonly HeaderPair[]): RemoteSpan | undefined {
  const text = pairs.find(([name]) => name === "traceparent")?.[1];
  if (text === undefined || pairs.some(([name]) => name === "tracestate")) return undefined;
  return readText(text);
}

/** Headers as a handler sees them. The platform's own are made only where they are what was given. */
function pairsOf(header: HeadersInit | undefined): readonly HeaderPair[] {
  if (header === undefined) return noPairs;
  if (header instanceof LinkHeaders) return header.toPairs();
  const own = new LinkHeaders();
  const given = header instanceof Headers ? header : Array.isArray(header) ? header : Object.entries(header);
  for (const [name, value] of given) own.append(name!, value!);
  return own.toPairs();
}

async function* mapStream<A, B>(stream: AsyncIterable<A>, change: (value: A) => B): AsyncGenerator<B> {
  for await (const value of stream) yield change(value);
}
