import type { Manifest } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import type { Load } from "@viba/contracts/gen/viba/router/v1/registry_pb";
import { type Breaker, closedBreaker } from "@viba/runtime/breaker";

/** One registered copy of an agent. Changed only by the registry. */
export interface Instance {
  readonly instanceId: string;
  readonly proof: string;
  readonly manifest: Manifest;
  readonly address: string;
  readonly pid: number;
  readonly leaseId: string;
  readonly sequence: number;
  readonly callToken: string;
  readonly registeredAtMs: number;
  readonly contractVersion: number;
  /** Monotonic time at which the lease ends. */
  leaseEndsMs: number;
  /** Monotonic time of the last sign of life. */
  lastSeenMs: number;
  load: Load | undefined;
  draining: boolean;
  /** A call to it was lost: no new work until it gives a sign of life. */
  unreachable: boolean;
  inFlight: number;
  attempts: number;
  failures: number;
  breaker: Breaker;
}

/** Times of a lease. */
export interface LeaseTimes {
  readonly ttlMs: number;
  readonly heartbeatMs: number;
}

/** Three missed heartbeats end a lease; one missed makes it suspect. */
export const leaseDefaults: LeaseTimes = { ttlMs: 3000, heartbeatMs: 1000 };

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

/** Most instances a router holds; one more is refused. */
export const maxInstances = 20_000;

/** Who is there. Holds nothing a restart can't rebuild in two heartbeats. */
export interface Registry {
  /** Adds or replaces an instance; undefined when another proof holds the id, or the registry is full. */
  register(registration: Registration, names: Names, nowMs: number, wallMs: number): Instance | undefined;
  /** Renews; undefined when the lease is unknown or has ended. */
  heartbeat(leaseId: string, load: Load | undefined, nowMs: number): Instance | undefined;
  deregister(leaseId: string): Instance | undefined;
  /** Removes and returns the instances whose lease has ended. */
  expire(nowMs: number): Instance[];
  get(instanceId: string): Instance | undefined;
  all(): Iterable<Instance>;
  readonly size: number;
}

/** An empty registry. */
export function createRegistry(times: LeaseTimes): Registry {
  const byInstance = new Map<string, Instance>();
  const byLease = new Map<string, Instance>();
  let sequence = 0;
  const remove = (instance: Instance) => {
    byInstance.delete(instance.instanceId);
    byLease.delete(instance.leaseId);
    return instance;
  };
  return {
    register(registration, names, nowMs, wallMs) {
      const held = byInstance.get(registration.instanceId);
      if (held && held.proof !== registration.proof) return undefined;
      if (!held && byInstance.size >= maxInstances) return undefined;
      if (held) remove(held);
      const instance: Instance = {
        ...registration,
        ...names,
        sequence: ++sequence,
        registeredAtMs: wallMs,
        leaseEndsMs: nowMs + times.ttlMs,
        lastSeenMs: nowMs,
        load: undefined,
        draining: false,
        unreachable: false,
        inFlight: held?.inFlight ?? 0,
        attempts: held?.attempts ?? 0,
        failures: held?.failures ?? 0,
        breaker: held?.breaker ?? closedBreaker,
      };
      byInstance.set(instance.instanceId, instance);
      byLease.set(instance.leaseId, instance);
      return instance;
    },
    heartbeat(leaseId, load, nowMs) {
      const instance = byLease.get(leaseId);
      if (!instance || instance.leaseEndsMs <= nowMs) return undefined;
      instance.leaseEndsMs = nowMs + times.ttlMs;
      instance.lastSeenMs = nowMs;
      instance.unreachable = false;
      instance.load = load;
      return instance;
    },
    deregister(leaseId) {
      const instance = byLease.get(leaseId);
      return instance && remove(instance);
    },
    expire: (nowMs) => [...byInstance.values()].filter((i) => i.leaseEndsMs <= nowMs).map(remove),
    get: (instanceId) => byInstance.get(instanceId),
    all: () => byInstance.values(),
    get size() {
      return byInstance.size;
    },
  };
}

/** A heartbeat is overdue: the instance gets no new work until it comes, but is not yet gone. */
export function isSuspect(instance: Instance, times: LeaseTimes, nowMs: number): boolean {
  return nowMs - instance.lastSeenMs > times.heartbeatMs * 2;
}
