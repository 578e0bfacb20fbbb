import { Code, ConnectError, type UnaryResponse } from "@connectrpc/connect";
import type { Span } from "@opentelemetry/api";
import { MeshError, toConnectError } from "@viba/runtime/errors";
import { endSpan } from "./call-spans.ts";
import { type LinkCore, mayHaveBegun } from "./core.ts";
import type { CallEnd } from "./call-end.ts";
import type { Deadlined } from "./deadlines.ts";
import { type FrameView, headersOf, payloadOf } from "./decode.ts";
import { FrameKind, type HeaderPair, newFrame, noPairs } from "./frame.ts";
import { Inbox } from "./inbox.ts";
import { isHeader, LinkHeaders } from "./link-headers.ts";
import type { MethodInfo } from "./methods.ts";
import type { OutStream, Sent } from "./outbox.ts";
import { errorOf, lostError } from "./status.ts";

/** The caller's end of a call with one answer: what the table holds, the deadline's item and the signal's in one object. */
export class UnaryCall implements CallEnd, Deadlined, Sent {
  batch = 0;
  deadlineMs = 0;
  before: Deadlined | undefined = undefined;
  behind: Deadlined | undefined = undefined;
  /** Pieces of a request that are still to be sent. */
  stream: OutStream | undefined = undefined;
  /** The call's own span. */
  span: Span | undefined = undefined;
  private readonly core: LinkCore;
  private readonly number: number;
  /** Absent: the answer's bytes are wanted as they are. */
  private readonly info: MethodInfo | undefined;
  private readonly signal: AbortSignal | undefined;
  private readonly resolve: (answer: never) => void;
  private readonly reject: (error: ConnectError) => void;
  private inbox: Inbox | undefined = undefined;
  private header: LinkHeaders | undefined = undefined;

  constructor(
    core: LinkCore,
    number: number,
    info: MethodInfo | undefined,
    signal: AbortSignal | undefined,
    resolve: (answer: never) => void,
    reject: (error: ConnectError) => void,
  ) {
    this.core = core;
    this.number = number;
    this.info = info;
    this.signal = signal;
    this.resolve = resolve;
    this.reject = reject;
  }

  frame(view: FrameView): void {
    switch (view.kind) {
      case FrameKind.STATUS:
        if (view.code !== 0) return this.fail(errorOf(view));
        return this.answer(view);
      case FrameKind.MESSAGE:
        return this.piece(view);
      case FrameKind.HEADERS:
        this.header = new LinkHeaders(headersOf(view).filter(isHeader));
        return;
      case FrameKind.CREDIT:
        if (this.stream) this.core.outbox.credit(view.amount, this.stream);
        return;
      default:
    }
  }

  lost(cause: unknown, notTaken: boolean): void {
    this.fail(lostError(!notTaken && mayHaveBegun(this.core, this), cause));
  }

  expire(): void {
    this.cancel(new MeshError("DEADLINE", "the deadline passed", { messageKo: "제한 시간이 지났습니다" }));
  }

  abort(reason: unknown): void {
    this.cancel(reason instanceof Error ? reason : new MeshError("CANCELLED", "cancelled"));
  }

  /** Tells the callee, and ends the call here at once. */
  private cancel(reason: unknown): void {
    const { core, number } = this;
    core.outbox.send(newFrame(FrameKind.CANCEL, number));
    this.fail(toConnectError(reason));
  }

  private piece(view: FrameView): void {
    const { core, number } = this;
    const inbox = (this.inbox ??= newInbox(core));
    const pushed = inbox.push(kept(view, true), view.more);
    if (pushed === "overrun") return core.violated(`more bytes on call ${number} than were granted`, "OVERLOADED");
    if (pushed === "too large") return this.cancel(tooLarge(core));
    core.assembly.note(inbox, () => core.giveBack(number, inbox));
    core.giveBack(number, inbox);
  }

  private answer(view: FrameView): void {
    const { info, resolve } = this;
    // A long answer has come in pieces before; a short one is here.
    const long = view.last ? undefined : this.inbox?.take();
    if (!view.last && !long) return this.fail(new ConnectError("the call ended without an answer", Code.Internal));
    if (!info) {
      this.finish();
      return resolve((long ?? payloadOf(view)) as never);
    }
    let message: unknown;
    try {
      const { decoder } = this.core.methods;
      message = long
        ? decoder.decode(info.method.output, long, 0, long.length, false)
        : decoder.decode(info.method.output, view.bytes, view.payloadStart, view.payloadEnd, isSmallPart(view));
    } catch (cause) {
      return this.fail(
        new ConnectError(
          `an answer that is no ${info.method.output.typeName}`,
          Code.Internal,
          undefined,
          undefined,
          cause,
        ),
      );
    }
    const trailers = view.headers === undefined ? noPairs : headersOf(view).filter(isHeader);
    this.finish();
    resolve(new UnaryAnswer(info, message, this.header, trailers) as UnaryResponse as never);
  }

  private fail(error: ConnectError): void {
    this.finish(error);
    this.reject(error);
  }

  private finish(error?: ConnectError): void {
    const { core, number, signal } = this;
    if (this.span) endSpan(this.span, error, core.nowMs());
    core.outgoing.delete(number);
    if (this.deadlineMs !== 0) core.deadlines.remove(this);
    if (signal) core.aborts.remove(signal, this);
    if (this.stream) core.outbox.drop(this.stream);
    if (this.inbox) {
      core.assembly.remove(this.inbox);
      core.giveBackLink(this.inbox.release());
    }
    core.ended();
  }
}

/** An answer whose headers and trailers are made when somebody asks for them. */
export class UnaryAnswer {
  readonly stream = false;
  readonly message: never;
  private readonly info: MethodInfo;
  private headers: LinkHeaders | undefined;
  private trailers: LinkHeaders | undefined = undefined;
  private readonly pairs: readonly HeaderPair[];

  constructor(info: MethodInfo, message: unknown, headers: LinkHeaders | undefined, trailers: readonly HeaderPair[]) {
    this.info = info;
    this.message = message as never;
    this.headers = headers;
    this.pairs = trailers;
  }

  get service(): UnaryResponse["service"] {
    return this.info.method.parent;
  }

  get method(): UnaryResponse["method"] {
    return this.info.method as UnaryResponse["method"];
  }

  get header(): Headers {
    return (this.headers ??= new LinkHeaders());
  }

  get trailer(): Headers {
    return (this.trailers ??= new LinkHeaders(this.pairs));
  }
}

/** An inbox with the windows of this end. */
export function newInbox(core: LinkCore): Inbox {
  return new Inbox({ windowBytes: core.limits.callCreditBytes, maxMessageBytes: core.limits.maxMessageBytes });
}

/** The payload; copied when it would keep a much larger batch alive for as long as it is kept itself. */
export function kept(view: FrameView, held: boolean): Buffer {
  if (!held || !isSmallPart(view)) return payloadOf(view);
  const copy = Buffer.allocUnsafe(view.payloadEnd - view.payloadStart);
  view.bytes.copy(copy, 0, view.payloadStart, view.payloadEnd);
  return copy;
}

/** Whether the payload takes so little of its batch that what keeps it should have a copy. */
export function isSmallPart(view: FrameView): boolean {
  return (view.payloadEnd - view.payloadStart) * 4 < view.bytes.length;
}

/** A message that is larger than this end takes. */
export function tooLarge(core: LinkCore): MeshError {
  const limit = core.limits.maxMessageBytes;
  return new MeshError("TOO_LARGE", `a message of more than ${limit} bytes`, {
    messageKo: `메시지가 ${limit}바이트를 넘습니다`,
    facts: { limit: String(limit) },
  });
}
