import { allDemands, isFree, type TeamProblem } from "./problem.ts";

/** Demands that no lawful team meets together. */
export interface Unmet {
  /** Indexes of the demands; empty when not even the size can be reached. */
  readonly demands: readonly number[];
  /** No smaller set can't be met; otherwise only: without any one of them the rest can. */
  readonly smallest: boolean;
}

/** Up to so many demands all their sets are looked at, smallest first. */
const mostExact = 12;

/** Partial teams looked at for one set of demands; beyond it the set counts as one that can be met. */
const mostNodes = 100_000;

/** Why there is no team: the smallest set of demands that can't be met together, exact up to 12 demands. */
export function unmetDemands(problem: TeamProblem): Unmet {
  if (!canMeet(problem, 0)) return { demands: [], smallest: true };
  if (problem.demands > mostExact) return { demands: indexesOf(irreducible(problem)), smallest: false };
  const sets = Array.from({ length: 2 ** problem.demands - 1 }, (_, at) => at + 1);
  const bySize = sets.sort((a, b) => indexesOf(a).length - indexesOf(b).length || a - b);
  const first = bySize.find((set) => !canMeet(problem, set)) ?? allDemands(problem);
  return { demands: indexesOf(first), smallest: true };
}

/** Leaves out one demand after the other as long as the rest can't be met. */
function irreducible(problem: TeamProblem): number {
  let set = allDemands(problem);
  for (const demand of indexesOf(set)) {
    const rest = set & ~(1 << demand);
    if (!canMeet(problem, rest)) set = rest;
  }
  return set;
}

/** Whether some team of the right size, nobody at odds, meets these demands. */
export function canMeet(problem: TeamProblem, wanted: number): boolean {
  const { covers, minSize, maxSize } = problem;
  let nodes = 0;
  const grow = (members: readonly number[], open: number, from: number): boolean => {
    if (++nodes > mostNodes) return true;
    if (open === 0 && members.length >= minSize) return true;
    if (members.length === maxSize) return false;
    const tries: number[] = [];
    if (open !== 0) {
      const demand = rarest(problem, members, open);
      for (let at = 0; at < covers.length; at++) {
        if ((covers[at]! & (1 << demand)) !== 0 && isFree(problem, members, at)) tries.push(at);
      }
      return tries.some((at) => grow([...members, at], open & ~covers[at]!, 0));
    }
    // All is met: whoever is at odds with nobody fills the team up, in order, so that no team comes twice.
    for (let at = from; at < covers.length; at++) if (isFree(problem, members, at)) tries.push(at);
    return tries.some((at) => grow([...members, at], 0, at + 1));
  };
  return grow([], wanted, 0);
}

/** The demand with the fewest who may meet it: where the search fails soonest. */
function rarest(problem: TeamProblem, members: readonly number[], open: number): number {
  const counts = indexesOf(open).map((demand) => {
    const count = problem.covers.filter(
      (met, at) => (met & (1 << demand)) !== 0 && isFree(problem, members, at),
    ).length;
    return { demand, count };
  });
  return counts.reduce((least, one) => (one.count < least.count ? one : least)).demand;
}

function indexesOf(set: number): number[] {
  const indexes: number[] = [];
  for (let at = 0; 2 ** at <= set; at++) if ((set & (1 << at)) !== 0) indexes.push(at);
  return indexes;
}
