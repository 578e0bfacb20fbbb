import { join } from "node:path";
import { openCacheService } from "@viba/cache-service/service";
import { gatewayRoute } from "@viba/gateway-service/gateway-routes";
import { openLearnerService } from "@viba/learner-service/service";
import { openMonitorService } from "@viba/monitor-service/service";
import { tracesFolder } from "@viba/monitor-service/trace-shelf";
import { watchJournal } from "@viba/orchestrator-service/store-health";
import { openOrchestrator } from "@viba/orchestrator-service/service";
import { leaseDefaults } from "@viba/router-service/core/instance";
import { openRouter } from "@viba/router-service/service";
import { openBlobFolder } from "@viba/store/blob-folder";
import { openSqliteJournal } from "@viba/store/sqlite";
import { type BytesLane, createLocalTransport } from "@viba/transport/local";
import type { PassThrough } from "@viba/transport/link/serve";
import type { Route } from "@viba/transport/routes";
import { nextEpoch } from "../up/data-folder.ts";
import { createUpgrade } from "../up/supervisor.ts";
import { type Ground, guarded } from "./ground.ts";
import type { Mesh, ServiceName } from "./services.ts";
import { statusRoute } from "./status.ts";

/** What a service brings into its process: guarded routes, by whom they are for. */
export interface Part {
  /** For the other services, and for people as far as each method says. */
  readonly routes: readonly Route[];
  /** For agents, beside `routes`: they know one address, and what they need of others is passed on. */
  readonly forAgents?: readonly Route[];
  /** Takes calls off the links of agents and services, and from this process, before they are decoded. */
  readonly frames?: PassThrough & BytesLane;
  /** Called once its calls can be answered, and the calls it makes too. */
  readonly begin?: () => void;
}

/** Opens a service; `mesh` reaches all of them, wherever they run. Nobody has to answer yet. */
export type OpenPart = (ground: Ground, mesh: Mesh) => Promise<Part>;

/** How each service is wired, the same in one process and in many. */
export const openPart: Readonly<Record<ServiceName, OpenPart>> = {
  monitor,
  cache,
  learner,
  router,
  orchestrator,
  gateway,
};

async function monitor(ground: Ground): Promise<Part> {
  const { lifecycle, config } = ground;
  const service = lifecycle.use(
    "monitor",
    await openMonitorService({ ...ground, folder: tracesFolder(config.dataDir) }),
  );
  return { routes: guarded(ground, service.routes) };
}

async function cache(ground: Ground): Promise<Part> {
  const { lifecycle, config } = ground;
  const service = lifecycle.use("cache", await openCacheService({ ...ground, folder: join(config.dataDir, "cache") }));
  return { routes: guarded(ground, service.routes) };
}

async function learner(ground: Ground, mesh: Mesh): Promise<Part> {
  const service = ground.lifecycle.use(
    "learner",
    await openLearnerService({ ...ground, orchestrator: mesh.transport }),
  );
  return { routes: guarded(ground, service.routes) };
}

async function router(ground: Ground, mesh: Mesh): Promise<Part> {
  const { lifecycle, config, secrets } = ground;
  const { leaseMs } = config;
  const service = lifecycle.use(
    "router",
    await openRouter({
      ...ground,
      orchestrator: mesh.transport,
      monitor: mesh.transport,
      learner: mesh.transport,
      cache: mesh.transport,
      tokenKey: secrets.tokenKey,
      epoch: await nextEpoch(config.dataDir, config.replicas?.self),
      ...(config.replicas ? { replicas: config.replicas } : {}),
      times: leaseMs === leaseDefaults.ttlMs ? leaseDefaults : { ttlMs: leaseMs, heartbeatMs: leaseMs / 3 },
    }),
  );
  if (ground.parent) ground.parent.news = { ended: service.processEnded, givenUp: service.setGivenUp };
  return {
    routes: guarded(ground, service.routes),
    forAgents: guarded(ground, service.passThrough),
    frames: service.callFrames(ground.guard.onCall),
  };
}

/** It alone opens the store. */
async function orchestrator(ground: Ground, mesh: Mesh): Promise<Part> {
  const { lifecycle, config, clock, log } = ground;
  const opened = lifecycle.use("journal", await openSqliteJournal({ folder: config.dataDir, clock }));
  const { journal, failing } = watchJournal(opened, clock);
  ground.engines.push(() => ({ name: "store", working: failing() === undefined, note: failing() ?? "" }));
  const blobs = lifecycle.use("blobs", await openBlobFolder({ folder: join(config.dataDir, "blobs"), clock }));
  const service = lifecycle.use(
    "orchestrator",
    openOrchestrator({ ...ground, journal, blobs, router: mesh.transport }),
  );
  const begin = () =>
    void service.resume().then(
      (runs) => runs > 0 && log("going on with unfinished runs", { runs }),
      (error: unknown) => log("unfinished runs could not be looked for", { error: String(error) }),
    );
  return { routes: guarded(ground, service.routes), begin };
}

async function gateway(ground: Ground, mesh: Mesh): Promise<Part> {
  const { version, lifecycle, bus, clock } = ground;
  const ready = () => !lifecycle.signal.aborted;
  // It asks itself as it asks the others.
  const self = createLocalTransport(statusRoute(ground));
  const to = (name: string) => (name === ground.service ? self : mesh.to(name));
  const route = gatewayRoute({
    mesh: mesh.transport,
    to,
    version,
    pid: process.pid,
    ready,
    events: { bus, clock },
    ...(ground.parent ? { upgrade: createUpgrade(ground.parent.supervisor, mesh.transport, clock) } : {}),
  });
  return { routes: guarded(ground, [route]) };
}
