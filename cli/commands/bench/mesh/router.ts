import { create, toBinary } from "@bufbuild/protobuf";
import { openEmbeddedBus } from "@viba/bus/embedded";
import { subjects } from "@viba/bus/subjects";
import { Role } from "@viba/contracts/gen/viba/core/v1/access_pb";
import { SnapshotPublishedSchema } from "@viba/contracts/gen/viba/event/v1/event_pb";
import { openRouter } from "@viba/router-service/service";
import { systemClock } from "@viba/runtime/clock";
import { createMetrics } from "@viba/runtime/metrics";
import { seededRandom, systemRandom } from "@viba/runtime/random";
import { guardAll, type GuardOptions } from "@viba/transport/guard";
import { serveLink } from "@viba/transport/link/serve-link";
import type { Tls } from "@viba/transport/tls";
import { createLocalTransport } from "@viba/transport/local";
import { ucb1Defaults } from "@viba/policy/ucb1";
import { snapshotOver } from "../route/population.ts";
import { agentIdOf } from "./agents.ts";

/** The bench's clients and agents may do all that they do. */
const everybody = { roles: [Role.SERVICE, Role.AGENT, Role.VIEWER], subject: "bench", tenant: "local" };

/** Leases outlive the bench: what is measured is calls, not heartbeats of thousands of agents in one process. */
const times = { ttlMs: 600_000, heartbeatMs: 200_000 };

/** The mesh's own router, with a policy snapshot, guarded and measured as in production, on a link. */
export async function openMeshRouter(tls?: Tls) {
  const clock = systemClock;
  const bus = await openEmbeddedBus({ clock });
  const nobody = createLocalTransport([]);
  const router = await openRouter({
    clock,
    bus,
    random: systemRandom,
    orchestrator: nobody,
    monitor: nobody,
    learner: nobody,
    cache: nobody,
    tokenKey: "bench",
    epoch: 1n,
    times,
    log: () => {},
  });
  const snapshot = snapshotOver(ucb1Defaults.maxArms, seededRandom(1), agentIdOf);
  bus.publish({
    subject: subjects.snapshot.name,
    body: toBinary(SnapshotPublishedSchema, create(SnapshotPublishedSchema, { snapshot })),
  });
  const seconds = createMetrics("router").timing("viba_call_seconds", "Calls", ["method", "outcome"]);
  const onCall: GuardOptions["onCall"] = ({ method, outcome, durationMs, traceId }) =>
    seconds.observe({ method, outcome }, durationMs / 1000, traceId);
  const routes = guardAll(router.routes, { verify: () => everybody, monotonicMs: () => clock.monotonicMs(), onCall });
  const passThrough = router.callFrames(onCall);
  const served = { host: "127.0.0.1", port: 0, clock, name: "router", routes, passThrough, trust: everybody };
  const server = await serveLink({ ...served, tls });
  return {
    /** For callers of this process, as in `viba up`. */
    local: createLocalTransport(routes, { lane: () => passThrough }),
    port: server.port,
    async close() {
      await server.close(0);
      await router[Symbol.asyncDispose]();
      await bus[Symbol.asyncDispose]();
    },
  };
}

/** Heap in use once all garbage is gone, in bytes. */
export function heapAfterCollection(): number {
  globalThis.gc!();
  globalThis.gc!();
  return process.memoryUsage().heapUsed;
}
