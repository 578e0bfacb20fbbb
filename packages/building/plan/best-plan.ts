import { clone } from "@bufbuild/protobuf";
import { BriefSchema } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { Concept } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { makeConcept } from "../concept/concept.ts";
import { InfeasibleBrief } from "../concept/infeasible.ts";
import type { Random } from "../concept/random.ts";
import { fitness, hasAllRooms } from "./fitness.ts";

/** What is searched. */
export interface PlanSearch {
  readonly brief: Brief;
  readonly concept: Concept;
  readonly random: Random;
  /** Ways to lay out a concept; the later ones are gone while the ones before left rooms out. */
  readonly ways: (concept: Concept) => readonly (() => Plan)[];
  /** How often the best way is gone again, with other chances. */
  readonly repeats: number;
}

/** A plan with this fitness leaves nothing to look for. */
const goodEnough = 0.985;

interface Found {
  readonly plan: Plan;
  readonly fitness: number;
  readonly again: () => Plan;
}

/** The fittest plan over the concept's footprint and others, and over other orders of rooms on the best of them. */
export function bestPlan({ brief, concept, random, ways, repeats }: PlanSearch): Plan {
  let best: Found | undefined;
  const consider = (again: () => Plan): Plan => {
    const plan = again();
    const fit = fitness(brief, plan);
    if (!best || fit > best.fitness) best = { plan, fitness: fit, again };
    return plan;
  };
  const go = (one: Concept): void => {
    for (const way of ways(one)) if (hasAllRooms(brief, consider(way))) return;
  };
  go(concept);
  // Designs asked for at once keep the proportions they were told to differ by.
  const bound = brief.variant > 0 && hasAllRooms(brief, best!.plan);
  const seen = new Set([sizeOf(concept)]);
  for (const footprint of bound ? [] : otherFootprints) {
    if (best!.fitness >= goodEnough) break;
    const other = conceptOf(brief, footprint, random);
    if (!other || seen.has(sizeOf(other))) continue;
    seen.add(sizeOf(other));
    go(other);
  }
  for (let repeat = 0; repeat < repeats && best!.fitness < goodEnough; repeat++) consider(best!.again);
  return best!.plan;
}

/** A plot may leave no choice of a footprint. */
const sizeOf = ({ width, depth }: Concept): string => `${width} ${depth}`;

/** Variants of the brief whose footprints are tried, counted from its own: deeper, shallower, and halfway. */
const otherFootprints = [1, 2, 3, 4] as const;

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
