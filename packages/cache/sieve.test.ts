import fc from "fast-check";
import { expect, test } from "vitest";
import { sieve } from "./sieve.ts";

/** SIEVE as its paper tells it, on an array (newest first) and an index; slow and plain. */
function plain(capacity: number) {
  let queue: { key: string; visited: boolean }[] = [];
  let hand: { key: string; visited: boolean } | undefined;
  return {
    get(key: string) {
      const entry = queue.find((each) => each.key === key);
      if (entry) entry.visited = true;
      return entry !== undefined;
    },
    set(key: string) {
      if (queue.length >= capacity) {
        let at = hand ? queue.indexOf(hand) : queue.length - 1;
        while (queue[at]!.visited) {
          queue[at]!.visited = false;
          at = at === 0 ? queue.length - 1 : at - 1;
        }
        hand = at === 0 ? undefined : queue[at - 1];
        queue = queue.filter((_, i) => i !== at);
      }
      queue.unshift({ key, visited: false });
    },
    keys: () => queue.map((entry) => entry.key),
  };
}

test("evicts exactly as the paper does", () => {
  const requests = fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 200 });
  fc.assert(
    fc.property(requests, fc.integer({ min: 1, max: 8 }), (keys, capacity) => {
      const ours = sieve<number>({ maxEntries: capacity, maxBytes: 1e9 });
      const theirs = plain(capacity);
      for (const each of keys) {
        const key = String(each);
        const hit = theirs.get(key);
        expect(ours.get(key) !== undefined).toBe(hit);
        if (hit) continue;
        theirs.set(key);
        ours.set(key, each, 1);
      }
      expect(theirs.keys().every((key) => ours.peek(key) !== undefined)).toBe(true);
      expect(ours.entries).toBe(theirs.keys().length);
    }),
  );
});

test("keeps its books under any sequence of calls, and tells of everything that leaves", () => {
  const call = fc.record({
    do: fc.constantFrom("set", "get", "delete"),
    key: fc.constantFrom("a", "b", "c", "d", "e"),
    bytes: fc.nat(60),
  });
  fc.assert(
    fc.property(fc.array(call, { maxLength: 100 }), (calls) => {
      const inside = new Map<string, number>();
      const cache = sieve<number>({ maxEntries: 3, maxBytes: 50, onLeave: (key) => inside.delete(key) });
      for (const { do: what, key, bytes } of calls) {
        if (what === "delete") cache.delete(key);
        else if (what === "get") expect(cache.get(key)).toBe(inside.get(key));
        else if (cache.set(key, bytes, bytes)) inside.set(key, bytes);
        expect(cache.entries).toBe(inside.size);
        expect(cache.bytes).toBe([...inside.values()].reduce((sum, each) => sum + each, 0));
        expect(cache.entries).toBeLessThanOrEqual(3);
        expect(cache.bytes).toBeLessThanOrEqual(50);
      }
    }),
  );
});

test("nothing fits into no room", () => {
  const cache = sieve<string>({ maxEntries: 0, maxBytes: 10 });
  expect(cache.set("k", "v", 1)).toBe(false);
  expect(cache.entries).toBe(0);
});
