import type { PolicySnapshot, Synergy } from "@viba/contracts/gen/viba/learner/v1/learner_pb";
import { compareText } from "./arms.ts";

/** The order of a snapshot's synergies: the first agent, then the other. */
export function compareSynergies(
  a: Pick<Synergy, "agentId" | "otherAgentId">,
  b: Pick<Synergy, "agentId" | "otherAgentId">,
): number {
  return compareText(a.agentId, b.agentId) || compareText(a.otherAgentId, b.otherAgentId);
}

/** What two agents gain together over what each brings alone, -1 to 1; undefined when they never met. */
export function gainOf(snapshot: PolicySnapshot | undefined, one: string, other: string): number | undefined {
  const pairs = snapshot?.synergies ?? [];
  const [agentId, otherAgentId] = one < other ? [one, other] : [other, one];
  const wanted = { agentId, otherAgentId };
  let low = 0;
  let high = pairs.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const order = compareSynergies(pairs[middle]!, wanted);
    if (order === 0) return cut(pairs[middle]!.gain);
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
}

/**
 * How well an agent gets on with a team, 0 to 1: the mean over the others of it, where -1 becomes 0 and 1 becomes 1. A
 * pair that never met counts 0, so for a team nobody of which is known it is 0 for everybody.
 */
export function synergyWith(snapshot: PolicySnapshot | undefined, agentId: string, team: readonly string[]): number {
  if (team.length === 0 || snapshot === undefined || snapshot.synergies.length === 0) return 0;
  let sum = 0;
  let others = 0;
  for (const member of team) {
    if (member === agentId) continue;
    others += 1;
    const gain = gainOf(snapshot, agentId, member);
    if (gain !== undefined) sum += (gain + 1) / 2;
  }
  return others === 0 ? 0 : sum / others;
}

function cut(gain: number): number {
  return Number.isNaN(gain) ? 0 : Math.max(-1, Math.min(1, gain));
}
