import type { BatchBuffers } from "./batch-buffers.ts";
import { copyFrame, type FrameView } from "./decode.ts";
import { frameBytes, frameHeadBytes, passedBytes, writeFrame, writePassed } from "./encode.ts";
import { FrameKind, newFrame, noBytes, type OutFrame } from "./frame.ts";
import { maxBatchBytes, maxPieceBytes, messageCostBytes } from "./limits.ts";

/** Whether a call's first frame has left: a lost call that hasn't can be sent again. */
export interface Sent {
  /** Number of the batch it is in; 0 while in none. */
  batch: number;
}

/** A message, or a frame that must stay behind the messages before it. */
type Item = Message | { readonly frame: OutFrame; readonly sent: () => void };

interface Message {
  readonly payload: Uint8Array;
  /** It is a piece itself, passed on as it came. */
  readonly more: boolean;
  readonly last: boolean;
  /** Bytes that have left. */
  sentBytes: number;
  readonly sent: (() => void) | undefined;
}

/** A piece that is passed on. */
export interface PassedPiece {
  readonly payload: Uint8Array;
  readonly more: boolean;
  readonly last: boolean;
  /** Told when all of it has left. */
  readonly sent: () => void;
}

/** Messages of one call that wait for their turn and for credit. */
export interface OutStream {
  readonly call: number;
  creditBytes: number;
  readonly items: Item[];
  /** What the items will cost. */
  waitingBytes: number;
  /** In the round of those that have a piece to send. */
  queued: boolean;
  dropped: boolean;
  /** Resolves the writer's wait. */
  wake: (() => void) | undefined;
}

/** A stream of messages with its first credit. */
export function newOutStream(call: number, creditBytes: number): OutStream {
  return { call, creditBytes, items: [], waitingBytes: 0, queued: false, dropped: false, wake: undefined };
}

/** What an outbox needs. */
export interface OutboxOptions {
  readonly buffers: BatchBuffers;
  /** Sends a batch; `written` gives its buffer back. False: wait for `drained`. */
  readonly write: (batch: Buffer, written: () => void) => boolean;
  /** Runs `task` when the tick's work is done. */
  readonly atTickEnd: (task: () => void) => void;
  /** Runs `task` when all that has come to the process by now was looked at. */
  readonly atTurnEnd: (task: () => void) => void;
  /** Whether so many calls are under way that more frames are to be expected in this turn. */
  readonly isBusy: () => boolean;
  /** Called before a flush, while frames can still join it. */
  readonly beforeFlush: () => void;
  /** Called when what could be sent was. */
  readonly afterFlush: () => void;
  /** A piece of so many bytes leaves. */
  readonly onPiece: (bytes: number) => void;
  /** Control frames held while the peer doesn't read; one more is too many. */
  readonly maxControl: number;
  /** The peer makes us answer and doesn't read the answers. */
  readonly onOverflow: () => void;
}

/**
 * A message isn't split into pieces smaller than this for want of credit. More credit always comes: a reader that has taken
 * everything has given back at least half a window, and the least window holds many such pieces.
 */
const leastPieceBytes = 4096;

/** A writer waits while its stream has more than this to send. */
const highWaterBytes = maxPieceBytes;

/** A batch of so many bytes doesn't wait for the turn's end: the peer had better begin with it. */
const enoughBytes = 128 * 1024;

/** Frames on their way out: control first, then one piece of each waiting stream in turn, a batch a tick. */
export interface Outbox {
  /** Sends a frame that needs no credit, behind the control frames before it. Frame and payload are the caller's again. */
  send(frame: OutFrame, owner?: Sent): void;
  /** Sends a frame that came from elsewhere under another call number. */
  pass(view: FrameView, call: number, owner?: Sent): void;
  /** Queues a piece of a message that came from elsewhere. */
  piece(stream: OutStream, piece: PassedPiece): void;
  /** Sends a frame ahead of everything that waits. */
  sendFirst(frame: OutFrame): void;
  /** Queues a message, whose bytes it keeps; a promise when the writer should wait. */
  message(stream: OutStream, payload: Uint8Array, last: boolean): Promise<void> | undefined;
  /** Sends a frame behind the stream's messages; `sent` is told when it needs no more credit to leave. */
  behind(stream: OutStream, frame: OutFrame, sent?: () => void): void;
  /** Forgets what a stream has waiting and lets its writer go on. */
  drop(stream: OutStream): void;
  /** The peer granted credit: to one stream, or to the link. */
  credit(amount: number, stream?: OutStream): void;
  /** The port takes batches again. */
  drained(): void;
  /** Sends what can be sent now. */
  flush(): void;
  /** Nothing is sent any more. */
  close(): void;
  /** Whether the frame that belongs to `sent` was handed to the port. */
  wasWritten(sent: Sent): boolean;
  /** Frames and messages that wait. */
  waiting(): number;
  /** Batches sent so far. */
  batches(): number;
}

/** An outbox with no link credit yet. */
export function createOutbox(options: OutboxOptions): Outbox {
  const { buffers, atTickEnd, atTurnEnd, beforeFlush } = options;
  let control: { frame: OutFrame; owner: Sent | undefined }[] = [];
  let controlHead = 0;
  let round: OutStream[] = [];
  let linkCredit = 0;
  let buffer: Buffer | undefined;
  let at = 0;
  let batch = 1;
  let blocked = false;
  let leaving: "not yet" | "at the tick's end" | "at the turn's end" = "not yet";
  let closed = false;

  const schedule = () => {
    if (closed || leaving === "at the tick's end" || (leaving === "at the turn's end" && at < enoughBytes)) return;
    leaving = "at the tick's end";
    atTickEnd(tickEnd);
  };
  const tickEnd = () => {
    if (leaving !== "at the tick's end") return;
    // What other links bring in the same turn leaves with it: a write costs as much as many frames.
    if (!closed && at < enoughBytes && options.isBusy()) {
      leaving = "at the turn's end";
      return atTurnEnd(turnEnd);
    }
    leave();
  };
  const turnEnd = () => {
    if (leaving === "at the turn's end") leave();
  };
  const leave = () => {
    leaving = "not yet";
    if (closed) return;
    beforeFlush();
    flush();
    options.afterFlush();
  };
  const writeOpen = () => {
    const full = buffer!;
    const bytes = full.subarray(0, at);
    buffer = undefined;
    at = 0;
    batch += 1;
    if (!options.write(bytes, () => buffers.give(full))) blocked = true;
  };
  /** The open batch's buffer, with room for so many bytes more. */
  const roomFor = (bytes: number): Buffer => {
    buffer ??= buffers.take();
    if (at + bytes > buffer.length) buffer = buffers.grown(buffer, at);
    return buffer;
  };
  /** False when the frame has no room in a batch now. */
  const encode = (frame: OutFrame, owner: Sent | undefined, limit: number): boolean => {
    const size = frameBytes(frame);
    if (at > 0 && at + size + frameHeadBytes > limit) return false;
    at = writeFrame(roomFor(size + frameHeadBytes), at, frame, size);
    if (owner) owner.batch = batch;
    return true;
  };
  const send = (frame: OutFrame, owner?: Sent) => {
    if (closed) return;
    if (!blocked && controlHead === control.length) {
      if (encode(frame, owner, maxBatchBytes)) return schedule();
      writeOpen();
      if (!blocked && encode(frame, owner, maxBatchBytes)) return schedule();
    }
    control.push({ frame: copyOf(frame), owner });
    if (control.length - controlHead > options.maxControl) options.onOverflow();
    schedule();
  };

  /** Fills the open batch from the control queue; false when it is full. */
  const fillControl = (): boolean => {
    // A waiting piece always finds room: a stream goes on, slowly, whatever number of small calls there are.
    const limit =
      round.length > 0 && linkCredit > messageCostBytes ? maxBatchBytes - maxPieceBytes - 64 : maxBatchBytes;
    while (controlHead < control.length) {
      const { frame, owner } = control[controlHead]!;
      if (frame.kind !== FrameKind.UNSPECIFIED && !encode(frame, owner, limit)) return false;
      controlHead += 1;
    }
    control = [];
    controlHead = 0;
    return true;
  };
  /** Adds one piece of each waiting stream in turn; false when the batch is full. */
  const fillPieces = (): boolean => {
    while (round.length > 0) {
      const stream = round.shift()!;
      stream.queued = false;
      // What leaves may end its call, and with it the stream.
      const went = nextPiece(stream);
      if (went === "more") requeue(stream, (s) => round.push(s));
      if (went === "full" || went === "no link credit") {
        requeue(stream, (s) => round.unshift(s));
        return went !== "full";
      }
      // The port writes when this turn is over: before a writer takes its time over the next message.
      if (stream.waitingBytes <= highWaterBytes) wake(stream, atTurnEnd);
    }
    return true;
  };
  /** Sends the frames that have no message before them; false when the batch is full. */
  const sendFramesOf = (stream: OutStream): boolean => {
    for (let item = stream.items[0]; item && "frame" in item; item = stream.items[0]) {
      if (!encode(item.frame, undefined, maxBatchBytes)) return false;
      stream.items.shift();
      item.sent();
    }
    return true;
  };
  const requeue = (stream: OutStream, add: (stream: OutStream) => void) => {
    if (stream.dropped || stream.queued) return;
    stream.queued = true;
    add(stream);
  };
  const nextPiece = (stream: OutStream): "full" | "no link credit" | "no call credit" | "more" | "done" => {
    if (!sendFramesOf(stream)) return "full";
    const item = stream.items[0];
    if (!item || "frame" in item) return "done";
    const rest = item.payload.length - item.sentBytes;
    const least = Math.min(rest, leastPieceBytes) + messageCostBytes;
    if (linkCredit < least) return "no link credit";
    if (stream.creditBytes < least) return "no call credit";
    const size = Math.min(rest, maxPieceBytes, linkCredit - messageCostBytes, stream.creditBytes - messageCostBytes);
    const frame = newFrame(FrameKind.MESSAGE, stream.call);
    frame.payload =
      size === item.payload.length ? item.payload : item.payload.subarray(item.sentBytes, item.sentBytes + size);
    frame.more = item.more || size < rest;
    frame.last = item.last && size === rest;
    if (!encode(frame, undefined, maxBatchBytes)) return "full";
    options.onPiece(size);
    item.sentBytes += size;
    linkCredit -= size + messageCostBytes;
    stream.creditBytes -= size + messageCostBytes;
    stream.waitingBytes -= size;
    if (size === rest) {
      stream.items.shift();
      stream.waitingBytes -= messageCostBytes;
      item.sent?.();
    }
    // At once, since a status must not wait for credit that other streams lack.
    sendFramesOf(stream);
    return stream.items.length > 0 ? "more" : "done";
  };
  const flush = () => {
    while (!blocked && !closed) {
      const control = fillControl();
      const all = fillPieces() && control;
      if (at > 0) writeOpen();
      if (all) return;
    }
  };
  const enqueue = (stream: OutStream) => {
    if (stream.queued || stream.items.length === 0) return;
    stream.queued = true;
    round.push(stream);
    schedule();
  };

  const add = (stream: OutStream, message: Message) => {
    stream.items.push(message);
    stream.waitingBytes += message.payload.length + messageCostBytes;
    enqueue(stream);
  };

  return {
    send,
    pass(view, call, owner) {
      if (closed) return;
      if (view.afterCall > 0 && !blocked && controlHead === control.length) {
        const size = passedBytes(view, call) + frameHeadBytes;
        if (at > 0 && at + size > maxBatchBytes) writeOpen();
        if (!blocked) {
          at = writePassed(roomFor(size), at, view, call);
          if (owner) owner.batch = batch;
          return schedule();
        }
      }
      send(passedFrame(view, call), owner);
    },
    piece(stream, piece) {
      if (!closed && !stream.dropped) add(stream, { ...piece, sentBytes: 0 });
    },
    sendFirst(frame) {
      if (closed) return;
      control.splice(controlHead, 0, { frame, owner: undefined });
      schedule();
    },
    message(stream, payload, last) {
      if (closed || stream.dropped) return undefined;
      add(stream, { payload, more: false, last, sentBytes: 0, sent: undefined });
      if (stream.waitingBytes <= highWaterBytes) return undefined;
      return new Promise((resolve) => (stream.wake = resolve));
    },
    behind(stream, frame, sent = () => {}) {
      if (stream.items.length > 0) {
        stream.items.push({ frame, sent });
        return enqueue(stream);
      }
      send(frame);
      sent();
    },
    drop(stream) {
      stream.dropped = true;
      stream.items.length = 0;
      stream.waitingBytes = 0;
      if (stream.queued) round = round.filter((other) => other !== stream);
      stream.queued = false;
      wake(stream);
    },
    credit(amount, stream) {
      if (stream) {
        stream.creditBytes += amount;
        if (!stream.dropped) enqueue(stream);
      } else {
        linkCredit += amount;
        if (round.length > 0) schedule();
      }
    },
    drained() {
      blocked = false;
      schedule();
    },
    flush,
    close() {
      closed = true;
      control = [];
      controlHead = 0;
      for (const stream of round) wake(stream);
      round = [];
      buffer = undefined;
    },
    wasWritten: (sent) => sent.batch !== 0 && sent.batch < batch,
    // Methods: a literal with accessors is a slow object to V8, and every frame goes through this.
    batches: () => batch - 1,
    waiting: () => control.length - controlHead + round.reduce((sum, stream) => sum + stream.items.length, 0),
  };
}

/** A frame to be passed on later, when its batch is gone. */
export function passedFrame(view: FrameView, call: number): OutFrame {
  if (view.afterCall <= 0) return { ...copyFrame(view), call };
  const frame = newFrame(view.kind, call);
  frame.raw = Uint8Array.prototype.slice.call(view.bytes, view.afterCall, view.end);
  return frame;
}

function copyOf(frame: OutFrame): OutFrame {
  const { payload, tail } = frame;
  if (tail.length > 0) return { ...frame, payload: Buffer.concat([payload, tail]), tail: noBytes };
  return { ...frame, payload: payload.length === 0 ? payload : Uint8Array.prototype.slice.call(payload) };
}

function wake(stream: OutStream, when: (task: () => void) => void = (task) => task()): void {
  const resolve = stream.wake;
  stream.wake = undefined;
  if (resolve) when(resolve);
}
