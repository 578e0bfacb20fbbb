import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { snapshot } from "./fixtures.ts";
import { compareSynergies, gainOf, synergyWith } from "./synergy.ts";

const known = snapshot([], {
  synergies: [
    { agentId: "a", otherAgentId: "b", gain: 0.5, runs: 9n },
    { agentId: "a", otherAgentId: "c", gain: -1, runs: 9n },
    { agentId: "b", otherAgentId: "c", gain: Number.NaN, runs: 9n },
  ],
});

describe("synergy with a team", () => {
  test.each<{ story: string; agent: string; team: string[]; score: number }>([
    { story: "nobody yet", agent: "a", team: [], score: 0 },
    { story: "one it gets on with", agent: "a", team: ["b"], score: 0.75 },
    { story: "the same pair the other way round", agent: "b", team: ["a"], score: 0.75 },
    { story: "one it doesn't get on with", agent: "c", team: ["a"], score: 0 },
    { story: "the mean of both", agent: "a", team: ["b", "c"], score: 0.375 },
    { story: "a stranger counts 0", agent: "a", team: ["b", "z"], score: 0.375 },
    { story: "itself is no company", agent: "a", team: ["a", "b"], score: 0.75 },
    { story: "a gain that is no number is none", agent: "b", team: ["c"], score: 0.5 },
  ])("$story", ({ agent, team, score }) => {
    expect(synergyWith(known, agent, team)).toBe(score);
  });

  test("finds every pair of an ordered list, and none that is not there", () => {
    const pair = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e", "f"), { minLength: 2, maxLength: 2 });
    fc.assert(
      fc.property(fc.array(pair), pair, (pairs, asked) => {
        const unique = new Map(pairs.map((names, at) => [names.toSorted().join(), { names: names.toSorted(), at }]));
        const synergies = [...unique.values()]
          .map(({ names, at }) => ({ agentId: names[0]!, otherAgentId: names[1]!, gain: (at % 9) / 10 }))
          .sort(compareSynergies);
        const there = unique.get(asked.toSorted().join());
        expect(gainOf(snapshot([], { synergies }), asked[0]!, asked[1]!)).toBe(there && (there.at % 9) / 10);
      }),
    );
  });
});
