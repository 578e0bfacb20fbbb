import { MeshError } from "@viba/runtime/errors";

/** What a tier holds under a key. Readers must not change the bytes: others may read the same. */
export interface CacheEntry {
  bytes: Uint8Array;
  /** Time it may still be given out. */
  ttlMs: number;
  /** Names by which it can be forgotten, for example "agent:planner". */
  tags: readonly string[];
}

/** Counts since a tier was opened, and what it holds now. */
export interface CacheStats {
  entries: number;
  bytes: number;
  hits: number;
  misses: number;
  /** Entries dropped for room. */
  evictions: number;
  /** Entries found to be no longer what was written; each was a miss. */
  damaged: number;
  /** Entries refused because they are larger than the tier. */
  refused: number;
}

/**
 * One tier of a cache. It may forget anything at any time, so it is never the only copy; but what it gives is what was put.
 * A `put` that began before `delete` or `invalidate` is covered by it.
 */
export interface CacheStore extends AsyncDisposable {
  get(key: string): Promise<CacheEntry | undefined>;
  /** Keeps the bytes for `ttlMs`; 0 or less forgets the key. */
  put(key: string, bytes: Uint8Array, ttlMs: number, tags: readonly string[]): Promise<void>;
  /** Forgets a key; whether there was one. */
  delete(key: string): Promise<boolean>;
  /** Forgets all entries with a tag; how many. */
  invalidate(tag: string): Promise<number>;
  stats(): CacheStats;
}

/** Longest key in bytes, largest value in bytes, most tags: the limits of the cache service. */
export const cacheLimits = { keyBytes: 256, valueBytes: 16 * 1024 * 1024, tags: 32 } as const;

/** Refuses what no tier takes, with a typed error. */
export function checkPut(key: string, bytes: Uint8Array, tags: readonly string[]): void {
  checkKey(key);
  if (bytes.byteLength > cacheLimits.valueBytes) {
    throw new MeshError("TOO_LARGE", `${bytes.byteLength} bytes are more than the cache takes`);
  }
  if (tags.length > cacheLimits.tags || tags.some((tag) => !isName(tag))) {
    throw new MeshError("INVALID_ARGUMENT", `an entry has at most ${cacheLimits.tags} tags of 256 bytes`);
  }
}

/** Refuses what cannot be a key. */
export function checkKey(key: string): void {
  if (!isName(key)) throw new MeshError("INVALID_ARGUMENT", "a cache key has 1 to 256 bytes");
}

function isName(text: string): boolean {
  return text !== "" && Buffer.byteLength(text) <= cacheLimits.keyBytes;
}
