import type { Clock } from "@viba/runtime/clock";
import type { Principal } from "../principal.ts";
import type { Aborts } from "./aborts.ts";
import type { Assembly } from "./assembly.ts";
import type { CallTable } from "./call-table.ts";
import type { Deadlines } from "./deadlines.ts";
import type { FrameView } from "./decode.ts";
import type { PeerHello } from "./hello.ts";
import type { Inbox } from "./inbox.ts";
import type { Link } from "./link.ts";
import type { LinkLimits } from "./limits.ts";
import type { Methods } from "./methods.ts";
import type { Names } from "./names.ts";
import type { Outbox, Sent } from "./outbox.ts";

/** One end of one call, as the link's tables hold it. */
export interface CallEnd {
  /** A frame of this call came. The view is valid only during the call. */
  frame(view: FrameView): void;
  /** The link is gone, or the peer says that it has not taken the call. */
  lost(cause: unknown, notTaken: boolean): void;
}

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
