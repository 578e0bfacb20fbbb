import type { Span } from "@viba/contracts/gen/viba/monitor/v1/monitor_pb";
import type { Gateway } from "../session.ts";
import type { Answer } from "./in-session.ts";

const barColumns = 40;

/** The spans of a run as a waterfall. */
export async function traceOf(gateway: Gateway, runId: string): Promise<Answer> {
  const { spans, partial } = await gateway.getTrace({ runId });
  const json = {
    partial,
    spans: spans.map((span) => ({
      trace_id: span.traceId,
      span_id: span.spanId,
      parent_id: span.parentId,
      name: span.name,
      kind: span.kind,
      service: span.service,
      start_us: span.startUs,
      duration_us: span.durationUs,
      status: span.status,
      attributes: JSON.parse(span.attributesJson || "{}") as unknown,
      links: span.links.map((link) => ({ trace_id: link.traceId, span_id: link.spanId })),
    })),
  };
  return { json, text: waterfall(spans) };
}

/** One line a span: where it lies in the run, how long it took, who did it; children under their parents. */
export function waterfall(spans: readonly Span[]): string {
  if (spans.length === 0) return "no spans are held of this run any more\n";
  const start = Math.min(...spans.map((span) => span.startUs));
  const total = Math.max(1, Math.max(...spans.map((span) => span.startUs + span.durationUs)) - start);
  const known = new Set(spans.map((span) => span.spanId));
  const children = Map.groupBy(spans, (span) => (known.has(span.parentId) ? span.parentId : ""));
  const lines: string[] = [];
  const visit = (parent: string, depth: number) => {
    for (const span of (children.get(parent) ?? []).toSorted((a, b) => a.startUs - b.startUs)) {
      const at = Math.floor(((span.startUs - start) / total) * barColumns);
      const length = Math.max(1, Math.round((span.durationUs / total) * barColumns));
      const bar = " ".repeat(at) + "█".repeat(Math.min(length, barColumns - at));
      const ms = (span.durationUs / 1000).toFixed(1).padStart(8);
      lines.push(
        `${bar.padEnd(barColumns)} ${ms} ms  ${"  ".repeat(depth)}${span.service}: ${span.name}${span.status === "error" ? "  ✗" : ""}`,
      );
      if (depth < 64) visit(span.spanId, depth + 1);
    }
  };
  visit("", 0);
  return `${lines.join("\n")}\n`;
}
