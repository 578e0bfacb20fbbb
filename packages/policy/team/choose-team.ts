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

/** Partial teams looked at beyond that; it takes some tens of milliseconds. */
const mostNodes = 50_000;

/** The best team of at most `exactUpTo` candidates, a nearly best one of more; never an unlawful one. */
export function chooseTeam(problem: TeamProblem): TeamChoice {
  const maxNodes = problem.gains.length <= exactUpTo ? Number.POSITIVE_INFINITY : mostNodes;
  const { team, complete } = searchTeams(problem, growTeam(problem), maxNodes);
  if (team) return { kind: "team", team, exact: complete };
  return { kind: "infeasible", unmet: unmetDemands(problem) };
}
