import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { outcome, snapshot } from "./fixtures.ts";
import { addRuns, noPairs, synergiesOf } from "./pairs.ts";
import { compareSynergies, synergyWith } from "./synergy.ts";

const run = (rewards: Record<string, number>) => Object.entries(rewards).map(([id, reward]) => outcome(id, { reward }));
const names = fc.constantFrom("a", "b", "c", "aa", "");
const anyRun = fc.array(fc.tuple(names, fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constant(Number.NaN))));
const outcomesOf = (rows: [string, number][]) => rows.map(([id, reward]) => outcome(id, { reward }));

describe("pairs", () => {
  test("who does better together than apart gains, shrunk while they met seldom", () => {
    const apart = [run({ a: 0.5 }), run({ b: 0.5 })];
    const together = run({ a: 0.9, b: 0.7 });
    const gainAfter = (times: number) => {
      const runs = [...apart, ...Array.from({ length: times }, () => together)];
      return synergiesOf(addRuns(noPairs, runs))[0]!.gain;
    };
    // Once: 0.8 together, 0.65 on the mean of all their runs, one run of nine.
    expect(gainAfter(1)).toBeCloseTo(0.15 / 9, 9);
    expect(gainAfter(3)).toBeGreaterThan(gainAfter(1));
  });

  test("who always works with the same nobody knows to be better for it", () => {
    const [pair] = synergiesOf(addRuns(noPairs, [run({ a: 0.9, b: 0.9 }), run({ a: 0.1, b: 0.3 })]));
    expect(pair!.gain).toBeCloseTo(0, 12);
  });

  test("who spoils the work of another loses", () => {
    const runs = [run({ a: 0.9 }), run({ a: 0.9 }), run({ a: 0.1, b: 0.1 }), run({ b: 0.8 })];
    expect(synergiesOf(addRuns(noPairs, runs))[0]!.gain).toBeLessThan(0);
  });

  test("pairs beyond the bound are dropped and counted", () => {
    const pairs = addRuns(noPairs, [run({ a: 1, b: 1, c: 1 }), run({ a: 1, b: 1 })], 1);
    expect([pairs.pairs.size, pairs.dropped]).toEqual([1, 2]);
    expect(synergiesOf(pairs)[0]!.runs).toBe(2n);
  });

  test("synergies are sane, ordered and found again, whatever comes in, in whatever portions", () => {
    fc.assert(
      fc.property(fc.array(anyRun, { maxLength: 20 }), fc.nat(20), (rows, cut) => {
        const runs = rows.map(outcomesOf);
        const whole = addRuns(noPairs, runs);
        expect(addRuns(addRuns(noPairs, runs.slice(0, cut)), runs.slice(cut))).toEqual(whole);
        const synergies = synergiesOf(whole);
        expect(synergies).toEqual([...synergies].sort(compareSynergies));
        for (const { agentId, otherAgentId, gain } of synergies) {
          expect([gain >= -1 && gain <= 1, agentId < otherAgentId, agentId !== ""]).toEqual([true, true, true]);
          expect(synergyWith(snapshot([], { synergies }), otherAgentId, [agentId])).toBeCloseTo((gain + 1) / 2, 12);
        }
      }),
    );
  });
});
