import { messageCostBytes } from "./limits.ts";

/** What became of a piece. */
export type Pushed = "kept" | "overrun" | "too large";

/** Bounds of an inbox. */
export interface InboxOptions {
  /** Credit the sender starts with. */
  readonly windowBytes: number;
  readonly maxMessageBytes: number;
}

interface Whole {
  readonly bytes: Buffer;
  /** Credit not yet given back for it. */
  readonly held: number;
}

/**
 * Messages of one call on their way to who reads them, put together from their pieces. Credit is given back when a message is
 * taken; for pieces of a message that the reader already waits for, at once, since it can't be taken before it is whole.
 */
export class Inbox {
  /** Bytes of the incomplete message. */
  partialBytes = 0;
  private readonly options: InboxOptions;
  private readonly whole: Whole[] = [];
  private pieces: Buffer[] = [];
  private partialHeld = 0;
  private credit: number;
  private owedCall = 0;
  private owedLink = 0;

  constructor(options: InboxOptions) {
    this.options = options;
    this.credit = options.windowBytes;
  }

  /** Messages ready to be taken. */
  get size(): number {
    return this.whole.length;
  }

  /** Takes in a `message` frame's payload. */
  push(payload: Buffer, more: boolean): Pushed {
    const cost = payload.length + messageCostBytes;
    this.credit -= cost;
    if (this.credit < 0) return "overrun";
    return this.add(payload, more, cost);
  }

  /** Takes in the payload of a `call` or `status` frame, which costs no credit. */
  pushFree(payload: Buffer, more: boolean): Pushed {
    return this.add(payload, more, 0);
  }

  /** The next message; undefined when none is whole. */
  take(): Buffer | undefined {
    const next = this.whole.shift();
    if (!next) return undefined;
    this.owe(next.held);
    if (this.whole.length === 0) this.releasePartial();
    return next.bytes;
  }

  /** Credit to grant the call now; 0 while it is less than half a window and not worth a frame. */
  takeCallGrant(): number {
    if (this.owedCall * 2 < this.options.windowBytes) return 0;
    const amount = this.owedCall;
    this.owedCall = 0;
    this.credit += amount;
    return amount;
  }

  /** Credit to give back to the link's window. */
  takeLinkGrant(): number {
    const amount = this.owedLink;
    this.owedLink = 0;
    return amount;
  }

  /** The call is over: nothing of it holds the link's window any more. What is whole can still be taken. */
  release(): number {
    let amount = this.takeLinkGrant() + this.partialHeld;
    for (let i = 0; i < this.whole.length; i++) {
      amount += this.whole[i]!.held;
      this.whole[i] = { bytes: this.whole[i]!.bytes, held: 0 };
    }
    this.pieces = [];
    this.partialBytes = this.partialHeld = 0;
    return amount;
  }

  /** Drops everything. */
  clear(): void {
    this.whole.length = 0;
  }

  private add(payload: Buffer, more: boolean, cost: number): Pushed {
    const size = this.partialBytes + payload.length;
    if (size > this.options.maxMessageBytes) return "too large";
    if (!more && this.pieces.length === 0) {
      this.whole.push({ bytes: payload, held: cost });
      return "kept";
    }
    this.pieces.push(payload);
    this.partialBytes = size;
    this.partialHeld += cost;
    if (!more) {
      this.whole.push({ bytes: Buffer.concat(this.pieces, size), held: this.partialHeld });
      this.pieces = [];
      this.partialBytes = this.partialHeld = 0;
    } else if (this.whole.length === 0) this.releasePartial();
    return "kept";
  }

  private releasePartial(): void {
    this.owe(this.partialHeld);
    this.partialHeld = 0;
  }

  private owe(amount: number): void {
    this.owedCall += amount;
    this.owedLink += amount;
  }
}
