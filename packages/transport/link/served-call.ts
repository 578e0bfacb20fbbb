import type { DescMethod } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { MeshError } from "@viba/runtime/errors";
import type { RemoteSpan } from "@viba/runtime/trace/remote-span";
import type { Handler } from "../routes.ts";
import { CallContext } from "../call-context.ts";
import type { LinkCore } from "./core.ts";
import type { CallEnd } from "./call-end.ts";
import type { Deadlined } from "./deadlines.ts";
import { type FrameView, payloadOf } from "./decode.ts";
import { FrameKind, type HeaderPair, newFrame, type OutFrame } from "./frame.ts";
import type { Inbox } from "./inbox.ts";
import { maxPieceBytes } from "./limits.ts";
import { maxHeaderBytes, pairsBytes } from "./link-headers.ts";
import type { MethodInfo } from "./methods.ts";
import { newOutStream, type OutStream } from "./outbox.ts";
import { createReader, type Reader } from "./reader.ts";
import { errorFrame } from "./status.ts";
import { refuseLarge } from "./stream-call.ts";
import { isSmallPart, kept, newInbox, tooLarge } from "./unary-call.ts";

/** A handler that takes and gives bytes. What it takes may share memory with its batch: it copies what it keeps. */
export type OpaqueHandler = (payload: Uint8Array, context: CallContext) => Uint8Array | Promise<Uint8Array>;

/** A method with one request and one answer, served without decoding either. */
export interface OpaqueRoute {
  readonly method: DescMethod;
  readonly handler: OpaqueHandler;
}

/** What is served under a method's path. */
export interface Served {
  readonly info: MethodInfo;
  readonly handler: Handler;
  /** Messages pass as bytes. */
  readonly opaque: boolean;
}

/** What a served call is made of. */
export interface ServedCallOptions {
  readonly core: LinkCore;
  readonly number: number;
  readonly served: Served;
  readonly headers: readonly HeaderPair[];
  /** The caller's span, instead of a traceparent among the headers. */
  readonly remote: RemoteSpan | undefined;
  /** On the monotonic clock; 0 without a limit. */
  readonly deadlineMs: number;
}

/** The callee's end of a call. */
export class ServedCall implements CallEnd, Deadlined {
  deadlineMs = 0;
  before: Deadlined | undefined = undefined;
  behind: Deadlined | undefined = undefined;
  private readonly options: ServedCallOptions;
  private readonly context: CallContext;
  private over = false;
  private told = false;
  private headersSent = false;
  private inbox: Inbox | undefined = undefined;
  private reader: Reader | undefined = undefined;
  private stream: OutStream | undefined = undefined;

  constructor(options: ServedCallOptions) {
    this.options = options;
    const { core, served, headers, remote, deadlineMs } = options;
    this.context = new CallContext({ core, protocol: "link", method: served.info.method, headers, remote, deadlineMs });
  }

  /** Begins with what the `call` frame holds. */
  begin(view: FrameView): void {
    const { core, served, deadlineMs } = this.options;
    if (deadlineMs !== 0) core.deadlines.add(this, deadlineMs);
    if (!takesOne(served.info)) return this.beginStream(view);
    if (!view.more) {
      if (served.opaque) return this.handle(payloadOf(view));
      return this.run(view.bytes, view.payloadStart, view.payloadEnd, isSmallPart(view));
    }
    this.inbox = newInbox(core);
    this.inbox.pushFree(kept(view, true), true);
    this.noteInbox(this.inbox);
  }

  frame(view: FrameView): void {
    switch (view.kind) {
      case FrameKind.MESSAGE:
        return this.message(view);
      case FrameKind.HALF_CLOSE:
        return this.reader?.end();
      case FrameKind.CANCEL:
        return this.cancelled("the caller cancelled");
      case FrameKind.CREDIT:
        if (this.stream) this.options.core.outbox.credit(view.amount, this.stream);
        return;
      default:
    }
  }

  lost(): void {
    this.cancelled("the caller is gone");
  }

  expire(): void {
    const error = new MeshError("DEADLINE", "the deadline passed", { messageKo: "제한 시간이 지났습니다" });
    this.context.abort(error);
    this.fail(error);
  }

  /** Tells the caller that the handler runs; called when it has not ended within its tick. */
  accept(): void {
    if (this.over || this.told) return;
    this.told = true;
    const { core, number } = this.options;
    core.outbox.send(newFrame(FrameKind.ACCEPTED, number));
  }

  private beginStream(view: FrameView): void {
    const { core, number, served } = this.options;
    const { info } = served;
    this.reader = createReader({
      core,
      call: number,
      schema: info.method.input,
      onStop: (error) => error !== undefined && this.fail(error),
    });
    if (view.last) this.reader.end();
    this.handle(this.reader);
  }

  private message(view: FrameView): void {
    if (this.reader) {
      this.reader.push(view, false);
      if (view.last) this.reader.end();
      return;
    }
    const { core, number } = this.options;
    const inbox = this.inbox;
    if (!inbox) return core.violated(`a message on call ${number}, whose request was whole`);
    const pushed = inbox.push(kept(view, true), view.more);
    if (pushed === "overrun") return core.violated(`more bytes on call ${number} than were granted`, "OVERLOADED");
    if (pushed === "too large") return this.fail(tooLarge(core));
    this.noteInbox(inbox);
    const bytes = inbox.take();
    if (!bytes) return;
    this.inbox = undefined;
    core.giveBackLink(inbox.release());
    if (this.options.served.opaque) return this.handle(bytes);
    this.run(bytes, 0, bytes.length, false);
  }

  private noteInbox(inbox: Inbox): void {
    const { core, number } = this.options;
    core.assembly.note(inbox, () => core.giveBack(number, inbox));
    core.giveBack(number, inbox);
  }

  /** Runs the handler of a method with one request, which lies in `bytes` from `start` to `end`. */
  private run(bytes: Buffer, start: number, end: number, copies: boolean): void {
    const { core, served } = this.options;
    let input: unknown;
    try {
      input = core.methods.decoder.decode(served.info.method.input, bytes, start, end, copies);
    } catch (cause) {
      const type = served.info.method.input.typeName;
      return this.fail(new MeshError("INVALID_ARGUMENT", `a request that is no ${type}`, { cause }));
    }
    this.handle(input);
  }

  private handle(input: unknown): void {
    const { core, served } = this.options;
    core.running += 1;
    if (answersMany(served.info)) {
      this.accept();
      void this.pump(input);
      return;
    }
    let answer: unknown;
    try {
      answer = served.handler(input, this.context);
    } catch (error) {
      return this.onFailure(error);
    } finally {
      core.readNow();
    }
    if (!(answer instanceof Promise)) return this.onAnswer(answer);
    core.begun.push(this);
    answer.then(
      (given) => this.onAnswer(given),
      (error: unknown) => this.onFailure(error),
    );
  }

  private onAnswer(answer: unknown): void {
    this.options.core.running -= 1;
    if (!this.over) this.answer(answer);
  }

  private onFailure(error: unknown): void {
    this.options.core.running -= 1;
    if (!this.over) this.fail(error);
  }

  private answer(answer: unknown): void {
    const { core, served } = this.options;
    let bytes: Uint8Array;
    try {
      bytes = served.opaque ? (answer as Uint8Array) : core.methods.encoder.encode(served.info.method.output, answer);
      refuseLarge(core, bytes);
    } catch (error) {
      return this.fail(error);
    }
    this.sendHeaders();
    const status = this.statusOk();
    if (bytes.length <= maxPieceBytes) {
      status.payload = bytes;
      status.last = true;
      core.outbox.send(status);
      return this.finish();
    }
    const stream = this.outStream();
    void core.outbox.message(stream, bytes, false);
    core.outbox.behind(stream, status, () => this.finish());
  }

  private async pump(input: unknown): Promise<void> {
    const { core, served } = this.options;
    const stream = this.outStream();
    try {
      for await (const message of served.handler(input, this.context) as AsyncIterable<unknown>) {
        if (this.over) return;
        this.sendHeaders();
        const bytes = core.methods.encoder.encodeOwned(served.info.method.output, message);
        refuseLarge(core, bytes);
        const wait = core.outbox.message(stream, bytes, false);
        if (wait) await wait;
        if (this.over) return;
      }
      if (!this.over) {
        this.sendHeaders();
        core.outbox.behind(stream, this.statusOk(), () => this.finish());
      }
    } catch (error) {
      // Behind the messages that the handler gave before.
      if (!this.over) core.outbox.behind(stream, this.statusOf(error), () => this.finish());
    } finally {
      core.running -= 1;
    }
  }

  private outStream(): OutStream {
    const { core, number } = this.options;
    return (this.stream ??= newOutStream(number, core.firstCredit()));
  }

  private sendHeaders(): void {
    if (this.headersSent) return;
    this.headersSent = true;
    const headers = this.context.setHeaders();
    if (!headers || pairsBytes(headers) > maxHeaderBytes) return;
    const frame = newFrame(FrameKind.HEADERS, this.options.number);
    frame.headers = headers;
    this.options.core.outbox.send(frame);
  }

  private statusOk(): OutFrame {
    return this.withTrailers(newFrame(FrameKind.STATUS, this.options.number));
  }

  private statusOf(error: unknown): OutFrame {
    return this.withTrailers(errorFrame(this.options.number, error));
  }

  private withTrailers(frame: OutFrame): OutFrame {
    const { core } = this.options;
    const trailers = this.context.setTrailers();
    if (trailers) {
      const all = [...frame.headers, ...trailers];
      if (pairsBytes(all) <= maxHeaderBytes) frame.headers = all;
    }
    if (core.keepTrace) {
      const traceparent = this.context.requestHeader.get("traceparent");
      if (traceparent !== null) frame.keepTrace = core.keepTrace(traceparent);
    }
    return frame;
  }

  /** Ends the call with an error at once; what was still to be sent is dropped. */
  private fail(error: unknown): void {
    if (this.over) return;
    this.options.core.outbox.send(this.statusOf(error));
    this.finish();
  }

  private cancelled(why: string): void {
    if (this.over) return;
    this.context.abort(new ConnectError(why, Code.Canceled));
    this.finish(new ConnectError(why, Code.Canceled));
  }

  private finish(error?: unknown): void {
    if (this.over) return;
    this.over = true;
    const { core, number } = this.options;
    core.incoming.delete(number);
    core.deadlines.remove(this);
    if (this.stream) core.outbox.drop(this.stream);
    this.reader?.end(error);
    if (this.inbox) {
      core.assembly.remove(this.inbox);
      core.giveBackLink(this.inbox.release());
    }
    this.context.done();
    core.ended();
  }
}

function takesOne({ method }: MethodInfo): boolean {
  return method.methodKind === "unary" || method.methodKind === "server_streaming";
}

function answersMany({ method }: MethodInfo): boolean {
  return method.methodKind === "server_streaming" || method.methodKind === "bidi_streaming";
}
