import type { ConnectError } from "@connectrpc/connect";
import type { SpanIdentity } from "@viba/runtime/trace/identity";

/** A call whose message is bytes already. */
export interface OpaqueCall {
  /** "package.Service/Method". */
  readonly method: string;
  readonly payload: Uint8Array;
  readonly route?: string | undefined;
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly traceparent?: string | undefined;
}

/**
 * What is wanted of an answer, whose bytes lie from `start` to `end` and go on in `tail`. They are read in place: afterwards the tail is
 * the giver's again, and what shares memory with `bytes` keeps a whole batch alive.
 */
export type ReadAnswer<T> = (bytes: Uint8Array, start: number, end: number, tail: Uint8Array) => T;

/** All of an answer in memory of its own. */
export function wholeAnswer(bytes: Uint8Array, start: number, end: number, tail: Uint8Array): Buffer {
  const whole = Buffer.allocUnsafe(end - start + tail.length);
  whole.set(bytes.subarray(start, end));
  whole.set(tail, end - start);
  return whole;
}

/** A call of bytes that tells how it ended, once. */
export interface TellingCall extends Omit<OpaqueCall, "signal" | "traceparent"> {
  /** The span it is a part of. */
  readonly trace: SpanIdentity | undefined;
  readonly resolve: (answer: Uint8Array) => void;
  readonly reject: (error: ConnectError) => void;
}
