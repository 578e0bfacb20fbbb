import { allDemands, isFree, isLawful, type Team, type TeamProblem, valueOf } from "./problem.ts";

/** A step that gains less than this is none. */
const noGain = 1e-9;

/**
 * A good team, seldom the best: grown greedily from candidates spread over all, then mended by swapping, adding and leaving
 * out members as long as that gains. Undefined when none was found, which doesn't prove that there is none.
 */
export function growTeam(problem: TeamProblem, mostStarts: number): Team | undefined {
  const n = problem.gains.length;
  const step = Math.max(1, n / mostStarts);
  let best: Team | undefined;
  for (let start = 0; start < n; start += step) {
    const grown = grow(problem, Math.floor(start));
    if (!grown) continue;
    const members = mend(problem, grown);
    const value = valueOf(problem, members);
    if (!best || value > best.value + noGain) best = { members: members.toSorted((a, b) => a - b), value };
  }
  return best;
}

/** Adds whoever meets most of what is still demanded, then whoever gains most. */
function grow(problem: TeamProblem, first: number): number[] | undefined {
  const all = allDemands(problem);
  const members = [first];
  let met = problem.covers[first]!;
  while (members.length < problem.maxSize) {
    const open = all & ~met;
    const next = bestOf(problem, members, open);
    if (next === undefined) break;
    if (open === 0 && members.length >= problem.minSize && addsTo(problem, members, next) <= 0) break;
    members.push(next);
    met |= problem.covers[next]!;
  }
  return isLawful(problem, members) ? members : undefined;
}

function bestOf(problem: TeamProblem, members: readonly number[], open: number): number | undefined {
  let best: number | undefined;
  let bestMeets = -1;
  let bestAdds = 0;
  for (let candidate = 0; candidate < problem.gains.length; candidate++) {
    if (!isFree(problem, members, candidate)) continue;
    const meets = countBits(problem.covers[candidate]! & open);
    const adds = addsTo(problem, members, candidate);
    if (meets < bestMeets || (meets === bestMeets && adds <= bestAdds && best !== undefined)) continue;
    [best, bestMeets, bestAdds] = [candidate, meets, adds];
  }
  return best;
}

/** One change at a time, the best of all, until none gains. */
function mend(problem: TeamProblem, grown: readonly number[]): number[] {
  let members = [...grown];
  for (;;) {
    const value = valueOf(problem, members);
    let gain = noGain;
    let better: number[] | undefined;
    for (const changed of neighbours(problem, members)) {
      const more = changed.value - value;
      if (more <= gain || !isLawful(problem, changed.members)) continue;
      gain = more;
      better = changed.members;
    }
    if (!better) return members;
    members = better;
  }
}

function* neighbours(
  problem: TeamProblem,
  members: readonly number[],
): Generator<{ members: number[]; value: number }> {
  const whole = valueOf(problem, members);
  for (let at = -1; at < members.length; at++) {
    // -1 leaves nobody out: somebody is added.
    const rest = members.filter((_, index) => index !== at);
    const restValue = at < 0 ? whole : whole - addsTo(problem, rest, members[at]!);
    if (at >= 0) yield { members: rest, value: restValue };
    if (rest.length >= problem.maxSize) continue;
    for (let candidate = 0; candidate < problem.gains.length; candidate++) {
      if (candidate === members[at] || !isFree(problem, rest, candidate)) continue;
      yield { members: [...rest, candidate], value: restValue + addsTo(problem, rest, candidate) };
    }
  }
}

function addsTo({ gains, synergy }: TeamProblem, members: readonly number[], candidate: number): number {
  let adds = gains[candidate]!;
  for (const member of members) adds += synergy[candidate * gains.length + member]!;
  return adds;
}

function countBits(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count += 1;
  return count;
}
