import { fakeClock, settle } from "@viba/testkit/clock";
import { describe, expect, test } from "vitest";
import { bytes, textOf } from "./cache-contract.ts";
import { openMemoryStore } from "./memory.ts";
import { tieredCache } from "./tiered.ts";
import type { CacheStore } from "./tier.ts";

function setUp() {
  const clock = fakeClock();
  const near = openMemoryStore({ clock });
  const far = openMemoryStore({ clock });
  const cache = tieredCache([
    { name: "l1", store: near },
    { name: "l3", store: far },
  ]);
  return { clock, near, far, cache };
}
type Cache = ReturnType<typeof setUp>["cache"];
const made = (text: string, tags: string[] = []) => ({ bytes: bytes(text), ttlMs: 1000, tags });
const broken = (store: CacheStore): CacheStore => {
  const fail = async () => {
    throw new TypeError("this tier is down");
  };
  return { ...store, get: fail, put: fail, delete: fail, invalidate: fail };
};

test("a hit in a far tier is copied to the nearer, with the time it has left", async () => {
  const { clock, near, far, cache } = setUp();
  await far.put("k", bytes("v"), 1000, ["t"]);
  clock.advance(400);
  expect(await cache.get("k")).toMatchObject({ tier: "l3", ttlMs: 600 });
  expect(await cache.get("k")).toMatchObject({ tier: "l1", ttlMs: 600 });
  expect(await near.invalidate("t")).toBe(1);
  expect(cache.counters()).toMatchObject({ promotions: 1 });
});

test("loads once for all who ask at once, keeps it in every tier, and not a failure", async () => {
  const { near, far, cache } = setUp();
  await expect(cache.getOrLoad("k", async () => Promise.reject(new TypeError("no")))).rejects.toThrow("no");
  const gate = Promise.withResolvers<void>();
  const load = async () => {
    await gate.promise;
    return made("v");
  };
  const all = Array.from({ length: 10 }, () => cache.getOrLoad("k", load));
  gate.resolve();
  expect((await Promise.all(all)).map(textOf)).toEqual(Array(10).fill("v"));
  expect(cache.counters()).toMatchObject({ loads: 2, joined: 9 });
  expect([textOf(await near.get("k")), textOf(await far.get("k"))]).toEqual(["v", "v"]);
  expect(await cache.getOrLoad("k", load)).toMatchObject({ tier: "l1" });
});

describe("forgotten while it was being made", () => {
  const forgettings = [
    { title: "by tag", forget: (cache: Cache) => cache.invalidate("t") },
    { title: "by key", forget: (cache: Cache) => cache.delete("k") },
  ];
  test.each(forgettings)("$title: given to who asked before, kept nowhere, not joined later", async ({ forget }) => {
    const { near, far, cache } = setUp();
    const gate = Promise.withResolvers<void>();
    const old = cache.getOrLoad("k", async () => {
      await gate.promise;
      return made("old", ["t"]);
    });
    await settle();
    await forget(cache);
    const fresh = cache.getOrLoad("k", async () => made("new", ["t"]));
    gate.resolve();
    expect([textOf(await old), textOf(await fresh)]).toEqual(["old", "new"]);
    expect([textOf(await near.get("k")), textOf(await far.get("k"))]).toEqual(["new", "new"]);
    expect(cache.counters().stale).toBe(1);
  });

  test("another tag or key keeps nothing from being kept", async () => {
    const { near, cache } = setUp();
    const gate = Promise.withResolvers<void>();
    const load = cache.getOrLoad("k", async () => {
      await gate.promise;
      return made("v", ["t"]);
    });
    await settle();
    await cache.invalidate("other");
    await cache.delete("other");
    gate.resolve();
    await load;
    expect(textOf(await near.get("k"))).toBe("v");
  });

  const replacing = [
    { title: "forgotten", act: (cache: Cache) => cache.invalidate("t"), near: undefined },
    { title: "replaced", act: (cache: Cache) => cache.put("k", bytes("new"), 1000, []), near: "new" },
  ];
  test.each(replacing)("$title while being copied up from a far tier: not copied", async (row) => {
    const { near, far } = setUp();
    await far.put("k", bytes("old"), 1000, ["t"]);
    const gate = Promise.withResolvers<void>();
    const slow: CacheStore = {
      ...far,
      get: async (key) => {
        const entry = await far.get(key);
        await gate.promise;
        return entry;
      },
    };
    const cache = tieredCache([
      { name: "l1", store: near },
      { name: "l3", store: slow },
    ]);
    const reading = cache.get("k");
    await settle();
    await row.act(cache);
    gate.resolve();
    expect(textOf(await reading)).toBe("old");
    expect(textOf(await near.get("k"))).toBe(row.near);
  });
});

describe("a tier that is down", () => {
  test("is a miss and keeps nothing, and the request goes on", async () => {
    const { clock, near } = setUp();
    const down = broken(openMemoryStore({ clock }));
    const cache = tieredCache([
      { name: "l1", store: near },
      { name: "l2", store: down },
    ]);
    expect(textOf(await cache.getOrLoad("k", async () => made("v")))).toBe("v");
    expect(textOf(await cache.get("k"))).toBe("v");
    expect(cache.counters().tierErrors).toBe(2);
  });

  test("fails to forget aloud, but the others forget", async () => {
    const { clock, near } = setUp();
    const cache = tieredCache([
      { name: "l1", store: near },
      { name: "l2", store: broken(openMemoryStore({ clock })) },
    ]);
    await cache.put("k", bytes("v"), 1000, ["t"]);
    await expect(cache.invalidate("t")).rejects.toThrow("down");
    await expect(cache.delete("k")).rejects.toThrow("down");
    expect(await near.get("k")).toBeUndefined();
  });
});

test("one caller's abort leaves the others; the last one's ends the load", async () => {
  const { cache } = setUp();
  const [first, second] = [new AbortController(), new AbortController()];
  let ended = false;
  const load = (signal: AbortSignal) =>
    new Promise<never>((_resolve, reject) => {
      signal.addEventListener("abort", () => {
        ended = true;
        reject(signal.reason);
      });
    });
  const a = cache.getOrLoad("k", load, first.signal);
  const b = cache.getOrLoad("k", load, second.signal);
  await settle();
  first.abort();
  await expect(a).rejects.toMatchObject({ name: "AbortError" });
  expect(ended).toBe(false);
  second.abort();
  await expect(b).rejects.toMatchObject({ name: "AbortError" });
  expect(ended).toBe(true);
  expect(textOf(await cache.getOrLoad("k", async () => made("v")))).toBe("v");
});
