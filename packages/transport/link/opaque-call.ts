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
 * What is wanted of an answer's bytes, `tail` behind `payload`. They are read in place: afterwards the tail is the giver's again, and what
 * shares memory with the payload keeps its whole batch alive.
 */
export type ReadAnswer<T> = (payload: Uint8Array, tail: Uint8Array) => T;

/** All of an answer in memory of its own. */
export function wholeAnswer(payload: Uint8Array, tail: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(payload.length + tail.length);
  bytes.set(payload);
  bytes.set(tail, payload.length);
  return bytes;
}

/** A call of bytes that tells how it ended, once. */
export interface TellingCall extends Omit<OpaqueCall, "signal" | "traceparent"> {
  /** The span it is a part of. */
  readonly trace: SpanIdentity | undefined;
  readonly resolve: (answer: Uint8Array) => void;
  readonly reject: (error: ConnectError) => void;
}
