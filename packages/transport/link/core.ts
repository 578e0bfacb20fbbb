import type { AsyncResource } from "node:async_hooks";
import type { Clock } from "@viba/runtime/clock";
import type { MeshError } from "@viba/runtime/errors";
import type { Principal } from "../principal.ts";
import type { Abortable, Aborts } from "./aborts.ts";
import type { Assembly } from "./assembly.ts";
import type { SpanningTransport } from "./call-spans.ts";
import type { CallTable } from "./call-table.ts";
import type { Deadlines } from "./deadlines.ts";
import type { PeerHello } from "./hello.ts";
import type { Inbox } from "./inbox.ts";
import type { LinkLimits } from "./limits.ts";
import type { Methods } from "./methods.ts";
import type { Names } from "./names.ts";
import type { OpaqueCall, ReadAnswer, TellingCall } from "./opaque-call.ts";
import type { Outbox, Sent } from "./outbox.ts";

/** Frames and calls that were dropped or refused, by cause. */
export interface LinkCounts {
  /** Frames for calls that had ended. */
  late: number;
  /** Frames of kinds this version does not know. */
  unknown: number;
  /** Calls refused: unknown method, too many, or bad headers. */
  refused: number;
  /** Calls that came after our goaway. */
  afterGoaway: number;
}

/** What the parts of a link share. */
export interface LinkCore {
  readonly clock: Clock;
  readonly limits: LinkLimits;
  readonly methods: Methods;
  readonly names: Names;
  readonly outbox: Outbox;
  readonly deadlines: Deadlines;
  readonly aborts: Aborts;
  readonly assembly: Assembly;
  readonly outgoing: CallTable;
  readonly incoming: CallTable;
  readonly counts: LinkCounts;
  /** The peer's hello, once it came. */
  readonly peer: PeerHello | undefined;
  /** Who the peer is proven to be; undefined leaves it to the proof in each call's own headers. */
  readonly principal: Principal | undefined;
  /** Outside of any trace, with what else was active where the link was opened. */
  readonly scope: AsyncResource;
  /** The link itself, for handlers that call their caller back. */
  link: Link | undefined;
  /** Calls whose handlers began in this tick: those still running at its end tell the caller. */
  readonly begun: { accept(): void }[];
  /** Asked at a call's end: whether the caller should keep its spans of this trace. */
  readonly keepTrace: ((traceparent: string) => boolean) | undefined;
  /** Handlers that have not ended; the peer may have no more than `limits.maxCalls`. */
  running: number;
  /** Credit the peer grants a new call. */
  firstCredit(): number;
  /** The monotonic clock. Within a batch it is read once, or again after a handler has run: between readings is only our own work. */
  nowMs(): number;
  /** A handler has run and may have taken its time. */
  readNow(): void;
  /** A number for a new call. Throws when no call can be begun. */
  begin(): number;
  /** A call left a table. */
  ended(): void;
  /** Gives back credit for what was taken out of an inbox. `callOver` when the call itself needs none any more. */
  giveBack(call: number, inbox: Inbox, callOver?: boolean): void;
  /** Gives the link's window back what a dropped frame cost. */
  giveBackLink(amount: number): void;
  /** Ends the link because the peer breaks its rules. */
  violated(what: string, reason?: "INVALID_ARGUMENT" | "OVERLOADED"): void;
}

/** Time-outs travel as whole milliseconds; a part of one is rounded up, and 49 days are as good as none. */
export function wireTimeout(timeoutMs: number): number {
  return Math.min(Math.max(1, Math.ceil(timeoutMs)), 0xffff_ffff);
}

/** Whether a call that was lost may have begun at the peer. */
export function mayHaveBegun(core: LinkCore, sent: Sent): boolean {
  return core.outbox.wasWritten(sent);
}

/** Both ends have to say hello before it is open; a suspect one begins no calls; a draining one only ends those it has. */
export type LinkState = "opening" | "open" | "suspect" | "draining" | "closed";

/** Who is at the other end. */
export interface LinkPeer {
  readonly name: string;
  readonly services: readonly string[];
  /** What this end has proven; undefined for a peer that showed no token and is not trusted otherwise. */
  readonly principal: Principal | undefined;
}

/** What a link has done and has in hand. */
export interface LinkGauges {
  /** Calls begun here and not ended. */
  readonly calls: number;
  /** Handlers running here. */
  readonly served: number;
  readonly batchesSent: number;
  readonly batchesReceived: number;
  /** Calls either end has begun so far. */
  readonly begun: number;
}

/** One end of a link. */
export interface Link {
  /** Calls what the peer serves. Calls before `opened` fail as not started. */
  readonly transport: SpanningTransport;
  /** Calls a method whose messages are bytes already; `read` says what of the answer is wanted. */
  callBytes<T = Uint8Array>(call: OpaqueCall, read?: ReadAnswer<T>): Promise<T>;
  /** The same for who is told of the end instead of waiting for it; what is given back ends the call. Throws where it can't begin. */
  beginBytes(call: TellingCall): Abortable;
  readonly peer: LinkPeer | undefined;
  readonly state: LinkState;
  /** The peer has said who it is; rejects when the link ends before. */
  readonly opened: Promise<LinkPeer>;
  /** Why the link ended; undefined for an end that was wished for. Never rejects. */
  readonly closed: Promise<MeshError | undefined>;
  /** The peer asked for no more calls. */
  readonly draining: Promise<void>;
  /** Takes and begins no more calls; the link closes when those in flight have ended. */
  goAway(): void;
  /** Ends the link now; calls in flight are lost. */
  close(): void;
  counts(): LinkCounts & LinkGauges;
  /** For passing calls through. */
  readonly core: LinkCore;
}
