import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fakeClock } from "@viba/testkit/clock";
import { afterAll, describe, expect, test } from "vitest";
import { bytes, cacheContract, reason, textOf } from "./cache-contract.ts";
import { openDiskStore } from "./disk.ts";
import { openMemoryStore } from "./memory.ts";
import { tieredCache } from "./tiered.ts";
import type { CacheStore } from "./tier.ts";

const root = await mkdtemp(join(tmpdir(), "viba-cache-"));
afterAll(() => rm(root, { recursive: true, force: true }));
const newFolder = () => mkdtemp(join(root, "c-"));

cacheContract("memory", { fakeClock, open: async (clock, bounds) => openMemoryStore({ clock, ...bounds }) });
cacheContract("disk", {
  fakeClock,
  open: async (clock, bounds) => openDiskStore({ clock, folder: await newFolder(), ...bounds }),
});
cacheContract("memory over disk", {
  fakeClock,
  open: async (clock, bounds) => {
    const near = openMemoryStore({ clock, maxEntries: 2, maxBytes: 10_000 });
    const far = await openDiskStore({ clock, folder: await newFolder(), ...bounds });
    return asStore(
      tieredCache([
        { name: "l1", store: near },
        { name: "l3", store: far },
      ]),
      far,
    );
  },
});

/** A composition as a tier; its counts are those of its last tier, but for hits and misses. */
function asStore(cache: ReturnType<typeof tieredCache>, last: CacheStore): CacheStore {
  let hits = 0;
  let misses = 0;
  return {
    get: async (key) => {
      const entry = await cache.get(key);
      if (entry) hits++;
      else misses++;
      return entry;
    },
    put: (key, value, ttlMs, tags) => cache.put(key, value, ttlMs, tags),
    delete: async (key) => {
      const had = (await last.get(key)) !== undefined;
      await cache.delete(key);
      return had;
    },
    invalidate: (tag) => cache.invalidate(tag),
    stats: () => ({ ...last.stats(), hits, misses }),
    [Symbol.asyncDispose]: () => cache[Symbol.asyncDispose](),
  };
}

describe("disk", () => {
  /** The only file of an entry in a folder. */
  const entryFile = async (folder: string) => {
    const shelf = (await readdir(folder)).find((name) => /^[0-9a-f]{2}$/.test(name))!;
    return join(folder, shelf, (await readdir(join(folder, shelf)))[0]!);
  };
  const filled = async (folder: string) => {
    const clock = fakeClock();
    const store = await openDiskStore({ clock, folder });
    await store.put("k", bytes("value"), 10_000, ["t"]);
    return store;
  };

  test("outlives its process, with tags and times; what expired meanwhile is gone", async () => {
    const folder = await newFolder();
    const first = await filled(folder);
    await first.put("short", bytes("x"), 1000, []);
    await first[Symbol.asyncDispose]();
    const clock = fakeClock();
    clock.advance(4000);
    await using second = await openDiskStore({ clock, folder });
    expect(second.stats()).toMatchObject({ entries: 1, damaged: 0 });
    expect(await second.get("k")).toMatchObject({ ttlMs: 6000, tags: ["t"] });
    expect(await second.invalidate("t")).toBe(1);
  });

  test("takes over what a killed process left, but not what it had half written", async () => {
    const folder = await newFolder();
    await filled(folder);
    await writeFile(join(folder, "tmp", "half"), "VBC1");
    await using second = await openDiskStore({ clock: fakeClock(), folder });
    expect(textOf(await second.get("k"))).toBe("value");
    expect(await readdir(join(folder, "tmp"))).toEqual([]);
  });

  test("trusts nothing after the machine went down", async () => {
    const folder = await newFolder();
    await filled(folder);
    await writeFile(join(folder, "open"), "an earlier boot");
    await using second = await openDiskStore({ clock: fakeClock(), folder });
    expect(await second.get("k")).toBeUndefined();
  });

  test("what was forgotten stays forgotten over a restart", async () => {
    const folder = await newFolder();
    const first = await filled(folder);
    await first.put("other", bytes("x"), 10_000, []);
    await first.invalidate("t");
    await first.delete("other");
    await using second = await openDiskStore({ clock: fakeClock(), folder });
    expect(second.stats().entries).toBe(0);
  });

  test("any flipped bit is a miss, is counted, and is gone afterwards", async () => {
    const folder = await newFolder();
    await using store = await filled(folder);
    const path = await entryFile(folder);
    const sound = await readFile(path);
    for (let bit = 0; bit < sound.length * 8; bit++) {
      const file = Buffer.from(sound);
      file[bit >> 3]! ^= 1 << (bit & 7);
      await writeFile(path, file);
      expect(await store.get("k")).toBeUndefined();
      expect(store.stats()).toMatchObject({ damaged: bit + 1, entries: 0 });
      await store.put("k", bytes("value"), 10_000, ["t"]);
    }
  });

  test("a file cut short, and one that is no entry, are misses", async () => {
    const folder = await newFolder();
    const first = await filled(folder);
    const path = await entryFile(folder);
    const sound = await readFile(path);
    for (let length = 0; length < sound.length; length++) {
      await writeFile(path, sound.subarray(0, length));
      expect(await first.get("k")).toBeUndefined();
      await first.put("k", bytes("value"), 10_000, ["t"]);
    }
    await writeFile(path, "no entry at all");
    await using second = await openDiskStore({ clock: fakeClock(), folder });
    expect(second.stats()).toMatchObject({ entries: 0, damaged: 1 });
  });

  test("says when it cannot write", async () => {
    const folder = await newFolder();
    await writeFile(join(folder, "file"), "");
    const open = openDiskStore({ clock: fakeClock(), folder: join(folder, "file") });
    await expect(open).rejects.toEqual(reason("STORAGE_FAILED"));
    const path = join(folder, "gone");
    await using store = await openDiskStore({ clock: fakeClock(), folder: path });
    await rm(join(path, "tmp"), { recursive: true });
    await expect(store.put("k", bytes("x"), 1000, [])).rejects.toEqual(reason("STORAGE_FAILED"));
  });
});
