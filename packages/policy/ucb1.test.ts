import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareArms, findArm } from "./arms.ts";
import { outcome } from "./fixtures.ts";
import { addOutcome, addOutcomes, confidenceBound, noArms, snapshotOf } from "./ucb1.ts";

const facts = { version: 3n, cursor: 9n, exploration: 0.5, madeAtMs: 1_767_225_600_000 };
const names = fc.constantFrom("a", "b", "c", "aa", "B", "가");
const anyOutcome = fc
  .record({
    agentId: names,
    outputType: names,
    reward: fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(Number.NaN, -1, 7)),
    latencyMs: fc.oneof(fc.double({ min: 0, max: 1e6, noNaN: true }), fc.constantFrom(Number.NaN, -1, Infinity)),
    succeeded: fc.boolean(),
  })
  .map(({ agentId, ...rest }) => outcome(agentId, rest));

describe("arms", () => {
  test("add up to means, with latency over successes only", () => {
    const arms = addOutcomes(noArms, [
      outcome("a", { reward: 0.9, latencyMs: 100 }),
      outcome("a", { reward: 0, latencyMs: 5, succeeded: false }),
      outcome("a", { reward: 0.6, latencyMs: 300 }),
      outcome("b", { reward: 0, latencyMs: 5, succeeded: false }),
    ]);
    const [a, b] = snapshotOf(arms, facts).arms;
    expect(a).toMatchObject({ agentId: "a", pulls: 3n, meanLatencyMs: 200, successRate: 2 / 3 });
    expect(a!.meanReward).toBeCloseTo(0.5, 12);
    expect(b).toMatchObject({ agentId: "b", pulls: 1n, meanReward: 0, meanLatencyMs: 0, successRate: 0 });
  });

  test("the snapshot says what it is", () => {
    const made = snapshotOf(noArms, facts);
    expect(made).toMatchObject({ version: 3n, kind: "ucb1", cursor: 9n, exploration: 0.5, arms: [] });
    expect(made.madeAt).toMatchObject({ seconds: 1_767_225_600n });
  });

  test("adding leaves the arms before as they were", () => {
    const before = addOutcome(noArms, outcome("a"));
    addOutcome(before, outcome("a"));
    expect([...before.byKey.values()].map((arm) => arm.pulls)).toEqual([1]);
    expect(noArms.byKey.size).toBe(0);
  });

  test("what can't be counted is dropped and counted", () => {
    const given = [outcome("a"), outcome("b"), outcome("a"), outcome(""), outcome("a", { outputType: "" })];
    const arms = addOutcomes(noArms, given, 1);
    expect(arms.dropped).toBe(3);
    expect([...arms.byKey.values()]).toMatchObject([{ agentId: "a", pulls: 2 }]);
  });

  test("one by one and in batches add up to the same bits", () => {
    fc.assert(
      fc.property(fc.array(anyOutcome, { maxLength: 60 }), fc.nat(60), (outcomes, cut) => {
        const single = outcomes.reduce((arms, one) => addOutcome(arms, one), noArms);
        const batches = addOutcomes(addOutcomes(noArms, outcomes.slice(0, cut)), outcomes.slice(cut));
        expect(snapshotOf(batches, facts)).toEqual(snapshotOf(single, facts));
      }),
    );
  });

  test("arms are sane, ordered and found again", () => {
    fc.assert(
      fc.property(fc.array(anyOutcome, { maxLength: 60 }), (outcomes) => {
        const made = snapshotOf(addOutcomes(noArms, outcomes), facts);
        expect(made.arms).toEqual([...made.arms].sort(compareArms));
        for (const arm of made.arms) {
          expect(arm.meanReward >= 0 && arm.meanReward <= 1).toBe(true);
          expect(arm.meanLatencyMs >= 0 && arm.meanLatencyMs <= 1e6).toBe(true);
          expect(findArm(made, arm.outputType, arm.agentId)).toBe(arm);
        }
        expect(made.arms.reduce((sum, arm) => sum + Number(arm.pulls), 0)).toBe(outcomes.length);
        expect(findArm(made, "a", "nobody")).toBeUndefined();
      }),
    );
  });
});

describe("confidence bound", () => {
  test.each([
    { exploration: 1.41, total: 10, pulls: 0, bound: Number.POSITIVE_INFINITY },
    { exploration: 1, total: 1, pulls: 1, bound: 0 },
    { exploration: 1, total: Math.E ** 4, pulls: 1, bound: 2 },
    { exploration: 0.5, total: Math.E ** 4, pulls: 4, bound: 0.5 },
  ])("$pulls of $total pulls at width $exploration: $bound", ({ exploration, total, pulls, bound }) => {
    expect(confidenceBound(exploration, total, pulls)).toBeCloseTo(bound, 12);
  });
});
