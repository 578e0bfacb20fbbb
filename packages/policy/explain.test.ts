import { describe, expect, test } from "vitest";
import type { PolicyCandidate } from "./candidate.ts";
import { choose, type ChooseOptions } from "./choose.ts";
import { becauseOf, candidatesOf } from "./explain.ts";
import { candidate, snapshot } from "./fixtures.ts";

const fit = { claims: 2, claimsMet: 2 };
const known = snapshot([
  { agentId: "good", meanReward: 0.8, pulls: 1000n },
  { agentId: "rare", meanReward: 0.7, pulls: 2n },
]);

describe("explain", () => {
  test.each<{ story: string; candidates: PolicyCandidate[]; options?: Partial<ChooseOptions>; because: string }>([
    { story: "alone", candidates: [candidate("a")], because: "a (plan) is the only one that can do it." },
    {
      story: "better",
      candidates: [candidate("a"), candidate("hanok", fit)],
      because: "hanok (plan) scored 0.52 against 0.32 of a (plan), mostly by match.",
    },
    {
      story: "equal",
      candidates: [candidate("a"), candidate("b")],
      because: "a (plan) and b (plan) are equal; chance decided.",
    },
    {
      story: "untried",
      candidates: [candidate("good"), candidate("new")],
      options: { snapshot: known },
      because: "new (plan) was never tried for this and is tried now.",
    },
    {
      story: "less known",
      candidates: [candidate("good"), candidate("rare")],
      options: { snapshot: known },
      because: "rare (plan) scored less than good (plan) but is less known, so it is tried.",
    },
    {
      story: "explored",
      candidates: [candidate("hanok", fit), candidate("b")],
      options: { exploreShare: 0.5, random: () => 0.99 },
      because: "b (plan) was chosen at random, to learn about it; hanok (plan) scored higher.",
    },
  ])("$story: $because", ({ candidates, options, because }) => {
    const choice = choose({ candidates, random: () => 0, ...options })!;
    expect(becauseOf(choice, candidates).en).toBe(because);
  });

  test("a decision record lists the chosen one first, then best first", () => {
    const candidates = [candidate("low", { inFlight: 4 }), candidate("mid"), candidate("top", fit)];
    const choice = choose({ candidates, random: () => 0 })!;
    const listed = candidatesOf(choice, candidates);
    expect(listed.map(({ agentId }) => agentId)).toEqual(["top", "mid", "low"]);
    expect(listed[0]).toMatchObject({ instanceId: "top-1", version: "1.0.0", capability: "plan" });
    expect(listed[0]!.scores).toMatchObject({ load: 1, quality: 0 });
    expect(listed[0]!.total).toBe(choice.weighed[2]!.total);
  });

  test("who is beaten in every objective is named with who beats it; the Pareto front is not", () => {
    const candidates = [candidate("top", fit), candidate("cheap", { cost: 0.1 }), candidate("slow", { inFlight: 1 })];
    const listed = candidatesOf(choose({ candidates, random: () => 0 })!, candidates);
    expect(listed.map(({ agentId, beatenBy }) => [agentId, beatenBy])).toEqual([
      ["top", ""],
      ["cheap", ""],
      ["slow", "top-1"],
    ]);
  });

  test("how a candidate came in enters its propensity", () => {
    const candidates = [candidate("a"), candidate("b")];
    const arrivals = [
      { cameAs: "best", inclusion: 1 },
      { cameAs: "random", inclusion: 0.02 },
    ];
    const listed = candidatesOf(choose({ candidates, random: () => 0 })!, candidates, arrivals);
    expect(listed.map(({ cameAs, propensity }) => [cameAs, propensity])).toEqual([
      ["best", 0.5],
      ["random", 0.01],
    ]);
  });

  test("every sentence is there in Korean as well", () => {
    const candidates = [candidate("a"), candidate("hanok", fit)];
    expect(becauseOf(choose({ candidates, random: () => 0 })!, candidates).ko).toBe(
      "hanok (plan): 0.52점, a (plan): 0.32점. 주된 차이는 적합도입니다.",
    );
  });
});
