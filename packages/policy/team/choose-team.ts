import { searchTeams } from "./branch-and-bound.ts";
import { growTeam } from "./local-search.ts";
import type { Team, TeamProblem } from "./problem.ts";
import { type Unmet, unmetDemands } from "./unmet.ts";

/** The best team, or why there is none. */
export type TeamChoice =
  | { readonly kind: "team"; readonly team: Team; readonly exact: boolean }
  | { readonly kind: "infeasible"; readonly unmet: Unmet };

/** Up to so many candidates the search always ends: 20 choose 6 are 38,760 teams, of which some hundred are looked at. */
export const exactUpTo = 20;

/** Greedy beginnings: a small search needs one good team to cut by, a large one that can't end needs the best it can get. */
const starts = { small: 2, large: 48 } as const;

/** Partial teams looked at beyond that; it takes some tens of milliseconds. */
const mostNodes = 50_000;

/** The best team of at most `exactUpTo` candidates, a nearly best one of more; never an unlawful one. */
export function chooseTeam(problem: TeamProblem): TeamChoice {
  const small = problem.gains.length <= exactUpTo;
  const start = growTeam(problem, small ? starts.small : starts.large);
  const { team, complete } = searchTeams(problem, start, small ? Number.POSITIVE_INFINITY : mostNodes);
  if (team) return { kind: "team", team, exact: complete };
  return { kind: "infeasible", unmet: unmetDemands(problem) };
}
