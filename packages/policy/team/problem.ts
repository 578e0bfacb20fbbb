/** Most demands of one team: they are the bits of a number. */
export const maxDemands = 30;

/** Whom a team may be made of and what it has to do. Candidates and demands are named by their index. */
export interface TeamProblem {
  /** What each candidate is worth by itself: its score less what it costs. */
  readonly gains: readonly number[];
  /** The demands each candidate meets, as bits. */
  readonly covers: readonly number[];
  /** How many demands there are, at most `maxDemands`. */
  readonly demands: number;
  /** Gain of a pair over the sum of its parts, may be negative; symmetric, row by row. */
  readonly synergy: Float64Array;
  /** 1 where two can't be in one team; symmetric, row by row. */
  readonly conflict: Uint8Array;
  readonly minSize: number;
  readonly maxSize: number;
}

/** A team and what it is worth. */
export interface Team {
  /** Indexes of its members, ascending. */
  readonly members: readonly number[];
  readonly value: number;
}

/** All demands of a problem, as bits. */
export function allDemands({ demands }: TeamProblem): number {
  return 2 ** demands - 1;
}

/** The worth of these members: their gains and the synergy of each pair. */
export function valueOf({ gains, synergy }: TeamProblem, members: readonly number[]): number {
  let value = 0;
  for (let i = 0; i < members.length; i++) {
    value += gains[members[i]!]!;
    for (let j = 0; j < i; j++) value += synergy[members[i]! * gains.length + members[j]!]!;
  }
  return value;
}

/** Whether these members are a lawful team: the right number, every demand met, nobody at odds with another. */
export function isLawful(problem: TeamProblem, members: readonly number[]): boolean {
  const { gains, covers, conflict, minSize, maxSize } = problem;
  if (members.length < minSize || members.length > maxSize) return false;
  let met = 0;
  for (let i = 0; i < members.length; i++) {
    met |= covers[members[i]!]!;
    for (let j = 0; j < i; j++) if (conflict[members[i]! * gains.length + members[j]!] === 1) return false;
  }
  const all = allDemands(problem);
  return (met & all) === all;
}

/** Candidates at odds with nobody in the team so far. */
export function isFree({ gains, conflict }: TeamProblem, members: readonly number[], candidate: number): boolean {
  return !members.some((member) => member === candidate || conflict[member * gains.length + candidate] === 1);
}
