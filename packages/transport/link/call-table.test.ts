import fc from "fast-check";
import { expect, test } from "vitest";
import { CallTable } from "./call-table.ts";
import type { CallEnd } from "./call-end.ts";

const newCall = (): CallEnd => ({ frame: () => {}, lost: () => {} });

test("holds what a Map holds, whatever comes and goes", () => {
  // Each step begins some calls and ends some of those that are there, by their place among them.
  const step = fc.record({ begun: fc.nat(40), ended: fc.array(fc.nat(), { maxLength: 40 }) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.constantFrom(1, 2, 0xffff_0000), (steps, first) => {
      const table = new CallTable();
      const map = new Map<number, CallEnd>();
      let next = first;
      for (const { begun, ended } of steps) {
        for (let n = 0; n < begun; n++, next += 2) {
          const call = newCall();
          table.set(next, call);
          map.set(next, call);
        }
        for (const nth of ended) {
          const number = [...map.keys()][nth % Math.max(1, map.size)] ?? next;
          table.delete(number);
          table.delete(number);
          map.delete(number);
          expect(table.has(number)).toBe(false);
        }
        expect(table.size).toBe(map.size);
        expect(table.entries()).toEqual([...map]);
        for (const [number, call] of map) expect(table.get(number)).toBe(call);
        expect(table.get(next)).toBeUndefined();
      }
    }),
  );
});

test("a call that stays for long takes nobody's place", () => {
  const table = new CallTable();
  const old = newCall();
  table.set(1, old);
  for (let number = 3; number < 10_000; number += 2) {
    const call = newCall();
    table.set(number, call);
    expect(table.get(number)).toBe(call);
    table.delete(number);
  }
  expect(table.entries()).toEqual([[1, old]]);
});
