import { Code, ConnectError, type StreamResponse } from "@connectrpc/connect";
import { MeshError, toConnectError } from "@viba/runtime/errors";
import { type LinkCore, mayHaveBegun } from "./core.ts";
import type { CallEnd } from "./call-end.ts";
import type { Deadlined } from "./deadlines.ts";
import { type FrameView, headersOf } from "./decode.ts";
import { FrameKind, newFrame } from "./frame.ts";
import { isHeader, LinkHeaders } from "./link-headers.ts";
import type { MethodInfo } from "./methods.ts";
import type { OutStream, Sent } from "./outbox.ts";
import { createReader, type Reader } from "./reader.ts";
import { errorOf, lostError } from "./status.ts";

/** What a streaming call is made of. */
export interface StreamCallOptions {
  readonly core: LinkCore;
  readonly number: number;
  readonly info: MethodInfo;
  readonly signal: AbortSignal | undefined;
  /** Messages still to be sent, with their credit. */
  readonly stream: OutStream;
}

/** The caller's end of a streaming call. */
export class StreamCall implements CallEnd, Deadlined, Sent {
  batch = 0;
  deadlineMs = 0;
  before: Deadlined | undefined = undefined;
  behind: Deadlined | undefined = undefined;
  /** Settles with the first thing the callee's handler sends. */
  readonly response: Promise<StreamResponse>;
  private readonly options: StreamCallOptions;
  private readonly reader: Reader;
  private readonly header = new LinkHeaders();
  private readonly trailer = new LinkHeaders();
  private over = false;
  private opened: (response: StreamResponse) => void = () => {};
  private refused: (error: ConnectError) => void = () => {};
  private requests: AsyncIterator<unknown> | undefined = undefined;

  constructor(options: StreamCallOptions) {
    this.options = options;
    const { core, number, info } = options;
    this.response = new Promise((resolve, reject) => {
      this.opened = resolve;
      this.refused = reject;
    });
    this.reader = createReader({
      core,
      call: number,
      schema: info.method.output,
      onStop: (error) => this.cancel(error ?? new MeshError("CANCELLED", "the reader left")),
    });
  }

  /** Sends what the caller has to say, as fast as credit comes. */
  async pump(input: AsyncIterable<unknown>): Promise<void> {
    const { core, info, stream, number } = this.options;
    try {
      const requests = (this.requests = input[Symbol.asyncIterator]());
      while (!this.over) {
        const next = await requests.next();
        if (this.over) return;
        if (next.done) return core.outbox.behind(stream, newFrame(FrameKind.HALF_CLOSE, number));
        const bytes = core.methods.encoder.encodeOwned(info.method.input, next.value);
        refuseLarge(core, bytes);
        const wait = core.outbox.message(stream, bytes, false);
        if (wait) await wait;
      }
    } catch (error) {
      // The source of the requests failed: the callee must not take what came as the whole.
      this.cancel(error);
    }
  }

  frame(view: FrameView): void {
    switch (view.kind) {
      case FrameKind.MESSAGE:
        this.open();
        return this.reader.push(view, false);
      case FrameKind.STATUS:
        return this.status(view);
      case FrameKind.HEADERS:
        for (const [name, value] of headersOf(view).filter(isHeader)) this.header.append(name, value);
        return this.open();
      case FrameKind.CREDIT:
        return this.options.core.outbox.credit(view.amount, this.options.stream);
      default:
    }
  }

  lost(cause: unknown, notTaken: boolean): void {
    this.finish(lostError(!notTaken && mayHaveBegun(this.options.core, this), cause));
  }

  expire(): void {
    this.cancel(new MeshError("DEADLINE", "the deadline passed", { messageKo: "제한 시간이 지났습니다" }));
  }

  abort(reason: unknown): void {
    this.cancel(reason instanceof Error ? reason : new MeshError("CANCELLED", "cancelled"));
  }

  private cancel(reason: unknown): void {
    if (this.over) return;
    this.options.core.outbox.send(newFrame(FrameKind.CANCEL, this.options.number));
    this.finish(toConnectError(reason));
  }

  private status(view: FrameView): void {
    for (const [name, value] of headersOf(view).filter(isHeader)) this.trailer.append(name, value);
    if (view.code !== 0) return this.finish(errorOf(view));
    if (view.last) this.reader.push(view, true);
    else if (this.options.info.method.methodKind === "client_streaming") {
      return this.finish(new ConnectError("the call ended without an answer", Code.Internal));
    }
    this.open();
    this.finish(undefined);
  }

  private open(): void {
    const { method } = this.options.info;
    this.opened({
      stream: true,
      service: method.parent,
      method,
      header: this.header,
      trailer: this.trailer,
      message: this.reader,
    } as StreamResponse as never);
  }

  private finish(error: ConnectError | undefined): void {
    if (this.over) return;
    this.over = true;
    const { core, number, signal, stream } = this.options;
    core.outgoing.delete(number);
    core.deadlines.remove(this);
    if (signal) core.aborts.remove(signal, this);
    core.outbox.drop(stream);
    // A source that waits for something would wait for ever; nobody waits for it to end.
    void this.requests?.return?.()?.catch(() => {});
    this.reader.end(error);
    if (error) this.refused(error);
    core.ended();
  }
}

/** Throws TOO_LARGE for what the peer would refuse. */
export function refuseLarge(core: LinkCore, bytes: Uint8Array): void {
  const limit = core.peer?.maxMessageBytes ?? 0;
  if (bytes.length <= limit) return;
  throw new MeshError("TOO_LARGE", `a message of ${bytes.length} bytes; the peer takes ${limit}`, {
    messageKo: `메시지가 ${bytes.length}바이트입니다. 상대는 ${limit}바이트까지 받습니다`,
    facts: { limit: String(limit), size: String(bytes.length) },
  });
}
