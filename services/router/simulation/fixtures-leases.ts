import { create } from "@bufbuild/protobuf";
import type { Bus } from "@viba/bus/bus";
import { openEmbeddedBus } from "@viba/bus/embedded";
import { ManifestSchema } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { sleep } from "@viba/runtime/clock";
import { MeshError, toMeshError } from "@viba/runtime/errors";
import type { Random } from "@viba/runtime/random";
import { fakeClock, type FakeClock } from "@viba/testkit/clock";
import { type FaultRates, randomFaults, withFaults } from "@viba/testkit/faults";
import type { Operation } from "@viba/testkit/linearizable";
import { promise } from "../fixtures.ts";
import type { LeaseCall } from "./fixtures-lease-model.ts";
import { onLink, type SimRouter, startSimRouter } from "./fixtures-router.ts";

/** Longest that a message is under way, one way. */
const mostDelayMs = 60;

/** What can be asked of a router's registry from afar. */
interface Registrar {
  register(instanceId: string, proof: string): Promise<string>;
  heartbeat(instanceId: string, leaseId: string): Promise<"ok" | "drains">;
  deregister(instanceId: string, leaseId: string): Promise<void>;
  drain(instanceId: string): Promise<void>;
  look(instanceId: string): Promise<boolean>;
}

/** Routers that come and go, agents that keep leases of them, and everything that was asked and answered. */
export interface LeaseWorld {
  readonly clock: FakeClock;
  /** The history of each lease: by router, then by instance. */
  readonly histories: ReadonlyMap<string, Operation<LeaseCall>[]>;
  readonly routers: ReadonlyMap<string, SimRouter | undefined>;
  /** Instance ids of those that keep a lease of every router, and of those that keep one of one router. */
  readonly linked: readonly string[];
  readonly dialled: readonly string[];
  /** Its process dies; the next one is there after a while, or never. */
  restart(routerId: string, afterMs?: number): void;
  /** Asks a router whether an instance is there. */
  look(routerId: string, instanceId: string): void;
  drain(routerId: string, instanceId: string): void;
  /** Somebody with another proof claims the id. */
  usurp(routerId: string, instanceId: string): void;
  /** From now on no agent says anything. */
  silence(): void;
  /** From now on nothing goes wrong. */
  heal(): void;
  stop(): Promise<void>;
}

/** What a world of leases is made of. */
export interface LeaseWorldOptions {
  readonly random: Random;
  readonly routerIds: readonly string[];
  readonly linked: number;
  readonly dialled: number;
  readonly rates: FaultRates;
}

/** Starts routers and agents. */
export async function createLeaseWorld(options: LeaseWorldOptions): Promise<LeaseWorld> {
  const { random, routerIds } = options;
  const clock = fakeClock();
  const inner = await openEmbeddedBus({ clock });
  const end = new AbortController();
  const silence = new AbortController();
  const histories = new Map<string, Operation<LeaseCall>[]>();
  const routers = new Map<string, SimRouter | undefined>();
  const epochs = new Map<string, bigint>();
  let healed = false;

  const note = (routerId: string, instanceId: string, operation: Operation<LeaseCall>) => {
    const key = `${routerId} ${instanceId}`;
    const history = histories.get(key) ?? [];
    histories.set(key, history);
    history.push(operation);
  };
  const now = (call: LeaseCall): Operation<LeaseCall> => {
    const atMs = clock.monotonicMs();
    return { call, invokedMs: atMs, returnedMs: atMs };
  };
  const plan = randomFaults(random, options.rates);
  const faults: typeof plan = (call) => (healed ? { kind: "pass" } : plan(call));

  /** The bus as one router has it: what is published may be lost, late or doubled. */
  const busOf = (): Bus => {
    const publish: Bus["publish"] = (message) => {
      const fate = healed ? 1 : random();
      if (fate < 0.2) return false;
      if (fate < 0.4) clock.after(random() * 3000, () => end.signal.aborted || inner.publish(message));
      if (fate < 0.5) inner.publish(message);
      return inner.publish(message);
    };
    return new Proxy(inner, { get: (bus, name) => (name === "publish" ? publish : Reflect.get(bus, name)) });
  };
  const startRouter = (routerId: string) => {
    const epoch = (epochs.get(routerId) ?? 0n) + 1n;
    epochs.set(routerId, epoch);
    const router = startSimRouter({
      ...{ clock, random, epoch, routerId, bus: busOf() },
      agent: () => {
        throw new MeshError("NOT_STARTED", "nobody is called here");
      },
      onExpired: ({ instanceId, leaseId, owner }) =>
        owner === "" && note(routerId, instanceId, now({ kind: "expire", leaseId })),
    });
    routers.set(routerId, router);
  };

  /** The way to a router: it takes time, and what reaches the router is noted with what it truly answered. */
  const wayTo = (routerId: string, isLinked: boolean): Registrar => {
    const headers = isLinked ? onLink : {};
    async function send<T>(
      instanceId: string,
      ask: (router: SimRouter) => Promise<T>,
      callOf: (answer: T | MeshError | undefined) => LeaseCall | undefined,
    ): Promise<T> {
      const invokedMs = clock.monotonicMs();
      await sleep(clock, random() * mostDelayMs);
      const router = routers.get(routerId);
      if (!router) throw new MeshError("NOT_STARTED", "no router there");
      const answer = await ask(router).catch((error: unknown) => toMeshError(error));
      const lost = router.died.aborted;
      await sleep(clock, random() * mostDelayMs);
      const broken = lost || router.died.aborted;
      const call = callOf(broken ? undefined : answer);
      const returnedMs = clock.monotonicMs();
      if (call) note(routerId, instanceId, { call, invokedMs, returnedMs, ...(broken ? { lost: true } : {}) });
      if (broken) throw new MeshError("UNKNOWN_OUTCOME", "the router died");
      if (answer instanceof MeshError) throw answer;
      return answer;
    }
    const port: Registrar = {
      async register(instanceId, proof) {
        const manifest = create(ManifestSchema, {
          agentId: instanceId.split("-")[0]!,
          version: "1.0.0",
          contractVersions: [1],
          capabilities: [promise()],
        });
        const identity = { manifest, instanceId, instanceProof: proof, address: isLinked ? "" : "127.0.0.1:1" };
        const answer = await send(
          instanceId,
          (router) => router.register.register(identity, headers),
          (got) => {
            if (got instanceof MeshError)
              return got.reason === "INSTANCE_TAKEN" ? { kind: "register", proof, got: "taken" } : undefined;
            const lease = got?.lease;
            const granted = lease && {
              leaseId: lease.id,
              epoch: Number(lease.epoch),
              sequence: Number(lease.sequence),
            };
            return { kind: "register", proof, got: granted };
          },
        );
        return answer.lease!.id;
      },
      async heartbeat(instanceId, leaseId) {
        const answer = await send(
          instanceId,
          (router) => router.register.heartbeat({ leaseId }, headers),
          (got) => {
            if (got instanceof MeshError) return { kind: "heartbeat", leaseId, got: "unknown" };
            return { kind: "heartbeat", leaseId, got: got && (got.drain ? "drains" : "ok") };
          },
        );
        return answer.drain ? "drains" : "ok";
      },
      async deregister(instanceId, leaseId) {
        await send(
          instanceId,
          (router) => router.register.deregister({ leaseId }, headers),
          () => ({ kind: "deregister", leaseId }),
        );
      },
      async drain(instanceId) {
        await send(
          instanceId,
          (router) => router.calls.drainAgent({ instanceId }),
          (got) => ({ kind: "drain", found: got === undefined ? undefined : !(got instanceof MeshError) }),
        );
      },
      async look(instanceId) {
        const found = (agents: readonly { instanceId: string }[]) =>
          agents.some((one) => one.instanceId === instanceId);
        const answer = await send(
          instanceId,
          (router) => router.register.listAgents({}),
          (got) => (got && !(got instanceof MeshError) ? { kind: "look", there: found(got.agents) } : undefined),
        );
        return found(answer.agents);
      },
    };
    return withFaults(port, faults, clock);
  };

  const pause = (ms: number) => sleep(clock, ms, AbortSignal.any([end.signal, silence.signal])).catch(() => {});
  /** Registers, renews, and registers anew when told that the lease is unknown; now and then it leaves for a while. */
  const keep = async (instanceId: string, routerOf: () => string, isLinked: boolean): Promise<void> => {
    let leaseId = "";
    let at = routerOf();
    let way = wayTo(at, isLinked);
    while (!end.signal.aborted && !silence.signal.aborted) {
      try {
        if (leaseId === "") leaseId = await way.register(instanceId, `proof of ${instanceId}`);
        else {
          const told = await way.heartbeat(instanceId, leaseId);
          if (told === "drains" || (!healed && random() < 0.03)) {
            await way.deregister(instanceId, leaseId);
            leaseId = "";
            await pause(random() * 3000);
          }
        }
        // Sometimes late: leases end.
        await pause(!healed && random() < 0.05 ? 2000 + random() * 3000 : 900 + 100 * random());
      } catch (error) {
        const { reason, retryAfterMs } = toMeshError(error);
        if (reason === "UNKNOWN_LEASE") {
          leaseId = "";
          await pause(random() * (retryAfterMs ?? 0));
        } else await pause(100 + 100 * random());
        if (reason === "NOT_STARTED" && routerOf() !== at) {
          [at, leaseId] = [routerOf(), ""];
          way = wayTo(at, isLinked);
        }
      }
    }
  };

  for (const routerId of routerIds) startRouter(routerId);
  const linked = Array.from({ length: options.linked }, (_, at) => `l${at}-1`);
  const dialled = Array.from({ length: options.dialled }, (_, at) => `d${at}-1`);
  for (const instanceId of linked) for (const routerId of routerIds) void keep(instanceId, () => routerId, true);
  // Who is dialled goes to whichever router is there.
  const first = (at: number) => {
    const alive = routerIds.filter((routerId) => routers.get(routerId));
    return alive[at % Math.max(1, alive.length)] ?? routerIds[0]!;
  };
  dialled.forEach((instanceId, at) => void keep(instanceId, () => first(at), false));
  const quietly = (task: Promise<unknown>) => void task.catch(() => {});

  return {
    clock,
    histories,
    routers,
    linked,
    dialled,
    restart(routerId, afterMs) {
      const router = routers.get(routerId);
      if (!router) return;
      router.kill();
      routers.set(routerId, undefined);
      for (const instanceId of [...linked, ...dialled]) note(routerId, instanceId, now({ kind: "restart" }));
      if (afterMs !== undefined) clock.after(afterMs, () => end.signal.aborted || startRouter(routerId));
    },
    look: (routerId, instanceId) => quietly(wayTo(routerId, false).look(instanceId)),
    drain: (routerId, instanceId) => quietly(wayTo(routerId, false).drain(instanceId)),
    usurp: (routerId, instanceId) =>
      quietly(wayTo(routerId, linked.includes(instanceId)).register(instanceId, `stolen ${random()}`)),
    silence: () => silence.abort(),
    heal: () => void (healed = true),
    async stop() {
      end.abort();
      for (const router of routers.values()) router?.kill();
      await clock.advanceAsync(1000);
      await inner[Symbol.asyncDispose]();
    },
  };
}
