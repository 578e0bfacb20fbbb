import { clone, create } from "@bufbuild/protobuf";
import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { type Concept, ConceptSchema } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import { PlanSchema } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Random } from "../concept/random.ts";
import { parkingNeeded } from "../concept/uses.ts";
import { area } from "../geometry/polygon.ts";
import { corners } from "../geometry/rectangle.ts";
import { regionRings } from "../geometry/rectilinear.ts";
import type { XY } from "../geometry/vector.ts";
import { blindSides } from "./blind-sides.ts";
import { boxesOf } from "./boxes.ts";
import { fabricOf } from "./constructions.ts";
import type { DraftStorey } from "./draft.ts";
import { onSite } from "./frame.ts";
import type { Frame } from "./frame.ts";
import { layoutBands } from "./layout-bands.ts";
import { layoutCourtyard } from "./layout-courtyard.ts";
import { layoutUnits } from "./layout-units.ts";
import { levelsOf } from "./levels.ts";
import { narrativeOf } from "./narrative.ts";
import type { DraftOpening } from "./openings.ts";
import { frameOf } from "./placement.ts";
import { roofFor } from "./roof.ts";
import { sitePlan } from "./site-plan.ts";
import { storeyMessage } from "./storey.ts";
import type { BuiltStorey } from "./built-storey.ts";
import { buildStoreys } from "./storeys.ts";
import { systemsOf } from "./systems.ts";
import { listedM2 } from "../law/figures.ts";

/** Divides a concept's storeys into rooms; everything else of a plan is made round that. */
export type Layout = (concept: Concept, random: Random) => DraftStorey[];

/**
 * Lays out a concept on the brief's plot: storeys with walls, openings, stairs, columns and furniture, the roof,
 * parking and planting. The same brief, concept and seed give the same plan.
 */
export function makePlan(brief: Brief, concept: Concept, random: Random, layout: Layout = layoutByType): Plan {
  const drafts = layout(concept, random);
  const frame = frameOf(brief, concept, random() < 0.5);
  const storeys = drafts.map((draft) => onSite(frame, draft));
  const homes = homesOf(storeys);
  const fabric = fabricOf(brief, concept.structure, homes >= 2);
  const levels = levelsOf(brief, concept);
  const blind = blindSides({ brief, frame, storeys, levels, homes });
  const built = buildStoreys({ brief, concept, frame, fabric, storeys, levels, blind });
  const messages = built.map(storeyMessage);
  const ground = built.find((storey) => storey.draft.number === 1)!;
  const outline = messages.find((storey) => storey.number === 1)!.outline!.points;
  const yards = yardsOf({ brief, frame, ground, homes, built, outer: fabric.external });
  const firstFloor = messages.find((storey) => storey.number === 1)!;
  firstFloor.furniture.push(...yards.treeMessages);
  const plan = create(PlanSchema, {
    title: brief.title,
    concept: clone(ConceptSchema, concept),
    storeys: messages,
    roof: roofFor(brief, concept, roofParts(concept, ground)),
    constructions: fabric.constructions,
    ...(brief.site ? { site: brief.site } : {}),
    parking: yards.parking.map((bay) => ({ outline: { points: corners(bay.box) }, accessible: bay.accessible })),
    systems: systemsOf(brief, concept),
    grossFloorArea: messages.reduce((sum, storey) => sum + listedM2(area(storey.outline!.points)), 0),
    footprint: area(outline),
    landscapeArea: Math.round(yards.landscape * 10) / 10,
  });
  const told = narrativeOf(plan, brief);
  Object.assign(plan.concept!, { narrativeKo: told.ko, narrativeEn: told.en });
  return plan;
}

function layoutByType(concept: Concept, random: Random): DraftStorey[] {
  if (concept.typology === "courtyard") return layoutCourtyard(concept);
  if (concept.typology === "core_units") return layoutUnits(concept, random);
  return layoutBands(concept, random);
}

/** Dwellings in the building: units on storeys of homes. */
function homesOf(storeys: readonly DraftStorey[]): number {
  const units = storeys
    .filter((storey) => storey.use === "house")
    .flatMap((storey) => storey.rooms.map((room) => room.unit));
  return new Set(units.filter((unit) => unit !== "")).size;
}

/** The roof covers a hanok wing by wing, any other building as a whole. */
function roofParts(concept: Concept, ground: BuiltStorey) {
  const boxes = ground.draft.rooms.flatMap((room) => room.boxes);
  const ring = regionRings(boxes)[0]!;
  return concept.typology === "courtyard" ? boxesOf(ring).map(corners) : [ring];
}

interface YardTask {
  readonly brief: Brief;
  readonly frame: Frame;
  readonly ground: BuiltStorey;
  readonly built: readonly BuiltStorey[];
  readonly homes: number;
  readonly outer: number;
}

function yardsOf({ brief, frame, ground, built, homes, outer }: YardTask) {
  const ring = regionRings(ground.draft.rooms.flatMap((room) => room.boxes))[0]!;
  const building = boxesOf(ring).map((part) => ({
    x0: part.x0 - outer / 2,
    y0: part.y0 - outer / 2,
    x1: part.x1 + outer / 2,
    y1: part.y1 + outer / 2,
  }));
  const areas = built.map(({ draft }) => ({
    use: draft.use,
    areaM2: area(regionRings(draft.rooms.flatMap((room) => room.boxes))[0]!),
    homes: 0,
  }));
  const houses = areas.filter((entry) => entry.use === "house");
  if (houses[0]) houses[0].homes = homes;
  const spotOf = ({ edge, centre }: DraftOpening): XY =>
    edge.wall.run.axis === "h" ? { x: centre, y: edge.wall.run.at } : { x: edge.wall.run.at, y: centre };
  const outside = ground.openings.filter((opening) => opening.exit);
  const exits = outside.map(spotOf);
  const entrances = outside.filter(({ edge }) => edge.wall.run.faces === frame.road).map(spotOf);
  const yards = sitePlan({ brief, frame, building, entrances, exits, spaces: parkingNeeded(brief, areas) });
  const treeMessages = yards.trees.map((centre, i) => ({
    $typeName: "viba.aec.v1.Furniture" as const,
    id: `site/tree-${i + 1}`,
    kind: "tree",
    centre: { $typeName: "viba.aec.v1.Point" as const, ...centre },
    width: 1.8,
    depth: 1.8,
    rotation: 0,
    space: "",
  }));
  return { ...yards, treeMessages };
}
