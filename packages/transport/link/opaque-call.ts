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

/** A call of bytes that tells how it ended, once. */
export interface TellingCall extends Omit<OpaqueCall, "signal" | "traceparent"> {
  /** The span it is a part of. */
  readonly trace: SpanIdentity | undefined;
  readonly resolve: (answer: Uint8Array) => void;
  readonly reject: (error: ConnectError) => void;
}
