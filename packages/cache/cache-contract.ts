import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FakeClock } from "@viba/testkit/clock";
import type { CacheStore } from "./tier.ts";

/** What the suite needs: an empty tier that holds at most `maxEntries` entries and `maxBytes` bytes. */
export interface CacheFixture {
  open(clock: FakeClock, bounds: { maxEntries: number; maxBytes: number }): Promise<CacheStore>;
  fakeClock(): FakeClock;
}

/** Bytes of a text. */
export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
/** Text of an entry. */
export const textOf = (entry: { bytes: Uint8Array } | undefined): string | undefined =>
  entry && new TextDecoder().decode(entry.bytes);
/** Matches a MeshError by its reason. */
export const reason = (name: string) => expect.objectContaining({ name: "MeshError", reason: name });

const roomy = { maxEntries: 100, maxBytes: 1_000_000 };

/** The suite every tier passes. */
export function cacheContract(name: string, fixture: CacheFixture): void {
  const use = (title: string, body: (store: CacheStore, clock: FakeClock) => Promise<void>, bounds = roomy) =>
    test(title, async () => {
      const clock = fixture.fakeClock();
      await using store = await fixture.open(clock, bounds);
      await body(store, clock);
    });

  describe(`cache: ${name}`, () => {
    use("gives back what was put, with its tags and the time it has left", async (store, clock) => {
      expect(await store.get("k")).toBeUndefined();
      await store.put("k", bytes("value"), 1000, ["agent:a", "run:1"]);
      clock.advance(400);
      const entry = await store.get("k");
      expect(textOf(entry)).toBe("value");
      expect(entry).toMatchObject({ ttlMs: 600, tags: ["agent:a", "run:1"] });
      expect(store.stats()).toMatchObject({ entries: 1, hits: 1, misses: 1 });
    });

    use("forgets at the end of its time", async (store, clock) => {
      await store.put("k", bytes("value"), 1000, ["t"]);
      clock.advance(999);
      expect(await store.get("k")).toBeDefined();
      clock.advance(1);
      expect(await store.get("k")).toBeUndefined();
      expect(store.stats().entries).toBe(0);
      expect(await store.invalidate("t")).toBe(0);
    });

    use("replaces, also tags and time", async (store, clock) => {
      await store.put("k", bytes("old"), 1000, ["old"]);
      await store.put("k", bytes("new"), 5000, ["new"]);
      expect(await store.invalidate("old")).toBe(0);
      clock.advance(2000);
      expect(textOf(await store.get("k"))).toBe("new");
      await store.put("k", bytes("none"), 0, []);
      expect(await store.get("k")).toBeUndefined();
    });

    use("deletes and invalidates by tag", async (store) => {
      for (const key of ["a", "b", "c"]) await store.put(key, bytes(key), 1000, [`tag:${key}`, "all"]);
      expect(await store.delete("a")).toBe(true);
      expect(await store.delete("a")).toBe(false);
      expect(await store.invalidate("tag:b")).toBe(1);
      expect([await store.get("a"), await store.get("b")]).toEqual([undefined, undefined]);
      expect(textOf(await store.get("c"))).toBe("c");
      expect(await store.invalidate("all")).toBe(1);
      expect(store.stats()).toMatchObject({ entries: 0, bytes: 0 });
    });

    use("a put that began before is covered by a deletion", async (store) => {
      const put = store.put("k", bytes("v"), 1000, ["t"]);
      await Promise.all([put, store.delete("k")]);
      expect(await store.get("k")).toBeUndefined();
    });

    use("a put that began before is covered by an invalidation", async (store) => {
      const put = store.put("k", bytes("v"), 1000, ["t"]);
      await Promise.all([put, store.invalidate("t")]);
      expect(await store.get("k")).toBeUndefined();
    });

    use(
      "evicting a key that is put again at the same time keeps the new one",
      async (store) => {
        for (let round = 0; round < 20; round++) {
          await Promise.all(["a", "b", "a"].map((key) => store.put(key, bytes(key), 1000, [])));
          // Waits for what an eviction may still have to do behind the puts.
          await store.invalidate("nothing");
          const found = [await store.get("a"), await store.get("b")].filter(Boolean);
          expect(found.length).toBeGreaterThan(0);
          expect(store.stats().damaged).toBe(0);
        }
      },
      { maxEntries: 1, maxBytes: 1_000_000 },
    );

    use("the last of several puts at once wins", async (store) => {
      const values = Array.from({ length: 20 }, (_, n) => `value ${n}`);
      await Promise.all(values.map((value) => store.put("k", bytes(value), 1000, [])));
      expect(textOf(await store.get("k"))).toBe("value 19");
      expect(store.stats().entries).toBe(1);
    });

    use(
      "stays within its entries and counts evictions",
      async (store) => {
        for (let n = 0; n < 50; n++) await store.put(`k${n}`, bytes("x"), 1000, ["t"]);
        expect(store.stats()).toMatchObject({ entries: 10, evictions: 40 });
        expect(await store.invalidate("t")).toBe(10);
      },
      { maxEntries: 10, maxBytes: 1_000_000 },
    );

    use(
      "stays within its bytes, and refuses what is larger than all of them",
      async (store) => {
        for (let n = 0; n < 20; n++) await store.put(`k${n}`, new Uint8Array(10_000), 1000, []);
        const { bytes: held, evictions } = store.stats();
        expect(held).toBeLessThanOrEqual(50_000);
        expect(evictions).toBeGreaterThan(10);
        await store.put("k19", new Uint8Array(60_000), 1000, []);
        expect(await store.get("k19")).toBeUndefined();
        expect(store.stats().refused).toBe(1);
      },
      { maxEntries: 100, maxBytes: 50_000 },
    );

    use(
      "keeps what is used among much that is not",
      async (store) => {
        await store.put("used", bytes("x"), 1e6, []);
        for (let n = 0; n < 100; n++) {
          expect(await store.get("used")).toBeDefined();
          await store.put(`once ${n}`, bytes("x"), 1e6, []);
        }
      },
      { maxEntries: 10, maxBytes: 1_000_000 },
    );

    use("keeps the bytes as they were at the call", async (store) => {
      const value = bytes("before");
      const put = store.put("k", value, 1000, []);
      value.fill(0);
      await put;
      expect(textOf(await store.get("k"))).toBe("before");
    });

    use("refuses what no tier takes", async (store) => {
      const tags33 = Array.from({ length: 33 }, (_, n) => `t${n}`);
      const bad: [Promise<unknown>, string][] = [
        [store.get(""), "INVALID_ARGUMENT"],
        [store.get("강".repeat(86)), "INVALID_ARGUMENT"],
        [store.put("k", bytes(""), 1000, [""]), "INVALID_ARGUMENT"],
        [store.put("k", bytes(""), 1000, tags33), "INVALID_ARGUMENT"],
        [store.put("k", new Uint8Array(16 * 1024 * 1024 + 1), 1000, []), "TOO_LARGE"],
      ];
      for (const [call, expected] of bad) await expect(call).rejects.toEqual(reason(expected));
      await store.put("강남".repeat(42), bytes("x"), 1000, ["한글"]);
      expect(await store.invalidate("한글")).toBe(1);
    });

    test("never gives anything but the last value put", async () => {
      await fc.assert(
        fc.asyncProperty(commands, (list) => agrees(fixture, list)),
        { numRuns: 30 },
      );
    });
  });
}

const key = fc.constantFrom("a", "b", "c", "d", "e", "f");
const commands = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant("put" as const), key, tag: fc.constantFrom("s", "t"), ttlMs: fc.nat(50) }),
    fc.record({ do: fc.constant("get" as const), key }),
    fc.record({ do: fc.constant("delete" as const), key }),
    fc.record({ do: fc.constant("invalidate" as const), tag: fc.constantFrom("s", "t") }),
    fc.record({ do: fc.constant("wait" as const), ms: fc.nat(20) }),
  ),
  { maxLength: 40 },
);

type Command = typeof commands extends fc.Arbitrary<(infer C)[]> ? C : never;

/** Runs commands against a tier and a map that never evicts: the tier may know less, never other. */
async function agrees(fixture: CacheFixture, list: Command[]): Promise<void> {
  const clock = fixture.fakeClock();
  await using store = await fixture.open(clock, { maxEntries: 4, maxBytes: 100_000 });
  const model = new Map<string, { value: string; tag: string; untilMs: number }>();
  for (const [n, command] of list.entries()) {
    if (command.do === "put") {
      const { tag, ttlMs } = command;
      await store.put(command.key, bytes(`${n}`), ttlMs, [tag]);
      model.set(command.key, { value: `${n}`, tag, untilMs: clock.monotonicMs() + ttlMs });
    } else if (command.do === "get") {
      const entry = await store.get(command.key);
      const expected = model.get(command.key);
      const alive = expected !== undefined && expected.untilMs > clock.monotonicMs();
      if (entry)
        expect([textOf(entry), entry.ttlMs]).toEqual(
          alive ? [expected.value, expected.untilMs - clock.monotonicMs()] : [],
        );
    } else if (command.do === "delete") {
      await store.delete(command.key);
      model.delete(command.key);
    } else if (command.do === "invalidate") {
      await store.invalidate(command.tag);
      for (const [name, { tag }] of model) if (tag === command.tag) model.delete(name);
    } else clock.advance(command.ms);
    expect(store.stats().entries).toBeLessThanOrEqual(4);
  }
}
