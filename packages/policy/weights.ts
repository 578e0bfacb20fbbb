/** What is weighed when choosing, in the order in which scores are added up. */
export const objectives = ["match", "quality", "latency", "load", "cost", "synergy", "freshness"] as const;

/** One of the things that are weighed. */
export type Objective = (typeof objectives)[number];

/** Objective -> weight; all are there and they add up to 1. */
export type Weights = Readonly<Record<Objective, number>>;

/**
 * Fit for the goal and proven quality lead, since a wrong design costs a person more than a slow one; load comes next,
 * so that equal agents share the work. Who gets on with whom and who was heard of last decide between equals.
 */
export const defaultWeights: Weights = {
  match: 0.3,
  quality: 0.3,
  latency: 0.1,
  load: 0.15,
  cost: 0.05,
  synergy: 0.05,
  freshness: 0.05,
};

/**
 * The weights a request asked for, scaled to add up to 1. An objective it doesn't name weighs nothing; a negative or
 * infinite weight counts as 0, and when nothing is left the defaults are used.
 */
export function normaliseWeights(asked: Readonly<Record<string, number>> | undefined): Weights {
  const given = objectives.map((objective) => usable(asked?.[objective]));
  const sum = given.reduce((total, weight) => total + weight, 0);
  if (!(sum > 0)) return defaultWeights;
  return Object.fromEntries(objectives.map((objective, at) => [objective, given[at]! / sum])) as Weights;
}

/** Above this a weight is cut, so that no sum of weights overflows. */
const mostWeight = 1e9;

function usable(weight: number | undefined): number {
  return weight !== undefined && Number.isFinite(weight) ? Math.min(mostWeight, Math.max(0, weight)) : 0;
}
