import { create } from "@bufbuild/protobuf";
import { CapabilitySchema } from "@viba/contracts/gen/viba/core/v1/capability_pb";
import { GoalSchema } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import { seededRandom } from "@viba/runtime/random";
import { expect, test } from "vitest";
import { briefSentences } from "./briefs.ts";
import { builtInAgents, type Contest, contestOf, type Try } from "./rivals.ts";
import { rivalRows, routed, weighedBy, worthOf } from "./selection.ts";

const one = (agentId: string, reward: number): Try => {
  const capability = create(CapabilitySchema, { name: "plan", outputType: "t.v1.Plan", cost: 1 });
  return { agentId, capability, quality: reward, merit: 1, latencyMs: 10, cost: 0.01, succeeded: true, reward };
};
const contest = (...tries: Try[]): Contest => ({ text: "", goal: create(GoalSchema), tries });

/** On every third brief the second rival is better, on every fifth it can't. */
const contests = Array.from({ length: 60 }, (_, i) =>
  contest(one("steady", 0.8), ...(i % 5 === 4 ? [] : [one("moody", i % 3 === 0 ? 0.95 : 0.3)])),
);

test("each rival alone, the router and the best of each brief", () => {
  const taken = routed(contests, seededRandom(1));
  expect(taken).toHaveLength(60);
  const worth = worthOf(contests, taken);
  expect(worth).toMatchObject({ briefs: 60, best_single: "steady" });
  expect(worth.best_single_mean).toBeCloseTo(0.8, 9);
  expect(worth.per_brief_best_mean).toBeCloseTo(0.8 + (0.15 * 16) / 60, 9);
  expect(worth.gap_points).toBeCloseTo(4, 9);
  expect(worth.router_mean).toBeGreaterThan(0.65);
  expect(rivalRows(contests, taken).map(({ rival, fits, best_on }) => [rival, fits, best_on])).toEqual([
    ["moody", 48, 16],
    ["steady", 60, 44],
  ]);
});

test("the router settles on the better one of two", () => {
  const clear = Array.from({ length: 80 }, () => contest(one("good", 0.9), one("bad", 0.2)));
  const late = routed(clear, seededRandom(2)).slice(40);
  expect(late.filter(({ agentId }) => agentId === "good").length).toBeGreaterThan(32);
});

test("what a request weighs decides who is best for it", () => {
  const slow = { ...one("slow", 0), quality: 1, merit: 0.95, latencyMs: 3000, cost: 3 };
  const quick = { ...one("quick", 0), quality: 1, merit: 0.85 };
  const bestFor = (quality: number, latency: number) => {
    const weighed = weighedBy(contest(slow, quick), { quality, latency, cost: 1 - quality - latency });
    return weighed.tries.toSorted((a, b) => b.reward - a.reward)[0]!.agentId;
  };
  expect([bestFor(0.98, 0.01), bestFor(0.4, 0.55), bestFor(0.4, 0.05)]).toEqual(["slow", "quick", "quick"]);
});

test("briefs are the same for the same seed and of every use", () => {
  const texts = briefSentences(40, seededRandom(3));
  expect(briefSentences(40, seededRandom(3))).toEqual(texts);
  expect(new Set(texts.map((text) => text.replace(/^\d층 (.*?) \d+㎡.*$/u, "$1"))).size).toBe(10);
  const asking = texts.filter((text) => /\d개/u.test(text)).length;
  expect(asking).toBeGreaterThan(10);
  expect(asking).toBeLessThan(30);
});

test("all agents whose conditions hold plan a sentence, and nobody else", async () => {
  const agents = await builtInAgents();
  const ids = async (text: string) => {
    const found = await contestOf(agents, text, { cpuMs: () => 0, seed: 1 });
    return found!.tries.map(({ agentId, quality, merit }) => [agentId, quality > 0.8 && merit > 0.6]);
  };
  expect(await ids("2층 카페 120㎡")).toEqual([
    ["design_theorist", true],
    ["slicing_planner", true],
    ["typology_planner", true],
  ]);
  expect(await ids("90㎡ 한옥 주택")).toEqual([["architectural_design_specialist", true]]);
});
