import type { Want } from "@viba/contracts/gen/viba/router/v1/router_pb";
import { claimsOf, goalWords } from "@viba/policy/candidate";
import { matchScore } from "@viba/policy/score";
import { normaliseWeights, type Weights } from "@viba/policy/weights";
import { fits, givenUpOf, type Limits, limitsOf } from "./eligible.ts";
import type { OfferGroup } from "./offer-group.ts";
import type { Makers } from "./offers.ts";

/** What a want comes to for the agents there are: worked out once, and good for every call with the same want until others come. */
export interface WantPlan {
  readonly want: Want;
  /** Who promises the type when this was worked out, and their version then. */
  readonly makers: Makers;
  readonly version: number;
  /** Groups whose promises fit. */
  readonly groups: readonly OfferGroup[];
  /** How well each group matches the want, [0,1]. */
  readonly matches: readonly number[];
  readonly limits: Limits;
  /** What is given up where nobody meets all limits, by name, and the limits without it; undefined when there is nothing of the kind. */
  readonly giveUp: readonly string[];
  readonly looseLimits: Limits | undefined;
  /** The want's own weights; undefined when it names none. */
  readonly weights: Weights | undefined;
  readonly team: readonly string[];
}

/** Agents of a run that synergy is reckoned with; more are not looked at. */
const maxTeam = 64;

/** Works a want out. */
export function planOf(want: Want, makers: Makers): WantPlan {
  const work = { words: goalWords(want.attributes), types: want.availableTypes };
  const groups = [...makers.groups].filter(({ sample }) => fits(sample, want));
  const limits = limitsOf(want);
  const giveUp = givenUpOf(limits);
  return {
    want,
    makers,
    version: makers.version,
    groups,
    matches: groups.map(({ facts }) => {
      const { claims, claimsMet } = claimsOf(facts, work);
      return matchScore(claims, claimsMet);
    }),
    limits,
    giveUp,
    looseLimits: giveUp.length > 0 ? limitsOf(want, true) : undefined,
    weights: Object.keys(want.weights).length > 0 ? normaliseWeights(want.weights) : undefined,
    team: want.team.length > maxTeam ? want.team.slice(0, maxTeam) : want.team,
  };
}

/** The plan, worked out anew when others promise the type than when it was made. */
export function currentPlan(plan: WantPlan, makers: Makers): WantPlan {
  return plan.makers === makers && plan.version === makers.version ? plan : planOf(plan.want, makers);
}
