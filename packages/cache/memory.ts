import type { Clock } from "@viba/runtime/clock";
import { sieve } from "./sieve.ts";
import { tagIndex } from "./tag-index.ts";
import { type CacheEntry, type CacheStore, checkKey, checkPut } from "./tier.ts";

/** Bounds of the memory tier. */
export interface MemoryOptions {
  clock: Clock;
  maxEntries?: number;
  maxBytes?: number;
}

/** Defaults: what a service may spend on it beside its own work. */
export const memoryDefaults = { maxEntries: 10_000, maxBytes: 64 * 1024 * 1024 };

/** What an entry costs beside its bytes and key: the node, the map's slot and the tags, roughly. */
const overheadBytes = 256;

interface Held {
  bytes: Uint8Array;
  untilMs: number;
  tags: readonly string[];
}

/** A memory tier that also answers in the same tick. */
export interface MemoryStore extends CacheStore {
  /** Like `get` without a promise. */
  getNow(key: string): CacheEntry | undefined;
}

/** Opens the tier nearest to the caller (L1): SIEVE in memory, bounded by entries and bytes. */
export function openMemoryStore(options: MemoryOptions): MemoryStore {
  const { clock, ...bounds } = { ...memoryDefaults, ...options };
  const index = tagIndex();
  const held = sieve<Held>({ ...bounds, onLeave: (key, { tags }) => index.remove(key, tags) });
  const counters = { hits: 0, misses: 0, refused: 0 };

  const getNow = (key: string): CacheEntry | undefined => {
    const found = held.get(key);
    const ttlMs = found ? found.untilMs - clock.monotonicMs() : 0;
    if (!found || ttlMs <= 0) {
      counters.misses++;
      if (found) held.delete(key);
      return undefined;
    }
    counters.hits++;
    return { bytes: found.bytes, ttlMs, tags: found.tags };
  };

  return {
    getNow,
    get: async (key) => {
      checkKey(key);
      return getNow(key);
    },
    put: async (key, bytes, ttlMs, tags) => {
      checkPut(key, bytes, tags);
      if (ttlMs <= 0) return void held.delete(key);
      const entry = { bytes: new Uint8Array(bytes), untilMs: clock.monotonicMs() + ttlMs, tags: [...tags] };
      const size = bytes.byteLength + 2 * key.length + overheadBytes;
      if (held.set(key, entry, size)) index.add(key, entry.tags);
      else counters.refused++;
    },
    delete: async (key) => held.delete(key),
    invalidate: async (tag) => {
      const keys = index.keysOf(tag);
      for (const key of keys) held.delete(key);
      return keys.length;
    },
    stats: () => ({
      ...counters,
      entries: held.entries,
      bytes: held.bytes,
      evictions: held.evictions,
      damaged: 0,
    }),
    [Symbol.asyncDispose]: async () => undefined,
  };
}
