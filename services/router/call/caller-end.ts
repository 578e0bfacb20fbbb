import type { MeshError } from "@viba/runtime/errors";
import type { LinkCore } from "@viba/transport/link/core";
import type { CallEnd } from "@viba/transport/link/call-end";
import type { Deadlines } from "@viba/transport/link/deadlines";
import type { FrameView } from "@viba/transport/link/decode";
import { FrameKind, newFrame, noBytes } from "@viba/transport/link/frame";
import { maxPieceBytes } from "@viba/transport/link/limits";
import { newOutStream, type OutStream } from "@viba/transport/link/outbox";
import { Leg } from "@viba/transport/link/pass-through";
import { errorFrame } from "@viba/transport/link/status";

/** The caller's end of a call of bytes: a link's, or a part's of this process. It is told once how the call ended. */
export interface CallerEnd {
  readonly deadlines: Deadlines;
  /** The agent has begun. */
  begun(): void;
  /**
   * The whole answer, which lies from `start` to `end`, and what goes behind it. Both are the giver's again afterwards; `answered` of the
   * call is told of the rest, and of the time at which the answer came.
   */
  answer(
    bytes: Uint8Array,
    start: number,
    end: number,
    tail: Uint8Array,
    keepTrace: boolean,
    nowMs: number | undefined,
  ): void;
  /** A piece of a long answer, as it came on a link under a number; `tail` goes behind the last one. */
  piece(view: FrameView, to: LinkCore, toCall: number, tail: Uint8Array): void;
  /** All pieces of the answer were given. */
  whole(keepTrace: boolean): void;
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
  /** The whole answer, which came at this time, or comes now, needs nothing more of the call. */
  answered(nowMs?: number): void;
}

// One serves all calls: sending is done with it before the next one is sent.
const answerFrame = newFrame(FrameKind.STATUS, 0);
answerFrame.last = true;

/** The caller is at the other end of a link: what it is told goes there as frames. */
export class LinkCaller implements CallEnd, CallerEnd {
  call: CalledBy | undefined = undefined;
  private readonly from: LinkCore;
  private readonly number: number;
  /** Pieces of a long answer: as they come from the agent, or of one that is here as a whole. */
  private leg: Leg | undefined = undefined;
  private stream: OutStream | undefined = undefined;
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
    switch (view.kind) {
      case FrameKind.CANCEL:
        return this.call!.cancelled();
      case FrameKind.CREDIT:
        return this.credit(view);
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

  answer(bytes: Uint8Array, start: number, end: number, tail: Uint8Array, keepTrace: boolean, nowMs?: number): void {
    const payload = bytes.subarray(start, end);
    // With what goes behind it an answer of one piece may need two.
    if (payload.length + tail.length > maxPieceBytes) {
      this.stream = newOutStream(this.number, this.from.firstCredit());
      void this.from.outbox.message(this.stream, Buffer.concat([payload, tail]), false);
      return this.whole(keepTrace);
    }
    answerFrame.call = this.number;
    answerFrame.payload = payload;
    answerFrame.tail = tail;
    answerFrame.keepTrace = keepTrace;
    this.from.outbox.send(answerFrame);
    answerFrame.payload = noBytes;
    this.call!.answered(nowMs);
  }

  piece(view: FrameView, to: LinkCore, toCall: number, tail: Uint8Array): void {
    this.leg ??= new Leg(to, toCall, this.from, this.number);
    this.leg.piece(view, tail);
  }

  whole(keepTrace: boolean): void {
    const frame = newFrame(FrameKind.STATUS, this.number);
    frame.keepTrace = keepTrace;
    this.from.outbox.behind(this.pieces()!, frame, () => this.call!.answered());
  }

  refuse(error: MeshError, finished: () => void): void {
    const frame = errorFrame(this.number, error);
    const pieces = this.pieces();
    // What the agent has sent still reaches the caller.
    if (pieces) return this.from.outbox.behind(pieces, frame, finished);
    this.from.outbox.send(frame);
    finished();
  }

  over(): void {
    this.leg?.close();
    if (this.stream) this.from.outbox.drop(this.stream);
    this.from.incoming.delete(this.number);
    this.from.ended();
  }

  private pieces(): OutStream | undefined {
    return this.leg?.stream ?? this.stream;
  }

  /** The caller took pieces. The last of them may still be here when the agent is done. */
  private credit(view: FrameView): void {
    if (this.stream) return this.from.outbox.credit(view.amount, this.stream);
    if (!this.leg?.credit(view.amount)) return;
    const { to, toCall } = this.call!;
    to?.outbox.pass(view, toCall);
  }
}
