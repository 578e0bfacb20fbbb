import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import type { Bus, Kv } from "@viba/bus/bus";
import { subjects } from "@viba/bus/subjects";
import {
  type DialledAgent,
  DialledAgentSchema,
  InstanceToldSchema,
  RouterToldSchema,
} from "@viba/contracts/gen/viba/event/v1/event_pb";
import type { Clock } from "@viba/runtime/clock";
import { toMeshError } from "@viba/runtime/errors";
import { ejectedForMs } from "./core/health.ts";
import type { Registry } from "./core/registry.ts";
import type { Instance, LeaseTimes } from "./core/instance.ts";
import { createReplicaView } from "./core/replica-view.ts";
import type { TypeBook } from "./core/types.ts";
import { callTokenOf } from "./registry-routes.ts";

/** What telling other routers and listening to them needs. */
export interface ReplicationOptions {
  readonly clock: Clock;
  readonly bus: Bus;
  readonly registry: Registry;
  readonly types: TypeBook;
  readonly times: LeaseTimes;
  readonly routerId: string;
  readonly epoch: bigint;
  readonly seal: (text: string) => string;
  /** An instance that another router held is gone. */
  readonly onGone: (instance: Instance) => void;
  /** Somebody is there, or free, of whom another router told. */
  readonly onChanged: () => void;
  readonly log: (message: string, facts: Record<string, unknown>) => void;
}

/** What a router does so that all routers know of dialled agents and of each other's work. */
export interface Replication extends AsyncDisposable {
  /** Somebody has a new lease here. */
  registered(instance: Instance): void;
  /** A lease that was held here has ended. */
  ended(instance: Instance): void;
}

/** Name of the bucket of dialled agents. */
export const dialledBucket = "dialled-agents";
/** A record that nobody renews leaves the bucket after this. */
const recordTtlMs = 600_000;
/** Most instances of which one message tells. */
const mostTold = 8192;

interface Known {
  readonly record: DialledAgent;
  /** When it was last seen or written, monotonic. */
  atMs: number;
}

/**
 * Begins to tell and to listen. Load and health are told whole at every heartbeat; a dialled agent's registration lies in a
 * bucket, and stands with the others as long as its owner goes on telling of the lease. A bus that is away takes nothing from
 * agents on links, which have a lease of each router.
 */
export async function openReplication(options: ReplicationOptions): Promise<Replication> {
  const { clock, bus, registry, types, times, routerId, epoch, seal, log } = options;
  const view = createReplicaView(routerId, times.ttlMs);
  const records = new Map<string, Known>();
  /** Revision of the newest own write by key: what is older tells nothing new. Infinity while it is under way. */
  const written = new Map<string, number>();
  /** Own leases whose record has to be written. */
  const unwritten = new Set<string>();
  let sequence = 0n;
  let kv: Kv | undefined;
  let opening: Promise<void> | undefined;
  let closed = false;

  const tell = () => {
    const nowMs = clock.monotonicMs();
    const instances = [];
    for (const instance of registry.all()) {
      const { instanceId, work, address, owner, leaseId } = instance;
      const draining = instance.draining && !instance.drainHeard;
      const ejectedFor = ejectedForMs(work, nowMs);
      const lease = address !== "" && owner === "" ? leaseId : "";
      if (work.inFlight === 0 && !draining && ejectedFor === 0 && lease === "") continue;
      if (instances.length >= mostTold) break;
      const evidence = ejectedFor > 0 ? work.lastFailure : "";
      instances.push(
        create(InstanceToldSchema, {
          instanceId,
          inFlight: work.inFlight,
          draining,
          ejectedForMs: ejectedFor,
          evidence,
          leaseId: lease,
        }),
      );
    }
    const told = create(RouterToldSchema, { routerId, epoch, sequence: ++sequence, instances });
    bus.publish({ subject: subjects.router.name, body: toBinary(RouterToldSchema, told) });
  };

  const apply = (instanceId: string) => {
    const instance = registry.get(instanceId);
    if (!instance) return;
    const { inFlight, draining, ejectedUntilMs, evidence } = view.of(instanceId);
    instance.others = inFlight;
    if (!instance.draining || instance.drainHeard) instance.draining = instance.drainHeard = draining;
    instance.work.elsewhere = { ejectedUntilMs, evidence };
    registry.changed(instance, clock.monotonicMs());
  };

  /** Brings what the registry holds of a dialled agent in line with the record and with what its owner says. */
  const reconcile = (instanceId: string) => {
    const held = registry.get(instanceId);
    const record = records.get(instanceId)?.record;
    if (!record) {
      if (held && held.owner !== "") drop(held);
      return;
    }
    if (record.routerId === routerId || !view.confirms(record)) return;
    const nowMs = clock.monotonicMs();
    if (held?.leaseId === record.leaseId) return registry.confirm(held, nowMs);
    adopt(record, nowMs);
  };
  const adopt = (record: DialledAgent, nowMs: number) => {
    const { manifest, instanceId, address, pid, contractVersion, leaseId, sealedProof: proof } = record;
    if (!manifest || address === "") return;
    const conflict = types.conflict(manifest.types);
    if (conflict) return log("a dialled agent can't be taken over", { instance: instanceId, why: conflict });
    const registration = { manifest, instanceId, proof, address, pid, contractVersion };
    const adoption = { leaseId, callToken: callTokenOf(leaseId, seal), owner: record.routerId };
    const sequenced = { ...adoption, sequence: Number(record.sequence) };
    const adopted = registry.adopt(registration, sequenced, nowMs, clock.nowMs());
    if (!adopted) return log("a dialled agent can't be taken over", { instance: instanceId, why: "the id is held" });
    types.hold(instanceId, manifest.types);
    apply(instanceId);
    options.onChanged();
  };
  const drop = (instance: Instance) => {
    registry.deregister(instance.leaseId);
    options.onGone(instance);
  };

  const news = await bus.subscribe(subjects.router.name, ({ body }) => {
    const touched = view.hear(fromBinary(RouterToldSchema, body), clock.monotonicMs());
    for (const instanceId of touched) {
      apply(instanceId);
      reconcile(instanceId);
    }
    if (touched.size > 0) options.onChanged();
  });
  const onRecord = (instanceId: string, value: Uint8Array | undefined, revision: number) => {
    if (revision < (written.get(instanceId) ?? 0)) return;
    const own = registry.get(instanceId);
    const ownLease = own && own.owner === "" && own.address !== "" ? own.leaseId : undefined;
    if (value) {
      const record = fromBinary(DialledAgentSchema, value);
      records.set(instanceId, { record, atMs: clock.monotonicMs() });
      if (record.routerId === routerId && record.leaseId !== ownLease) void remove(instanceId, record.leaseId);
    } else {
      records.delete(instanceId);
      // Somebody took away what still stands.
      if (ownLease) unwritten.add(instanceId);
    }
    reconcile(instanceId);
  };

  const write = async (instance: Instance) => {
    const { instanceId, leaseId, manifest, address, pid, contractVersion, proof } = instance;
    const record = create(DialledAgentSchema, {
      ...{ routerId, epoch, leaseId, instanceId, address, manifest, pid, contractVersion },
      sequence: BigInt(instance.sequence),
      sealedProof: proof,
    });
    records.set(instanceId, { record, atMs: clock.monotonicMs() });
    if (!kv) return void unwritten.add(instanceId);
    unwritten.delete(instanceId);
    written.set(instanceId, Number.POSITIVE_INFINITY);
    try {
      written.set(instanceId, await kv.put(instanceId, toBinary(DialledAgentSchema, record)));
    } catch {
      written.delete(instanceId);
      unwritten.add(instanceId);
    }
  };
  /** Takes a record away, unless it is another lease's by now. */
  const remove = async (instanceId: string, leaseId: string) => {
    try {
      const entry = await kv?.get(instanceId);
      if (!entry || fromBinary(DialledAgentSchema, entry.value).leaseId !== leaseId) return;
      await kv?.delete(instanceId);
    } catch {
      // It leaves the bucket by its age, and nobody confirms it until then.
    }
  };

  let watching: AsyncDisposable | undefined;
  const open = async () => {
    try {
      const opened = await bus.kv(dialledBucket, { ttlMs: recordTtlMs });
      watching = await opened.watch("*", ({ key, value, revision }) => onRecord(key, value, revision));
      kv = opened;
      if (closed) await watching[Symbol.asyncDispose]();
    } catch (error) {
      const { reason } = toMeshError(error);
      if (reason !== "NOT_STARTED") log("dialled agents can't be shared yet", { reason });
    } finally {
      opening = undefined;
    }
  };
  const tick = () => {
    const nowMs = clock.monotonicMs();
    if (!kv) opening ??= open();
    tell();
    for (const instanceId of view.sweep(nowMs)) apply(instanceId);
    for (const [instanceId, known] of records) {
      const { record, atMs } = known;
      reconcile(instanceId);
      const held = registry.get(instanceId);
      const own = held?.owner === "" && held.leaseId === record.leaseId && record.routerId === routerId;
      if (own && nowMs - atMs > recordTtlMs / 2) unwritten.add(instanceId);
      if (!own && nowMs - atMs > recordTtlMs) records.delete(instanceId);
    }
    for (const instanceId of unwritten) {
      const held = registry.get(instanceId);
      if (held?.owner === "" && held.address !== "") void write(held);
      else unwritten.delete(instanceId);
    }
  };
  const timer = clock.every(times.heartbeatMs, tick);
  tick();

  return {
    registered(instance) {
      if (instance.address !== "") void write(instance);
    },
    ended({ instanceId, address, owner, leaseId }) {
      written.delete(instanceId);
      if (address === "" || owner !== "") return;
      records.delete(instanceId);
      unwritten.delete(instanceId);
      void remove(instanceId, leaseId);
    },
    async [Symbol.asyncDispose]() {
      closed = true;
      timer.cancel();
      await opening;
      await watching?.[Symbol.asyncDispose]();
      await news[Symbol.asyncDispose]();
    },
  };
}
