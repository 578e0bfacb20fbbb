import { MeshError, toMeshError } from "@viba/runtime/errors";
import type { CallEnd, LinkCore } from "./core.ts";
import { type FrameView, messageCost, methodOf, payloadOf, routeOf, traceparentOf } from "./decode.ts";
import { FrameKind, newFrame } from "./frame.ts";
import { newOutStream, type OutStream, passedFrame, type Sent } from "./outbox.ts";
import type { PassThrough } from "./serve.ts";
import { errorFrame, lostError, notStarted } from "./status.ts";

/** A call that is being passed on. */
export interface PassedCall {
  readonly method: string;
  readonly route: string;
  /** W3C traceparent of the caller, or "". */
  readonly traceparent: string;
}

/** What a router does with calls that name a route. */
export interface PassThroughOptions {
  /** The link that a route leads to now; undefined when there is none. */
  readonly find: (route: string) => { readonly core: LinkCore } | undefined;
  /**
   * Watches a call. What it returns as `traceparent` (of the same length) replaces the caller's, so that the callee's spans
   * hang below the router's; `end` is told the status code.
   */
  readonly watch?: (call: PassedCall) => { readonly traceparent: string; end(code: number): void } | undefined;
}

/**
 * Passes calls with a route on to another link: a look-up, another call number, the same bytes. Credit goes from end to end, so
 * that what is held here is bounded by the windows; a call's time-out is counted by its two ends.
 */
export function createPassThrough({ find, watch }: PassThroughOptions): PassThrough {
  return {
    accept(view, from) {
      if (view.routeEnd === 0) return undefined;
      const route = routeOf(view);
      const target = find(route)?.core;
      if (!target) {
        return new MeshError("NO_CAPABLE_AGENT", `nobody is reached by route "${route}"`, {
          messageKo: `"${route}" 경로로 닿는 상대가 없습니다`,
          facts: { route },
        });
      }
      let number: number;
      try {
        number = target.begin();
      } catch (error) {
        return toMeshError(error);
      }
      const watched = watch?.({ method: methodOf(view), route, traceparent: traceparentOf(view) });
      if (watched) setTraceparent(view, watched.traceparent);
      const relay = new Relay({ from, fromCall: view.call, to: target, toCall: number, end: watched?.end });
      target.outgoing.set(number, relay.calleeEnd);
      target.outbox.pass(view, number, relay);
      return relay.callerEnd;
    },
  };
}

/** Overwrites the traceparent where it lies; a call without one gets none, since its bytes are passed on as they are. */
function setTraceparent(view: FrameView, traceparent: string): void {
  if (view.traceparentEnd - view.traceparentStart !== traceparent.length) return;
  view.bytes.write(traceparent, view.traceparentStart, traceparent.length, "latin1");
}

interface RelayOptions {
  readonly from: LinkCore;
  readonly fromCall: number;
  readonly to: LinkCore;
  readonly toCall: number;
  readonly end: ((code: number) => void) | undefined;
}

/** A call between two links. */
class Relay implements Sent {
  batch = 0;
  readonly callerEnd: CallEnd;
  readonly calleeEnd: CallEnd;
  private readonly options: RelayOptions;
  /** Pieces on their way to the callee and to the caller; made when a message comes, since most calls have none. */
  private toCallee: Leg | undefined = undefined;
  private toCaller: Leg | undefined = undefined;
  private over = false;

  constructor(options: RelayOptions) {
    this.options = options;
    this.callerEnd = {
      frame: (view) => this.fromCaller(view),
      lost: () => this.cancel(),
    };
    this.calleeEnd = {
      frame: (view) => this.fromCallee(view),
      lost: (cause, notTaken) => this.calleeLost(cause, notTaken),
    };
  }

  private fromCaller(view: FrameView): void {
    const { from, fromCall, to, toCall } = this.options;
    switch (view.kind) {
      case FrameKind.MESSAGE:
        this.toCallee ??= new Leg(from, fromCall, to, toCall);
        return this.toCallee.piece(view);
      case FrameKind.HALF_CLOSE:
        if (this.toCallee) return to.outbox.behind(this.toCallee.stream, passedFrame(view, toCall));
        return to.outbox.pass(view, toCall);
      case FrameKind.CANCEL:
        return this.cancel();
      case FrameKind.CREDIT:
        // What the caller took is for the callee to send anew; our own leg may use it as well.
        this.toCaller ??= new Leg(to, toCall, from, fromCall);
        this.toCaller.credit(view.amount);
        return to.outbox.pass(view, toCall);
      default:
    }
  }

  private fromCallee(view: FrameView): void {
    const { from, fromCall, to, toCall } = this.options;
    switch (view.kind) {
      case FrameKind.MESSAGE:
        this.toCaller ??= new Leg(to, toCall, from, fromCall);
        return this.toCaller.piece(view);
      case FrameKind.STATUS:
        return this.status(view);
      case FrameKind.CREDIT:
        this.toCallee ??= new Leg(from, fromCall, to, toCall);
        this.toCallee.credit(view.amount);
        return from.outbox.pass(view, fromCall);
      case FrameKind.ACCEPTED:
      case FrameKind.HEADERS:
        return from.outbox.pass(view, fromCall);
      default:
    }
  }

  private status(view: FrameView): void {
    const { from, fromCall, to, toCall } = this.options;
    const code = view.code;
    if (!this.toCaller) {
      from.outbox.pass(view, fromCall);
      return this.finish(code);
    }
    // The callee is done; the caller's end stays until what was sent before the status has left.
    to.outgoing.delete(toCall);
    from.outbox.behind(this.toCaller.stream, passedFrame(view, fromCall), () => this.finish(code));
  }

  private cancel(): void {
    if (this.over) return;
    const { to, toCall } = this.options;
    if (to.outgoing.has(toCall)) to.outbox.send(newFrame(FrameKind.CANCEL, toCall));
    this.finish(1);
  }

  private calleeLost(cause: unknown, notTaken: boolean): void {
    if (this.over) return;
    const { from, fromCall, to } = this.options;
    const begun = !notTaken && to.outbox.wasWritten(this);
    const frame = errorFrame(
      fromCall,
      begun ? lostError(true, cause) : notStarted("the callee's link was lost", cause),
    );
    from.outbox.send(frame);
    this.finish(frame.code);
  }

  private finish(code: number): void {
    if (this.over) return;
    this.over = true;
    const { from, fromCall, to, toCall, end } = this.options;
    this.toCallee?.close();
    this.toCaller?.close();
    from.incoming.delete(fromCall);
    to.outgoing.delete(toCall);
    from.ended();
    to.ended();
    end?.(code);
  }
}

/** Pieces of one direction: they come from one link, wait for the other's credit, and give their own back as they leave. */
class Leg {
  readonly stream: OutStream;
  private readonly source: LinkCore;
  private readonly sourceCall: number;
  private readonly sink: LinkCore;
  /** What the source may still send on this call. */
  private allowedBytes: number;
  /** Cost of what is held here. */
  private heldBytes = 0;

  constructor(source: LinkCore, sourceCall: number, sink: LinkCore, sinkCall: number) {
    this.source = source;
    this.sourceCall = sourceCall;
    this.sink = sink;
    this.stream = newOutStream(sinkCall, sink.firstCredit());
    this.allowedBytes = source.limits.callCreditBytes;
  }

  piece(view: FrameView): void {
    const cost = messageCost(view);
    this.allowedBytes -= cost;
    if (this.allowedBytes < 0) {
      return this.source.violated(`more bytes on call ${this.sourceCall} than were granted`, "OVERLOADED");
    }
    this.heldBytes += cost;
    const sent = () => {
      this.heldBytes -= cost;
      this.source.giveBackLink(cost);
    };
    const { more, last } = view;
    this.sink.outbox.piece(this.stream, { payload: Buffer.from(payloadOf(view)), more, last, sent });
  }

  credit(amount: number): void {
    this.allowedBytes += amount;
    this.sink.outbox.credit(amount, this.stream);
  }

  close(): void {
    this.sink.outbox.drop(this.stream);
    this.source.giveBackLink(this.heldBytes);
    this.heldBytes = 0;
  }
}
