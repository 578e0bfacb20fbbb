import { Code, ConnectError } from "@connectrpc/connect";
import { MeshError, toConnectError } from "@viba/runtime/errors";
import type { Abortable, Aborts } from "@viba/transport/link/aborts";
import type { LinkCore } from "@viba/transport/link/core";
import type { Deadlines } from "@viba/transport/link/deadlines";
import type { FrameView } from "@viba/transport/link/decode";
import type { Inbox } from "@viba/transport/link/inbox";
import { noBytes } from "@viba/transport/link/frame";
import type { ReadAnswer } from "@viba/transport/link/opaque-call";
import { kept, newInbox, tooLarge } from "@viba/transport/link/unary-call";
import type { CalledBy, CallerEnd } from "./caller-end.ts";

/** What the callers of this process share. */
export interface LocalCallers {
  readonly deadlines: Deadlines;
  readonly aborts: Aborts;
}

/** The caller is a part of this process: it is told by a promise, without a link between. */
export class LocalCaller<T> implements CallerEnd, Abortable {
  call: CalledBy | undefined = undefined;
  private readonly callers: LocalCallers;
  private readonly signal: AbortSignal | undefined;
  private readonly read: ReadAnswer<T>;
  private readonly resolve: (answer: T) => void;
  private readonly reject: (error: ConnectError) => void;
  /** Pieces of a long answer, what goes behind them, and the link they come by. */
  private inbox: Inbox | undefined = undefined;
  private tail: Uint8Array = noBytes;
  private to: LinkCore | undefined = undefined;

  constructor(
    callers: LocalCallers,
    signal: AbortSignal | undefined,
    read: ReadAnswer<T>,
    resolve: (answer: T) => void,
    reject: (error: ConnectError) => void,
  ) {
    this.callers = callers;
    this.signal = signal;
    this.read = read;
    this.resolve = resolve;
    this.reject = reject;
    if (signal) callers.aborts.add(signal, this);
  }

  get deadlines(): Deadlines {
    return this.callers.deadlines;
  }

  abort(reason: unknown): void {
    this.call!.cancelled();
    this.reject(toConnectError(reason instanceof Error ? reason : new MeshError("CANCELLED", "cancelled")));
  }

  begun(): void {}

  answer(bytes: Uint8Array, start: number, end: number, tail: Uint8Array, _keepTrace: boolean, nowMs?: number): void {
    this.settle(bytes, start, end, tail);
    this.call!.answered(nowMs);
  }

  piece(view: FrameView, to: LinkCore, toCall: number, tail: Uint8Array): void {
    const inbox = (this.inbox ??= newInbox(to));
    this.to = to;
    const pushed = inbox.push(kept(view, true), view.more);
    if (pushed === "overrun") return to.violated(`more bytes on call ${toCall} than were granted`, "OVERLOADED");
    if (pushed === "too large") return this.abort(tooLarge(to));
    if (!view.more) this.tail = Uint8Array.from(tail);
    to.assembly.note(inbox, () => to.giveBack(toCall, inbox));
    to.giveBack(toCall, inbox);
  }

  whole(): void {
    const bytes = this.inbox!.take();
    this.call!.answered();
    if (bytes) this.settle(bytes, 0, bytes.length, this.tail);
    else this.reject(new ConnectError("the call ended without an answer", Code.Internal));
  }

  refuse(error: MeshError, finished: () => void): void {
    finished();
    this.reject(toConnectError(error));
  }

  over(): void {
    const { callers, signal, inbox, to } = this;
    if (signal) callers.aborts.remove(signal, this);
    this.inbox = undefined;
    if (!inbox || !to) return;
    to.assembly.remove(inbox);
    to.giveBackLink(inbox.release());
  }

  private settle(bytes: Uint8Array, start: number, end: number, tail: Uint8Array): void {
    let answer: T;
    try {
      answer = this.read(bytes, start, end, tail);
    } catch (error) {
      return this.reject(toConnectError(error));
    }
    this.resolve(answer);
  }
}
