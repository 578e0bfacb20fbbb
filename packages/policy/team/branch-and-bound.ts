import { allDemands, type Team, type TeamProblem } from "./problem.ts";

/** How a search ended. */
export interface Searched {
  /** The best team found; undefined when there is none. */
  readonly team: Team | undefined;
  /** Whether nothing was left unsearched: then the team is the best there is. */
  readonly complete: boolean;
  /** Partial teams looked at. */
  readonly nodes: number;
}

/** Values closer than this are equal: they differ only by the order of additions. */
const sameValue = 1e-9;

/**
 * The best team by branch and bound, from a team known before (`start`), within a number of partial teams. A branch is
 * left when even the best that its remaining candidates promise (own gain, and half of the best synergies each of them
 * has) can't beat the best team so far, or when they can't meet what is still demanded.
 */
export function searchTeams(problem: TeamProblem, start: Team | undefined, maxNodes: number): Searched {
  const { gains, covers, synergy, conflict, minSize, maxSize } = problem;
  const n = gains.length;
  const all = allDemands(problem);
  const half = halfSynergies(problem);
  const order = orderOf(problem, half);
  const chosen: number[] = [];
  // What each candidate adds to the team so far and how many of the team it is at odds with, one row for each depth.
  const adds = Array.from({ length: maxSize + 1 }, () => Float64Array.from(gains));
  const blocked = Array.from({ length: maxSize + 1 }, () => new Uint8Array(n));
  const best = { members: start?.members ?? [], value: start?.value ?? Number.NEGATIVE_INFINITY };
  const top = new Float64Array(maxSize + 1);
  let found = start !== undefined;
  let nodes = 0;

  const reachable = (from: number, depth: number, met: number): boolean => {
    let may = met;
    for (let at = from; at < n; at++) if (blocked[depth]![order[at]!] === 0) may |= covers[order[at]!]!;
    return (may & all) === all;
  };
  /** No team grown from here is worth more than this beyond what it is worth now. */
  const promise = (from: number, depth: number): number => {
    const room = maxSize - depth;
    const bonus = half[Math.max(0, room - 1)]!;
    let held = 0;
    for (let at = from; at < n; at++) {
      const candidate = order[at]!;
      if (blocked[depth]![candidate] === 1) continue;
      const most = adds[depth]![candidate]! + bonus[candidate]!;
      if (held === room && most <= top[room - 1]!) continue;
      let place = held < room ? held++ : room - 1;
      for (; place > 0 && top[place - 1]! < most; place--) top[place] = top[place - 1]!;
      top[place] = most;
    }
    const must = minSize - depth;
    if (held < must) return Number.NEGATIVE_INFINITY;
    let sum = 0;
    for (let at = 0; at < held && (at < must || top[at]! > 0); at++) sum += top[at]!;
    return sum;
  };
  const descend = (from: number, depth: number, value: number, met: number): void => {
    nodes += 1;
    if (depth >= minSize && (met & all) === all && (!found || value > best.value + sameValue)) {
      found = true;
      best.members = [...chosen];
      best.value = value;
    }
    if (depth === maxSize) return;
    for (let at = from; at < n && nodes < maxNodes; at++) {
      if (value + promise(at, depth) <= best.value + sameValue || !reachable(at, depth, met)) return;
      const candidate = order[at]!;
      if (blocked[depth]![candidate] === 1) continue;
      const row = candidate * n;
      for (let other = 0; other < n; other++) {
        adds[depth + 1]![other] = adds[depth]![other]! + synergy[row + other]!;
        blocked[depth + 1]![other] = blocked[depth]![other]! | conflict[row + other]!;
      }
      chosen.push(candidate);
      descend(at + 1, depth + 1, value + adds[depth]![candidate]!, met | covers[candidate]!);
      chosen.pop();
    }
  };
  descend(0, 0, 0, 0);
  const team = found ? { members: best.members.toSorted((a, b) => a - b), value: best.value } : undefined;
  return { team, complete: nodes < maxNodes, nodes };
}

/** For each number of partners, half of the best synergies each candidate could have with so many. */
function halfSynergies({ gains, synergy, maxSize }: TeamProblem): Float64Array[] {
  const n = gains.length;
  const rows = Array.from({ length: Math.max(1, maxSize) }, () => new Float64Array(n));
  for (let candidate = 0; candidate < n; candidate++) {
    const partners = synergy.slice(candidate * n, (candidate + 1) * n).sort();
    let sum = 0;
    for (let count = 1; count < rows.length; count++) {
      sum += Math.max(0, partners[n - count] ?? 0) / 2;
      rows[count]![candidate] = sum;
    }
  }
  return rows;
}

/** The most promising first: the sooner a good team is known, the more is cut. */
function orderOf({ gains }: TeamProblem, half: readonly Float64Array[]): number[] {
  const most = half.at(-1)!;
  return gains.map((_, at) => at).sort((a, b) => gains[b]! + most[b]! - gains[a]! - most[a]! || a - b);
}
