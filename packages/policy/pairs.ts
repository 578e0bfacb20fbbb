import { create } from "@bufbuild/protobuf";
import type { Outcome } from "@viba/contracts/gen/viba/core/v1/decision_pb";
import { type Synergy, SynergySchema } from "@viba/contracts/gen/viba/learner/v1/learner_pb";
import { compareSynergies } from "./synergy.ts";

/**
 * `prior` runs without any gain are added to what was seen, so that a lucky first run makes no team. 4,096 pairs are
 * those of ninety agents that all met; of a run with more than 32 agents the first by name are looked at.
 */
export const pairDefaults = { prior: 8, maxPairs: 4096, maxAgents: 32 } as const;

interface Sums {
  readonly runs: number;
  readonly reward: number;
}

/** What runs add up to, for each agent and for each pair of agents that met in one. */
export interface Pairs {
  readonly agents: ReadonlyMap<string, Sums>;
  /** By both ids, the first of the alphabet first. */
  readonly pairs: ReadonlyMap<string, Sums>;
  /** Pairs beyond `maxPairs`, each time they met. */
  readonly dropped: number;
}

/** Nobody met. */
export const noPairs: Pairs = { agents: new Map(), pairs: new Map(), dropped: 0 };

/** The pairs with the outcomes of more runs, each run a list. */
export function addRuns(
  before: Pairs,
  runs: readonly (readonly Outcome[])[],
  maxPairs: number = pairDefaults.maxPairs,
): Pairs {
  const agents = new Map(before.agents);
  const pairs = new Map(before.pairs);
  let { dropped } = before;
  for (const outcomes of runs) {
    const met = rewardsOf(outcomes);
    for (const [at, [agentId, reward]] of met.entries()) {
      agents.set(agentId, plus(agents.get(agentId), reward));
      for (const [other, otherReward] of met.slice(at + 1)) {
        const key = `${agentId}\n${other}`;
        const held = pairs.get(key);
        if (!held && pairs.size >= maxPairs) dropped += 1;
        else pairs.set(key, plus(held, (reward + otherReward) / 2));
      }
    }
  }
  return { agents, pairs, dropped };
}

/**
 * What each pair gains: the mean reward of both in runs they shared, over the mean of each in all its runs, shrunk
 * while they met seldom. Ordered by both ids.
 */
export function synergiesOf({ agents, pairs }: Pairs): Synergy[] {
  const synergies = [...pairs].map(([key, { runs, reward }]) => {
    const [agentId = "", otherAgentId = ""] = key.split("\n");
    const usual = (meanOf(agents.get(agentId)) + meanOf(agents.get(otherAgentId))) / 2;
    const gain = ((reward / runs - usual) * runs) / (runs + pairDefaults.prior);
    return create(SynergySchema, { agentId, otherAgentId, gain, runs: BigInt(runs) });
  });
  return synergies.sort(compareSynergies);
}

/** The mean reward of each agent of a run, by name. */
function rewardsOf(outcomes: readonly Outcome[]): [agentId: string, reward: number][] {
  const sums = new Map<string, Sums>();
  for (const { agentId, reward } of outcomes) {
    if (agentId !== "") sums.set(agentId, plus(sums.get(agentId), reward > 0 ? Math.min(1, reward) : 0));
  }
  const means = [...sums].map(([agentId, own]): [string, number] => [agentId, meanOf(own)]);
  return means.sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, pairDefaults.maxAgents);
}

function plus(sums: Sums | undefined, reward: number): Sums {
  return { runs: (sums?.runs ?? 0) + 1, reward: (sums?.reward ?? 0) + reward };
}

function meanOf(sums: Sums | undefined): number {
  return sums && sums.runs > 0 ? sums.reward / sums.runs : 0;
}
