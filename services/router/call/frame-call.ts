import { type Span, SpanKind, SpanStatusCode, type Tracer } from "@opentelemetry/api";
import { fromBinary, toBinary } from "@bufbuild/protobuf";
import {
  CallRequestSchema as AgentCallRequestSchema,
  CallResponseSchema as AgentCallResponseSchema,
} from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { MeshError, toMeshError } from "@viba/runtime/errors";
import type { SpanIdentity } from "@viba/runtime/trace/identity";
import { RemoteSpan } from "@viba/runtime/trace/remote-span";
import { RingSpan, type SpanSite } from "@viba/runtime/trace/span";
import { beginSpan } from "@viba/runtime/trace/tracer";
import { type GuardOptions, sampledTraceOf } from "@viba/transport/guard";
import { type LinkCore, wireTimeout } from "@viba/transport/link/core";
import type { CallEnd } from "@viba/transport/link/call-end";
import type { Deadlined } from "@viba/transport/link/deadlines";
import type { FrameView } from "@viba/transport/link/decode";
import { FrameKind, newFrame, noBytes } from "@viba/transport/link/frame";
import type { Sent } from "@viba/transport/link/outbox";
import { errorOf, lostError, notStarted } from "@viba/transport/link/status";
import { promisedMs } from "../attempt.ts";
import type { Place } from "../admission.ts";
import type { CalledBy, CallerEnd } from "./caller-end.ts";
import { type CallAsk, type Lane, RoutedCall, type RoutedCallPorts } from "./routed-call.ts";
import type { Connections } from "../connections.ts";

/** What passing calls on by their frames needs. */
export interface FrameCallPorts extends RoutedCallPorts {
  readonly connections: Pick<Connections, "client" | "linkOf">;
  /** What goes behind a request to an agent: the name of the capability chosen. */
  readonly behindRequest: (place: Place) => Uint8Array;
  /** What goes behind the answer: the name of the decision, and its record where that was asked for. */
  readonly behindAnswer: (place: Place) => Uint8Array;
  readonly tracer: Tracer | undefined;
  readonly onCall: GuardOptions["onCall"];
}

/** What came of a caller. */
export interface Incoming extends CallAsk {
  /** Kept until the call is over, since it may be sent again. */
  readonly request: Buffer;
  /** Monotonic time at which it came. */
  readonly startMs: number;
  /** The caller's span. */
  readonly above: Span | undefined;
  /** The caller's own time; 0: it named none. */
  readonly timeoutMs: number;
}

/** Name of the method towards callers, and towards agents. */
export const callMethod = "viba.router.v1.RouterService/Call";
export const agentMethod = "viba.agent.v1.AgentService/Call";

const site: SpanSite = {
  name: callMethod,
  kind: SpanKind.SERVER,
  // Frozen, so that a span needs no copy.
  constant: Object.freeze({
    "rpc.system": "grpc",
    "rpc.service": "viba.router.v1.RouterService",
    "rpc.method": "Call",
  }),
  lasting: true,
};

// One serves all calls: sending is done with it before the next one is sent.
const callFrame = newFrame(FrameKind.CALL, 0);
callFrame.method = agentMethod;
callFrame.last = true;

/**
 * A call whose request and answer go on as the bytes they are, between its caller's end and the link of the agent that has it, which
 * tells it of its frames.
 */
export class FrameCall implements CalledBy, CallEnd, Lane, Deadlined, Sent {
  batch = 0;
  deadlineMs = 0;
  before: Deadlined | undefined = undefined;
  behind: Deadlined | undefined = undefined;
  /** Why it could not even begin. */
  refusal: MeshError | undefined = undefined;
  to: LinkCore | undefined = undefined;
  toCall = 0;
  private readonly ports: FrameCallPorts;
  private readonly request: Buffer;
  private readonly startMs: number;
  private readonly timeoutMs: number;
  /** What the agent is told of the span it is called in. */
  private readonly trace: SpanIdentity | undefined;
  private readonly caller: CallerEnd;
  private readonly routed: RoutedCall;
  private readonly span: Span | undefined;
  private dialled: AbortController | undefined = undefined;
  private beginning = true;
  private over = false;

  constructor(ports: FrameCallPorts, incoming: Incoming, caller: CallerEnd) {
    const { request, startMs, timeoutMs, above } = incoming;
    this.ports = ports;
    this.request = request;
    this.startMs = startMs;
    this.timeoutMs = timeoutMs;
    this.caller = caller;
    this.routed = new RoutedCall(ports, incoming, this);
    this.span = ports.tracer && beginSpan(ports.tracer, site, above, startMs);
    this.trace = this.span instanceof RingSpan ? this.span : identityAbove(above);
  }

  /** Routes it; what can't even begin leaves its reason in `refusal`. */
  begin(): void {
    if (this.timeoutMs !== 0) this.caller.deadlines.add(this, this.routed.endMs);
    this.routed.begin(this.startMs);
    this.beginning = false;
  }

  cancelled(): void {
    if (this.over) return;
    this.cancelCallee();
    this.routed.cancelled();
    this.finish("CANCELLED");
  }

  expire(): void {
    if (this.over) return;
    const error = new MeshError("DEADLINE", "the deadline passed", { messageKo: "제한 시간이 지났습니다" });
    if (!this.to && !this.dialled) {
      this.routed.cancelled();
      return this.refuse(error);
    }
    this.cancelCallee();
    this.routed.failed(error);
  }

  answered(nowMs?: number): void {
    this.finish("ok", undefined, nowMs);
  }

  send(place: Place): void {
    const { chosen } = place.choice;
    const leftMs = Math.min(promisedMs(chosen), this.routed.endMs - place.sinceMs);
    if (leftMs <= 0) return this.routed.failed(new MeshError("DEADLINE", "the time of the call is over"));
    const link = this.ports.connections.linkOf(chosen.instance);
    if (!link) return this.dial(place, leftMs);
    let number: number;
    try {
      number = link.begin();
    } catch (error) {
      return this.routed.failed(toMeshError(error));
    }
    this.to = link;
    this.toCall = number;
    link.outgoing.set(number, this);
    this.batch = 0;
    callFrame.call = number;
    callFrame.timeoutMs = leftMs === Number.POSITIVE_INFINITY ? 0 : wireTimeout(leftMs);
    callFrame.payload = this.request;
    callFrame.tail = this.ports.behindRequest(place);
    callFrame.trace = this.trace;
    link.outbox.send(callFrame, this);
    callFrame.payload = noBytes;
    callFrame.trace = undefined;
  }

  drop(): void {
    this.cancelCallee();
  }

  refuse(error: MeshError): void {
    if (this.over) return;
    const finished = () => this.finish(error.reason, error.message);
    if (!this.beginning) return this.caller.refuse(error, finished);
    this.refusal = error;
    finished();
  }

  /** A frame of the agent. */
  frame(view: FrameView): void {
    const { caller, routed, to } = this;
    if (!to) return;
    switch (view.kind) {
      case FrameKind.STATUS:
        return this.status(view);
      case FrameKind.ACCEPTED:
        routed.accepted = true;
        return caller.begun();
      case FrameKind.MESSAGE:
        routed.answering = routed.accepted = true;
        return caller.piece(view, to, this.toCall, this.ports.behindAnswer(routed.place!));
      default:
    }
  }

  /** The agent's link is gone, or the agent says that it has not taken the call. */
  lost(cause: unknown, notTaken: boolean): void {
    if (!this.to) return;
    const begun = !notTaken && this.to.outbox.wasWritten(this);
    this.forgetCallee();
    const error = begun
      ? lostError(true, cause)
      : notStarted("the agent's link was lost before the call was sent", cause);
    this.routed.failed(toMeshError(error));
  }

  private status(view: FrameView): void {
    const { caller, routed } = this;
    // When its batch came: all that is looked at on the way is our own work.
    const nowMs = this.to!.nowMs();
    this.forgetCallee();
    if (view.code !== 0) return routed.failed(toMeshError(errorOf(view)));
    if (routed.answering) {
      routed.succeeded(nowMs);
      return caller.whole(view.keepTrace);
    }
    if (!view.last) return routed.failed(new MeshError("BAD_ARTIFACT", "the call ended without an answer"));
    this.answer(view.bytes, view.payloadStart, view.payloadEnd, view.keepTrace, nowMs);
  }

  private answer(bytes: Uint8Array, start: number, end: number, keepTrace: boolean, nowMs?: number): void {
    const { caller, routed } = this;
    caller.answer(bytes, start, end, this.ports.behindAnswer(routed.place!), keepTrace, nowMs);
    routed.succeeded(nowMs);
  }

  /** To an agent that has no link the request goes as a message. */
  private dial(place: Place, timeoutMs: number): void {
    const stop = new AbortController();
    this.dialled = stop;
    const mine = (then: () => void) => {
      if (this.over || this.dialled !== stop) return;
      this.dialled = undefined;
      then();
    };
    const ask = async () => {
      const message = fromBinary(
        AgentCallRequestSchema,
        Buffer.concat([this.request, this.ports.behindRequest(place)]),
      );
      const client = this.ports.connections.client(place.choice.chosen.instance);
      return toBinary(AgentCallResponseSchema, await client.call(message, { signal: stop.signal, timeoutMs }));
    };
    ask().then(
      (bytes) => mine(() => this.answer(bytes, 0, bytes.length, false)),
      (error: unknown) => mine(() => this.routed.failed(toMeshError(error))),
    );
  }

  private cancelCallee(): void {
    const { to, toCall } = this;
    this.dialled?.abort(new MeshError("CANCELLED", "nobody waits for the answer any more"));
    this.dialled = undefined;
    if (!to) return;
    if (to.outgoing.has(toCall)) to.outbox.send(newFrame(FrameKind.CANCEL, toCall));
    this.forgetCallee();
  }

  private forgetCallee(): void {
    const { to, toCall } = this;
    this.to = undefined;
    to?.outgoing.delete(toCall);
    to?.ended();
  }

  private finish(outcome: string, message?: string, nowMs?: number): void {
    if (this.over) return;
    this.over = true;
    const { caller, span, startMs } = this;
    if (this.deadlineMs !== 0) caller.deadlines.remove(this);
    caller.over();
    const { clock, onCall } = this.ports;
    const endMs = nowMs ?? clock.monotonicMs();
    if (span) {
      // A caller that has left is no failure anybody has to look into.
      if (outcome !== "ok" && outcome !== "CANCELLED") {
        span.setStatus({ code: SpanStatusCode.ERROR, ...(message === undefined ? {} : { message }) });
      }
      span.end(endMs);
    }
    onCall?.({ method: callMethod, outcome, durationMs: endMs - startMs, traceId: span && sampledTraceOf(span) });
  }
}

/** What a frame can carry of a span. */
function identityAbove(above: Span | undefined): SpanIdentity | undefined {
  return above instanceof RingSpan || above instanceof RemoteSpan ? above : undefined;
}
