import { MeshError } from "./errors.ts";
import { createHeap, type Heap } from "./heap.ts";

/** Bounds of a fair queue. */
export interface FairQueueOptions {
  /** Items over all tenants. */
  readonly maxItems: number;
  /** Items of one tenant, so that one can't fill the queue alone. */
  readonly maxPerTenant: number;
  /** Waiting this long is worth one step of priority: nothing waits for ever behind what is more urgent. */
  readonly ageStepMs: number;
}

/** A thousand items are seconds of work for a busy mesh; ten seconds of waiting outweigh a step of urgency. */
export const fairQueueDefaults: FairQueueOptions = { maxItems: 1024, maxPerTenant: 256, ageStepMs: 10_000 };

/** Whose an item is and how much it matters. */
export interface Enqueue {
  readonly tenant: string;
  /** Share of this tenant relative to others, above 0; 1 unless given. The tenant's latest weight counts. */
  readonly weight?: number;
  /** Higher goes first within the tenant; 0 unless given. */
  readonly priority?: number;
  /** How much of the tenant's share the item uses, above 0; 1 unless given. */
  readonly cost?: number;
  /** Monotonic time, for ageing. */
  readonly nowMs: number;
}

/** The answer to `push`: a way to take the item out again and whom it pushed out, or which bound refused it. */
export type Enqueued<T = unknown> =
  | { readonly ok: true; readonly displaced: T | undefined; remove(): boolean }
  | { readonly ok: false; readonly full: "queue" | "tenant" };

/** A bounded queue that is fair between tenants by weight and orders a tenant's items by priority and age. */
export interface FairQueue<T> {
  readonly size: number;
  /** A full queue makes room at the cost of a tenant that holds more than its share, if the new item's does not. */
  push(item: T, how: Enqueue): Enqueued<T>;
  pop(): T | undefined;
  /**
   * The first in order that `accepts` takes, looking at no more than `most`; the others keep their places. Undefined passes one by
   * that costs no look.
   */
  take(accepts: (item: T) => boolean | undefined, most: number): T | undefined;
  /** Items that a new one of this tenant would have to wait for, by weight. */
  ahead(tenant: string, weight: number): number;
  counts(): FairQueueCounts;
}

/** How much passed and how much was turned away, by bound. */
export interface FairQueueCounts {
  readonly queued: number;
  readonly tenants: number;
  readonly refusedQueue: number;
  readonly refusedTenant: number;
  readonly removed: number;
  /** Pushed out by an item of a tenant that held less than its share. */
  readonly displaced: number;
}

interface Entry<T> {
  readonly item: T;
  readonly order: number;
  readonly sequence: number;
  readonly cost: number;
  gone: boolean;
}

interface Tenant<T> {
  readonly name: string;
  readonly entries: Heap<Entry<T>>;
  live: number;
  weight: number;
  /** Virtual time at which its next item may start: grows by cost / weight with every item served. */
  startAt: number;
  scheduled: boolean;
}

/**
 * Makes an empty queue. Between tenants it is start-time fair queueing: the tenant furthest behind its share is next,
 * and one that was idle starts at the present, so that idling saves nothing up.
 */
export function createFairQueue<T>(options = fairQueueDefaults): FairQueue<T> {
  const tenants = new Map<string, Tenant<T>>();
  const schedule = createHeap<Tenant<T>>((a, b) => a.startAt < b.startAt);
  const counts = { queued: 0, refusedQueue: 0, refusedTenant: 0, removed: 0, displaced: 0 };
  let virtualNow = 0;
  let sequence = 0;
  let forgetAt = 64;

  const tenantOf = (name: string): Tenant<T> => {
    const known = tenants.get(name);
    if (known) return known;
    const entries = createHeap<Entry<T>>(goesFirst);
    const tenant = { name, entries, live: 0, weight: 1, startAt: virtualNow, scheduled: false };
    tenants.set(name, tenant);
    return tenant;
  };
  /** The tenant that holds most for its weight, if that is more than the other would hold with one item more. */
  const overShare = (name: string, weight: number): Tenant<T> | undefined => {
    let most: Tenant<T> | undefined;
    for (const tenant of tenants.values()) {
      if (!most || tenant.live / tenant.weight > most.live / most.weight) most = tenant;
    }
    const own = ((tenants.get(name)?.live ?? 0) + 1) / weight;
    return most && most.live / most.weight > own ? most : undefined;
  };
  /** Takes out what its tenant would have served last. */
  const pushOut = (tenant: Tenant<T>): T => {
    let last: Entry<T> | undefined;
    tenant.entries.filter((entry) => {
      if (!entry.gone && (!last || goesFirst(last, entry))) last = entry;
      return !entry.gone;
    });
    leave(tenant, last!);
    counts.displaced += 1;
    return last!.item;
  };
  const refusal = (name: string, weight: number): "queue" | "tenant" | undefined => {
    if ((tenants.get(name)?.live ?? 0) >= options.maxPerTenant) return "tenant";
    return counts.queued >= options.maxItems && !overShare(name, weight) ? "queue" : undefined;
  };
  const leave = (tenant: Tenant<T>, entry: Entry<T>) => {
    entry.gone = true;
    tenant.live -= 1;
    counts.queued -= 1;
  };
  /**
   * An idle tenant is remembered while it has used more than its share: forgetting it would forgive that. More of
   * them than the queue holds items are forgotten all the same, since memory is bounded before it is fair.
   */
  const forgetIdle = () => {
    const forgive = tenants.size > schedule.size + options.maxItems;
    for (const tenant of tenants.values()) {
      if (!tenant.scheduled && (forgive || tenant.startAt <= virtualNow)) tenants.delete(tenant.name);
    }
    forgetAt = 2 * tenants.size + 64;
  };
  /** An empty queue owes nobody: what was used while there was enough for all is not held against anyone. */
  const startAfresh = () => {
    tenants.clear();
    schedule.filter(() => false);
    virtualNow = 0;
  };

  const serve = (tenant: Tenant<T>, entry: Entry<T>) => {
    leave(tenant, entry);
    virtualNow = Math.max(virtualNow, tenant.startAt);
    tenant.startAt += entry.cost / tenant.weight;
  };
  const take = (accepts: (item: T) => boolean | undefined, most: number): T | undefined => {
    const passed: Tenant<T>[] = [];
    let taken: Entry<T> | undefined;
    let left = most;
    for (let tenant = schedule.pop(); tenant; tenant = taken || left <= 0 ? undefined : schedule.pop()) {
      passed.push(tenant);
      const refused: Entry<T>[] = [];
      while (!taken && left > 0) {
        const entry = nextLive(tenant);
        if (!entry) break;
        const accepted = accepts(entry.item);
        if (accepted !== undefined) left -= 1;
        if (accepted) taken = entry;
        else refused.push(entry);
      }
      for (const entry of refused) tenant.entries.push(entry);
      if (taken) serve(tenant, taken);
    }
    for (const tenant of passed) {
      tenant.scheduled = tenant.live > 0;
      if (tenant.scheduled) schedule.push(tenant);
    }
    if (taken && counts.queued === 0) startAfresh();
    return taken?.item;
  };

  return {
    get size() {
      return counts.queued;
    },
    push(item, { tenant: name, weight = 1, priority = 0, cost = 1, nowMs }) {
      if (!isPositive(weight) || !isPositive(cost) || !Number.isFinite(priority)) {
        throw new MeshError("INVALID_ARGUMENT", "weight and cost must be above 0, and priority a number");
      }
      const full = refusal(name, weight);
      if (full) {
        counts[full === "queue" ? "refusedQueue" : "refusedTenant"] += 1;
        return { ok: false, full };
      }
      const displaced = counts.queued >= options.maxItems ? pushOut(overShare(name, weight)!) : undefined;
      if (tenants.size >= forgetAt) forgetIdle();
      const tenant = tenantOf(name);
      const order = priority * options.ageStepMs - nowMs;
      const entry: Entry<T> = { item, order, sequence: sequence++, cost, gone: false };
      tenant.weight = weight;
      tenant.entries.push(entry);
      tenant.live += 1;
      counts.queued += 1;
      if (!tenant.scheduled) {
        tenant.startAt = Math.max(tenant.startAt, virtualNow);
        tenant.scheduled = true;
        schedule.push(tenant);
      }
      return {
        ok: true,
        displaced,
        remove() {
          if (entry.gone) return false;
          leave(tenant, entry);
          counts.removed += 1;
          if (tenant.entries.size > 2 * tenant.live + 32) tenant.entries.filter((at) => !at.gone);
          return true;
        },
      };
    },
    pop: () => take(() => true, 1),
    take,
    ahead(name, weight) {
      const own = ((tenants.get(name)?.live ?? 0) + 1) / weight;
      let before = -1;
      for (const tenant of tenants.values()) {
        before += tenant.name === name ? tenant.live + 1 : Math.min(tenant.live, Math.ceil(own * tenant.weight));
      }
      return tenants.has(name) ? before : before + 1;
    },
    counts: () => ({ ...counts, tenants: tenants.size }),
  };
}

function nextLive<T>(tenant: Tenant<T>): Entry<T> | undefined {
  for (let entry = tenant.entries.pop(); entry; entry = tenant.entries.pop()) {
    if (!entry.gone) return entry;
  }
  return undefined;
}

/** Ageing is linear, so the difference between two items never changes: order is fixed when they are queued. */
function goesFirst<T>(a: Entry<T>, b: Entry<T>): boolean {
  return a.order === b.order ? a.sequence < b.sequence : a.order > b.order;
}

function isPositive(value: number): boolean {
  return value > 0 && value < Infinity;
}
