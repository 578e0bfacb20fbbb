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
  /** Told of each run's trace once it is whole, again when more has come, and when the monitor ends. Never rejects. */
  readonly onComplete?: (traceId: string) => Promise<void>;
  /** A trace to which nothing came for so long has all its spans. */
  readonly quietMs?: number;
}

/** Processes report several times a second; five seconds outlive a busy machine and a link that is opened anew. */
const quietMsDefault = 5000;
const lookMs = 1000;
/** Traces that wait to be told of; as many as the ring of a laptop's mesh holds. */
const maxWaiting = 256;

/** Looks after traces of runs that have ended: parents that never came are stood in for, so that no span hangs in the air. */
export function completeTraces(options: CompleteOptions): AsyncDisposable {
  const { ring, clock, metrics, instance, quietMs = quietMsDefault, onComplete = async () => {} } = options;
  const lost = metrics.counter("viba_lost_spans_total", "Spans that never came and were stood in for");
  const untold = metrics.counter(
    "viba_unkept_traces_total",
    "Traces of ended runs that were not kept: too many at once",
  );
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
  /** Telling goes on while others are looked at; one after the other. */
  let telling = Promise.resolve();
  let waiting = 0;
  const tell = (traceId: string) => {
    if (waiting >= maxWaiting) return untold.inc();
    waiting += 1;
    telling = telling.then(() => onComplete(traceId)).finally(() => (waiting -= 1));
  };
  const complete = (traceId: string) => {
    const spans = ring.spansOf(traceId);
    if (!spans.some(isEndedRun)) return;
    const missing = standIns(spans, instance);
    lost.inc(missing.length);
    ring.add(missing);
    tell(traceId);
  };
  const timer = clock.every(lookMs, look);
  return {
    async [Symbol.asyncDispose]() {
      timer.cancel();
      // Who has not reported by now may yet do so elsewhere: nothing is stood in for.
      for (const { traceId, spans } of ring.traces()) {
        const before = seen.get(traceId);
        const told = before?.done === true && before.spans === spans;
        if (!told && ring.spansOf(traceId).some(isEndedRun)) tell(traceId);
      }
      await telling;
    },
  };
}

/** A run reports its own span when it is over; until then an open parent is nothing strange. */
function isEndedRun({ name, attributes }: SpanRecord): boolean {
  return name === "run" && attributes["viba.run.id"] !== undefined;
}
