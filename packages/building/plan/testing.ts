import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { assumedPlot } from "../brief/site.ts";
import { makeConcept } from "../concept/concept.ts";
import { cafeBrief, rectangularSite } from "../fixtures.ts";
import { makePlan } from "./plan.ts";
import type { Random } from "../concept/random.ts";

/** Deterministic numbers for tests: same seed, same sequence. */
export function seeded(seed: number): Random {
  let state = (seed % 2_147_483_646) + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return (state - 1) / 2_147_483_646;
  };
}

/** What a test asks of a building; the rest is taken from the cafe in Gangnam. */
export interface Wanted {
  readonly use: string;
  readonly areaM2: number;
  readonly storeys: number;
  readonly basements?: number;
  readonly style?: string;
  readonly roadSide?: string;
}

/** A brief on the plot that the intake would assume, roomier if the road is not in the south as it assumes. */
export function briefOf(wanted: Wanted): Brief {
  const brief = cafeBrief();
  const { use, areaM2, storeys, basements = 0, style = "modern", roadSide = "S" } = wanted;
  Object.assign(brief, { use, areaM2, storeys, basements, styles: [style] });
  const courtyard = style === "hanok" && storeys + basements === 1;
  const zone = brief.location!.zone;
  const { width, depth } = assumedPlot({ areaM2, storeys, basements, zone, use, courtyard, siteM2: 0 });
  const side = Math.max(width, depth) + 14;
  brief.site = roadSide === "S" ? rectangularSite(width, depth) : rectangularSite(side, side);
  brief.site.roadSide = roadSide;
  return brief;
}

/** Concept and plan of a brief with one seed, by the planner of bands or another. */
export function planOf(brief: Brief, seed = 1, make: typeof makePlan = makePlan): Plan {
  const random = seeded(seed);
  return make(brief, makeConcept(brief, random), random);
}
