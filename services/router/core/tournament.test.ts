import fc from "fast-check";
import { expect, test } from "vitest";
import { createTournament } from "./tournament.ts";

const out = Number.NEGATIVE_INFINITY;
const change = fc.tuple(fc.nat(70), fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constant(out)));

test("the best is the best of all keys, and visiting goes from the best down", () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 200 }), (changes) => {
      const tournament = createTournament();
      const model = new Map<number, number>();
      for (const [slot, key] of changes) {
        tournament.set(slot, key);
        model.set(slot, key);
        const most = Math.max(out, ...model.values());
        const best = tournament.best();
        if (most === out) expect(best).toBe(-1);
        else expect(model.get(best)).toBe(most);
      }
      const seen: number[] = [];
      tournament.visit((slot, key) => {
        expect(model.get(slot)).toBe(key);
        seen.push(slot);
        return true;
      });
      const running = [...model].filter(([, key]) => key !== out);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.map((slot) => model.get(slot)!)).toEqual(running.map(([, key]) => key).sort((a, b) => b - a));
    }),
  );
});

test("visiting stops when it is told to", () => {
  const tournament = createTournament();
  for (let slot = 0; slot < 100; slot++) tournament.set(slot, slot);
  const seen: number[] = [];
  tournament.visit((slot) => seen.push(slot) < 3);
  expect(seen).toEqual([99, 98, 97]);
});

test("nobody runs: nobody is best and nobody is shown", () => {
  const tournament = createTournament();
  expect([tournament.best(), tournament.key(5)]).toEqual([-1, out]);
  tournament.visit(() => {
    throw new TypeError("shown");
  });
});
