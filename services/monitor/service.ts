import type { ReportSpansRequest } from "@viba/contracts/gen/viba/monitor/v1/monitor_pb";
import type { Clock } from "@viba/runtime/clock";
import type { Metrics } from "@viba/runtime/metrics";
import { spansFromProto } from "@viba/runtime/trace/proto";
import type { SpanRing } from "@viba/runtime/trace/ring";
import type { Route } from "@viba/transport/routes";
import { completeTraces } from "./complete.ts";
import { traceAnswer } from "./core/trace.ts";
import { monitorRoute } from "./handlers.ts";

/** What the monitor needs. */
export interface MonitorOptions {
  /** Spans of this process; those of others are added to it. */
  readonly ring: SpanRing;
  readonly metrics: Metrics;
  readonly log: (message: string, facts: Record<string, unknown>) => void;
  readonly clock: Clock;
  /** Names this process in the spans it adds. */
  readonly instance: string;
}

/** A running monitor. */
export interface MonitorServiceHandle extends AsyncDisposable {
  readonly routes: Route[];
}

/** Opens the monitor: traces put together from the spans of many processes, and metrics. */
export async function openMonitorService(options: MonitorOptions): Promise<MonitorServiceHandle> {
  const { ring, metrics } = options;
  const report = reporting(options);
  const completing = completeTraces(options);
  return {
    routes: [
      monitorRoute({
        report,
        trace: (traceId) => traceAnswer(traceId, [...ring.spansOf(traceId), ...ring.linkedTo(traceId)]),
        metricsText: () => metrics.text(),
      }),
    ],
    async [Symbol.asyncDispose]() {
      completing[Symbol.dispose]();
    },
  };
}

/** A report is taken whole or not at all, and either is counted. */
function reporting({ ring, metrics, log }: MonitorOptions): (request: ReportSpansRequest) => void {
  const reported = metrics.counter(
    "viba_reported_spans_total",
    "Spans of other processes: taken, refused as wrong, or dropped by their process before it could report them",
    ["fate"],
  );
  return ({ spans, dropped }) => {
    const lost = Number(dropped);
    try {
      const records = spansFromProto(spans);
      // Which traces the dropped spans belonged to nobody knows; most likely to those reported beside them.
      ring.add(lost === 0 ? records : records.map((record) => ({ ...record, partial: true })));
    } catch (error) {
      reported.inc({ fate: "refused" }, spans.length);
      log("a report of spans was refused", { spans: spans.length, error: String(error) });
      throw error;
    }
    reported.inc({ fate: "taken" }, spans.length);
    reported.inc({ fate: "dropped" }, lost);
  };
}
