import { clone } from "@bufbuild/protobuf";
import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { ConceptSchema } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import type { Concept } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Random } from "../concept/random.ts";
import { roomKind } from "../concept/rooms.ts";
import { measurePlan } from "./metrics.ts";
import { makePlan } from "./plan.ts";
import { makeSlicedPlan } from "./sliced-plan.ts";

/** Plans tried; more gain little and cost the same again. */
const tries = 3;

/**
 * The best of some plans of a building of several storeys, each of the kind its type asks for. Narrow buildings, whose
 * core leaves the ground floor no kitchen, get it in the core, and the bath or WC stays on the storeys above.
 */
export function makeTypologyPlan(brief: Brief, concept: Concept, random: Random): Plan {
  const fitted = narrowGround(brief, concept);
  const plans = Array.from({ length: tries }, () => makePlan(brief, fitted, random));
  if (fitted === concept) plans.push(makeSlicedPlan(brief, concept, random));
  return plans.reduce((best, plan) => (planScore(plan) > planScore(best) ? plan : best));
}

/** How good a plan is by its own figures: what the bar of plans asks, each in [0, 1]. */
export function planScore(plan: Plan): number {
  const { adjacency, aspect, minSide, daylight, reach, circulation, programmeError } = measurePlan(plan);
  const ways = 1 - Math.max(0, circulation - 0.3) * 5;
  const areas = 1 - Math.min(1, programmeError * 2);
  return (3 * reach + 2 * daylight + 2 * adjacency + 2 * aspect + minSide + ways + areas) / 12;
}

const cooking: Readonly<Record<string, readonly string[]>> = {
  cafe: ["kitchen"],
  restaurant: ["kitchen"],
  house: ["kitchen", "dining"],
};

function narrowGround(brief: Brief, concept: Concept): Concept {
  const ground = concept.storeys.find((storey) => storey.storey === 1);
  const wanted = cooking[ground?.use ?? ""];
  const upper = concept.storeys.some((storey) => storey.storey > 1);
  if (!ground || !wanted || !upper || concept.typology !== "open_hall" || brief.exclusions.includes("kitchen")) {
    return concept;
  }
  const wet = ground.spaces.find((space) => ["bath-1", "wc-1"].includes(space.id));
  if (!wet || ground.spaces.some((space) => wanted.includes(space.kind))) return concept;
  const fitted = clone(ConceptSchema, concept);
  const space = fitted.storeys
    .find((storey) => storey.storey === 1)!
    .spaces.find((candidate) => candidate.id === wet.id)!;
  const { ko, minSide, daylight } = roomKind("kitchen");
  Object.assign(space, { kind: "kitchen", name: ko, minSide, daylight, public: false, near: ["main"] });
  return fitted;
}
