import type { TraceSpan } from "@viba/runtime/trace/analysis/tree";

/** A span with what scripts may want to see beside what is analysed. */
export interface ShownSpan extends TraceSpan {
  readonly traceId: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
}
