import { clone } from "@bufbuild/protobuf";
import { BriefSchema } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { ConceptSchema } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import type { Concept, ProgramSpace } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { makeConcept } from "../concept/concept.ts";
import { InfeasibleBrief } from "../concept/infeasible.ts";
import type { Random } from "../concept/random.ts";
import { roomKind, wishedKind } from "../concept/rooms.ts";
import { basics } from "./asked-rooms.ts";
import { canSlice } from "./layout-slicing.ts";
import { measurePlan } from "./metrics.ts";
import { makePlan } from "./plan.ts";
import { makeSlicedPlan } from "./sliced-plan.ts";

/** A plan with this score leaves nothing to look for. */
const goodEnough = 0.985;

/**
 * The best of some plans: over the concept as it is and, while rooms are missing or proportions poor, over footprints
 * deeper and shallower, and by slicing. Narrow buildings, whose core leaves no width for a room they have to have, get it
 * in place of another: the kitchen of a house in the core, its bath on the storeys above.
 */
export function makeTypologyPlan(brief: Brief, concept: Concept, random: Random): Plan {
  const fitted = narrowFit(brief, concept);
  let best = makePlan(brief, fitted, random);
  let bestScore = fitness(brief, best);
  const consider = (plan: Plan): void => {
    const score = fitness(brief, plan);
    if (score > bestScore) [best, bestScore] = [plan, score];
  };
  if (bestScore < goodEnough && canSlice(concept)) {
    consider(makeSlicedPlan(brief, fitted, random));
    if (fitted !== concept && bestScore < goodEnough) consider(makeSlicedPlan(brief, concept, random));
  }
  for (const footprint of otherFootprints) {
    if (bestScore >= goodEnough) return best;
    const other = conceptOf(brief, footprint, random);
    if (other) consider(makePlan(brief, narrowFit(brief, other), random));
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

/** Rooms that a narrow building gets in place of others: a kind it has to have, and where it may go. */
interface Swap {
  /** Kinds of which it has to have one. */
  readonly needs: readonly string[];
  /** On the ground floor in a room of the core, or above in rooms of these kinds. */
  readonly instead: "core" | readonly string[];
}

const swaps: Readonly<Record<string, readonly Swap[]>> = {
  cafe: [{ needs: ["kitchen"], instead: "core" }],
  restaurant: [{ needs: ["kitchen"], instead: "core" }],
  house: [
    { needs: ["kitchen", "dining"], instead: "core" },
    { needs: ["bedroom"], instead: ["study"] },
  ],
  clinic: [{ needs: ["exam"], instead: ["therapy"] }],
  guesthouse: [{ needs: ["guestroom"], instead: ["lounge"] }],
};

/** The concept with what it lacked for want of width; the same concept if it lacks nothing. */
function narrowFit(brief: Brief, concept: Concept): Concept {
  const ground = concept.storeys.find((storey) => storey.storey === 1);
  const one = concept.storeys.every((storey) => storey.storey <= 1);
  const lacking = (swaps[ground?.use ?? ""] ?? []).filter(
    ({ needs }) =>
      !brief.exclusions.includes(needs[0]!) &&
      !concept.storeys.some((storey) => storey.spaces.some((space) => needs.includes(space.kind))),
  );
  if (one || lacking.length === 0) return concept;
  const fitted = clone(ConceptSchema, concept);
  for (const { needs, instead } of lacking) {
    for (const space of placesOf(fitted, instead)) become(space, needs[0]!);
  }
  return fitted;
}

function placesOf({ storeys }: Concept, instead: Swap["instead"]): ProgramSpace[] {
  if (instead !== "core") {
    const above = storeys.filter((storey) => storey.storey > 1).flatMap((storey) => storey.spaces);
    return above.filter((space) => instead.includes(space.kind));
  }
  const ground = storeys.find((storey) => storey.storey === 1);
  return (ground?.spaces ?? []).filter((space) => ["bath-1", "wc-1"].includes(space.id)).slice(0, 1);
}

function become(space: ProgramSpace, kind: string): void {
  const { ko, minSide, daylight, wet } = roomKind(kind);
  Object.assign(space, { kind, name: ko, minSide, daylight, wet, public: false });
}
