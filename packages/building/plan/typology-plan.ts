import { clone } from "@bufbuild/protobuf";
import { BriefSchema } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { Concept } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { makeConcept } from "../concept/concept.ts";
import { InfeasibleBrief } from "../concept/infeasible.ts";
import type { Random } from "../concept/random.ts";
import { wishedKind } from "../concept/rooms.ts";
import { basics } from "./asked-rooms.ts";
import { canSlice } from "./layout-slicing.ts";
import { measurePlan } from "./metrics.ts";
import { makePlan } from "./plan.ts";
import { makeSlicedPlan } from "./sliced-plan.ts";

/** A plan with this score leaves nothing to look for. */
const goodEnough = 0.985;

/**
 * The best of some plans: over the concept as it is and, while rooms are missing or proportions poor, over footprints
 * deeper and shallower, and by slicing.
 */
export function makeTypologyPlan(brief: Brief, concept: Concept, random: Random): Plan {
  let best = makePlan(brief, concept, random);
  let bestScore = fitness(brief, best);
  const consider = (plan: Plan): void => {
    const score = fitness(brief, plan);
    if (score > bestScore) [best, bestScore] = [plan, score];
  };
  if (bestScore < goodEnough && canSlice(concept)) {
    consider(makeSlicedPlan(brief, concept, random));
  }
  for (const footprint of otherFootprints) {
    if (bestScore >= goodEnough) return best;
    const other = conceptOf(brief, footprint, random);
    if (other) consider(makePlan(brief, other, random));
  }
  return best;
}

/** Variants of the brief whose footprints are tried, counted from its own: deeper, shallower. */
const otherFootprints = [1, 2] as const;

function conceptOf(brief: Brief, footprint: number, random: Random): Concept | undefined {
  const other = clone(BriefSchema, brief);
  other.variant = brief.variant + footprint;
  try {
    return makeConcept(other, random);
  } catch (error) {
    if (error instanceof InfeasibleBrief) return undefined;
    throw error;
  }
}

/** The score of a plan by its own figures times the share of the rooms asked for that it has. */
const fitness = (brief: Brief, plan: Plan): number =>
  planScore(plan) * roomsMet(brief, plan) ** 2 * basicsMet(brief, plan) ** 2;

/** Share of the rooms its use can't do without that a building has. */
function basicsMet(brief: Brief, plan: Plan): number {
  const rows = (basics[brief.use] ?? []).filter((row) => !brief.exclusions.includes(row[0]!));
  const has = new Set(plan.storeys.flatMap((storey) => storey.spaces.map((space) => space.kind)));
  return rows.length === 0 ? 1 : rows.filter((row) => row.some((kind) => has.has(kind))).length / rows.length;
}

/** Kinds that answer to a word of a brief beside the kind itself. */
const alike: Readonly<Record<string, readonly string[]>> = {
  wc: ["wc_accessible", "bath"],
  bath: ["shower"],
  kitchen: ["dining"],
  living: ["hall"],
  hall: ["living", "retail", "lounge"],
  lounge: ["living", "hall"],
};

/** Share of the rooms a brief asks for that a plan has; 1 if it asks for none. */
export function roomsMet(brief: Brief, plan: Plan): number {
  const kinds = plan.storeys.flatMap((storey) => storey.spaces.map((space) => space.kind));
  const shares = brief.rooms.flatMap((wish) => {
    const kind = wishedKind(wish.kind);
    if (kind === undefined || wish.count === 0) return [];
    const has = kinds.filter((one) => one === kind || alike[kind]?.includes(one)).length;
    return [Math.min(1, has / wish.count)];
  });
  return shares.length === 0 ? 1 : shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

/** How good a plan is by its own figures: what the bar of plans asks, each in [0, 1]. */
export function planScore(plan: Plan): number {
  const { adjacency, aspect, minSide, daylight, reach, circulation, programmeError } = measurePlan(plan);
  const ways = 1 - Math.max(0, circulation - 0.3) * 5;
  const areas = 1 - Math.min(1, programmeError * 2);
  const score = (3 * reach + 2 * daylight + 2 * adjacency + 2 * aspect + minSide + ways + areas) / 12;
  // Figures that differ by rounding only are no reason to prefer one of two alike.
  return Math.round(score * 1000) / 1000;
}
