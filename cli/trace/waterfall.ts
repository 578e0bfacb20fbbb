import type { TraceSpan } from "@viba/runtime/trace/analysis/tree";
import { width } from "../output/table.ts";

const barColumns = 40;
const maxDepth = 64;

/** One line a span: where it lies in the run, how long it took, who did it; children under their parents. */
export function waterfall(spans: readonly TraceSpan[]): string {
  if (spans.length === 0) return "no spans are held of this run any more\n";
  const start = Math.min(...spans.map((span) => span.startUs));
  const total = Math.max(1, Math.max(...spans.map((span) => span.startUs + span.durationUs)) - start);
  const known = new Set(spans.map((span) => span.spanId));
  const children = Map.groupBy(spans, (span) => (known.has(span.parentId) ? span.parentId : ""));
  const lines: string[] = [];
  const visit = (parent: string, depth: number) => {
    for (const span of (children.get(parent) ?? []).toSorted((a, b) => a.startUs - b.startUs)) {
      const bar = barOf(span.startUs - start, span.durationUs, total);
      lines.push(
        `${bar} ${ms(span.durationUs).padStart(8)} ms  ${"  ".repeat(depth)}${span.service}: ${span.name}${span.failed ? "  ✗" : ""}`,
      );
      if (depth < maxDepth) visit(span.spanId, depth + 1);
    }
  };
  visit("", 0);
  return `${lines.join("\n")}\n`;
}

/** A bar from `fromUs` on, `us` long, as columns of `totalUs`. */
export function barOf(fromUs: number, us: number, totalUs: number): string {
  const at = Math.min(barColumns - 1, Math.floor((fromUs / totalUs) * barColumns));
  const length = Math.max(1, Math.round((us / totalUs) * barColumns));
  const bar = " ".repeat(at) + "█".repeat(Math.min(length, barColumns - at));
  return bar + " ".repeat(barColumns - width(bar));
}

/** Microseconds as milliseconds with one digit. */
export function ms(us: number): string {
  return (us / 1000).toFixed(1);
}
