import { singleFlight } from "./single-flight.ts";
import { staleGuard, type Ticket } from "./stale-guard.ts";
import { type CacheEntry, type CacheStats, type CacheStore, checkKey, checkPut } from "./tier.ts";

/** A tier and its name in statistics: "l1", "l2", "l3". */
export interface NamedTier {
  name: string;
  store: CacheStore;
}

/** An entry and the tier it came from; "load" if it was made just now. */
export interface Found extends CacheEntry {
  tier: string;
}

/** Counts of the composition; each tier counts for itself. */
export interface TieredCounters {
  /** Entries copied to a nearer tier. */
  promotions: number;
  /** Failures of a tier, each treated as a miss or as nothing kept. */
  tierErrors: number;
  /** Values not kept because they were forgotten or replaced while being read or made. */
  stale: number;
  loads: number;
  /** Callers who shared another's load. */
  joined: number;
}

/** Several tiers as one cache. */
export interface TieredCache extends AsyncDisposable {
  get(key: string): Promise<Found | undefined>;
  /** The entry, or what `load` makes: once for all who ask at the same time, kept in every tier. A failed load is not kept. */
  getOrLoad(key: string, load: (signal: AbortSignal) => Promise<CacheEntry>, signal?: AbortSignal): Promise<Found>;
  put(key: string, bytes: Uint8Array, ttlMs: number, tags: readonly string[]): Promise<void>;
  delete(key: string): Promise<void>;
  /** Entries forgotten in the tier that knew most. */
  invalidate(tag: string): Promise<number>;
  stats(): { tier: string; stats: CacheStats }[];
  counters(): TieredCounters;
}

/**
 * Composes tiers, nearest first. A tier that fails to read or keep is a miss: the cache never fails a request. Forgetting does
 * fail if a tier does. What was read before something was forgotten or replaced is not copied up afterwards (`staleGuard`).
 */
export function tieredCache(tiers: readonly NamedTier[]): TieredCache {
  const counters = { promotions: 0, tierErrors: 0, stale: 0, loads: 0 };
  const flights = singleFlight<Found>();
  const guard = staleGuard();
  let epoch = 0;

  const attempt = async <T>(task: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await task();
    } catch {
      counters.tierErrors++;
      return undefined;
    }
  };
  const keep = async (into: readonly NamedTier[], key: string, entry: CacheEntry, ticket: Ticket) => {
    const { bytes, ttlMs, tags } = entry;
    for (const { store } of [...into].reverse()) {
      if (ticket.isStale(tags)) {
        counters.stale++;
        return false;
      }
      await attempt(() => store.put(key, bytes, ttlMs, tags));
    }
    return true;
  };
  const find = async (key: string, ticket: Ticket): Promise<Found | undefined> => {
    for (const [index, { name, store }] of tiers.entries()) {
      const entry = await attempt(() => store.get(key));
      if (!entry) continue;
      const nearer = tiers.slice(0, index);
      if (nearer.length > 0 && (await keep(nearer, key, entry, ticket))) counters.promotions++;
      return { ...entry, tier: name };
    }
    return undefined;
  };
  const withTicket = async <T>(key: string, task: (ticket: Ticket) => Promise<T>): Promise<T> => {
    const ticket = guard.open(key);
    try {
      return await task(ticket);
    } finally {
      ticket.close();
    }
  };
  const findOrLoad = (key: string, load: (signal: AbortSignal) => Promise<CacheEntry>, signal: AbortSignal) =>
    withTicket(key, async (ticket) => {
      const found = await find(key, ticket);
      if (found) return found;
      counters.loads++;
      const entry = await load(signal);
      checkPut(key, entry.bytes, entry.tags);
      await keep(tiers, key, entry, ticket);
      return { ...entry, tier: "load" };
    });

  /** Every tier, also when one fails: then what was to be forgotten may still be there, so the caller must know. */
  const forget = async <T>(task: (store: CacheStore) => Promise<T>): Promise<T[]> => {
    const results: T[] = [];
    const failures: unknown[] = [];
    epoch++;
    for (const { store } of tiers) {
      try {
        results.push(await task(store));
      } catch (error) {
        counters.tierErrors++;
        failures.push(error);
      }
    }
    epoch++;
    if (failures.length > 0) throw failures[0];
    return results;
  };

  return {
    async get(key) {
      checkKey(key);
      return withTicket(key, (ticket) => find(key, ticket));
    },
    async getOrLoad(key, load, signal) {
      checkKey(key);
      // Who asks after something was forgotten does not join a flight from before.
      return flights.run(`${epoch}/${key}`, (shared) => findOrLoad(key, load, shared), signal);
    },
    async put(key, bytes, ttlMs, tags) {
      checkPut(key, bytes, tags);
      const entry = { bytes: new Uint8Array(bytes), ttlMs, tags: [...tags] };
      await guard.whileReplacing(key, (ticket) => keep(tiers, key, entry, ticket));
    },
    async delete(key) {
      checkKey(key);
      await guard.whileDeleting(key, () => forget((store) => store.delete(key)));
    },
    invalidate: async (tag) => {
      const counts = await guard.whileInvalidating(tag, () => forget((store) => store.invalidate(tag)));
      return Math.max(0, ...counts);
    },
    stats: () => tiers.map(({ name, store }) => ({ tier: name, stats: store.stats() })),
    counters: () => ({ ...counters, joined: flights.joined }),
    [Symbol.asyncDispose]: async () => {
      for (const { store } of tiers) await store[Symbol.asyncDispose]();
    },
  };
}
