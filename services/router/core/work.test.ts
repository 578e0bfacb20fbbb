import fc from "fast-check";
import { expect, test } from "vitest";
import { newWork, unwatch, watch, type Watcher } from "./work.ts";

test("those who watch an instance are those who began and did not end, whoever ends first", () => {
  // Each step lets one of ten watchers begin or end; ending twice is harmless.
  fc.assert(
    fc.property(fc.array(fc.record({ who: fc.nat(9), begins: fc.boolean() })), (steps) => {
      const work = newWork();
      const all = Array.from({ length: 10 }, (): Watcher => ({ watchesAt: -1, gone: () => {} }));
      const there = new Set<Watcher>();
      for (const { who, begins } of steps) {
        const watcher = all[who]!;
        if (begins && !there.has(watcher)) watch(work, watcher);
        if (!begins) unwatch(work, watcher);
        there[begins ? "add" : "delete"](watcher);
        expect(new Set(work.watchers)).toEqual(there);
        expect(work.watchers.length).toBe(there.size);
      }
    }),
  );
});
