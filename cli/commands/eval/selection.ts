import { create } from "@bufbuild/protobuf";
import { BriefSchema } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { ConceptSchema } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import { OutcomeSchema } from "@viba/contracts/gen/viba/core/v1/decision_pb";
import { rewardDefaults, rewardOf, type RewardWeights } from "@viba/policy/reward";
import { candidateOf, claimsOf, factsOf, goalWords } from "@viba/policy/candidate";
import { choose } from "@viba/policy/choose";
import { addOutcome, noArms, snapshotOf, ucb1Defaults } from "@viba/policy/ucb1";
import { seededRandom } from "@viba/runtime/random";
import { table } from "../../output/table.ts";
import { briefSentences } from "./briefs.ts";
import type { EvalAnswer, EvalTask } from "./eval.ts";
import { type AssessorRow, assessorRows } from "./assessors.ts";
import { builtInAgents, type Contest, contestOf, type Try } from "./rivals.ts";

/** How far, in points of 100, the best single rival has to lie under the best of each brief for rivals to differ. */
export const leastGapPoints = 5;

/** One rival over all briefs; rewards are 0 to 1. */
export interface RivalRow {
  readonly rival: string;
  /** Briefs its conditions hold for. */
  readonly fits: number;
  /** Mean reward where it fits. */
  readonly mean_where_fit: number;
  /** Mean reward over all briefs; 0 where it can't. */
  readonly mean: number;
  /** Briefs on which no other earned more. */
  readonly best_on: number;
  /** Briefs on which the router chose it. */
  readonly chosen: number;
  readonly mean_quality: number;
  readonly mean_merit: number;
  readonly mean_cpu_ms: number;
  readonly p95_cpu_ms: number;
}

/** What choosing is worth over some briefs. */
export interface Worth {
  readonly briefs: number;
  readonly best_single: string;
  readonly best_single_mean: number;
  readonly router_mean: number;
  readonly per_brief_best_mean: number;
  /** Of the best single one below the best of each brief, in points of 100. */
  readonly gap_points: number;
}

/** What is there when a plan is asked for. */
const planInputs = [BriefSchema.typeName, ConceptSchema.typeName];

/** Lets the router's policy choose on each contest in turn; it learns only from what it chose. */
export function routed(contests: readonly Contest[], random: () => number, weights?: RewardWeights): Try[] {
  let arms = noArms;
  return contests.map(({ goal, tries }, i) => {
    const work = { words: goalWords(goal.attributes), types: planInputs };
    const idle = { version: "0.1.0", inFlight: 0, silentMs: 0, leaseMs: 3000 };
    const candidates = tries.map(({ agentId, capability }) => {
      const facts = factsOf(capability);
      return candidateOf(facts, { ...idle, agentId, instanceId: agentId }, claimsOf(facts, work));
    });
    const facts = { version: BigInt(i), cursor: BigInt(i), exploration: ucb1Defaults.exploration, madeAtMs: 0 };
    const snapshot = i === 0 ? {} : { snapshot: snapshotOf(arms, facts) };
    const taken = tries[choose({ candidates, random, ...snapshot, ...(weights ? { weights } : {}) })!.index]!;
    const { agentId, capability, quality, merit, latencyMs, cost, succeeded } = taken;
    const parts = { quality, merit, latencyMs, cost, succeeded };
    // What one request weighs is no reason to think otherwise of an agent: it is learned by the usual weights.
    const outcome = { agentId, outputType: capability.outputType, ...parts, reward: rewardOf(parts) };
    arms = addOutcome(arms, create(OutcomeSchema, outcome));
    return taken;
  });
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

const bestOf = ({ tries }: Contest): number => Math.max(...tries.map((one) => one.reward));

const rivalsOf = (contests: readonly Contest[]): string[] =>
  [...new Set(contests.flatMap(({ tries }) => tries.map((one) => one.agentId)))].sort();

/** The one try of a rival; an agent with several promises that hold is judged by its best. */
function ownTry({ tries }: Contest, rival: string): Try | undefined {
  const own = tries.filter((one) => one.agentId === rival);
  return own.toSorted((a, b) => b.reward - a.reward)[0];
}

/** Every rival's row. */
export function rivalRows(contests: readonly Contest[], taken: readonly Try[]): RivalRow[] {
  return rivalsOf(contests).map((rival) => {
    const own = contests.map((contest) => ownTry(contest, rival));
    const fit = own.filter((one) => one !== undefined);
    return {
      rival,
      fits: fit.length,
      mean_where_fit: mean(fit.map((one) => one.reward)),
      mean: mean(own.map((one) => one?.reward ?? 0)),
      best_on: own.filter((one, i) => one && one.reward >= bestOf(contests[i]!) - 1e-9).length,
      chosen: taken.filter((one) => one.agentId === rival).length,
      mean_quality: mean(fit.map((one) => one.quality)),
      mean_merit: mean(fit.map((one) => one.merit)),
      mean_cpu_ms: mean(fit.map((one) => one.latencyMs)),
      p95_cpu_ms: fit.map((one) => one.latencyMs).sort((a, b) => a - b)[Math.ceil(fit.length * 0.95) - 1] ?? 0,
    };
  });
}

/** What choosing is worth over these contests. */
export function worthOf(contests: readonly Contest[], taken: readonly Try[]): Worth {
  const rows = rivalRows(contests, taken).toSorted((a, b) => b.mean - a.mean);
  const best = mean(contests.map(bestOf));
  const single = rows[0]?.mean ?? 0;
  return {
    briefs: contests.length,
    best_single: rows[0]?.rival ?? "",
    best_single_mean: single,
    router_mean: mean(taken.map((one) => one.reward)),
    per_brief_best_mean: best,
    gap_points: (best - single) * 100,
  };
}

/** Has every rival plan many briefs and compares each alone, the router's choice and the best of each brief. */
export async function evalSelection(task: EvalTask): Promise<EvalAnswer> {
  const agents = await builtInAgents();
  const texts = briefSentences(task.briefs, seededRandom(task.seed));
  const contests: Contest[] = [];
  for (const [i, text] of texts.entries()) {
    const contest = await contestOf(agents, text, task);
    if (contest) contests.push(contest);
    const rewards = contest?.tries.map((one) => `${one.agentId} ${one.reward.toFixed(3)}`).join(", ");
    task.progress(`${i + 1}/${texts.length} ${text}: ${rewards ?? "no contest"}`);
  }
  const taken = routed(contests, seededRandom(task.seed + 1));
  const rivals = rivalRows(contests, taken);
  const all = worthOf(contests, taken);
  // Where only one can, there is nothing to choose: these show what is left of the difference without them.
  const open = contests.filter(contested);
  const contestedOnly = worthOf(open, routed(open, seededRandom(task.seed + 1)));
  const bare = open.map(withoutMerit);
  const without = worthOf(bare, routed(bare, seededRandom(task.seed + 1)));
  const asked = weighings.map(({ name, weights }) => {
    const weighed = open.map((contest) => weighedBy(contest, weights));
    return { name, weights, ...worthOf(weighed, routed(weighed, seededRandom(task.seed + 1), weights)) };
  });
  const passed = all.gap_points >= leastGapPoints && contestedOnly.gap_points >= leastGapPoints;
  task.progress("energy methods and reviewers");
  const assessors = assessorRows(agents, contests, task);
  const worths = { ...all, contested: contestedOnly, without_merit: without, asked_to_weigh: asked };
  const json = { eval: "selection", seed: task.seed, asked: texts.length, ...worths, rivals, assessors, passed };
  const rows: (readonly [string, Worth])[] = [
    ["all", all],
    ["two or more can", contestedOnly],
    ["of these, merit left out", without],
    ...asked.map((one) => [`of these, asked to be ${one.name}`, one] as const),
  ];
  return { json, text: `${textOf(rivals, rows)}\n${assessorsText(assessors)}`, passed };
}

const contested = ({ tries }: Contest): boolean => new Set(tries.map((one) => one.agentId)).size > 1;

/** What a request may weigh instead of the usual. */
const weighings: readonly { readonly name: string; readonly weights: RewardWeights }[] = [
  { name: "good", weights: { quality: 0.9, latency: 0.05, cost: 0.05 } },
  { name: "fast", weights: { quality: 0.4, latency: 0.55, cost: 0.05 } },
  { name: "cheap", weights: { quality: 0.4, latency: 0.05, cost: 0.55 } },
];

/** The contest as somebody sees it who weighs otherwise. */
export const weighedBy = (contest: Contest, weights: RewardWeights): Contest => ({
  ...contest,
  tries: contest.tries.map((one) => ({ ...one, reward: rewardOf(one, weights) })),
});

/** The contest as the checks alone see it: every design that holds them is as good as another. */
const withoutMerit = (contest: Contest): Contest => ({
  ...contest,
  tries: contest.tries.map((one) => ({ ...one, merit: 1, reward: rewardOf({ ...one, merit: 1 }) })),
});

function assessorsText(rows: readonly AssessorRow[]): string {
  const lines = rows.map((row) => [
    `${row.of}: ${row.rival}`,
    String(row.designs),
    row.mean_right.toFixed(3),
    row.least_right.toFixed(3),
    row.mean_cpu_ms.toFixed(0),
    row.mean_reward.toFixed(3),
  ]);
  const header = ["those who judge", "designs", "right", "least right", "cpu ms", "reward"];
  return `${table(header, lines)}
right: energy: 1 less what a year's heating and cooling are off those reckoned hour by hour, the reference
       review: share of the faults put into a design that make a check worse than it was
reward: as above, with right in place of quality and merit
`;
}

/** How a reward comes about, for whoever reads the table. */
function rewardNote(): string {
  const { weights, targetMs } = rewardDefaults;
  return [
    `reward = ${weights.quality} x quality x merit + ${weights.latency} x speed + ${weights.cost} x thrift`,
    "quality, merit: by the review of the written IFC file: whether it holds; how well it is laid out beyond that",
    `speed: 1 up to ${targetMs} ms of processor time, then ${targetMs} ms over it; thrift: 1 over (1 + seconds of one core)`,
    "router: chooses as it does in the mesh, brief after brief, and learns from what it chose alone",
  ].join("\n");
}

function textOf(rivals: readonly RivalRow[], worths: readonly (readonly [string, Worth])[]): string {
  const header = [
    "rival",
    "fits",
    "mean where it fits",
    "over all",
    "best on",
    "chosen",
    "quality",
    "merit",
    "cpu ms",
    "p95",
  ];
  const lines = rivals.map((row) => [
    row.rival,
    String(row.fits),
    row.mean_where_fit.toFixed(3),
    row.mean.toFixed(3),
    String(row.best_on),
    String(row.chosen),
    row.mean_quality.toFixed(3),
    row.mean_merit.toFixed(3),
    row.mean_cpu_ms.toFixed(0),
    row.p95_cpu_ms.toFixed(0),
  ]);
  const worth = ([name, one]: readonly [string, Worth]) => [
    `${name} (${one.briefs})`,
    `${one.best_single} ${one.best_single_mean.toFixed(3)}`,
    one.router_mean.toFixed(3),
    one.per_brief_best_mean.toFixed(3),
    one.gap_points.toFixed(1),
  ];
  const choosing = table(["briefs", "best single", "router", "best of each brief", "gap, points"], worths.map(worth));
  return `${table(header, lines)}\n${choosing}\n${rewardNote()}\n`;
}
