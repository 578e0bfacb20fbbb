import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rewardOf } from "./reward.ts";

const best = { quality: 1, latencyMs: 500, expectedLatencyMs: 500, cost: 0, succeeded: true };

describe("reward", () => {
  test.each([
    { story: "all well", parts: best, reward: 1 },
    { story: "failed, however fast", parts: { ...best, succeeded: false }, reward: 0 },
    { story: "no quality", parts: { ...best, quality: 0 }, reward: 0.3 },
    { story: "half the merit", parts: { ...best, merit: 0.5 }, reward: 0.65 },
    { story: "merit that is no number", parts: { ...best, merit: Number.NaN }, reward: 0.3 },
    { story: "faster than wanted earns no more", parts: { ...best, latencyMs: 1 }, reward: 1 },
    { story: "twice the target", parts: { ...best, latencyMs: 1000 }, reward: 0.9 },
    { story: "one core-second", parts: { ...best, cost: 1 }, reward: 0.95 },
    {
      story: "without a target a second is",
      parts: { quality: 1, latencyMs: 4000, cost: 0, succeeded: true },
      reward: 0.85,
    },
    { story: "figures nobody measured", parts: { ...best, latencyMs: Number.NaN, cost: Number.NaN }, reward: 0.7 },
  ])("$story: $reward", ({ parts, reward }) => {
    expect(rewardOf(parts)).toBeCloseTo(reward, 12);
  });

  test("is in [0,1] and grows with quality, speed and thrift", () => {
    const amount = fc.double({ min: 0, max: 1e6, noNaN: true });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const parts = fc.record({ quality: share, merit: share, latencyMs: amount, cost: amount });
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        const worse = {
          quality: Math.min(a.quality, b.quality),
          merit: Math.min(a.merit, b.merit),
          latencyMs: Math.max(a.latencyMs, b.latencyMs),
          cost: Math.max(a.cost, b.cost),
        };
        const [high, low] = [rewardOf({ ...a, succeeded: true }), rewardOf({ ...worse, succeeded: true })];
        expect(low >= 0 && high <= 1 && low <= high).toBe(true);
      }),
    );
  });
});
