import type { Manifest } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import type { Load } from "@viba/contracts/gen/viba/router/v1/registry_pb";
import type { PolicySnapshot } from "@viba/contracts/gen/viba/learner/v1/learner_pb";
import { sameSecret } from "@viba/runtime/digest";
import type { Instance, LeaseTimes } from "./instance.ts";
import { createOfferIndex, type Makers } from "./offers.ts";
import { newWork } from "./work.ts";

/** What a registration brings. */
export interface Registration {
  readonly manifest: Manifest;
  readonly instanceId: string;
  readonly proof: string;
  readonly address: string;
  readonly pid: number;
  readonly contractVersion: number;
}

/** Names made outside, so that the registry stays free of chance. */
export interface Names {
  readonly leaseId: string;
  readonly callToken: string;
}

/** What another router's record of a dialled agent brings beside the registration. */
export interface Adoption extends Names {
  readonly owner: string;
  readonly sequence: number;
}

/** Most instances a router holds; one more is refused. */
export const maxInstances = 20_000;

/** Why nobody was registered: another proof holds the id, or there is no room. */
export type RegisterRefusal = "taken" | "full";

/** Who is there. Holds nothing a restart can't rebuild in two heartbeats. */
export interface Registry {
  /** Adds an instance, or gives one that is there a new lease. */
  register(registration: Registration, names: Names, nowMs: number, wallMs: number): Instance | RegisterRefusal;
  /** Takes over what another router has registered, under that router's lease; undefined if another proof holds the id, or there is no room. */
  adopt(registration: Registration, adoption: Adoption, nowMs: number, wallMs: number): Instance | undefined;
  /** The router that holds the lease says that it stands. */
  confirm(instance: Instance, nowMs: number): void;
  /** Renews; undefined when the lease is unknown or has ended. */
  heartbeat(leaseId: string, load: Load | undefined, nowMs: number): Instance | undefined;
  deregister(leaseId: string): Instance | undefined;
  /** Removes and returns the instances whose lease has ended. */
  expire(nowMs: number): Instance[];
  get(instanceId: string): Instance | undefined;
  /** The instance that has the lease, whether the lease has ended or not. */
  leased(leaseId: string): Instance | undefined;
  all(): Iterable<Instance>;
  /** Those that promise an artifact type, whatever their state, and the index over their promises. */
  making(outputType: string): Makers;
  /** Work or state of an instance was changed from outside: the index takes it over. */
  changed(instance: Instance, nowMs: number): void;
  /** Orders the index by a policy snapshot; undefined: by the built-in baseline. */
  follow(snapshot: PolicySnapshot | undefined): void;
  readonly size: number;
}

/** An empty registry. */
export function createRegistry(times: LeaseTimes, capacity: number = maxInstances): Registry {
  const byInstance = new Map<string, Instance>();
  const byLease = new Map<string, Instance>();
  const index = createOfferIndex(times);
  let sequence = 0;
  let firstMs: number | undefined;
  /** Those that come while the registry fills are no newcomers: after a restart of the router all come back at once. */
  const newcomer = (nowMs: number) => {
    firstMs ??= nowMs;
    return newWork(nowMs - firstMs < times.ttlMs ? undefined : nowMs);
  };
  const add = (instance: Instance, nowMs: number) => {
    byInstance.set(instance.instanceId, instance);
    byLease.set(instance.leaseId, instance);
    index.add(instance, nowMs);
    registry.size = byInstance.size;
    return instance;
  };
  const remove = (instance: Instance) => {
    byInstance.delete(instance.instanceId);
    byLease.delete(instance.leaseId);
    index.remove(instance);
    registry.size = byInstance.size;
    return instance;
  };
  const enter = (
    registration: Registration,
    adoption: Adoption,
    nowMs: number,
    wallMs: number,
  ): Instance | RegisterRefusal => {
    const there = byInstance.get(registration.instanceId);
    const own = there !== undefined && sameSecret(there.proof, registration.proof);
    // An ended lease that was not swept yet holds nothing against others.
    if (there && !own && there.leaseEndsMs > nowMs) return "taken";
    if (!there && byInstance.size >= capacity) return "full";
    if (there) remove(there);
    const before = own ? there : undefined;
    const added: Instance = {
      ...registration,
      ...adoption,
      registeredAtMs: wallMs,
      leaseEndsMs: nowMs + times.ttlMs,
      lastSeenMs: nowMs,
      load: undefined,
      others: 0,
      draining: before?.draining ?? false,
      drainHeard: before?.drainHeard ?? false,
      standby: before?.standby ?? false,
      unreachable: false,
      links: before?.links ?? 1,
      unhealthy: undefined,
      work: before?.work ?? newcomer(nowMs),
    };
    return add(added, nowMs);
  };
  // A field, and no accessor, which would make a slow object of it for all that ask it with every call.
  const registry: Registry & { size: number } = {
    size: 0,
    register: (registration, names, nowMs, wallMs) =>
      enter(registration, { ...names, owner: "", sequence: ++sequence }, nowMs, wallMs),
    adopt(registration, adoption, nowMs, wallMs) {
      const entered = enter(registration, adoption, nowMs, wallMs);
      return typeof entered === "string" ? undefined : entered;
    },
    confirm(instance, nowMs) {
      instance.leaseEndsMs = nowMs + times.ttlMs;
      instance.lastSeenMs = nowMs;
    },
    heartbeat(leaseId, load, nowMs) {
      const instance = byLease.get(leaseId);
      if (!instance || instance.owner !== "" || instance.leaseEndsMs <= nowMs) return undefined;
      instance.leaseEndsMs = nowMs + times.ttlMs;
      instance.lastSeenMs = nowMs;
      instance.unreachable = false;
      instance.links = Math.max(1, load?.routers ?? 1);
      instance.load = load;
      instance.others = Math.max(0, (load?.inFlight ?? 0) - instance.work.inFlight);
      index.changed(instance, nowMs);
      return instance;
    },
    deregister(leaseId) {
      const instance = byLease.get(leaseId);
      return instance && remove(instance);
    },
    expire: (nowMs) => [...byInstance.values()].filter((i) => i.leaseEndsMs <= nowMs).map(remove),
    leased: (leaseId) => byLease.get(leaseId),
    get: (instanceId) => byInstance.get(instanceId),
    all: () => byInstance.values(),
    making: (outputType) => index.making(outputType),
    changed: (instance, nowMs) => index.changed(instance, nowMs),
    follow: (snapshot) => index.follow(snapshot),
  };
  return registry;
}

/** A heartbeat is overdue: the instance gets no new work until it comes, but is not yet gone. */
export function isSuspect(instance: Instance, times: LeaseTimes, nowMs: number): boolean {
  return nowMs - instance.lastSeenMs > times.heartbeatMs * 2;
}
