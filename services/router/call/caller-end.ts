import type { MeshError } from "@viba/runtime/errors";
import type { LinkCore } from "@viba/transport/link/core";
import type { CallEnd } from "@viba/transport/link/call-end";
import type { Deadlines } from "@viba/transport/link/deadlines";
import type { FrameView } from "@viba/transport/link/decode";
import { FrameKind, newFrame, noBytes } from "@viba/transport/link/frame";
import { Leg } from "@viba/transport/link/pass-through";
import { errorFrame } from "@viba/transport/link/status";

/** The caller's end of a call of bytes: a link's, or a part's of this process. It is told once how the call ended. */
export interface CallerEnd {
  readonly deadlines: Deadlines;
  /** The agent has begun. */
  begun(): void;
  /** The whole answer, and what goes behind it. Both are the giver's again afterwards. */
  answer(payload: Uint8Array, tail: Uint8Array, keepTrace: boolean): void;
  /** A piece of a long answer, as it came on a link under a number; `tail` goes behind the last one. */
  piece(view: FrameView, to: LinkCore, toCall: number, tail: Uint8Array): void;
  /** All pieces of the answer were given; `finished` is told when they need nothing more of the call. */
  whole(keepTrace: boolean, finished: () => void): void;
  refuse(error: MeshError, finished: () => void): void;
  /** The call is over, whoever ended it. */
  over(): void;
}

/** What a caller's end tells of its caller. */
export interface CalledBy {
  /** The agent's link that has the call, and the number there; undefined while none has. */
  readonly to: LinkCore | undefined;
  readonly toCall: number;
  /** Nobody waits for the answer any more. */
  cancelled(): void;
}

// One serves all calls: sending is done with it before the next one is sent.
const answerFrame = newFrame(FrameKind.STATUS, 0);
answerFrame.last = true;

/** The caller is at the other end of a link: what it is told goes there as frames. */
export class LinkCaller implements CallEnd, CallerEnd {
  call: CalledBy | undefined = undefined;
  private readonly from: LinkCore;
  private readonly number: number;
  private leg: Leg | undefined = undefined;
  private told = false;

  constructor(from: LinkCore, number: number) {
    this.from = from;
    this.number = number;
  }

  get deadlines(): Deadlines {
    return this.from.deadlines;
  }

  /** A frame of the caller. */
  frame(view: FrameView): void {
    const { to, toCall } = this.call!;
    switch (view.kind) {
      case FrameKind.CANCEL:
        return this.call!.cancelled();
      case FrameKind.CREDIT:
        if (!to) return;
        if (!this.legFrom(to, toCall).credit(view.amount)) return;
        return to.outbox.pass(view, toCall);
      default:
    }
  }

  lost(): void {
    this.call!.cancelled();
  }

  begun(): void {
    if (!this.told) this.from.outbox.send(newFrame(FrameKind.ACCEPTED, this.number));
    this.told = true;
  }

  answer(payload: Uint8Array, tail: Uint8Array, keepTrace: boolean): void {
    answerFrame.call = this.number;
    answerFrame.payload = payload;
    answerFrame.tail = tail;
    answerFrame.keepTrace = keepTrace;
    this.from.outbox.send(answerFrame);
    answerFrame.payload = noBytes;
  }

  piece(view: FrameView, to: LinkCore, toCall: number, tail: Uint8Array): void {
    this.legFrom(to, toCall).piece(view, tail);
  }

  whole(keepTrace: boolean, finished: () => void): void {
    const frame = newFrame(FrameKind.STATUS, this.number);
    frame.keepTrace = keepTrace;
    this.from.outbox.behind(this.leg!.stream, frame, finished);
  }

  refuse(error: MeshError, finished: () => void): void {
    const frame = errorFrame(this.number, error);
    // What the agent has sent still reaches the caller.
    if (this.leg) return this.from.outbox.behind(this.leg.stream, frame, finished);
    this.from.outbox.send(frame);
    finished();
  }

  over(): void {
    this.leg?.close();
    this.from.incoming.delete(this.number);
    this.from.ended();
  }

  private legFrom(to: LinkCore, toCall: number): Leg {
    return (this.leg ??= new Leg(to, toCall, this.from, this.number));
  }
}
