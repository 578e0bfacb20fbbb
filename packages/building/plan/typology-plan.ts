import { clone } from "@bufbuild/protobuf";
import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { ConceptSchema } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import type { Concept, ProgramSpace } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Random } from "../concept/random.ts";
import { roomKind } from "../concept/rooms.ts";
import { measurePlan } from "./metrics.ts";
import { makePlan } from "./plan.ts";
import { makeSlicedPlan } from "./sliced-plan.ts";

/** Plans tried; more gain little and cost the same again. */
const tries = 3;

/**
 * The best of some plans of a building of several storeys. Narrow buildings, whose core leaves no width for a room they
 * have to have, get it in place of another: the kitchen of a house in the core, its bath on the storeys above.
 */
export function makeTypologyPlan(brief: Brief, concept: Concept, random: Random): Plan {
  const fitted = narrowFit(brief, concept);
  const plans = Array.from({ length: tries }, () => makePlan(brief, fitted, random));
  if (fitted === concept) plans.push(makeSlicedPlan(brief, concept, random));
  return plans.reduce((best, plan) => (planScore(plan) > planScore(best) ? plan : best));
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
