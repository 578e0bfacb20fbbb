import { type ConnectError, createContextKey, type Transport } from "@connectrpc/connect";
import { context, isSpanContextValid, propagation, type Span, trace } from "@opentelemetry/api";
import { MeshError, toConnectError } from "@viba/runtime/errors";
import { RingSpan } from "@viba/runtime/trace/span";
import { first } from "../iterate.ts";
import type { Abortable } from "./aborts.ts";
import { type CallSpans, endSpan, type SpanningTransport } from "./call-spans.ts";
import { type LinkCore, wireTimeout } from "./core.ts";
import { takesSpans, toldAsText } from "./frame-span.ts";
import { FrameKind, type HeaderPair, newFrame, noBytes, noPairs, type OutFrame } from "./frame.ts";
import { maxPieceBytes } from "./limits.ts";
import { bounded, LinkHeaders, toPairs } from "./link-headers.ts";
import type { MethodInfo } from "./methods.ts";
import type { OpaqueCall, ReadAnswer, TellingCall } from "./opaque-call.ts";
import { newOutStream } from "./outbox.ts";
import { refuseLarge, StreamCall } from "./stream-call.ts";
import { UnaryCall } from "./unary-call.ts";

/** What a router looks up to pass a call on, for example an instance id: set it in a call's context values. */
export const routeKey = createContextKey("", { description: "route of a call on a link" });

/** The calling side of a link. */
export interface LinkClient {
  readonly transport: SpanningTransport;
  /** A call with one answer whose messages nobody here decodes. The answer may share memory with its batch; `read` says what of it is wanted. */
  callBytes<T = Uint8Array>(call: OpaqueCall, read?: ReadAnswer<T>): Promise<T>;
  /** The same for who is told of the end instead of waiting for it; what is given back ends the call. Throws where it can't begin. */
  beginBytes(call: TellingCall): Abortable;
}

interface Begin {
  /** On the monotonic clock; counts only with a time-out. */
  readonly startMs: number;
  readonly signal: AbortSignal | undefined;
  readonly timeoutMs: number | undefined;
}

/** Calls over a link. */
export function createLinkClient(core: LinkCore): LinkClient {
  // One frame serves all calls with one request: sending is done with it before the next call is made.
  const scratch = newFrame(FrameKind.CALL, 0);
  const transportOf = (spans: CallSpans | undefined): Transport => ({
    unary(method, signal, timeoutMs, header, input, values) {
      return new Promise((resolve, reject) => {
        const info = core.methods.of(method);
        const startMs = spans || timeoutMs !== undefined ? core.clock.monotonicMs() : 0;
        const span = spans?.begin(method, startMs);
        try {
          const bytes = core.methods.encoder.encode(method.input, input);
          const frame = describe(scratch, info.path, values?.get(routeKey) ?? "");
          if (header !== undefined) setHeaders(frame, header);
          if (span) setTrace(frame, span);
          callOnce(core, { info, frame, bytes, signal, timeoutMs, startMs, span, resolve, reject });
        } catch (error) {
          if (span) endSpan(span, error);
          reject(toConnectError(error));
        }
      });
    },
    async stream(method, signal, timeoutMs, header, input, values) {
      try {
        const info = core.methods.of(method);
        const frame = describe(newFrame(FrameKind.CALL, 0), info.path, values?.get(routeKey) ?? "");
        if (header !== undefined) setHeaders(frame, header);
        const call = await callMany(core, { info, frame, signal, timeoutMs, input });
        return (await call.response) as never;
      } catch (error) {
        throw toConnectError(error);
      }
    },
  });
  return {
    transport: {
      ...transportOf(undefined),
      spanning(spans) {
        const transport = transportOf(spans);
        return () => transport;
      },
    },
    callBytes<T = Uint8Array>(call: OpaqueCall, read?: ReadAnswer<T>) {
      return new Promise<T>((given, reject) => {
        const resolve = read ? reading(read, given, reject) : given;
        const { signal, timeoutMs, payload } = call;
        try {
          const frame = describe(scratch, call.method, call.route ?? "");
          frame.traceparent = short(call.traceparent ?? "", "a traceparent");
          const startMs = timeoutMs === undefined ? 0 : core.clock.monotonicMs();
          const rest = { info: undefined, span: undefined, startMs, signal, timeoutMs, resolve, reject };
          callOnce(core, { frame, bytes: payload, ...rest });
        } catch (error) {
          reject(toConnectError(error));
        }
      });
    },
    beginBytes({ method, route = "", payload, timeoutMs, trace, resolve, reject }) {
      const frame = describe(scratch, method, route);
      frame.trace = trace;
      const startMs = timeoutMs === undefined ? 0 : core.clock.monotonicMs();
      const rest = { info: undefined, span: undefined, startMs, signal: undefined, timeoutMs, resolve, reject };
      return callOnce(core, { frame, bytes: payload, ...rest });
    },
  };
}

/** Passes on what is read of an answer: cheaper for every call than one more promise. */
function reading<T>(read: ReadAnswer<T>, resolve: (found: T) => void, reject: (error: ConnectError) => void) {
  return (payload: Uint8Array) => {
    let found: T;
    try {
      found = read(payload, 0, payload.length, noBytes);
    } catch (error) {
      return reject(toConnectError(error));
    }
    resolve(found);
  };
}

/** Longest route and traceparent; a name of an instance or an artifact type is far below. */
const maxTextLength = 1024;

/** The text; INVALID_ARGUMENT where it would take the room of a frame's other parts. */
function short(text: string, what: string): string {
  if (text.length <= maxTextLength) return text;
  throw new MeshError("INVALID_ARGUMENT", `${what} of ${text.length} letters; ${maxTextLength} are the most`);
}

/** A `call` frame as it is before anything else is set. */
function describe(frame: OutFrame, method: string, route: string): OutFrame {
  frame.method = method;
  frame.route = short(route, "a route");
  frame.timeoutMs = 0;
  frame.more = frame.last = false;
  frame.headers = noPairs;
  frame.traceparent = "";
  frame.trace = undefined;
  return frame;
}

interface CallOnce extends Begin {
  readonly info: MethodInfo | undefined;
  readonly frame: OutFrame;
  readonly bytes: Uint8Array;
  readonly span: Span | undefined;
  readonly resolve: (answer: never) => void;
  readonly reject: (error: ConnectError) => void;
}

function callOnce(core: LinkCore, options: CallOnce): UnaryCall {
  const { info, frame, bytes, signal, resolve, reject } = options;
  check(options);
  refuseLarge(core, bytes);
  const number = core.begin();
  const call = new UnaryCall(core, number, info, signal, resolve, reject);
  call.span = options.span;
  core.outgoing.set(number, call);
  frame.call = number;
  if (bytes.length <= maxPieceBytes) {
    frame.payload = bytes;
    frame.last = true;
  } else {
    frame.payload = bytes.subarray(0, maxPieceBytes);
    frame.more = true;
    call.stream = newOutStream(number, core.firstCredit());
  }
  arm(core, call, frame, options);
  core.outbox.send(takesSpans(core) ? frame : toldAsText(frame), call);
  if (call.stream) void core.outbox.message(call.stream, bytes.subarray(maxPieceBytes), true);
  return call;
}

interface CallMany extends Omit<Begin, "startMs"> {
  readonly info: MethodInfo;
  readonly frame: OutFrame;
  readonly input: AsyncIterable<unknown>;
}

async function callMany(core: LinkCore, options: CallMany): Promise<StreamCall> {
  const { info, frame, signal, input } = options;
  check(options);
  const single = info.method.methodKind === "server_streaming";
  const request = single ? await first(input) : undefined;
  const bytes = single ? core.methods.encoder.encodeOwned(info.method.input, request) : noBytes;
  refuseLarge(core, bytes);
  const number = core.begin();
  const stream = newOutStream(number, core.firstCredit());
  const call = new StreamCall({ core, number, info, signal, stream });
  // Whoever asked may have gone before the response settles.
  call.response.catch(() => {});
  core.outgoing.set(number, call);
  frame.call = number;
  frame.payload = bytes.subarray(0, maxPieceBytes);
  frame.more = bytes.length > maxPieceBytes;
  frame.last = single && !frame.more;
  arm(core, call, frame, { ...options, startMs: core.clock.monotonicMs() });
  core.outbox.send(takesSpans(core) ? frame : toldAsText(frame), call);
  if (frame.more) void core.outbox.message(stream, bytes.subarray(maxPieceBytes), true);
  if (!single) void call.pump(input);
  return call;
}

function arm(core: LinkCore, call: UnaryCall | StreamCall, frame: OutFrame, options: Begin): void {
  const { signal, timeoutMs, startMs } = options;
  if (timeoutMs !== undefined) {
    frame.timeoutMs = wireTimeout(timeoutMs);
    core.deadlines.add(call, startMs + timeoutMs);
  }
  if (signal) core.aborts.add(signal, call);
}

/** Throws where a call can't begin: its signal is aborted, or its time over. */
export function check({ signal, timeoutMs }: Pick<Begin, "signal" | "timeoutMs">): void {
  if (signal?.aborted) throw signal.reason;
  if (timeoutMs !== undefined && timeoutMs <= 0) throw new MeshError("DEADLINE", "the deadline passed before the call");
}

/** A span of the ring travels without its text being made. */
function setTrace(frame: OutFrame, span: Span): void {
  frame.traceparent = "";
  if (span instanceof RingSpan && !span.traceState) {
    frame.trace = span;
    return;
  }
  if (!isSpanContextValid(span.spanContext())) return;
  const carried: HeaderPair[] = [];
  propagation.inject(trace.setSpan(context.active(), span), carried, pairSetter);
  for (const pair of carried) {
    if (pair[0] === "traceparent") frame.traceparent = pair[1];
    else frame.headers = bounded([...frame.headers, pair]);
  }
}

const pairSetter = { set: (pairs: HeaderPair[], name: string, value: string) => void pairs.push([name, value]) };

function setHeaders(frame: OutFrame, header: HeadersInit): void {
  const parts = header instanceof LinkHeaders ? header.toParts() : undefined;
  if (parts?.span) {
    frame.trace = parts.span;
    frame.headers = bounded(parts.pairs);
    return;
  }
  const pairs = toPairs(header);
  const trace = pairs.find((pair) => pair[0] === "traceparent");
  if (trace) frame.traceparent = trace[1];
  frame.headers = trace ? pairs.filter((pair) => pair !== trace) : pairs;
}
