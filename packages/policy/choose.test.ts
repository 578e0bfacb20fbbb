import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PolicyCandidate } from "./candidate.ts";
import { choose } from "./choose.ts";
import { anyCandidate, anySnapshot, anyWeights, candidate, outcome, snapshot } from "./fixtures.ts";
import { addOutcome, type Arms, noArms, snapshotOf, ucb1Defaults } from "./ucb1.ts";

const half = () => 0.5;
const fit = { claims: 2, claimsMet: 2 };
const known = snapshot([
  { agentId: "good", meanReward: 0.9, pulls: 40n },
  { agentId: "poor", meanReward: 0.3, pulls: 40n },
]);

describe("choose", () => {
  test("nobody there: nobody chosen", () => {
    expect(choose({ candidates: [], random: half })).toBeUndefined();
  });

  test.each<{ story: string; candidates: PolicyCandidate[]; with?: typeof known; chosen: string; propensity: number }>([
    {
      story: "baseline: the better fit",
      candidates: [candidate("plain"), candidate("hanok", fit)],
      chosen: "hanok",
      propensity: 1,
    },
    {
      story: "baseline: the idle one",
      candidates: [candidate("busy", { inFlight: 3 }), candidate("idle")],
      chosen: "idle",
      propensity: 1,
    },
    {
      story: "learned quality decides",
      candidates: [candidate("poor"), candidate("good")],
      with: known,
      chosen: "good",
      propensity: 1,
    },
    {
      story: "an untried arm is tried",
      candidates: [candidate("good", fit), candidate("new", { ...fit, cost: 50 })],
      with: known,
      chosen: "new",
      propensity: 1,
    },
    {
      story: "but not where the snapshot holds as many arms as it can: nothing would be learned of it",
      candidates: [candidate("good", fit), candidate("new", { ...fit, cost: 50 })],
      with: snapshot([
        { agentId: "good", meanReward: 0.9, pulls: 20n },
        ...Array.from({ length: ucb1Defaults.maxArms - 1 }, (_, n) => ({ agentId: `other-${n}`, pulls: 1n })),
      ]),
      chosen: "good",
      propensity: 1,
    },
    {
      story: "but not twice at once",
      candidates: [candidate("good", fit), candidate("new", { ...fit, cost: 50, inFlight: 1 })],
      with: snapshot([{ agentId: "good", meanReward: 0.9, pulls: 2n }]),
      chosen: "good",
      propensity: 1,
    },
    {
      story: "nor on somebody who asked for what another does far better",
      candidates: [candidate("good", fit), candidate("new")],
      with: snapshot([{ agentId: "good", meanReward: 0.9, pulls: 2n }]),
      chosen: "good",
      propensity: 1,
    },
    {
      story: "a little-known arm is tried again",
      candidates: [candidate("good"), candidate("rare")],
      with: snapshot([
        { agentId: "good", meanReward: 0.8, pulls: 1000n },
        { agentId: "rare", meanReward: 0.7, pulls: 2n },
      ]),
      chosen: "rare",
      propensity: 1,
    },
    {
      story: "a kind this version does not know is no reason to explore",
      candidates: [candidate("good"), candidate("rare")],
      with: snapshot(
        [
          { agentId: "good", meanReward: 0.8, pulls: 1000n },
          { agentId: "rare", meanReward: 0.7, pulls: 2n },
        ],
        { kind: "linear" },
      ),
      chosen: "good",
      propensity: 1,
    },
    {
      story: "outcomes of another type only: still the baseline",
      candidates: [candidate("plain", { claims: 1, claimsMet: 1 }), candidate("new", { inFlight: 1, ...fit })],
      with: snapshot([{ agentId: "plain", outputType: "viba.aec.v1.Model", pulls: 5n }]),
      chosen: "new",
      propensity: 1,
    },
  ])("$story", ({ candidates, with: policy, chosen, propensity }) => {
    for (const list of [candidates, candidates.toReversed()]) {
      const choice = choose({ candidates: list, random: half, ...(policy ? { snapshot: policy } : {}) })!;
      expect([list[choice.index]!.agentId, choice.propensity]).toEqual([chosen, propensity]);
      expect(choice.policyVersion).toBe(policy?.version ?? 0n);
    }
  });

  test.each([
    { random: 0, chosen: 1 },
    { random: 0.49, chosen: 1 },
    { random: 0.5, chosen: 2 },
    { random: 0.999, chosen: 2 },
  ])("equals share the chance: $random takes $chosen", ({ random, chosen }) => {
    const candidates = [candidate("a", { inFlight: 2 }), candidate("b"), candidate("c")];
    const choice = choose({ candidates, random: () => random })!;
    expect([choice.index, choice.propensity]).toEqual([chosen, 0.5]);
    expect(choice.ranking).toEqual([chosen, 3 - chosen, 0]);
  });

  test("rounding never leads to one that had no chance", () => {
    const equals = Array.from({ length: 10 }, (_, at) => candidate(`a${at}`));
    const choice = choose({ candidates: [...equals, candidate("busy", { inFlight: 4 })], random: () => 1 - 2 ** -53 })!;
    expect([choice.index, choice.propensity]).toEqual([9, 0.1]);
  });

  test("an exploring share is spread over all and enters the propensity", () => {
    const candidates = [candidate("best", fit), candidate("b"), candidate("c"), candidate("d")];
    const choice = (random: number) => choose({ candidates, random: () => random, exploreShare: 0.2 })!;
    expect(choice(0).weighed.map(({ propensity }) => Number(propensity.toFixed(9)))).toEqual([0.85, 0.05, 0.05, 0.05]);
    expect([choice(0.8).index, choice(0.86).index, choice(0.99).index]).toEqual([0, 1, 3]);
    expect(choice(0.99).propensity).toBeCloseTo(0.05, 12);
  });

  test("propensities are in [0,1] and add up to 1, and the chosen one's is not 0", () => {
    fc.assert(
      fc.property(
        fc.array(anyCandidate, { minLength: 1, maxLength: 16 }),
        anyWeights,
        anySnapshot,
        fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
        fc.constantFrom(0, 0.02, 1),
        (candidates, weights, policy, point, exploreShare) => {
          const choice = choose({
            candidates,
            random: () => point,
            exploreShare,
            ...(weights ? { weights } : {}),
            ...(policy ? { snapshot: policy } : {}),
          })!;
          const all = choice.weighed.map(({ propensity }) => propensity);
          expect(all.every((propensity) => propensity >= 0 && propensity <= 1)).toBe(true);
          expect(all.reduce((sum, propensity) => sum + propensity, 0)).toBeCloseTo(1, 9);
          expect(choice.propensity).toBeGreaterThan(0);
          expect(choice.propensity).toBe(all[choice.index]);
          expect([...choice.ranking].sort((a, b) => a - b)).toEqual(candidates.map((_, at) => at));
        },
      ),
    );
  });

  test("the order of the candidates changes nobody's chance", () => {
    fc.assert(
      fc.property(fc.array(anyCandidate, { minLength: 1, maxLength: 16 }), anySnapshot, (candidates, policy) => {
        const chances = (list: PolicyCandidate[]) =>
          choose({ candidates: list, random: half, ...(policy ? { snapshot: policy } : {}) })!.weighed.map(
            ({ propensity }) => propensity,
          );
        expect(chances(candidates.toReversed())).toEqual(chances(candidates).reverse());
      }),
    );
  });

  test("learning finds the better of equals and gives it most of the work, and nobody is forgotten", () => {
    const truth: Record<string, number> = { a: 0.6, b: 0.9, c: 0.3 };
    const candidates = Object.keys(truth).map((agentId) => candidate(agentId));
    const pulls: Record<string, number> = { a: 0, b: 0, c: 0 };
    let arms: Arms = noArms;
    for (let round = 1; round <= 300; round++) {
      const facts = { version: BigInt(round), cursor: 0n, exploration: 0.5, madeAtMs: 0 };
      const choice = choose({ candidates, random: half, snapshot: snapshotOf(arms, facts) })!;
      const { agentId } = candidates[choice.index]!;
      pulls[agentId]! += 1;
      arms = addOutcome(arms, outcome(agentId, { reward: truth[agentId]! }));
    }
    expect(pulls.b).toBeGreaterThan(220);
    expect(Math.min(pulls.a!, pulls.c!)).toBeGreaterThan(2);
  });
});
