import type { SpanContext, TraceState } from "@opentelemetry/api";
import { hex32 } from "./ids.ts";

/** Where a span stands: its W3C ids as 32-bit words, the highest first, since most spans are never read as text. */
export interface SpanIdentity {
  readonly trace0: number;
  readonly trace1: number;
  readonly trace2: number;
  readonly trace3: number;
  readonly span0: number;
  readonly span1: number;
  /** W3C trace flags; 1 means the trace is kept from its head on. */
  readonly flags: number;
  readonly traceState: TraceState | undefined;
}

/** An identity to be written over, by those who make one with every call and keep none. */
export type IdentitySlot = { -readonly [field in keyof SpanIdentity]: SpanIdentity[field] };

/** A slot with no ids in it. */
export function newIdentitySlot(): IdentitySlot {
  return { trace0: 0, trace1: 0, trace2: 0, trace3: 0, span0: 0, span1: 0, flags: 0, traceState: undefined };
}

/** The trace id as 32 hex digits. */
export function traceIdOf(of: Pick<SpanIdentity, "trace0" | "trace1" | "trace2" | "trace3">): string {
  return hex32(of.trace0) + hex32(of.trace1) + hex32(of.trace2) + hex32(of.trace3);
}

/** The identity in the form of the OpenTelemetry API. */
export function contextOf(of: SpanIdentity, isRemote: boolean): SpanContext {
  const { flags, traceState } = of;
  return {
    traceId: traceIdOf(of),
    spanId: hex32(of.span0) + hex32(of.span1),
    traceFlags: flags,
    ...(isRemote && { isRemote }),
    ...(traceState && { traceState }),
  };
}

/** The identity as a W3C traceparent of version 00. */
export function traceparentText(of: SpanIdentity): string {
  const flags = (of.flags & 255).toString(16).padStart(2, "0");
  return `00-${traceIdOf(of)}-${hex32(of.span0)}${hex32(of.span1)}-${flags}`;
}
