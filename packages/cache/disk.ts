import type { Clock } from "@viba/runtime/clock";
import { MeshError } from "@viba/runtime/errors";
import { decodeEntry, encodeEntry, type EntryHead } from "./entry-file.ts";
import { type EntryFolder, openEntryFolder } from "./entry-folder.ts";
import { keyedQueue } from "./keyed-queue.ts";
import { sieve } from "./sieve.ts";
import { tagIndex } from "./tag-index.ts";
import { type CacheStore, checkKey, checkPut } from "./tier.ts";

/** Bounds of the disk tier. */
export interface DiskOptions {
  clock: Clock;
  /** Folder of its own, used by this process alone. */
  folder: string;
  maxEntries?: number;
  maxBytes?: number;
}

/** Defaults: half a GiB, and few enough files to list at the start in a fraction of a second. */
export const diskDefaults = { maxEntries: 10_000, maxBytes: 512 * 1024 * 1024 };

/** Opens the tier that outlives the process (L3): a file an entry, checked on every read; a damaged one is a miss. */
export async function openDiskStore(options: DiskOptions): Promise<CacheStore> {
  const { clock, folder, ...bounds } = { ...diskDefaults, ...options };
  const files = await guard(() => openEntryFolder(folder));
  const counters = { hits: 0, misses: 0, refused: 0, damaged: 0 };
  const queue = keyedQueue();
  const index = tagIndex();
  const held = sieve<EntryHead>({
    ...bounds,
    onLeave: (key, { tags }, why) => {
      index.remove(key, tags);
      if (why === "evicted") void dropFile(key).catch(() => undefined);
    },
  });
  /** Removes the file unless the key was put again in the meantime. */
  const dropFile = (key: string) =>
    queue.run(key, async () => {
      if (!held.peek(key)) await files.remove(key);
    });
  const forget = async (key: string) => {
    const was = held.delete(key);
    await guard(() => dropFile(key));
    return was;
  };
  const hold = (head: EntryHead, bytes: number) => {
    const fits = held.set(head.key, head, bytes);
    if (fits) index.add(head.key, head.tags);
    return fits;
  };
  const miss = async (key: string, isDamaged: boolean) => {
    counters.misses++;
    if (isDamaged) counters.damaged++;
    await forget(key).catch(() => undefined);
    return undefined;
  };
  counters.damaged += await guard(() => load(files, clock, hold, dropFile));

  return {
    async get(key) {
      checkKey(key);
      const head = held.get(key);
      if (!head) {
        counters.misses++;
        return undefined;
      }
      if (head.expiresAtMs <= clock.nowMs()) return miss(key, false);
      const file = await guard(() => files.read(key));
      // Forgotten while it was being read: not damaged, just gone.
      if (!file && !held.peek(key)) return miss(key, false);
      const entry = file && decodeEntry(file);
      if (entry?.key !== key) return miss(key, true);
      const ttlMs = entry.expiresAtMs - clock.nowMs();
      counters.hits++;
      return { bytes: entry.bytes, ttlMs, tags: entry.tags };
    },
    async put(key, bytes, ttlMs, tags) {
      checkPut(key, bytes, tags);
      if (ttlMs <= 0) return void (await forget(key));
      const head = { key, expiresAtMs: clock.nowMs() + ttlMs, tags: [...tags] };
      const file = encodeEntry(head, bytes);
      await guard(() =>
        queue.run(key, async () => {
          await files.write(key, file);
          if (hold(head, file.length)) return;
          counters.refused++;
          await files.remove(key);
        }),
      );
    },
    delete: async (key) => {
      await queue.run(key, async () => undefined);
      return forget(key);
    },
    async invalidate(tag) {
      await queue.drain();
      const keys = index.keysOf(tag);
      await Promise.all(keys.map(forget));
      return keys.length;
    },
    stats: () => ({
      ...counters,
      entries: held.entries,
      bytes: held.bytes,
      evictions: held.evictions,
    }),
    [Symbol.asyncDispose]: async () => {
      await queue.drain();
      await guard(() => files.markClean());
    },
  };
}

/** Takes over what an earlier process left, the soonest to expire first, so that under pressure it also leaves first. */
async function load(
  files: EntryFolder,
  clock: Clock,
  hold: (head: EntryHead, bytes: number) => boolean,
  dropFile: (key: string) => Promise<void>,
): Promise<number> {
  const { found, damaged } = await files.scan();
  found.sort((a, b) => a.head.expiresAtMs - b.head.expiresAtMs);
  for (const { head, bytes } of found) {
    const alive = head.expiresAtMs > clock.nowMs();
    if (!alive || !hold(head, bytes)) await dropFile(head.key);
  }
  return damaged;
}

async function guard<T>(task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (cause) {
    if (cause instanceof MeshError) throw cause;
    const text = cause instanceof Error ? cause.message : String(cause);
    throw new MeshError("STORAGE_FAILED", `the cache's disk tier failed: ${text}`, { cause });
  }
}
