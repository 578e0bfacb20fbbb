import { create } from "@bufbuild/protobuf";
import { type Candidate, CandidateSchema } from "@viba/contracts/gen/viba/core/v1/decision_pb";
import type { PolicyCandidate } from "./candidate.ts";
import type { Choice, Weighed } from "./choose.ts";
import { objectives } from "./weights.ts";

/** The candidates of a choice as a decision record shows them: the chosen one first, then best first. */
export function candidatesOf(choice: Choice, candidates: readonly PolicyCandidate[]): Candidate[] {
  return choice.ranking.map((at) => {
    const { agentId, instanceId, version, capability } = candidates[at]!;
    const { scores, total } = choice.weighed[at]!;
    return create(CandidateSchema, { agentId, instanceId, version, capability, scores, total });
  });
}

/** One English sentence for a person: who was chosen and what told it from the next best. */
export function becauseOf(choice: Choice, candidates: readonly PolicyCandidate[]): string {
  const { agentId, capability } = candidates[choice.index]!;
  const chosen = choice.weighed[choice.index]!;
  const [, nextAt] = choice.ranking;
  const who = `${agentId} (${capability})`;
  if (nextAt === undefined) return `${who} is the only one that can do it.`;
  const next = choice.weighed[nextAt]!;
  const against = `${candidates[nextAt]!.agentId} (${candidates[nextAt]!.capability})`;
  if (chosen.bonus === Number.POSITIVE_INFINITY) return `${who} was never tried for this and is tried now.`;
  const [own, other] = [chosen.total + chosen.bonus, next.total + next.bonus];
  if (own < other) return `${who} was chosen at random, to learn about it; ${against} scored higher.`;
  if (chosen.propensity === next.propensity) return `${who} and ${against} are equal; chance decided.`;
  if (chosen.total < next.total) return `${who} scored less than ${against} but is less known, so it is tried.`;
  const lead = leadOf(chosen, next, choice);
  const figures = `${chosen.total.toFixed(2)} against ${next.total.toFixed(2)}`;
  return `${who} scored ${figures} of ${against}, mostly by ${lead}.`;
}

/** The objective that adds most to the lead. */
function leadOf(chosen: Weighed, next: Weighed, choice: Choice): string {
  const gain = (objective: (typeof objectives)[number]) =>
    choice.weights[objective] * (chosen.scores[objective] - next.scores[objective]);
  return objectives.reduce((best, objective) => (gain(objective) > gain(best) ? objective : best));
}
