import type { Clock } from "@viba/runtime/clock";
import type { Metrics } from "@viba/runtime/metrics";
import type { SpanRecord } from "@viba/runtime/trace/record";
import type { SpanRing } from "@viba/runtime/trace/ring";
import { standIns } from "./core/lost.ts";

/** What completing traces needs. */
export interface CompleteOptions {
  readonly ring: Pick<SpanRing, "traces" | "spansOf" | "add">;
  readonly clock: Clock;
  readonly metrics: Metrics;
  /** Names this process in the spans it adds. */
  readonly instance: string;
  /** A trace to which nothing came for so long has all its spans. */
  readonly quietMs?: number;
}

/** Processes report several times a second; five seconds outlive a busy machine and a link that is opened anew. */
const quietMsDefault = 5000;
const lookMs = 1000;

/** Looks after traces of runs that have ended: parents that never came are stood in for, so that no span hangs in the air. */
export function completeTraces(options: CompleteOptions): Disposable {
  const { ring, clock, metrics, instance, quietMs = quietMsDefault } = options;
  const lost = metrics.counter("viba_lost_spans_total", "Spans that never came and were stood in for");
  let seen = new Map<string, { readonly spans: number; readonly sinceMs: number; readonly done: boolean }>();

  const look = () => {
    const nowMs = clock.monotonicMs();
    const next: typeof seen = new Map();
    for (const { traceId, spans } of ring.traces()) {
      const before = seen.get(traceId);
      const same = before?.spans === spans;
      const sinceMs = same ? before.sinceMs : nowMs;
      const due = nowMs - sinceMs >= quietMs && !(same && before.done);
      if (due) complete(traceId);
      next.set(traceId, { spans, sinceMs, done: due || (same && before.done) });
    }
    seen = next;
  };
  const complete = (traceId: string) => {
    const spans = ring.spansOf(traceId);
    if (!spans.some(isEndedRun)) return;
    const missing = standIns(spans, instance);
    lost.inc(missing.length);
    ring.add(missing);
  };
  const timer = clock.every(lookMs, look);
  return { [Symbol.dispose]: () => timer.cancel() };
}

/** A run reports its own span when it is over; until then an open parent is nothing strange. */
function isEndedRun({ name, attributes }: SpanRecord): boolean {
  return name === "run" && attributes["viba.run.id"] !== undefined;
}
