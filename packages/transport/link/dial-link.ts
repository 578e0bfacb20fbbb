import type { Transport } from "@connectrpc/connect";
import type { Timer } from "@viba/runtime/clock";
import { type MeshError, toConnectError } from "@viba/runtime/errors";
import type { Random } from "@viba/runtime/random";
import { backoffMs } from "@viba/runtime/retry";
import type { TlsTowards } from "../tls.ts";
import type { SpanningTransport } from "./call-spans.ts";
import type { OpaqueCall, ReadAnswer } from "./opaque-call.ts";
import { createLink, createLinkMemory, type LinkOptions } from "./link.ts";
import type { Link, LinkState } from "./core.ts";
import { createMethods } from "./methods.ts";
import { createBatchBuffers } from "./batch-buffers.ts";
import { dialPort } from "./over-grpc.ts";
import type { LinkPort } from "./port.ts";
import { isRefusal, notStarted } from "./status.ts";

/** How to reach a peer and keep the link to it. */
export interface DialLinkOptions extends Omit<
  LinkOptions,
  "port" | "opener" | "buffers" | "methods" | "young" | "served" | "token" | "onHeardAgain"
> {
  /** "host:port". */
  readonly address: string;
  readonly random: Random;
  /** Read at each dial, so that a new token is used by the next link. */
  readonly token?: (() => string | undefined) | undefined;
  /** How long a call may wait for a link that is down or suspect; 0 refuses it at once. */
  readonly waitMs?: number;
  /** How long connecting may take before another connection is tried. */
  readonly connectMs?: number;
  /** Absent: not encrypted, for this machine alone. */
  readonly tls?: TlsTowards | undefined;
  /** Told of each link that opens; what has to be said on every one (a registration) is said here. */
  readonly onOpen?: (link: Link) => void;
  /** Makes a port to the peer; a gRPC stream unless a test has another idea. */
  readonly open?: () => LinkPort;
}

/** A link that is opened anew whenever it is lost. */
export interface DialledLink {
  /** Stays the same object over all links. */
  readonly transport: SpanningTransport;
  callBytes<T = Uint8Array>(call: OpaqueCall, read?: ReadAnswer<T>): Promise<T>;
  /** The link there is now, opening or open. */
  readonly link: Link | undefined;
  readonly state: LinkState;
  /** Waits for a link; rejects with why there is none after `waitMs`. */
  ready(): Promise<Link>;
  /** Takes and begins no more calls and dials no more; resolves when those in flight have ended. */
  leave(): Promise<void>;
  /** Ends the link and dials no more. */
  close(): void;
}

/** A first retry soon, a last one every second at most: a restarted mesh is found again before a lease ends. */
export const redialBackoff = { baseMs: 50, maxMs: 1000, factor: 2 } as const;

/** Calls that may wait for a link at a time. */
const maxWaiting = 1024;

interface Waiter {
  resolve(link: Link): void;
  reject(error: unknown): void;
  timer: Timer;
}

/** Dials a peer and keeps dialling. */
export function dialLink(options: DialLinkOptions): DialledLink {
  const { address, clock, random, token, waitMs = 2000, connectMs = 3000, tls, onOpen, ...shared } = options;
  const open = options.open ?? (() => dialPort({ address, clock, connectMs, tls }));
  const buffers = createBatchBuffers();
  const methods = createMethods();
  const young = createLinkMemory();
  const waiting = new Set<Waiter>();
  let link: Link | undefined;
  let retry = 0;
  let redial: Timer | undefined;
  let closed = false;
  let lastError: MeshError | undefined;

  const dial = () => {
    redial = undefined;
    const give = () => {
      for (const waiter of waiting) waiter.resolve(made);
    };
    const made: Link = createLink({
      ...shared,
      clock,
      token: token?.() ?? "",
      port: open(),
      opener: true,
      buffers,
      methods,
      young,
      onHeardAgain: give,
    });
    link = made;
    made.opened.then(
      () => {
        retry = 0;
        lastError = undefined;
        onOpen?.(made);
        give();
      },
      () => {},
    );
    // A link that drains serves its calls to their end while the next one takes the new calls.
    void Promise.race([made.closed, made.draining]).then(() => again(made));
    void made.closed.then((error) => {
      lastError = error ?? lastError;
      // Nothing gets better by waiting when the peer refuses this end.
      if (isRefusal(error)) for (const waiter of waiting) waiter.reject(error);
    });
  };
  const again = (lost: Link) => {
    if (closed || link !== lost) return;
    link = undefined;
    redial = clock.after(backoffMs(retry, random, redialBackoff), dial);
    retry += 1;
  };
  const down = () => (isRefusal(lastError) ? lastError : notStarted(downText(), lastError));
  const downText = () => {
    const why = link?.state === "suspect" ? "it is silent" : lastError?.message;
    return `no link to ${address}${why ? `: ${why}` : ""}`;
  };

  const ready = (atMostMs = waitMs): Promise<Link> => {
    // A suspect one begins no calls, but most are heard again soon: a peer that was busy, a machine that slept.
    if (link?.state === "open") return Promise.resolve(link);
    if (closed) return Promise.reject(notStarted("the link was closed"));
    if (waitMs === 0 || waiting.size >= maxWaiting) return Promise.reject(down());
    return new Promise((resolve, reject) => {
      const settle = (then: () => void) => {
        waiting.delete(waiter);
        waiter.timer.cancel();
        then();
      };
      const waiter: Waiter = {
        resolve: (given) => settle(() => resolve(given)),
        reject: (error) => settle(() => reject(error)),
        timer: clock.after(Math.min(waitMs, atMostMs), () => waiter.reject(down())),
      };
      waiting.add(waiter);
    });
  };
  const noMore = () => {
    closed = true;
    redial?.cancel();
    for (const waiter of waiting) waiter.reject(notStarted("the link was closed"));
  };
  const refused = (error: unknown) => {
    throw toConnectError(error);
  };

  /** Begins a call once there is a link; what the wait took is taken off its time. */
  const onceUp = <T>(timeoutMs: number | undefined, begin: (up: Link, leftMs: number | undefined) => Promise<T>) => {
    const limited = timeoutMs !== undefined && timeoutMs > 0;
    const sinceMs = clock.monotonicMs();
    return ready(limited ? timeoutMs : undefined).then(
      (up) => begin(up, limited ? Math.max(1, timeoutMs - (clock.monotonicMs() - sinceMs)) : timeoutMs),
      refused,
    );
  };

  dial();
  return {
    transport: {
      unary: (method, signal, timeoutMs, header, input, values) =>
        link?.state === "open"
          ? link.transport.unary(method, signal, timeoutMs, header, input, values)
          : onceUp(timeoutMs, (up, leftMs) => up.transport.unary(method, signal, leftMs, header, input, values)),
      stream: (method, signal, timeoutMs, header, input, values) =>
        link?.state === "open"
          ? link.transport.stream(method, signal, timeoutMs, header, input, values)
          : onceUp(timeoutMs, (up, leftMs) => up.transport.stream(method, signal, leftMs, header, input, values)),
      spanning(spans) {
        let of: Link | undefined;
        let calls: (() => Transport | undefined) | undefined;
        return () => {
          // One that waits for a link is a wrapper's: its span begins before the link is there.
          if (link?.state !== "open") return undefined;
          if (of !== link) calls = (of = link).transport.spanning(spans);
          return calls?.();
        };
      },
    },
    callBytes: (call, read) =>
      link?.state === "open"
        ? link.callBytes(call, read)
        : onceUp(call.timeoutMs, (up, leftMs) => up.callBytes({ ...call, timeoutMs: leftMs }, read)),
    get link() {
      return link;
    },
    get state() {
      return closed ? "closed" : (link?.state ?? "opening");
    },
    ready: () => ready(),
    async leave() {
      noMore();
      // A link that has not opened yet carries nothing to wait for.
      if (link?.state === "opening") link.close();
      link?.goAway();
      await link?.closed;
    },
    close() {
      noMore();
      link?.close();
    },
  };
}
