import type { Attributes, SpanKind, SpanStatusCode } from "@opentelemetry/api";

/** Something that happened within a span; time in microseconds since the epoch. */
export interface SpanEvent {
  readonly name: string;
  readonly timeUs: number;
  readonly attributes: Attributes;
}

/** A pointer to a span of this or another trace, for example the producer of a consumed message. */
export interface SpanLink {
  readonly traceId: string;
  readonly spanId: string;
  readonly attributes: Attributes;
}

/** A finished span as plain data: what is shown, shipped and stored. */
export interface SpanRecord {
  readonly traceId: string;
  readonly spanId: string;
  /** Empty for the root of a trace. */
  readonly parentId: string;
  readonly name: string;
  readonly kind: SpanKind;
  /** Name of the tracer: which library or part made the span. */
  readonly scope: string;
  readonly service: string;
  readonly instance: string;
  /** Start in microseconds since the epoch. */
  readonly startUs: number;
  readonly durationUs: number;
  readonly attributes: Attributes;
  readonly links: readonly SpanLink[];
  readonly events: readonly SpanEvent[];
  readonly status: { readonly code: SpanStatusCode; readonly message?: string };
  /** W3C trace flags; 1 means the trace was kept from its head on. */
  readonly flags: number;
  /** True when the trace was kept only afterwards, so that spans of it may be missing. */
  readonly partial: boolean;
  /** Attributes, events and links left out because the span had too many. */
  readonly truncated: number;
}

/** How much one span may carry: a loop that annotates for ever costs a bounded amount. */
export const spanLimits = { attributes: 128, events: 128, links: 128, textChars: 4096 } as const;
