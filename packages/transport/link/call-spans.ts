import type { DescMethod } from "@bufbuild/protobuf";
import type { Transport } from "@connectrpc/connect";
import { type Span, SpanStatusCode } from "@opentelemetry/api";
import { toMeshError } from "@viba/runtime/errors";

/** Begins the client spans of calls. */
export interface CallSpans {
  /** Below the active span. `startMs` is a reading of the monotonic clock; absent means now. */
  begin(method: DescMethod, startMs?: number): Span;
}

/** A transport whose calls can make their own spans, which costs much less than a wrapper around each call. */
export interface SpanningTransport extends Transport {
  /** What to call by with these spans; its result is asked for at each call, and undefined where a wrapper has to do for now. */
  spanning(spans: CallSpans): () => Transport | undefined;
}

/** Whether the transport's calls can make their own spans. */
export function isSpanning(transport: Transport): transport is SpanningTransport {
  return "spanning" in transport;
}

/** Ends a call's span. A caller that has left is no failure anybody has to look into. */
export function endSpan(span: Span, error: unknown, endMs?: number): void {
  if (error !== undefined) {
    const { reason, message } = toMeshError(error);
    if (reason !== "CANCELLED") span.setStatus({ code: SpanStatusCode.ERROR, message });
  }
  span.end(endMs);
}
