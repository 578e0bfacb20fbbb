import { MonitorService, type ReportSpansRequest } from "@viba/contracts/gen/viba/monitor/v1/monitor_pb";
import { route, type Route } from "@viba/transport/routes";
import type { ActiveStrain } from "./core/strains.ts";
import { needTraceId, type TraceAnswer } from "./core/trace.ts";

/** What the handlers call. */
export interface MonitorPorts {
  /** Takes a report in; throws if it is wrong. */
  report(request: ReportSpansRequest): void;
  trace(traceId: string): Promise<TraceAnswer>;
  strains(): ActiveStrain[];
  /** Prometheus text format. */
  metricsText(): Promise<string>;
}

/** The route of MonitorService. */
export function monitorRoute(ports: MonitorPorts): Route {
  return route(MonitorService, {
    reportSpans(request) {
      ports.report(request);
      return {};
    },
    getTrace: ({ traceId }) => ports.trace(needTraceId(traceId)),
    listStrains: () => ({ strains: ports.strains() }),
    getMetrics: async () => ({ text: await ports.metricsText() }),
  });
}
