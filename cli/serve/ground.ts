import { createRequire } from "node:module";
import type { Bus } from "@viba/bus/bus";
import { createVerify } from "@viba/gateway-service/identity";
import { type Clock, systemClock } from "@viba/runtime/clock";
import { type Config, unknownVariables } from "@viba/runtime/config";
import type { Lifecycle } from "@viba/runtime/lifecycle";
import type { Log } from "@viba/runtime/log";
import { createMetrics, type Metrics } from "@viba/runtime/metrics";
import { newId, newSecret, type Random, systemRandom } from "@viba/runtime/random";
import type { SpanExport } from "@viba/runtime/trace/export/exporter";
import type { SpanRing } from "@viba/runtime/trace/ring";
import { ensureFolder } from "@viba/store/folder";
import { type GuardOptions, guardAll } from "@viba/transport/guard";
import type { Route } from "@viba/transport/routes";
import type { Tls } from "@viba/transport/tls";
import { openSecrets, secretsIn, type StoredSecrets } from "../up/data-folder.ts";
import { openEngines } from "../up/engines.ts";
import type { ParentNews } from "../up/supervisor.ts";
import type { Supervisor } from "../up/upgrade.ts";

const { version } = createRequire(import.meta.url)("../package.json") as { version: string };

/** What every process of the mesh is told. */
export interface GroundConfig extends Config {
  /** How long an agent is believed to be there without a sign of life. */
  readonly leaseMs: number;
  /** The routers there are, when there are several. */
  readonly replicas?: { readonly self: string; readonly all: readonly string[] } | undefined;
}

/** How something is that a process works with. */
export interface EngineState {
  readonly name: string;
  readonly working: boolean;
  readonly note: string;
}

/** What every process of the mesh stands on, whichever services run in it. */
export interface Ground {
  readonly config: GroundConfig;
  readonly version: string;
  /** Names the process in spans, metrics and logs: "mesh", or the one service that runs in it. */
  readonly service: string;
  readonly instance: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly lifecycle: Lifecycle;
  readonly log: (message: string, facts: Record<string, unknown>) => void;
  readonly metrics: Metrics;
  readonly ring: SpanRing;
  readonly bus: Bus;
  readonly spanExport: SpanExport | undefined;
  /** What the services in this process work with beside the bus; each adds its own. */
  readonly engines: (() => EngineState)[];
  readonly secrets: StoredSecrets & { readonly sessionToken: string };
  readonly guard: GuardOptions;
  /** This process's certificates; absent: nothing is encrypted, and only this machine is listened to. */
  readonly tls?: Tls | undefined;
  /** The parent that starts and watches the agents; absent where nobody does. */
  readonly parent?: GroundParent;
}

/** What a process of the mesh and its parent have to say to one another. */
export interface GroundParent {
  readonly supervisor: Supervisor;
  /** Who hears of ended processes and of agents given up; the router puts itself here. */
  news: ParentNews | undefined;
}

/** What opening a process takes. */
export interface GroundOptions {
  readonly config: GroundConfig;
  readonly lifecycle: Lifecycle;
  readonly log: Log;
  readonly service: string;
  readonly tls?: Tls | undefined;
}

/** Opens data folder, secrets, tracing and bus. What is opened is handed to the lifecycle, which closes it in reverse order. */
export async function openGround({ config, lifecycle, log, service, tls }: GroundOptions): Promise<Ground> {
  const clock = systemClock;
  const unknown = unknownVariables(process.env);
  if (unknown.length > 0) log.warn("these variables mean nothing here; are they misspelt?", { variables: unknown });
  await ensureFolder(config.dataDir);
  const secrets = { ...(await openSecrets(config.dataDir, secretsIn(process.env))), sessionToken: newSecret() };
  const instance = config.instance ?? newId(service);
  const metrics = createMetrics(service);
  const { ring, bus, spanExport } = await openEngines({ config, clock, lifecycle, log, metrics, service, instance });
  const calls = metrics.timing("viba_call_duration_seconds", "Duration of calls by method and outcome", [
    "method",
    "outcome",
  ]);
  return {
    config,
    version,
    service,
    instance,
    clock,
    random: systemRandom,
    lifecycle,
    log: (message, facts) => log.info(message, facts),
    metrics,
    ring,
    bus,
    spanExport,
    engines: [],
    secrets,
    tls,
    guard: {
      verify: createVerify(secrets),
      monotonicMs: () => clock.monotonicMs(),
      onCall: ({ method, outcome, durationMs, traceId }) =>
        calls.observe({ method, outcome }, durationMs / 1000, traceId),
    },
  };
}

/** Routes with what each call needs, whatever way it came. */
export function guarded(ground: Ground, routes: readonly Route[]): Route[] {
  return guardAll(routes, ground.guard);
}
