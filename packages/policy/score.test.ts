import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PolicyCandidate } from "./candidate.ts";
import { anyCandidate, anySnapshot, anyWeights, candidate, snapshot } from "./fixtures.ts";
import { scoreCandidates } from "./score.ts";
import { defaultWeights, normaliseWeights, type Objective } from "./weights.ts";

const unknown: Partial<PolicyCandidate> = {
  expectedLatencyMs: undefined,
  cost: undefined,
  inFlight: undefined,
  silentMs: undefined,
};

describe("scores", () => {
  test.each<{ story: string; objective: Objective; facts: Partial<PolicyCandidate>[]; scores: number[] }>([
    {
      story: "a specialist that fits, one that fits in part, a generalist",
      objective: "match",
      facts: [{ claims: 2, claimsMet: 2 }, { claims: 2, claimsMet: 1 }, {}],
      scores: [2 / 3, 1 / 3, 0],
    },
    {
      story: "more claims met say more",
      objective: "match",
      facts: [
        { claims: 3, claimsMet: 3 },
        { claims: 1, claimsMet: 1 },
      ],
      scores: [0.75, 0.5],
    },
    {
      story: "latency against the target of a second",
      objective: "latency",
      facts: [{ expectedLatencyMs: 0 }, { expectedLatencyMs: 1000 }, { expectedLatencyMs: 3000 }, unknown],
      scores: [1, 0.5, 0.25, 0],
    },
    {
      story: "free slots",
      objective: "load",
      facts: [{ inFlight: 0 }, { inFlight: 3 }, { inFlight: 9 }, { inFlight: undefined }],
      scores: [1, 0.25, 0, 0],
    },
    {
      story: "what waits inside takes places, strain takes half of the free ones",
      objective: "load",
      facts: [{ queued: 2 }, { cpu: 1 }, { memory: 0.75 }, { cpu: 0.5, memory: 0.1 }, { queued: 9, cpu: 1 }],
      scores: [0.5, 0.5, 0.75, 1, 0],
    },
    {
      story: "cost against one unit",
      objective: "cost",
      facts: [{ cost: 0 }, { cost: 1 }, { cost: 4 }, { cost: undefined }],
      scores: [1, 0.5, 0.2, 0],
    },
    {
      story: "time since the last sign of life against the lease",
      objective: "freshness",
      facts: [{ silentMs: 0 }, { silentMs: 1500 }, { silentMs: 9000 }, { silentMs: undefined }],
      scores: [1, 0.5, 0, 0],
    },
  ])("$objective: $story", ({ objective, facts, scores }) => {
    const candidates = facts.map((fact, at) => candidate(`a${at}`, fact));
    const found = scoreCandidates(candidates, defaultWeights).map((score) => score.scores[objective]);
    expect(found.map((score) => Number(score.toFixed(9)))).toEqual(scores.map((score) => Number(score.toFixed(9))));
  });

  test("quality and latency are learned; an agent or type without an arm has no quality", () => {
    const known = snapshot([
      { agentId: "a", meanReward: 0.9, meanLatencyMs: 1000 },
      { agentId: "b", meanReward: 0.4, meanLatencyMs: 0 },
    ]);
    const candidates = [
      candidate("a", { expectedLatencyMs: 1 }),
      candidate("b", { expectedLatencyMs: 250 }),
      candidate("c", { expectedLatencyMs: 3000 }),
      candidate("a", { outputType: "viba.aec.v1.Model", expectedLatencyMs: 0 }),
    ];
    const scored = scoreCandidates(candidates, defaultWeights, known);
    expect(scored.map(({ scores }) => scores.quality)).toEqual([0.9, 0.4, 0, 0]);
    expect(scored.map(({ scores }) => scores.latency)).toEqual([0.5, 0.8, 0.25, 1]);
  });

  test("saying nothing scores nothing: the denominator stays", () => {
    expect(scoreCandidates([candidate("a", unknown)], defaultWeights)[0]!.total).toBe(0);
    const full = { claims: 99, claimsMet: 99, expectedLatencyMs: 0, cost: 0 };
    const known = snapshot([{ agentId: "a", meanReward: 1 }], {
      synergies: [{ agentId: "a", otherAgentId: "b", gain: 1 }],
    });
    const [best] = scoreCandidates([candidate("a", full)], defaultWeights, known, ["b"]);
    expect(best!.total).toBeGreaterThan(0.99);
  });

  test("all scores and totals are in [0,1], whatever agents declare", () => {
    fc.assert(
      fc.property(fc.array(anyCandidate, { maxLength: 16 }), anyWeights, anySnapshot, (candidates, asked, known) => {
        for (const { scores, total } of scoreCandidates(candidates, normaliseWeights(asked), known)) {
          for (const value of [...Object.values(scores), total]) expect(value >= 0 && value <= 1).toBe(true);
        }
      }),
    );
  });

  test("the order of the candidates changes nothing", () => {
    const shuffled = fc
      .array(anyCandidate, { minLength: 1, maxLength: 16 })
      .chain((list) => fc.tuple(fc.constant(list), shuffle(list.length)));
    fc.assert(
      fc.property(shuffled, anySnapshot, ([candidates, order], known) => {
        const straight = scoreCandidates(candidates, defaultWeights, known);
        const mixed = scoreCandidates(
          order.map((at) => candidates[at]!),
          defaultWeights,
          known,
        );
        expect(mixed).toEqual(order.map((at) => straight[at]));
      }),
    );
  });
});

function shuffle(length: number): fc.Arbitrary<number[]> {
  const indexes = Array.from({ length }, (_, at) => at);
  return fc.shuffledSubarray(indexes, { minLength: length });
}
