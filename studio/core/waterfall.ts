import type { Span } from "@viba/contracts/gen/viba/monitor/v1/monitor_pb";

/** One span in the drawing; places are shares of the whole width. */
export interface WaterfallRow {
  readonly span: Span;
  readonly depth: number;
  /** 0 to 1. */
  readonly start: number;
  /** 0 to 1, start + width at most 1. */
  readonly width: number;
  /** Where its name stands: beside the bar on the side with more room, or inside a long one. */
  readonly label: "after" | "before" | "inside";
  /** Index of its service among those of the trace, by first appearance. */
  readonly service: number;
}

/** A trace as a drawing. */
export interface Waterfall {
  readonly rows: readonly WaterfallRow[];
  /** Spans that did not fit. */
  readonly leftOut: number;
  /** From the first start to the last end. */
  readonly totalUs: number;
  /** Round times, microseconds from the start, for the scale. */
  readonly ticksUs: readonly number[];
  readonly services: readonly string[];
}

/** Most rows drawn: a page of more is no longer read, only scrolled. */
export const maxRows = 200;

/** Lays spans out by start, children under their parents; a span whose parent is unknown stands at the top. */
export function layOutSpans(spans: readonly Span[], limit = maxRows): Waterfall {
  if (spans.length === 0) return { rows: [], leftOut: 0, totalUs: 0, ticksUs: [], services: [] };
  const startUs = Math.min(...spans.map((span) => span.startUs));
  const totalUs = Math.max(1, ...spans.map((span) => span.startUs + span.durationUs - startUs));
  const ordered = inOrder(spans);
  const services = [...new Set(ordered.map(({ span }) => span.service))];
  const rows = ordered.slice(0, limit).map(({ span, depth }): WaterfallRow => {
    const start = (span.startUs - startUs) / totalUs;
    const width = Math.min(1 - start, Math.max(0, span.durationUs / totalUs));
    return { span, depth, start, width, label: labelPlace(start, width), service: services.indexOf(span.service) };
  });
  return { rows, leftOut: ordered.length - rows.length, totalUs, ticksUs: ticks(totalUs), services };
}

/** A span's name without the packages of its types: "step viba.aec.v1.Plan" -> "step Plan". */
export function spanLabel(name: string): string {
  return name.replace(/\b(?:[a-z][\w]*\.)+v\d+\.(?=[A-Z])/g, "");
}

function labelPlace(start: number, width: number): WaterfallRow["label"] {
  const after = 1 - start - width;
  if (width >= 0.5) return "inside";
  return after >= start ? "after" : "before";
}

function inOrder(spans: readonly Span[]): { span: Span; depth: number }[] {
  const known = new Set(spans.map((span) => span.spanId));
  const children = Map.groupBy(spans, ({ parentId, spanId }) =>
    known.has(parentId) && parentId !== spanId ? parentId : "",
  );
  const ordered: { span: Span; depth: number }[] = [];
  const seen = new Set<Span>();
  const visit = (parent: string, depth: number) => {
    for (const span of (children.get(parent) ?? []).toSorted((a, b) => a.startUs - b.startUs)) {
      if (seen.has(span)) continue;
      seen.add(span);
      ordered.push({ span, depth });
      visit(span.spanId, depth + 1);
    }
  };
  visit("", 0);
  // Parents that form a ring hang from no root; they are shown nevertheless.
  for (const span of spans) if (!seen.has(span)) ordered.push({ span, depth: 0 });
  return ordered;
}

/** Three to eight round times from 0 that cover `totalUs`. */
export function ticks(totalUs: number): readonly number[] {
  const rough = totalUs / 6;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  return Array.from({ length: Math.floor(totalUs / step) + 1 }, (_, i) => i * step);
}
