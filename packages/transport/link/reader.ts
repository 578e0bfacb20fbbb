import type { DescMessage } from "@bufbuild/protobuf";
import type { LinkCore } from "./core.ts";
import { type FrameView, messageCost } from "./decode.ts";
import type { Inbox } from "./inbox.ts";
import { kept, newInbox, tooLarge } from "./unary-call.ts";

/** What a reader belongs to. */
export interface ReaderOptions {
  readonly core: LinkCore;
  readonly call: number;
  readonly schema: DescMessage;
  /** The reader wants no more messages: it was left early, or one could not be taken. */
  readonly onStop: (error?: unknown) => void;
}

/** Messages of one direction of one call as an async iterable; each is decoded when it is taken. */
export interface Reader extends AsyncIterableIterator<unknown> {
  /** A `message` frame came, or a payload that costs no credit. */
  push(view: FrameView, free: boolean): void;
  /** No more messages come: cleanly, or with the error that the reader gets behind those it has. */
  end(error?: unknown): void;
  /** Whether a message or the end is there. */
  readonly ready: boolean;
}

/** A reader with the windows of this end. */
export function createReader(options: ReaderOptions): Reader {
  const { core, call, schema } = options;
  const inbox: Inbox = newInbox(core);
  let waiting:
    | {
        resolve: (next: IteratorResult<unknown> | Promise<IteratorResult<unknown>>) => void;
        reject: (error: unknown) => void;
      }
    | undefined;
  let ended = false;
  let stopped = false;
  let failure: unknown;

  const done = { done: true, value: undefined } as const;
  const take = (): IteratorResult<unknown> | undefined => {
    const bytes = inbox.take();
    if (!bytes) return undefined;
    core.giveBack(call, inbox, ended);
    return { done: false, value: core.methods.decoder.decode(schema, bytes, 0, bytes.length, false) };
  };
  const final = (): Promise<IteratorResult<unknown>> => {
    const error = failure;
    failure = undefined;
    return error === undefined ? Promise.resolve(done) : Promise.reject(error);
  };
  const wake = () => {
    if (!waiting || (inbox.size === 0 && !ended)) return;
    const reader = waiting;
    waiting = undefined;
    reader.resolve(next());
  };
  const next = (): Promise<IteratorResult<unknown>> => {
    if (stopped) return Promise.resolve(done);
    try {
      const taken = take();
      if (taken) return Promise.resolve(taken);
    } catch (error) {
      stop(error);
      return Promise.reject(error);
    }
    if (ended) return final();
    return new Promise((resolve, reject) => (waiting = { resolve, reject }));
  };
  const release = () => {
    core.assembly.remove(inbox);
    core.giveBackLink(inbox.release());
  };
  const stop = (error?: unknown) => {
    if (stopped) return;
    stopped = true;
    release();
    inbox.clear();
    if (!ended) options.onStop(error);
    ended = true;
    wake();
  };

  return {
    push(view, free) {
      if (ended) {
        if (!free) core.giveBackLink(messageCost(view));
        return;
      }
      const payload = kept(view, true);
      const pushed = free ? inbox.pushFree(payload, view.more) : inbox.push(payload, view.more);
      if (pushed === "overrun") return core.violated(`more bytes on call ${call} than were granted`, "OVERLOADED");
      if (pushed === "too large") {
        const error = tooLarge(core);
        options.onStop(error);
        return this.end(error);
      }
      core.assembly.note(inbox, () => core.giveBack(call, inbox));
      core.giveBack(call, inbox);
      wake();
    },
    end(error) {
      if (ended) return;
      ended = true;
      failure = error;
      // What is whole may wait for its reader as long as it likes: it holds no window any more.
      release();
      wake();
    },
    get ready() {
      return ended || inbox.size > 0;
    },
    next,
    async return() {
      stop();
      return done;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
