import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { openCacheService } from "@viba/cache-service/service";
import { createPages, refuseForeignHost } from "@viba/gateway-service/pages";
import { gatewayRoute } from "@viba/gateway-service/gateway-routes";
import { createVerify } from "@viba/gateway-service/identity";
import { openStudio } from "@viba/gateway-service/studio";
import { openLearnerService } from "@viba/learner-service/service";
import { openMonitorService } from "@viba/monitor-service/service";
import { openOrchestrator } from "@viba/orchestrator-service/service";
import { leaseDefaults } from "@viba/router-service/core/registry";
import { openRouter } from "@viba/router-service/service";
import { systemClock } from "@viba/runtime/clock";
import type { Lifecycle } from "@viba/runtime/lifecycle";
import type { Log } from "@viba/runtime/log";
import { createMetrics } from "@viba/runtime/metrics";
import { newId, newSecret, systemRandom } from "@viba/runtime/random";
import { openBlobFolder } from "@viba/store/blob-folder";
import { openSqliteJournal } from "@viba/store/sqlite";
import { serveConnect } from "@viba/transport/connect";
import { createHealth } from "@viba/transport/grpc/health";
import { addReflection } from "@viba/transport/grpc/reflection";
import { serveGrpc } from "@viba/transport/grpc/server";
import { type GuardOptions, guardAll } from "@viba/transport/guard";
import { createLocalTransport } from "@viba/transport/local";
import type { Route } from "@viba/transport/routes";
import { nextEpoch, openSecrets } from "./data-folder.ts";
import { openEngines } from "./engines.ts";
import type { MeshConfig } from "./mesh-config.ts";

const clock = systemClock;
const { version } = createRequire(import.meta.url)("../package.json") as { version: string };
const host = "127.0.0.1";

/**
 * All services of the mesh in this process: the composition root. What is opened is handed to the lifecycle, which
 * closes it in the reverse order.
 */
export async function openMesh(
  config: MeshConfig,
  lifecycle: Lifecycle,
  log: Log,
): Promise<{ studio: string; grpc: string }> {
  const data = config.dataDir;
  await mkdir(data, { recursive: true });
  const secrets = { ...(await openSecrets(data)), sessionToken: newSecret() };
  const instance = newId("mesh");
  const metrics = createMetrics("mesh");
  const { ring, bus } = await openEngines({ config, clock, lifecycle, log, metrics, service: "mesh", instance });
  const say = (message: string, facts: Record<string, unknown>) => log.info(message, facts);

  const journal = lifecycle.use("journal", await openSqliteJournal({ folder: data, clock }));
  const blobs = lifecycle.use("blobs", await openBlobFolder({ folder: join(data, "blobs"), clock }));

  const verify = createVerify(secrets);
  const calls = metrics.histogram("viba_call_duration_seconds", "Duration of calls by method and outcome", [
    "method",
    "outcome",
  ]);
  const guardOptions: GuardOptions = {
    verify,
    monotonicMs: () => clock.monotonicMs(),
    onCall: ({ method, outcome, durationMs }) => calls.observe({ method, outcome }, durationMs / 1000),
  };
  // Services find one another in this list, which is filled below: who calls whom has no order.
  const local: Route[] = [];
  const mesh = createLocalTransport(local);
  const common = { clock, random: systemRandom, bus, log: say };

  const monitor = lifecycle.use("monitor", await openMonitorService({ ring, metrics, log: say }));
  const cache = lifecycle.use("cache", await openCacheService({ ...common, folder: join(data, "cache"), metrics }));
  const learner = lifecycle.use("learner", await openLearnerService({ ...common, orchestrator: mesh, metrics }));
  const router = lifecycle.use(
    "router",
    await openRouter({
      ...common,
      orchestrator: mesh,
      monitor: mesh,
      learner: mesh,
      cache: mesh,
      tokenKey: secrets.tokenKey,
      epoch: await nextEpoch(data),
      times:
        config.leaseMs === leaseDefaults.ttlMs
          ? leaseDefaults
          : { ttlMs: config.leaseMs, heartbeatMs: config.leaseMs / 3 },
    }),
  );
  const orchestrator = lifecycle.use("orchestrator", openOrchestrator({ ...common, journal, blobs, router: mesh }));
  const gateway = gatewayRoute({
    mesh,
    version,
    pid: process.pid,
    ready: () => !lifecycle.signal.aborted,
    events: { bus, clock },
  });

  const services = guardAll([...router.routes, ...learner.routes, ...cache.routes, gateway], guardOptions);
  local.push(...services, ...guardAll([...orchestrator.routes, ...monitor.routes], guardOptions));

  const grpc = await openGrpc(
    config,
    services,
    guardAll([...router.passThrough, ...orchestrator.routes.slice(0, 1)], guardOptions),
    lifecycle,
  );
  const studio = openStudio();
  const web = await serveConnect({
    routes: local,
    host,
    port: config.port,
    before: refuseForeignHost,
    fallback: createPages({
      mesh,
      verify,
      sessionToken: secrets.sessionToken,
      pages: studio,
      metrics: () => metrics.text(),
    }),
  });
  lifecycle.use("web", () => web.close(2000));
  void orchestrator.resume().then((runs) => runs > 0 && log.info("going on with unfinished runs", { runs }));
  return { studio: `http://${host}:${web.port}`, grpc: `${host}:${grpc}` };
}

/** gRPC for agents and strangers' tools, with health and reflection. */
async function openGrpc(
  config: MeshConfig,
  services: Route[],
  forAgents: Route[],
  lifecycle: Lifecycle,
): Promise<number> {
  const routes = [...services, ...forAgents];
  const health = createHealth(routes.map((r) => r.service.typeName));
  const all = [...routes, health.route];
  const server = await serveGrpc({
    routes: all,
    host,
    port: config.agentsPort,
    extend: (grpc) => addReflection(grpc, all),
  });
  lifecycle.use("grpc", () => server.close(2000));
  lifecycle.signal.addEventListener("abort", () => health.set(false));
  return server.port;
}
