import { create } from "@bufbuild/protobuf";
import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { ConceptSchema } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import type { Concept, ProgramStorey } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import { area } from "../geometry/polygon.ts";
import { yardChoices } from "./buildable.ts";
import { siteRing } from "./buildable.ts";
import { gridSize, yardGrid } from "./courtyard.ts";
import type { YardGrid } from "./courtyard.ts";
import { yardRooms } from "./courtyard-rooms.ts";
import { yardSketches } from "./courtyard-programme.ts";
import { accessibleNeeded, liftNeeded, stairFlights, stairsNeeded, structureOf } from "./demands.ts";
import { InfeasibleBrief } from "./infeasible.ts";
import { boxSize, columnOf, massingOf, storeyHeights, typologyOf, yardNeeds } from "./massing.ts";
import type { Footprint, Typology } from "./footprint.ts";
import { narrative } from "./narrative.ts";
import { replaceLeft } from "./left-out.ts";
import { narrowFit } from "./narrow-fit.ts";
import { bandProgramme, storeyOf, unitProgramme, wished } from "./programme.ts";
import type { Random } from "./random.ts";
import { roofOf } from "./roof-kind.ts";
import { ruledFromM2 } from "./stair-size.ts";
import { storeyArea, storeyNumbers, storeyUse } from "./uses.ts";

/** Areas a planner can divide, m2 per storey: a single storey, storeys with a stair, with a stair as wide as the law rules it, of homes over shops. */
export const smallestStoreyM2 = { single: 16, stacked: 30, ruled: 40, mixed: 62 } as const;
/** Largest brief, m2 and storeys. */
export const largestBrief = { areaM2: 5000, storeys: 10, basements: 2 } as const;

/**
 * Massing and programme of a brief: skeleton, footprint on the plot, storey heights, and spaces whose areas add up
 * to the gross floor area. Throws InfeasibleBrief when the area or the plot is too small.
 */
export function makeConcept(brief: Brief, random: Random): Concept {
  guard(brief);
  const yard = typologyOf(brief) === "courtyard" ? yardConcept(brief) : undefined;
  const typology = typologyOf(brief, yard !== undefined);
  const footprint = yard?.footprint ?? massingOf(brief, typology);
  const structure = structureOf(brief);
  const storeys = yard?.storeys ?? programmeOf(brief, typology, footprint);
  narrowFit(brief, storeys);
  replaceLeft(brief, storeys);
  const told = narrative(brief);
  return create(ConceptSchema, {
    typology,
    width: footprint.width,
    depth: footprint.depth,
    storeyHeights: yard ? [3.3] : storeyHeights(brief),
    storeys: exactly(namedMeetings(storeys, random), brief.areaM2),
    structure,
    roof: roofOf(brief),
    narrativeKo: told.ko,
    narrativeEn: told.en,
  });
}

/** What a storey needs at least where nobody lives over shops, m2. */
export function leastStorey(areaM2: number, storeys: number): number {
  if (storeys === 1) return smallestStoreyM2.single;
  return areaM2 > ruledFromM2 ? smallestStoreyM2.ruled : smallestStoreyM2.stacked;
}

function guard(brief: Brief): void {
  const numbers = storeyNumbers(brief);
  const each = storeyArea(brief);
  const { areaM2, storeys, basements } = largestBrief;
  const known = Number.isFinite(brief.areaM2) && brief.areaM2 > 0;
  if (!known || brief.areaM2 > areaM2 || brief.storeys > storeys || brief.basements > basements) {
    throw new InfeasibleBrief("OUT_OF_RANGE", {
      ko: `연면적 ${areaM2} ㎡, 지상 ${storeys}층, 지하 ${basements}층까지 설계할 수 있습니다.`,
      en: `At most ${areaM2} m² of floor, ${storeys} storeys above ground and ${basements} below can be designed.`,
    });
  }
  const least = typologyOf(brief) === "core_units" ? smallestStoreyM2.mixed : leastStorey(brief.areaM2, numbers.length);
  if (each < least - 1e-6) {
    throw new InfeasibleBrief("AREA_TOO_SMALL", {
      ko: `한 층에 ${each.toFixed(1)} ㎡뿐이라 계단과 방을 나눌 수 없습니다. 한 층에 ${least} ㎡ 이상이 되도록 면적을 늘리거나 층수를 줄여 주세요.`,
      en: `A storey has only ${each.toFixed(1)} m², too little for stairs and rooms. Ask for more area or fewer storeys: ${least} m² a storey at least.`,
    });
  }
}

function programmeOf(brief: Brief, typology: Typology, footprint: Footprint): ProgramStorey[] {
  const numbers = storeyNumbers(brief);
  const heights = storeyHeights(brief);
  const lift = liftNeeded(brief);
  const { width, depth } = footprint;
  if (typology === "core_units") return unitProgramme(brief, { width, depth, ...columnOf(brief) }, numbers);
  const use = storeyUse(brief, 1);
  const stairs = stairsNeeded(brief, footprint, typology);
  const shape = {
    typology,
    width,
    depth,
    area: storeyArea(brief),
    heights,
    use,
    stairs,
    lift,
    flights: stairFlights(brief),
    accessible: accessibleNeeded(brief),
  };
  return bandProgramme(brief, shape, numbers);
}

interface YardConcept {
  readonly grid: YardGrid;
  readonly footprint: Footprint;
  readonly storeys: ProgramStorey[];
}

/** Guest rooms a hanok of this size usually has. */
const usualGuests = (areaM2: number): number => Math.max(1, Math.round((areaM2 - 60) / 30));

/** A hanok round a yard; undefined if the plot is too small for one: then it becomes a compact house under a hip roof. */
function yardConcept(brief: Brief): YardConcept | undefined {
  const kind = brief.use === "guesthouse" ? "guestroom" : "bedroom";
  const guests = wished(brief, kind) || usualGuests(brief.areaM2);
  const plotted = siteRing(brief.site).length >= 3 && area(siteRing(brief.site)) > 0;
  for (const yards of yardChoices(brief, yardNeeds(brief, "courtyard"))) {
    const box = plotted ? boxSize(brief, yards) : { width: 1e3, depth: 1e3 };
    const grid = yardGrid(brief.areaM2, guests, box, brief.variant);
    if (!grid) continue;
    const sketches = yardSketches(grid, yardRooms(grid, brief.use));
    const storey = storeyOf({ number: 1, use: brief.use, area: brief.areaM2 }, sketches);
    return { grid, footprint: gridSize(grid), storeys: [storey] };
  }
  return undefined;
}

/** Scales storey and space areas by the last per mille that rounding of the footprint left. */
function exactly(storeys: readonly ProgramStorey[], areaM2: number): ProgramStorey[] {
  const factor = areaM2 / storeys.reduce((sum, storey) => sum + storey.areaM2, 0);
  for (const storey of storeys) {
    storey.areaM2 *= factor;
    for (const space of storey.spaces) space.areaM2 *= factor;
  }
  return [...storeys];
}

/** From so many meeting rooms on a floor plan is easier to talk about with names than with numbers. */
const namedFrom = 7;
const meetingNames = ["한강", "북한산", "남산", "인왕", "관악", "도봉", "청계", "낙산"] as const;

/** Meeting rooms are numbered through the building, many get names in a seeded order; a single one has neither. */
function namedMeetings(storeys: readonly ProgramStorey[], random: Random): ProgramStorey[] {
  const shift = Math.floor(random() * meetingNames.length);
  const rooms = storeys.flatMap(({ spaces }) => spaces.filter(({ kind }) => kind === "meeting"));
  rooms.forEach((room, i) => {
    const told = rooms.length < namedFrom ? i + 1 : meetingNames[(shift + i) % meetingNames.length];
    room.name = rooms.length === 1 ? "회의실" : `회의실 ${told}`;
  });
  return [...storeys];
}
