import { type Span, SpanKind, SpanStatusCode, type Tracer } from "@opentelemetry/api";
import { MeshError, toMeshError } from "@viba/runtime/errors";
import { newIdentitySlot } from "@viba/runtime/trace/identity";
import { identityOf, RemoteSpan } from "@viba/runtime/trace/remote-span";
import type { SpanSite } from "@viba/runtime/trace/span";
import { beginSpan, RingTracer } from "@viba/runtime/trace/tracer";
import type { Principal } from "../principal.ts";
import type { LinkCore } from "./core.ts";
import type { CallEnd } from "./call-end.ts";
import { type FrameView, messageCost } from "./decode.ts";
import { passedAsText, readSpanOf, replaceSpan, takesSpans } from "./frame-span.ts";
import { FrameKind, newFrame, noBytes } from "./frame.ts";
import { messageCostBytes } from "./limits.ts";
import { newOutStream, type OutStream, passedFrame, type Sent } from "./outbox.ts";
import type { PassThrough } from "./serve.ts";
import { kept } from "./unary-call.ts";
import { errorFrame, lostError, notStarted } from "./status.ts";

/** What a router does with calls that name a route. */
export interface PassThroughOptions {
  /**
   * The link that a route leads to now; undefined when there is none, an error when the caller may not call the method there.
   * `principal` is who the caller's link has proven.
   */
  readonly find: (
    route: string,
    method: string,
    principal: Principal | undefined,
  ) => { readonly core: LinkCore } | MeshError | undefined;
  /** Records a span for each call, below the caller's and above the callee's. */
  readonly tracer?: Tracer;
}

/**
 * Passes calls with a route on to another link: a look-up, another call number, the same bytes. Credit goes from end to end, so
 * that what is held here is bounded by the windows; a call's time-out is counted by its two ends.
 */
export function createPassThrough({ find, tracer }: PassThroughOptions): PassThrough {
  const sites = new Map<string, SpanSite>();
  const siteOf = (method: string): SpanSite => {
    const known = sites.get(method);
    if (known) return known;
    const site: SpanSite = { name: method, kind: SpanKind.SERVER, constant: undefined, lasting: sites.size < maxSites };
    if (site.lasting) sites.set(method, site);
    return site;
  };
  return {
    accept(view, from) {
      if (view.routeEnd === 0) return undefined;
      const route = from.names.read(view.bytes, view.routeStart, view.routeEnd);
      const method = from.names.read(view.bytes, view.methodStart, view.methodEnd);
      const found = find(route, method, from.principal);
      if (found instanceof MeshError) return found;
      if (!found) {
        return new MeshError("NO_CAPABLE_AGENT", `nobody is reached by route "${route}"`, {
          messageKo: `"${route}" 경로로 닿는 상대가 없습니다`,
          facts: { route },
        });
      }
      const target = found.core;
      let number: number;
      try {
        number = target.begin();
      } catch (error) {
        return toMeshError(error);
      }
      const span = tracer && startSpan(tracer, view, siteOf(method), from.nowMs());
      const relay = new Relay(from, view.call, target, number, span);
      target.outgoing.set(number, relay.calleeEnd);
      if (view.spanEnd === 0 || takesSpans(target)) target.outbox.pass(view, number, relay);
      else target.outbox.send(passedAsText(view, number), relay);
      return relay;
    },
  };
}

/** Methods whose spans' facts are remembered; a caller may make names up. */
const maxSites = 1024;

const nothing = (): void => {};

const caller = newIdentitySlot();

/** Begins the router's span and puts its id in place of the caller's, so that the callee's spans hang below it. */
function startSpan(tracer: Tracer, view: FrameView, site: SpanSite, nowMs: number): Span {
  const isBelow = readSpanOf(view, caller);
  if (tracer instanceof RingTracer) {
    const span = tracer.begin(site, isBelow ? caller : undefined, nowMs);
    if (isBelow) replaceSpan(view, span);
    return span;
  }
  const span = beginSpan(tracer, site, isBelow ? new RemoteSpan(caller) : undefined, nowMs);
  const own = isBelow ? identityOf(span.spanContext()) : undefined;
  if (own) replaceSpan(view, own);
  return span;
}

/** A call between two links: its caller's end, and what both ends share. */
class Relay implements CallEnd, Sent {
  batch = 0;
  readonly calleeEnd: CallEnd;
  private readonly from: LinkCore;
  private readonly fromCall: number;
  private readonly to: LinkCore;
  private readonly toCall: number;
  private readonly span: Span | undefined;
  /** Pieces on their way to the callee and to the caller; made when a message comes, since most calls have none. */
  private toCallee: Leg | undefined = undefined;
  private toCaller: Leg | undefined = undefined;
  private over = false;
  /** Frames that come once a call: more of them are not passed on, or either end could fill the other's link with them. */
  private halfClosed = false;
  private accepted = false;
  private headed = false;

  constructor(from: LinkCore, fromCall: number, to: LinkCore, toCall: number, span: Span | undefined) {
    this.from = from;
    this.fromCall = fromCall;
    this.to = to;
    this.toCall = toCall;
    this.span = span;
    this.calleeEnd = new CalleeEnd(this);
  }

  /** A frame of the caller. */
  frame(view: FrameView): void {
    const { from, fromCall, to, toCall } = this;
    switch (view.kind) {
      case FrameKind.MESSAGE:
        this.toCallee ??= new Leg(from, fromCall, to, toCall);
        return this.toCallee.piece(view);
      case FrameKind.HALF_CLOSE:
        if (this.halfClosed) return;
        this.halfClosed = true;
        if (this.toCallee) return to.outbox.behind(this.toCallee.stream, passedFrame(view, toCall));
        return to.outbox.pass(view, toCall);
      case FrameKind.CANCEL:
        return this.lost();
      case FrameKind.CREDIT:
        // What the caller took is for the callee to send anew; our own leg may use it as well.
        this.toCaller ??= new Leg(to, toCall, from, fromCall);
        if (this.toCaller.credit(view.amount)) to.outbox.pass(view, toCall);
        return;
      default:
    }
  }

  /** The caller is gone, or wants no answer any more. */
  lost(): void {
    if (this.over) return;
    const { to, toCall } = this;
    if (to.outgoing.has(toCall)) to.outbox.send(newFrame(FrameKind.CANCEL, toCall));
    this.finish(1);
  }

  fromCallee(view: FrameView): void {
    const { from, fromCall, to, toCall } = this;
    switch (view.kind) {
      case FrameKind.STATUS:
        return this.status(view);
      case FrameKind.MESSAGE:
        this.toCaller ??= new Leg(to, toCall, from, fromCall);
        return this.toCaller.piece(view);
      case FrameKind.CREDIT:
        this.toCallee ??= new Leg(from, fromCall, to, toCall);
        if (this.toCallee.credit(view.amount)) from.outbox.pass(view, fromCall);
        return;
      case FrameKind.ACCEPTED:
        if (!this.accepted) from.outbox.pass(view, fromCall);
        this.accepted = true;
        return;
      case FrameKind.HEADERS:
        if (!this.headed) from.outbox.pass(view, fromCall);
        this.headed = true;
        return;
      default:
    }
  }

  calleeLost(cause: unknown, notTaken: boolean): void {
    if (this.over) return;
    const { from, fromCall, to, toCall, toCaller } = this;
    const begun = !notTaken && to.outbox.wasWritten(this);
    const frame = errorFrame(
      fromCall,
      begun ? lostError(true, cause) : notStarted("the callee's link was lost before the call was sent", cause),
    );
    to.outgoing.delete(toCall);
    // What the callee has sent still reaches the caller.
    if (toCaller) from.outbox.behind(toCaller.stream, frame, () => this.finish(frame.code));
    else {
      from.outbox.send(frame);
      this.finish(frame.code);
    }
  }

  private status(view: FrameView): void {
    const { from, fromCall, to, toCall, toCaller } = this;
    const { code } = view;
    if (!toCaller) {
      from.outbox.pass(view, fromCall);
      return this.finish(code);
    }
    // The callee is done; the caller's end stays until what was sent before the status has left.
    to.outgoing.delete(toCall);
    from.outbox.behind(toCaller.stream, passedFrame(view, fromCall), () => this.finish(code));
  }

  private finish(code: number): void {
    if (this.over) return;
    this.over = true;
    const { from, to, span } = this;
    this.toCallee?.close();
    this.toCaller?.close();
    from.incoming.delete(this.fromCall);
    to.outgoing.delete(this.toCall);
    from.ended();
    to.ended();
    if (!span) return;
    if (code !== 0) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end(to.nowMs());
  }
}

/** Grants beyond one for each message, before anything came. */
const freeGrants = 16;

/** What the callee's link holds of a relay. */
class CalleeEnd implements CallEnd {
  private readonly relay: Relay;

  constructor(relay: Relay) {
    this.relay = relay;
  }

  frame(view: FrameView): void {
    this.relay.fromCallee(view);
  }

  lost(cause: unknown, notTaken: boolean): void {
    this.relay.calleeLost(cause, notTaken);
  }
}

/** Pieces of one direction: they come from one link, wait for the other's credit, and give their own back as they leave. */
export class Leg {
  readonly stream: OutStream;
  private readonly source: LinkCore;
  private readonly sourceCall: number;
  private readonly sink: LinkCore;
  /** What the source may still send on this call. */
  private allowedBytes: number;
  /** Cost of what is held here. */
  private heldBytes = 0;
  /** Cost of all that came, and how often the sink's end has granted more. */
  private passedBytes = 0;
  private grants = 0;

  constructor(source: LinkCore, sourceCall: number, sink: LinkCore, sinkCall: number) {
    this.source = source;
    this.sourceCall = sourceCall;
    this.sink = sink;
    this.stream = newOutStream(sinkCall, sink.firstCredit());
    this.allowedBytes = source.limits.callCreditBytes;
  }

  /** A piece, and behind the last of a message what is added to it. */
  piece(view: FrameView, added: Uint8Array = noBytes): void {
    const cost = messageCost(view);
    this.allowedBytes -= cost;
    if (this.allowedBytes < 0) {
      return this.source.violated(`more bytes on call ${this.sourceCall} than were granted`, "OVERLOADED");
    }
    this.heldBytes += cost;
    this.passedBytes += cost;
    const sent = () => {
      this.heldBytes -= cost;
      this.source.giveBackLink(cost);
    };
    const { more, last } = view;
    const adds = !more && added.length > 0;
    this.sink.outbox.piece(this.stream, { payload: kept(view, true), more: more || adds, last: last && !adds, sent });
    if (adds) this.sink.outbox.piece(this.stream, { payload: added, more: false, last, sent: nothing });
  }

  /** False when the sink's end of the link breaks the rules: each grant is a frame on the source's link, where others pay for it. */
  credit(amount: number): boolean {
    this.grants += 1;
    if (this.grants > freeGrants + this.passedBytes / messageCostBytes) {
      this.sink.violated(`credit on call ${this.stream.call} for more messages than there were`, "OVERLOADED");
      return false;
    }
    this.allowedBytes += amount;
    this.sink.outbox.credit(amount, this.stream);
    return true;
  }

  close(): void {
    this.sink.outbox.drop(this.stream);
    this.source.giveBackLink(this.heldBytes);
    this.heldBytes = 0;
  }
}
