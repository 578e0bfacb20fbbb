import { AgentService, type Manifest } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { type Clock, sleep } from "@viba/runtime/clock";
import { MeshError } from "@viba/runtime/errors";
import type { Log } from "@viba/runtime/log";
import { newId, newSecret, type Random } from "@viba/runtime/random";
import { installTracing } from "@viba/runtime/trace/install";
import { createSpanRing } from "@viba/runtime/trace/ring";
import { createHealth } from "@viba/transport/grpc/health";
import { type GrpcServer, serveGrpc } from "@viba/transport/grpc/server";
import { callRoute } from "@viba/transport/call/serve-call";
import { guard, guardOpaque } from "@viba/transport/guard";
import type { Route } from "@viba/transport/routes";
import { followTls } from "@viba/transport/follow-tls";
import type { Tls } from "@viba/transport/tls";
import type { AgentDefinition } from "../definition.ts";
import type { AgentEnvironment } from "../environment.ts";
import { times } from "../limits.ts";
import { manifestOf } from "../manifest.ts";
import type { WorkerStart } from "../wire.ts";
import { createAskAgents } from "./ask-agents.ts";
import { type AttemptCounts, createAttempts } from "./attempts.ts";
import { createCalls } from "./calls.ts";
import { createLoadMeter, processUsage } from "./load.ts";
import { createMeshStore } from "./mesh-store.ts";
import { createPool, type PoolCounts } from "./pool.ts";
import { deregister, keepRegistered } from "./registration.ts";
import { connectByGrpc, connectByLink } from "./router-connection.ts";
import { createRouters, type KeepLease } from "./routers.ts";
import { agentRoute, callTokenVerifier, onlyFor } from "./service.ts";
import { createSpanShipper } from "./spans.ts";
import { moduleThreads } from "./thread.ts";

/** What starting an agent needs. */
export interface StartOptions {
  readonly moduleUrl: string;
  readonly definition: AgentDefinition;
  readonly version: string;
  readonly environment: Pick<AgentEnvironment, "router" | "joinToken" | "tls">;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** From the abort signal to the end of a worker that goes on. @default 2000 */
  readonly cancelGraceMs?: number;
  /** Called when the router wants the agent to leave. */
  readonly onDrain: () => void;
}

/** An agent that serves. */
export interface RunningAgent {
  /** "host:port" of its AgentService; empty when it is called over a link. */
  readonly address: string;
  readonly instanceId: string;
  readonly manifest: Manifest;
  counts(): AttemptCounts & { readonly workers: PoolCounts; readonly routers: number; readonly droppedSpans: number };
  /** Takes nothing new, finishes what runs (at most 30 s), ends the lease and stops. Calling it again waits too. */
  drain(): Promise<void>;
  /** Stops at once: what runs is lost. */
  stop(): Promise<void>;
}

/**
 * Starts the workers, offers AgentService and health on the link to the router or, with reflection, on a free port of
 * this machine, and registers.
 */
export async function startAgent(options: StartOptions): Promise<RunningAgent> {
  const tls = await ownCertificate(options);
  const parts = openParts(options, tls);
  await parts.pool.ready.catch((error) => parts.close().then(() => Promise.reject(error)));
  const server = options.environment.router.scheme === "grpc" ? await listen(parts.routes, tls) : undefined;
  const address = server ? `127.0.0.1:${server.port}` : "";
  parts.routers.begin(leaseKeeper(options, parts, address));
  const shipments = options.clock.every(times.spansMs, () => void parts.shipper.ship());
  const stop = once(async () => {
    await parts.routers.end();
    shipments.cancel();
    await server?.close(times.leaveMs);
    await parts.shipper.ship();
    await parts.close();
    tls?.[Symbol.dispose]();
  });
  const drain = once(async () => {
    parts.attempts.drain();
    parts.calls.drain();
    parts.health.set(false);
    await within(options.clock, times.drainMs, Promise.all([parts.attempts.idle(), parts.calls.idle()]));
    await within(options.clock, times.unfetchedMs, parts.attempts.allFetched());
    await stop();
  });
  return {
    address,
    instanceId: parts.instanceId,
    manifest: parts.manifest,
    counts: () => ({
      ...parts.attempts.counts(),
      workers: parts.pool.counts(),
      routers: parts.routers.addresses().length,
      droppedSpans: parts.shipper.dropped(),
    }),
    drain,
    stop,
  };
}

/** The agent's certificate; it has to name the agent. */
async function ownCertificate(options: StartOptions): Promise<(Tls & Disposable) | undefined> {
  const { environment, definition, clock, log } = options;
  if (!environment.tls) return undefined;
  const tls = await followTls(environment.tls, { clock, log });
  if (tls.self.kind === "agent" && tls.self.name === definition.id) return tls;
  tls[Symbol.dispose]();
  throw new MeshError("INVALID_ARGUMENT", `${environment.tls.cert} is no certificate of agent/${definition.id}`);
}

async function listen(routes: readonly Route[], tls: Tls | undefined): Promise<GrpcServer> {
  // For those only who are dialled: it loads another protobuf library, a third of all that an agent loads.
  const { addReflection } = await import("@viba/transport/grpc/reflection");
  return serveGrpc({ routes, host: "127.0.0.1", port: 0, tls, extend: (grpc) => addReflection(grpc, routes) });
}

/** What proves who calls, as it stands now. */
interface Secrets {
  join: string;
  call: string;
}

type Parts = ReturnType<typeof openParts>;

/** All that needs no network yet. */
function openParts(options: StartOptions, tls: Tls | undefined) {
  const { definition, clock, random } = options;
  const instanceId = newId("agent");
  const origin = { service: definition.id, instance: instanceId };
  // Traces begin where a person asks; what begins here is housekeeping, not worth a trace of its own.
  const ring = createSpanRing({ ...origin, clock, random, sampleShare: 0 });
  const tracing = installTracing(ring);
  const secrets: Secrets = { join: "", call: "" };
  const { scheme, hostPort } = options.environment.router;
  const token = () => secrets.join;
  const routers = createRouters(hostPort, (address) =>
    scheme === "link"
      ? connectByLink({
          address,
          name: instanceId,
          token,
          routes: () => routes,
          opaque: () => [answers],
          clock,
          random,
          tls,
        })
      : connectByGrpc(address, token, clock, tls),
  );
  const shipper = createSpanShipper(ring, routers.plain);
  const start: WorkerStart = { vibaAgentWorker: true, ...origin };
  const pool = createPool({
    threads: definition.workers ?? 1,
    start: moduleThreads(options.moduleUrl, start, definition.workerMemoryMb ?? 1024),
    clock,
    random,
    cancelGraceMs: options.cancelGraceMs ?? times.cancelGraceMs,
    onSpans: (spans, dropped) => shipper.add(spans, dropped),
  });
  const store = createMeshStore(routers.traced, clock, random);
  const askAgents = createAskAgents(routers.traced, definition.id);
  const attempts = createAttempts({ definition, pool, store, askAgents, clock, onEnded: () => void shipper.ship() });
  const calls = createCalls({ definition, pool, clock });
  const manifest = manifestOf(definition, options.version);
  const health = createHealth([AgentService.typeName]);
  const verify = callTokenVerifier(() => secrets.call);
  const guarding = { verify, monotonicMs: () => clock.monotonicMs() };
  const guarded = guard(agentRoute(manifest, instanceId, attempts, calls), guarding);
  const answers = guardOpaque(callRoute(calls.answer), guarding);
  const close = async () => {
    await pool.close();
    await routers.close();
    tracing[Symbol.dispose]();
  };
  const routes: readonly Route[] = [guarded, onlyFor(verify, health.route)];
  return { instanceId, secrets, routers, shipper, pool, attempts, calls, manifest, health, routes, close };
}

/** Registers at a router, by one proof at all of them, and keeps the lease until `end` gives it back. */
function leaseKeeper(options: StartOptions, parts: Parts, address: string): KeepLease {
  const { clock, random, log, environment, onDrain } = options;
  const { secrets, attempts, calls, manifest, instanceId } = parts;
  const identity = { manifest, instanceId, address, instanceProof: newSecret(), pid: process.pid };
  const usage = processUsage(() => clock.monotonicMs());
  // Dialled, one router is enough: the registration is a record that every router sees.
  const many = environment.router.scheme === "link";
  return ({ plain: transport, redial, lost }, onRouters) => {
    const stop = new AbortController();
    let leaseId = "";
    const meter = createLoadMeter(
      () => ({ ...attempts.counts(), inFlight: attempts.counts().inFlight + calls.running() }),
      usage,
    );
    const registered = keepRegistered(
      {
        transport,
        identity,
        clock,
        random,
        log,
        load: () => ({ ...meter(), routers: parts.routers.there() }),
        refreshToken: async () => void (secrets.join = await environment.joinToken()),
        onLease(lease, callToken) {
          leaseId = lease.id;
          secrets.call = callToken;
        },
        onDrain,
        redial,
        lost,
        ...(many ? { onRouters } : {}),
      },
      stop.signal,
    );
    return {
      async end() {
        stop.abort();
        await registered;
        // A router that is away ends the lease by itself.
        if (leaseId !== "" && lost()?.aborted !== true) await deregister(transport, leaseId);
      },
    };
  };
}

function once(task: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => (running ??= task());
}

/** Waits for a task, but not longer than this. */
async function within(clock: Clock, limitMs: number, task: Promise<unknown>): Promise<void> {
  const over = new AbortController();
  const limit = sleep(clock, limitMs, over.signal).catch(() => {});
  await Promise.race([task, limit]);
  over.abort();
}
