import type { InstanceTold, RouterTold } from "@viba/contracts/gen/viba/event/v1/event_pb";

/** What the other routers say of an instance, taken together. */
export interface Hint {
  /** Attempts the others have under way there. */
  readonly inFlight: number;
  /** One of them was told that it is to leave. */
  readonly draining: boolean;
  /** Until when one of them leaves it alone after failures, on this router's monotonic clock. */
  readonly ejectedUntilMs: number;
  readonly evidence: string;
}

/** The newest that each other router has said. As bounded as the routers there are. */
export interface ReplicaView {
  /** Takes over what a router says, unless something newer is known; returns the instances of which anything may have changed. */
  hear(told: RouterTold, nowMs: number): ReadonlySet<string>;
  /** Forgets routers that have been silent for too long; returns the instances they spoke of. */
  sweep(nowMs: number): ReadonlySet<string>;
  of(instanceId: string): Hint;
  /** Whether the router that holds a lease of a dialled agent says at present that it holds it. */
  confirms(lease: { readonly routerId: string; readonly epoch: bigint; readonly leaseId: string }): boolean;
}

/** What nobody says anything of. */
const nothing: Hint = { inFlight: 0, draining: false, ejectedUntilMs: 0, evidence: "" };
/** Routers listened to; agents keep links to eight. */
const mostRouters = 64;

interface Heard {
  readonly epoch: bigint;
  readonly sequence: bigint;
  readonly atMs: number;
  readonly instances: ReadonlyMap<string, InstanceTold>;
}

/**
 * What one router knows of the others. The newest word of each counts, by its epoch and sequence, and whole: so whatever
 * is lost, repeated or late on the way, all who have heard the last words agree.
 */
export function createReplicaView(selfId: string, staleMs: number): ReplicaView {
  const byRouter = new Map<string, Heard>();
  return {
    hear(told, nowMs) {
      const { routerId, epoch, sequence } = told;
      const before = byRouter.get(routerId);
      if (routerId === selfId || (before && !isNewer(told, before))) return new Set();
      if (!before && byRouter.size >= mostRouters) return new Set();
      const instances = new Map(told.instances.map((one) => [one.instanceId, one]));
      byRouter.set(routerId, { epoch, sequence, atMs: nowMs, instances });
      return new Set([...(before?.instances.keys() ?? []), ...instances.keys()]);
    },
    sweep(nowMs) {
      const touched = new Set<string>();
      for (const [routerId, { atMs, instances }] of byRouter) {
        if (nowMs - atMs < staleMs) continue;
        byRouter.delete(routerId);
        for (const instanceId of instances.keys()) touched.add(instanceId);
      }
      return touched;
    },
    of(instanceId) {
      let hint = nothing;
      for (const { atMs, instances } of byRouter.values()) {
        const told = instances.get(instanceId);
        if (told) hint = joined(hint, told, atMs);
      }
      return hint;
    },
    confirms({ routerId, epoch, leaseId }) {
      const heard = byRouter.get(routerId);
      if (!heard || heard.epoch !== epoch || leaseId === "") return false;
      for (const told of heard.instances.values()) if (told.leaseId === leaseId) return true;
      return false;
    },
  };
}

function isNewer(told: RouterTold, before: Heard): boolean {
  return told.epoch > before.epoch || (told.epoch === before.epoch && told.sequence > before.sequence);
}

function joined(hint: Hint, told: InstanceTold, atMs: number): Hint {
  const ejectedUntilMs = told.ejectedForMs > 0 ? atMs + told.ejectedForMs : 0;
  const longer = ejectedUntilMs > hint.ejectedUntilMs;
  return {
    inFlight: hint.inFlight + told.inFlight,
    draining: hint.draining || told.draining,
    ejectedUntilMs: Math.max(hint.ejectedUntilMs, ejectedUntilMs),
    evidence: longer ? told.evidence : hint.evidence,
  };
}
