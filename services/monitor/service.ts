import { fromBinary } from "@bufbuild/protobuf";
import type { Bus } from "@viba/bus/bus";
import { subjects } from "@viba/bus/subjects";
import { LoadStrainedSchema } from "@viba/contracts/gen/viba/event/v1/event_pb";
import type { ReportSpansRequest } from "@viba/contracts/gen/viba/monitor/v1/monitor_pb";
import type { Clock } from "@viba/runtime/clock";
import type { Metrics } from "@viba/runtime/metrics";
import { spansFromProto } from "@viba/runtime/trace/proto";
import type { SpanRing } from "@viba/runtime/trace/ring";
import type { Route } from "@viba/transport/routes";
import { completeTraces } from "./complete.ts";
import { createStrainBook } from "./core/strains.ts";
import { traceAnswer } from "./core/trace.ts";
import { monitorRoute } from "./handlers.ts";
import { openTraceShelf, type TraceShelf } from "./trace-shelf.ts";

/** What the monitor needs. */
export interface MonitorOptions {
  /** Spans of this process; those of others are added to it. */
  readonly ring: SpanRing;
  readonly metrics: Metrics;
  /** Brings news of agents under strain. */
  readonly bus: Bus;
  readonly log: (message: string, facts: Record<string, unknown>) => void;
  readonly clock: Clock;
  /** Names this process in the spans it adds. */
  readonly instance: string;
  /** Folder for traces of ended runs, used by this process alone; without it they are in memory only. */
  readonly folder?: string;
}

/** A running monitor. */
export interface MonitorServiceHandle extends AsyncDisposable {
  readonly routes: Route[];
}

/** Opens the monitor: traces put together from the spans of many processes, metrics, and who is under strain. */
export async function openMonitorService(options: MonitorOptions): Promise<MonitorServiceHandle> {
  const { ring, metrics, bus, clock, log } = options;
  const report = reporting(options);
  const strains = createStrainBook();
  metrics.counter(
    "viba_forgotten_strains_total",
    "Strains of agents that the monitor had no room to hold",
    [],
    (counter) => {
      counter.reset();
      counter.inc(strains.forgotten);
    },
  );
  const news = await bus.subscribe(subjects.strain.name, ({ body }) =>
    strains.hear(fromBinary(LoadStrainedSchema, body), clock.nowMs()),
  );
  const shelf = await openShelf(options);
  const held = (traceId: string) => [...ring.spansOf(traceId), ...ring.linkedTo(traceId)];
  const completing = completeTraces({
    ...options,
    async onComplete(traceId) {
      const records = held(traceId);
      // The ring may have let go of it while others were kept.
      if (!shelf || records.length === 0) return;
      try {
        await shelf.keep(traceId, traceAnswer(traceId, records));
      } catch (error) {
        log("a trace could not be kept", { traceId, error: String(error) });
      }
    },
  });
  return {
    routes: [
      monitorRoute({
        report,
        async trace(traceId) {
          const records = held(traceId);
          const kept = records.length === 0 ? await shelf?.read(traceId) : undefined;
          return kept ?? traceAnswer(traceId, records);
        },
        strains: () => strains.active(clock.nowMs()),
        metricsText: () => metrics.text(),
      }),
    ],
    async [Symbol.asyncDispose]() {
      await completing[Symbol.asyncDispose]();
      await news[Symbol.asyncDispose]();
    },
  };
}

/** A disk that fails makes a monitor that forgets when it ends, not a mesh that doesn't start. */
async function openShelf({ folder, log }: MonitorOptions): Promise<TraceShelf | undefined> {
  if (folder === undefined) return undefined;
  try {
    return await openTraceShelf(folder);
  } catch (error) {
    log("traces are kept in memory only", { folder, error: String(error) });
    return undefined;
  }
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
