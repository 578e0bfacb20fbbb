import { isLawful, type TeamProblem, valueOf } from "./problem.ts";

/** What a random problem is made of. */
export interface RandomProblem {
  readonly random: () => number;
  readonly candidates: number;
  readonly demands: number;
  readonly minSize: number;
  readonly maxSize: number;
  /** Share of pairs at odds. */
  readonly conflicts: number;
}

/** Candidates of random worth, each meeting one or two demands, with synergies of both signs. */
export function randomProblem({ random, candidates: n, demands, conflicts, ...sizes }: RandomProblem): TeamProblem {
  const synergy = new Float64Array(n * n);
  const conflict = new Uint8Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      synergy[i * n + j] = synergy[j * n + i] = (random() - 0.5) * 0.6;
      conflict[i * n + j] = conflict[j * n + i] = random() < conflicts ? 1 : 0;
    }
  }
  const one = () => 1 << Math.floor(random() * demands);
  return {
    gains: Array.from({ length: n }, () => random() - 0.3 * random()),
    covers: Array.from({ length: n }, () => one() | (random() < 0.4 ? one() : 0)),
    demands,
    synergy,
    conflict,
    ...sizes,
  };
}

/** The value of the best team, by looking at every one; undefined when none is lawful. */
export function bruteForce(problem: TeamProblem): number | undefined {
  let best: number | undefined;
  const grow = (members: number[], from: number) => {
    if (isLawful(problem, members)) best = Math.max(best ?? Number.NEGATIVE_INFINITY, valueOf(problem, members));
    if (members.length === problem.maxSize) return;
    for (let at = from; at < problem.gains.length; at++) grow([...members, at], at + 1);
  };
  grow([], 0);
  return best;
}

/** Numbers in [0, 1) from a seed. */
export function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
