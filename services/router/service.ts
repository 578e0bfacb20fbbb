import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { trace } from "@opentelemetry/api";
import { createClient, type Transport } from "@connectrpc/connect";
import type { Bus } from "@viba/bus/bus";
import { subjects } from "@viba/bus/subjects";
import { CacheService } from "@viba/contracts/gen/viba/cache/v1/cache_pb";
import {
  LoadReportedSchema,
  LoadStrainedSchema,
  SnapshotPublishedSchema,
} from "@viba/contracts/gen/viba/event/v1/event_pb";
import { LearnerService } from "@viba/contracts/gen/viba/learner/v1/learner_pb";
import type { Clock } from "@viba/runtime/clock";
import type { Metrics } from "@viba/runtime/metrics";
import { newSecret, type Random } from "@viba/runtime/random";
import type { GuardOptions } from "@viba/transport/guard";
import type { Route } from "@viba/transport/routes";
import type { Tls } from "@viba/transport/tls";
import { type CallFrames, createCallFrames } from "./call/call-frames.ts";
import { createChooser } from "./chooser.ts";
import { createConnections } from "./connections.ts";
import { createRegistry } from "./core/registry.ts";
import { type Instance, leaseDefaults, type LeaseTimes } from "./core/instance.ts";
import { createLostMakers } from "./core/lost-makers.ts";
import { createStrainWatch, type StrainChange } from "./core/strain.ts";
import { createTypeBook } from "./core/types.ts";
import { sealer } from "./core/token.ts";
import { watchHealth } from "./health-watch.ts";
import { createResultMemory } from "./memory.ts";
import { loseInstance, openDispatch } from "./open-dispatch.ts";
import { passThroughRoutes } from "./pass-through.ts";
import { type GivenUp, registryRoute, type Replicas } from "./registry-routes.ts";
import { openReplication, type Replication } from "./replication.ts";
import { addRouterMetrics } from "./router-metrics.ts";
import { routerRoute, type RouterPorts } from "./router-routes.ts";

/** What the router needs. */
export interface RouterOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly bus: Bus;
  readonly orchestrator: Transport;
  readonly monitor: Transport;
  readonly learner: Transport;
  readonly cache: Transport;
  /** Key of attempt tokens; the same after a restart, so that tokens of running attempts hold. */
  readonly tokenKey: string;
  /** Counts the starts of this router. */
  readonly epoch: bigint;
  readonly times?: LeaseTimes;
  /** The routers there are, when there are more than this one. */
  readonly replicas?: Replicas;
  /** This router's certificate, where agents are dialled over TLS. */
  readonly tls?: Tls | undefined;
  readonly log: (message: string, facts: Record<string, unknown>) => void;
  readonly metrics?: Metrics;
}

/** A running router. */
export interface RouterService extends AsyncDisposable {
  /** Routes for services of the mesh. */
  readonly routes: Route[];
  /** Routes for agents that go through to the orchestrator and the monitor. */
  readonly passThrough: Route[];
  /** Takes mesh calls off a link, or from this process, before they are decoded; `onCall` is told of each, as the guard tells of others. */
  callFrames(onCall: GuardOptions["onCall"]): CallFrames;
  /** The process of an agent has ended, as its parent saw: its lease and what it was working on are lost at once. */
  processEnded(pid: number, why: string): void;
  /** The agents that their parent does not start again; replaces what was said before. */
  setGivenUp(agents: readonly GivenUp[]): void;
}

/** Snapshots come by the bus, which may lose one: the learner is asked this often. */
const snapshotPollMs = 10_000;

/** How often agents are looked at for strain. */
const strainMs = 5000;

/** Opens the router: who is there, who is chosen, who gets the work. */
export async function openRouter(options: RouterOptions): Promise<RouterService> {
  const { clock, bus, random } = options;
  const times = options.times ?? leaseDefaults;
  const registry = createRegistry(times);
  const onLost = (instanceId: string) => {
    const instance = registry.get(instanceId);
    if (!instance) return;
    instance.unreachable = true;
    options.log("a link was lost", { agent: instance.manifest.agentId, instance: instanceId });
  };
  const connections = createConnections({ clock, onLost, tls: options.tls });
  const health = watchHealth({ clock, registry, connections });
  const lostMakers = createLostMakers();
  const { mayReturn } = lostMakers;
  const chooser = createChooser({ clock, random, registry, times, mayReturn, origin: newSecret() });
  let givenUp: readonly GivenUp[] = [];

  const types = createTypeBook();
  const onGone = (instance: Instance) => {
    connections.drop(instance.instanceId);
    types.release(instance.instanceId);
    replication?.ended(instance);
  };
  let replication: Replication | undefined;
  const seal = sealer(options.tokenKey);
  const routerId = options.replicas?.self || "router";
  const news = await bus.subscribe(subjects.snapshot.name, (message) => {
    chooser.follow(fromBinary(SnapshotPublishedSchema, message.body).snapshot);
  });
  const learner = createClient(LearnerService, options.learner);
  const ask = () =>
    learner.getSnapshot({}, { timeoutMs: snapshotPollMs }).then(
      (answer) => chooser.follow(answer.snapshot),
      // A learner that is away changes nothing: the snapshot in hand (or the baseline) goes on.
      () => {},
    );
  const poll = clock.every(snapshotPollMs, () => void ask());
  void ask();

  const ports: RouterPorts = openDispatch({
    clock,
    registry,
    connections,
    tokenKey: options.tokenKey,
    memory: createResultMemory(createClient(CacheService, options.cache)),
    chooser,
    onHedge: (outcome) => countHedge?.(outcome),
  });
  const countHedge = options.metrics && addRouterMetrics(options.metrics, ports.admission.counts);
  const expire = clock.every(times.heartbeatMs / 4, () => {
    for (const gone of registry.expire(clock.monotonicMs())) {
      loseInstance(gone, "its lease ended");
      lostMakers.lost(gone.manifest, clock.monotonicMs());
      onGone(gone);
      options.log("a lease ended", { agent: gone.manifest.agentId, instance: gone.instanceId });
    }
    // Breakers half-open and ejections end by time alone.
    ports.admission.wake();
  });
  const many = (options.replicas?.all.length ?? 0) > 1;
  if (many) {
    replication = await openReplication({
      ...options,
      registry,
      types,
      times,
      routerId,
      seal,
      onGone(instance) {
        loseInstance(instance, "the router that held its lease let it go");
        onGone(instance);
      },
      onChanged: () => ports.admission.wake(),
    });
  }
  const strain = createStrainWatch();
  const look = clock.every(strainMs, () => {
    for (const change of strain.look(registry.all())) reportStrain(change, bus);
  });
  const registryPorts = {
    clock,
    registry,
    types,
    times,
    routerId,
    seal,
    onRegistered: (instance: Instance) => replication?.registered(instance),
    epoch: options.epoch,
    connections,
    replicas: options.replicas,
    onGone,
    onLoad(instance: Instance) {
      ports.quarantine.absolve(instance.instanceId);
      reportLoad(instance, bus);
    },
    onJoined: () => ports.admission.wake(),
    givenUp: () => givenUp,
  };
  return {
    routes: [routerRoute(ports), registryRoute(registryPorts)],
    passThrough: passThroughRoutes({ ...options, nowMs: () => clock.nowMs() }),
    callFrames: (onCall) => createCallFrames({ ...ports, tracer: trace.getTracer("viba"), onCall }),
    processEnded(pid, why) {
      for (const instance of [...registry.all()].filter((one) => one.pid === pid)) {
        registry.deregister(instance.leaseId);
        loseInstance(instance, why);
        lostMakers.lost(instance.manifest, clock.monotonicMs());
        onGone(instance);
        options.log("a process ended", { agent: instance.manifest.agentId, instance: instance.instanceId, why });
      }
      ports.admission.wake();
    },
    setGivenUp(agents) {
      givenUp = agents;
      for (const { name } of agents) lostMakers.givenUp(name);
    },
    async [Symbol.asyncDispose]() {
      expire.cancel();
      health.cancel();
      look.cancel();
      poll.cancel();
      await news[Symbol.asyncDispose]();
      await replication?.[Symbol.asyncDispose]();
      connections.close();
    },
  };
}

function reportStrain(change: StrainChange, bus: Bus): void {
  const body = toBinary(LoadStrainedSchema, create(LoadStrainedSchema, change));
  bus.publish({ subject: subjects.strain.name, body });
}

function reportLoad(instance: Instance, bus: Bus): void {
  const { inFlight = 0, cpu = 0, memoryBytes = 0n } = instance.load ?? {};
  const event = create(LoadReportedSchema, {
    agentId: instance.manifest.agentId,
    instanceId: instance.instanceId,
    inFlight,
    cpu,
    memoryBytes,
  });
  bus.publish({ subject: subjects.load.name, body: toBinary(LoadReportedSchema, event) });
}
