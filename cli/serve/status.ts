import { StatusService } from "@viba/contracts/gen/viba/core/v1/status_pb";
import { route, type Route } from "@viba/transport/routes";
import { type Ground, guarded } from "./ground.ts";

/** The route of StatusService: how this process and what it works with are. */
export function statusRoute(ground: Ground): Route[] {
  const { bus, spanExport, instance, lifecycle, config, engines: own } = ground;
  const traces = () => {
    const failure = spanExport?.failing();
    const note = failure === undefined ? "OTLP" : `spans don't arrive at ${config.otlpEndpoint}: ${failure}`;
    return { name: "traces", working: failure === undefined, note };
  };
  return guarded(ground, [
    route(StatusService, {
      getProcessStatus() {
        const { connected, note } = bus.health();
        const engines = [
          { name: "bus", working: connected, note },
          ...(spanExport ? [traces()] : []),
          ...own.map((state) => state()),
        ];
        return { instance, pid: process.pid, serving: !lifecycle.signal.aborted, engines };
      },
    }),
  ]);
}
