import { Code, ConnectError } from "@connectrpc/connect";
import { Health, HealthCheckResponse_ServingStatus as Status } from "@viba/contracts/gen/grpc/health/v1/health_pb";
import { route, type Route } from "../routes.ts";

/** The health of a server and the services on it. */
export interface HealthState {
  /** Route of grpc.health.v1.Health. */
  readonly route: Route;
  /** Flips every service at once; watchers are told. */
  set(serving: boolean): void;
}

/** Health for the named services; starts as serving. */
export function createHealth(services: readonly string[]): HealthState {
  const known = new Set(["", ...services]);
  const watchers = new Set<() => void>();
  let status: Status = Status.SERVING;

  async function* watch(service: string, signal: AbortSignal) {
    let wake = () => {};
    const notify = () => wake();
    watchers.add(notify);
    signal.addEventListener("abort", notify);
    try {
      let told: Status | undefined;
      while (!signal.aborted) {
        const now = known.has(service) ? status : Status.SERVICE_UNKNOWN;
        const changed = new Promise<void>((resolve) => (wake = resolve));
        if (now !== told) yield { status: (told = now) };
        else await changed;
      }
    } finally {
      watchers.delete(notify);
      signal.removeEventListener("abort", notify);
    }
  }

  return {
    route: route(Health, {
      check({ service }) {
        if (!known.has(service)) throw new ConnectError(`no service ${service} here`, Code.NotFound);
        return { status };
      },
      watch: ({ service }, context) => watch(service, context.signal),
    }),
    set(serving) {
      status = serving ? Status.SERVING : Status.NOT_SERVING;
      for (const notify of watchers) notify();
    },
  };
}
