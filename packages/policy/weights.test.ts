import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyWeights } from "./fixtures.ts";
import { defaultWeights, normaliseWeights, objectives } from "./weights.ts";

describe("weights", () => {
  test.each<{ story: string; asked: Record<string, number> | undefined; weights: object }>([
    { story: "nothing asked", asked: undefined, weights: defaultWeights },
    { story: "nothing usable asked", asked: { cost: -1, match: Number.NaN, beauty: 3 }, weights: defaultWeights },
    {
      story: "two objectives asked",
      asked: { cost: 1, match: 3 },
      weights: { match: 0.75, quality: 0, latency: 0, load: 0, cost: 0.25, synergy: 0, freshness: 0 },
    },
    {
      story: "an endless weight counts as none",
      asked: { cost: Number.POSITIVE_INFINITY, load: 2 },
      weights: { match: 0, quality: 0, latency: 0, load: 1, cost: 0, synergy: 0, freshness: 0 },
    },
  ])("$story", ({ asked, weights }) => {
    expect(normaliseWeights(asked)).toEqual(weights);
  });

  test("whatever is asked, all are at least 0 and they add up to 1", () => {
    fc.assert(
      fc.property(anyWeights, (asked) => {
        const weights = normaliseWeights(asked);
        expect(Object.keys(weights)).toEqual([...objectives]);
        expect(Math.min(...Object.values(weights))).toBeGreaterThanOrEqual(0);
        expect(Object.values(weights).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9);
      }),
    );
  });
});
