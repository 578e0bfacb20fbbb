import type { Span } from "@viba/contracts/gen/viba/monitor/v1/monitor_pb";
import type { RunReader } from "../commands/kept-runs.ts";
import { jaegerSpans } from "./jaeger.ts";
import type { ShownSpan } from "./shown-span.ts";

/** Where traces come from. */
export interface TraceSource {
  /** The spans of a run, and whether some are known to be missing. */
  ofRun(runId: string): Promise<{ spans: ShownSpan[]; partial: boolean }>;
}

/** Jaeger, if one is named, else the mesh's own memory. */
export function traceSource(runs: RunReader, jaegerUrl: string | undefined): TraceSource {
  return {
    async ofRun(runId) {
      if (jaegerUrl === undefined) {
        const { spans, partial } = await runs.getTrace({ runId });
        return { spans: spans.map(fromProto), partial };
      }
      const { run } = await runs.getRun({ runId });
      return { spans: await jaegerSpans(jaegerUrl, run?.traceId ?? ""), partial: false };
    },
  };
}

/** The mesh's spans as they are analysed and shown. */
export function fromProto(span: Span): ShownSpan {
  const { traceId, spanId, parentId, name, kind, service, startUs, durationUs, status, links } = span;
  return {
    ...{ traceId, spanId, parentId, name, kind, service, startUs, durationUs },
    failed: status === "error",
    attributes: JSON.parse(span.attributesJson || "{}") as Record<string, unknown>,
    links: links.map((link) => ({ traceId: link.traceId, spanId: link.spanId })),
  };
}
