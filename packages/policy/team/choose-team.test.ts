import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { searchTeams } from "./branch-and-bound.ts";
import { chooseTeam } from "./choose-team.ts";
import { bruteForce, randomProblem, seeded } from "./fixtures.ts";
import { allDemands, isLawful, type TeamProblem, valueOf } from "./problem.ts";
import { canMeet, unmetDemands } from "./unmet.ts";

const shapes = { size: fc.integer({ min: 1, max: 5 }), candidates: fc.integer({ min: 1, max: 11 }) };

describe("the best team", () => {
  test("is the one that brute force finds, on 1,000 instances with conflicts and negative synergies", () => {
    const random = seeded(7);
    let [feasible, infeasible] = [0, 0];
    for (let round = 0; round < 1000; round++) {
      const candidates = 4 + Math.floor(random() * 9);
      const maxSize = 2 + Math.floor(random() * 4);
      const minSize = random() < 0.5 ? maxSize : 1;
      const problem = randomProblem({ random, candidates, demands: 4, minSize, maxSize, conflicts: 0.2 });
      const best = bruteForce(problem);
      const found = chooseTeam(problem);
      if (best === undefined) infeasible += 1;
      else feasible += 1;
      if (found.kind === "infeasible") expect(best).toBeUndefined();
      else {
        expect(isLawful(problem, found.team.members)).toBe(true);
        expect(found.exact).toBe(true);
        expect(found.team.value).toBeCloseTo(best!, 9);
        expect(valueOf(problem, found.team.members)).toBeCloseTo(best!, 9);
      }
    }
    expect(Math.min(feasible, infeasible)).toBeGreaterThan(100);
  });

  test("is found by the bound alone, without a good team to begin with", () => {
    const random = seeded(11);
    for (let round = 0; round < 200; round++) {
      const problem = randomProblem({ random, candidates: 11, demands: 4, minSize: 2, maxSize: 4, conflicts: 0.1 });
      const value = searchTeams(problem, undefined, Number.POSITIVE_INFINITY).team?.value;
      const best = bruteForce(problem);
      if (best === undefined) expect(value).toBeUndefined();
      else expect(value).toBeCloseTo(best, 9);
    }
  });

  test("of six from twenty looks at a small part of all teams", () => {
    const random = seeded(3);
    const problem = randomProblem({ random, candidates: 20, demands: 6, minSize: 6, maxSize: 6, conflicts: 0.08 });
    const found = chooseTeam(problem);
    expect(found.kind === "team" && found.team.value).toBeCloseTo(bruteForce(problem)!, 9);
    expect(searchTeams(problem, undefined, Number.POSITIVE_INFINITY).nodes).toBeLessThan(5000);
  });

  test("of a hundred is lawful and within 1 % of what ten times the search finds", () => {
    const random = seeded(5);
    for (let round = 0; round < 3; round++) {
      const problem = randomProblem({ random, candidates: 100, demands: 6, minSize: 6, maxSize: 6, conflicts: 0.08 });
      const found = chooseTeam(problem);
      if (found.kind !== "team") throw new TypeError("no team found");
      const long = searchTeams(problem, found.team, 500_000).team!.value;
      expect(isLawful(problem, found.team.members)).toBe(true);
      expect(found.team.value).toBeGreaterThanOrEqual(long * 0.99);
    }
  });
});

describe("an infeasible team", () => {
  const problem = (covers: number[], more: Partial<TeamProblem> = {}): TeamProblem => ({
    gains: covers.map(() => 1),
    covers,
    demands: 3,
    synergy: new Float64Array(covers.length ** 2),
    conflict: new Uint8Array(covers.length ** 2),
    minSize: 1,
    maxSize: 3,
    ...more,
  });
  const atOdds = (n: number, ...pairs: [number, number][]) => {
    const conflict = new Uint8Array(n * n);
    for (const [a, b] of pairs) conflict[a * n + b] = conflict[b * n + a] = 1;
    return { conflict };
  };
  test.each<[string, TeamProblem, number[]]>([
    ["nobody meets a demand", problem([0b001, 0b010]), [2]],
    ["those who meet two are at odds", problem([0b001, 0b010, 0b100], atOdds(3, [0, 2])), [0, 2]],
    ["three take more than two", problem([0b001, 0b010, 0b100], { maxSize: 2 }), [0, 1, 2]],
    ["too few to make a team", problem([0b111], { minSize: 2 }), []],
  ])("%s", (_story, given, demands) => {
    expect(chooseTeam(given)).toEqual({ kind: "infeasible", unmet: { demands, smallest: true } });
  });

  test("names a set that can't be met, while every smaller one can", () => {
    fc.assert(
      fc.property(shapes.candidates, shapes.size, fc.nat(), (candidates, maxSize, seed) => {
        const random = seeded(seed);
        const given = randomProblem({ random, candidates, demands: 5, minSize: 1, maxSize, conflicts: 0.4 });
        const found = chooseTeam(given);
        if (found.kind === "team") return;
        const { demands } = found.unmet;
        expect(canMeet(given, bits(demands))).toBe(false);
        for (let set = 1; set <= allDemands(given); set++) {
          const size = [0, 1, 2, 3, 4].filter((at) => set & (1 << at)).length;
          if (size < demands.length) expect(canMeet(given, set)).toBe(true);
        }
      }),
    );
  });

  test("of many demands names a set of which none can be spared", () => {
    const covers = Array.from({ length: 14 }, (_, at) => 1 << at);
    const given = problem(covers, { demands: 14, maxSize: 14, ...atOdds(14, [3, 9]) });
    expect(unmetDemands(given)).toEqual({ demands: [3, 9], smallest: false });
  });
});

function bits(demands: readonly number[]): number {
  return demands.reduce((set, demand) => set | (1 << demand), 0);
}
