import type { Candidate } from "@viba/contracts/gen/viba/core/v1/decision_pb";
import type { PolicyCandidate } from "./candidate.ts";
import type { Choice, Weighed } from "./choose.ts";
import { type Objective, objectives } from "./weights.ts";

/** A sentence for people. */
export interface Sentence {
  readonly en: string;
  readonly ko: string;
}

/** The objectives as people read them. */
export const objectiveTitles: Readonly<Record<Objective, Sentence>> = {
  match: { en: "match", ko: "적합도" },
  quality: { en: "quality", ko: "품질" },
  latency: { en: "latency", ko: "속도" },
  load: { en: "load", ko: "여유" },
  cost: { en: "cost", ko: "비용" },
  synergy: { en: "synergy", ko: "협업" },
  freshness: { en: "freshness", ko: "최신성" },
};

/** How each candidate came among those weighed, in their order; without it all that fit were weighed. */
export interface Arrival {
  readonly cameAs: string;
  /** Probability with which it came among them. */
  readonly inclusion: number;
}

/** What a record names of a candidate. */
export type Named = Pick<PolicyCandidate, "agentId" | "instanceId" | "version" | "capability">;

/** The candidates of a choice as a decision record shows them: the chosen one first, then best first. */
export function candidatesOf(choice: Choice, candidates: readonly Named[], arrivals?: readonly Arrival[]): Candidate[] {
  return choice.ranking.map((at): Candidate => {
    const { agentId, instanceId, version, capability } = candidates[at]!;
    const { scores, total, propensity } = choice.weighed[at]!;
    const arrival = arrivals?.[at];
    const beatenBy = beaten(choice.weighed, at);
    return {
      $typeName: "viba.core.v1.Candidate",
      agentId,
      instanceId,
      version,
      capability,
      scores,
      total,
      leftOut: "",
      propensity: propensity * (arrival?.inclusion ?? 1),
      cameAs: arrival?.cameAs ?? "",
      beatenBy: beatenBy < 0 ? "" : candidates[beatenBy]!.instanceId,
    };
  });
}

/** Somebody at least as good in every objective and better in one; -1 on the Pareto front. */
function beaten(weighed: readonly Weighed[], at: number): number {
  const own = weighed[at]!;
  for (let other = 0; other < weighed.length; other++) {
    const { total, scores } = weighed[other]!;
    if (total >= own.total && dominates(scores, own.scores)) return other;
  }
  return -1;
}

/** Written out, objective by objective: a record asks it of each pair of its candidates. */
function dominates(a: Weighed["scores"], b: Weighed["scores"]): boolean {
  if (a.match < b.match || a.quality < b.quality || a.latency < b.latency || a.load < b.load) return false;
  if (a.cost < b.cost || a.synergy < b.synergy || a.freshness < b.freshness) return false;
  const differs = a.match !== b.match || a.quality !== b.quality || a.latency !== b.latency || a.load !== b.load;
  return differs || a.cost !== b.cost || a.synergy !== b.synergy || a.freshness !== b.freshness;
}

/** One sentence for a person: who was chosen and what told it from the next best. */
export function becauseOf(choice: Choice, candidates: readonly Named[]): Sentence {
  const { agentId, capability } = candidates[choice.index]!;
  const chosen = choice.weighed[choice.index]!;
  const [, nextAt] = choice.ranking;
  const who = `${agentId} (${capability})`;
  if (nextAt === undefined) {
    return { en: `${who} is the only one that can do it.`, ko: `${who} 외에는 할 수 있는 에이전트가 없습니다.` };
  }
  const next = choice.weighed[nextAt]!;
  const against = `${candidates[nextAt]!.agentId} (${candidates[nextAt]!.capability})`;
  if (chosen.bonus === Number.POSITIVE_INFINITY) {
    return {
      en: `${who} was never tried for this and is tried now.`,
      ko: `${who}: 이 일을 맡은 적이 없어 한 번 맡겨 봅니다.`,
    };
  }
  const [own, other] = [chosen.total + chosen.bonus, next.total + next.bonus];
  if (own < other) {
    return {
      en: `${who} was chosen at random, to learn about it; ${against} scored higher.`,
      ko: `${who}: 알아보기 위해 무작위로 골랐습니다. 점수는 ${against} 쪽이 높았습니다.`,
    };
  }
  if (chosen.propensity === next.propensity) {
    return {
      en: `${who} and ${against} are equal; chance decided.`,
      ko: `${who}, ${against}: 점수가 같아 무작위로 정했습니다.`,
    };
  }
  if (chosen.total < next.total) {
    return {
      en: `${who} scored less than ${against} but is less known, so it is tried.`,
      ko: `${who}: 점수는 ${against}보다 낮지만 덜 알려져 있어 맡겨 봅니다.`,
    };
  }
  const lead = objectiveTitles[leadOf(chosen, next, choice)];
  const [mine, theirs] = [chosen.total.toFixed(2), next.total.toFixed(2)];
  return {
    en: `${who} scored ${mine} against ${theirs} of ${against}, mostly by ${lead.en}.`,
    ko: `${who}: ${mine}점, ${against}: ${theirs}점. 주된 차이는 ${lead.ko}입니다.`,
  };
}

/** The objective that adds most to the lead. */
function leadOf(chosen: Weighed, next: Weighed, choice: Choice): Objective {
  const gain = (objective: Objective) =>
    choice.weights[objective] * (chosen.scores[objective] - next.scores[objective]);
  return objectives.reduce((best, objective) => (gain(objective) > gain(best) ? objective : best));
}
