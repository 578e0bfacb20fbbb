import { type Span, SpanKind, SpanStatusCode, type Tracer } from "@opentelemetry/api";
import { fromBinary, toBinary } from "@bufbuild/protobuf";
import {
  CallRequestSchema as AgentCallRequestSchema,
  CallResponseSchema as AgentCallResponseSchema,
} from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { MeshError, toMeshError } from "@viba/runtime/errors";
import type { RemoteSpan } from "@viba/runtime/trace/remote-span";
import { RingSpan, type SpanSite } from "@viba/runtime/trace/span";
import { beginSpan } from "@viba/runtime/trace/tracer";
import { type GuardOptions, sampledTraceOf } from "@viba/transport/guard";
import { type CallEnd, type LinkCore, wireTimeout } from "@viba/transport/link/core";
import type { Deadlined } from "@viba/transport/link/deadlines";
import { type FrameView, payloadOf } from "@viba/transport/link/decode";
import { FrameKind, newFrame, noBytes } from "@viba/transport/link/frame";
import type { Sent } from "@viba/transport/link/outbox";
import { Leg } from "@viba/transport/link/pass-through";
import { errorFrame, errorOf, lostError, notStarted } from "@viba/transport/link/status";
import { promisedMs } from "../attempt.ts";
import type { Place } from "../admission.ts";
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
  readonly from: LinkCore;
  readonly fromCall: number;
  readonly request: Buffer;
  /** Monotonic time at which it came. */
  readonly startMs: number;
  readonly remote: RemoteSpan | undefined;
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
};

// One of each serves all calls: sending is done with it before the next one is sent.
const callFrame = newFrame(FrameKind.CALL, 0);
callFrame.method = agentMethod;
callFrame.last = true;
const answerFrame = newFrame(FrameKind.STATUS, 0);
answerFrame.last = true;

/**
 * A call whose request and answer go from link to link as the bytes they are. The caller's end of it, and what both ends share.
 */
export class FrameCall implements CallEnd, Lane, Deadlined, Sent {
  batch = 0;
  deadlineMs = 0;
  before: Deadlined | undefined = undefined;
  behind: Deadlined | undefined = undefined;
  /** Why it could not even begin. */
  refusal: MeshError | undefined = undefined;
  private readonly ports: FrameCallPorts;
  private readonly incoming: Incoming;
  private readonly routed: RoutedCall;
  private readonly span: Span | undefined;
  private callee: CalleeEnd | undefined = undefined;
  private dialled: AbortController | undefined = undefined;
  private toCaller: Leg | undefined = undefined;
  private beginning = true;
  private told = false;
  private over = false;

  constructor(ports: FrameCallPorts, incoming: Incoming) {
    this.ports = ports;
    this.incoming = incoming;
    this.routed = new RoutedCall(ports, incoming, this);
    this.span = ports.tracer && startSpan(ports.tracer, incoming);
  }

  /** Routes it; what can't even begin leaves its reason in `refusal`. */
  begin(): void {
    const { from, timeoutMs, endMs, startMs } = this.incoming;
    if (timeoutMs !== 0) from.deadlines.add(this, endMs);
    this.routed.begin(startMs);
    this.beginning = false;
  }

  /** A frame of the caller. */
  frame(view: FrameView): void {
    switch (view.kind) {
      case FrameKind.CANCEL:
        return this.lost();
      case FrameKind.CREDIT:
        if (!this.callee) return;
        if (!this.legOf(this.callee).credit(view.amount)) return;
        return this.callee.core.outbox.pass(view, this.callee.call);
      default:
    }
  }

  /** The caller is gone, or wants no answer any more. */
  lost(): void {
    if (this.over) return;
    this.cancelCallee();
    this.routed.cancelled();
    this.finish("CANCELLED");
  }

  expire(): void {
    if (this.over) return;
    const error = new MeshError("DEADLINE", "the deadline passed", { messageKo: "제한 시간이 지났습니다" });
    if (!this.callee && !this.dialled) {
      this.routed.cancelled();
      return this.refuse(error);
    }
    this.cancelCallee();
    this.routed.failed(error);
  }

  send(place: Place): void {
    const { chosen } = place.choice;
    const { endMs } = this.incoming;
    const leftMs = Math.min(promisedMs(chosen), endMs - place.sinceMs);
    if (leftMs <= 0) return this.routed.failed(new MeshError("DEADLINE", "the time of the call is over"));
    const link = this.ports.connections.linkOf(chosen.instance);
    if (!link) return this.dial(place, leftMs);
    let number: number;
    try {
      number = link.begin();
    } catch (error) {
      return this.routed.failed(toMeshError(error));
    }
    this.callee = new CalleeEnd(this, link, number);
    link.outgoing.set(number, this.callee);
    this.batch = 0;
    callFrame.call = number;
    callFrame.timeoutMs = leftMs === Number.POSITIVE_INFINITY ? 0 : wireTimeout(leftMs);
    callFrame.payload = this.incoming.request;
    callFrame.tail = this.ports.behindRequest(place);
    callFrame.trace = this.span instanceof RingSpan ? this.span : this.incoming.remote;
    link.outbox.send(callFrame, this);
    callFrame.payload = noBytes;
    callFrame.trace = undefined;
  }

  drop(): void {
    this.cancelCallee();
  }

  refuse(error: MeshError): void {
    if (this.over) return;
    if (this.beginning) this.refusal = error;
    else {
      const { from, fromCall } = this.incoming;
      const frame = errorFrame(fromCall, error);
      if (this.toCaller) {
        // What the agent has sent still reaches the caller.
        return from.outbox.behind(this.toCaller.stream, frame, () => this.finish(error.reason, error.message));
      }
      from.outbox.send(frame);
    }
    this.finish(error.reason, error.message);
  }

  fromCallee(view: FrameView): void {
    const { from, fromCall } = this.incoming;
    switch (view.kind) {
      case FrameKind.STATUS:
        return this.status(view);
      case FrameKind.ACCEPTED:
        this.routed.accepted = true;
        if (!this.told) from.outbox.send(newFrame(FrameKind.ACCEPTED, fromCall));
        this.told = true;
        return;
      case FrameKind.MESSAGE:
        this.routed.answering = this.routed.accepted = true;
        return this.legOf(this.callee!).piece(view, this.ports.behindAnswer(this.routed.place!));
      default:
    }
  }

  calleeLost(cause: unknown, notTaken: boolean): void {
    const begun = !notTaken && this.callee!.core.outbox.wasWritten(this);
    this.forgetCallee();
    const error = begun
      ? lostError(true, cause)
      : notStarted("the agent's link was lost before the call was sent", cause);
    this.routed.failed(toMeshError(error));
  }

  private status(view: FrameView): void {
    const { from, fromCall } = this.incoming;
    this.forgetCallee();
    if (view.code !== 0) return this.routed.failed(toMeshError(errorOf(view)));
    if (this.toCaller) {
      const frame = newFrame(FrameKind.STATUS, fromCall);
      frame.keepTrace = view.keepTrace;
      this.routed.succeeded();
      from.outbox.behind(this.toCaller.stream, frame, () => this.finish("ok"));
      return;
    }
    if (!view.last) return this.routed.failed(new MeshError("BAD_ARTIFACT", "the call ended without an answer"));
    this.answer(payloadOf(view), view.keepTrace);
  }

  private answer(payload: Uint8Array, keepTrace: boolean): void {
    const { from, fromCall } = this.incoming;
    answerFrame.call = fromCall;
    answerFrame.payload = payload;
    answerFrame.tail = this.ports.behindAnswer(this.routed.place!);
    answerFrame.keepTrace = keepTrace;
    from.outbox.send(answerFrame);
    answerFrame.payload = noBytes;
    this.routed.succeeded();
    this.finish("ok");
  }

  /** To an agent that has no link the request goes as a message. */
  private dial(place: Place, timeoutMs: number): void {
    const { request } = this.incoming;
    const stop = new AbortController();
    this.dialled = stop;
    const mine = (then: () => void) => {
      if (this.over || this.dialled !== stop) return;
      this.dialled = undefined;
      then();
    };
    const ask = async () => {
      const message = fromBinary(AgentCallRequestSchema, Buffer.concat([request, this.ports.behindRequest(place)]));
      const client = this.ports.connections.client(place.choice.chosen.instance);
      return toBinary(AgentCallResponseSchema, await client.call(message, { signal: stop.signal, timeoutMs }));
    };
    ask().then(
      (bytes) => mine(() => this.answer(bytes, false)),
      (error: unknown) => mine(() => this.routed.failed(toMeshError(error))),
    );
  }

  private legOf({ core, call }: CalleeEnd): Leg {
    const { from, fromCall } = this.incoming;
    return (this.toCaller ??= new Leg(core, call, from, fromCall));
  }

  private cancelCallee(): void {
    const { callee } = this;
    this.dialled?.abort(new MeshError("CANCELLED", "nobody waits for the answer any more"));
    this.dialled = undefined;
    if (!callee) return;
    if (callee.core.outgoing.has(callee.call)) callee.core.outbox.send(newFrame(FrameKind.CANCEL, callee.call));
    this.forgetCallee();
  }

  private forgetCallee(): void {
    const { callee } = this;
    this.callee = undefined;
    callee?.core.outgoing.delete(callee.call);
    callee?.core.ended();
  }

  private finish(outcome: string, message?: string): void {
    if (this.over) return;
    this.over = true;
    const { from, fromCall, startMs } = this.incoming;
    this.toCaller?.close();
    if (this.deadlineMs !== 0) from.deadlines.remove(this);
    from.incoming.delete(fromCall);
    from.ended();
    const { span } = this;
    const { clock, onCall } = this.ports;
    const endMs = clock.monotonicMs();
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

function startSpan(tracer: Tracer, { remote, startMs }: Incoming): Span {
  return beginSpan(tracer, site, remote, startMs);
}

/** The agent's end of a call, under its number there. */
class CalleeEnd implements CallEnd {
  readonly core: LinkCore;
  readonly call: number;
  private readonly owner: FrameCall;

  constructor(owner: FrameCall, core: LinkCore, call: number) {
    this.owner = owner;
    this.core = core;
    this.call = call;
  }

  frame(view: FrameView): void {
    this.owner.fromCallee(view);
  }

  lost(cause: unknown, notTaken: boolean): void {
    this.owner.calleeLost(cause, notTaken);
  }
}
