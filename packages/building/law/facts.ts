import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { Opening, Plan, Space, Storey, Wall } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { listedM2 } from "./figures.ts";
import { type Housing, housingOf } from "./housing.ts";
import { topOfBuilding } from "../drawing/view/top.ts";
import { area, type Ring } from "../geometry/polygon.ts";
import { snap } from "../geometry/snap.ts";
import { distance, type XY } from "../geometry/vector.ts";
import { pointOf, ringOf } from "./polygon.ts";
import { type StoreyTravel, travelOf } from "./travel.ts";

/** One storey with what is measured on it. */
export interface StoreyFacts {
  readonly storey: Storey;
  readonly use: string;
  readonly outline: Ring;
  /** Floor area by wall centreline as listed, m2. */
  readonly grossM2: number;
  /** Net area of the rooms people stay in (거실), m2. */
  readonly habitableM2: number;
  /** Height of its top above the ground, metres. */
  readonly topM: number;
  /** Stairs by which one can walk straight down (or up) to the ground. */
  readonly directStairs: number;
  readonly travel: StoreyTravel;
}

/** All that the rules ask of a building, measured once. */
export interface Facts {
  readonly plan: Plan;
  readonly brief: Brief;
  readonly permitDate: string;
  /** Zone without the ending 지역, for example "제2종일반주거". */
  readonly zone: string;
  readonly city: string;
  readonly climate: string;
  readonly storeys: readonly StoreyFacts[];
  readonly above: readonly StoreyFacts[];
  readonly basements: readonly StoreyFacts[];
  /** Gross floor area of all storeys, m2. */
  readonly grossM2: number;
  /** Gross floor area that counts for the floor area ratio, m2. */
  readonly farM2: number;
  readonly footprintM2: number;
  readonly siteM2: number;
  readonly site: Ring;
  /**
   * Height of the building, metres (시행령 §119①5): from the ground to its highest part, with the roof's layers, solid
   * parapets (only open guards are spared) and ridges: the height that the drawings show.
   */
  readonly heightM: number;
  readonly housing: Housing;
  readonly units: number;
  /** Main structure of reinforced concrete, the one fire-resistive structure a plan can prove. */
  readonly fireproof: boolean;
  readonly timber: boolean;
  readonly lifts: number;
  readonly has: (system: string) => boolean;
  /** Floor area of the storeys of one of these uses, m2. */
  readonly areaByUse: (...uses: string[]) => number;
}

/** Measures a plan once for all rules. */
export function factsOf(plan: Plan, brief: Brief): Facts {
  const storeys = plan.storeys.map((storey) => storeyFacts(plan, storey, brief));
  const above = storeys.filter((entry) => entry.storey.number > 0);
  const homes = storeys.filter((entry) => entry.use === "house");
  const units = unitsOf(homes.map((entry) => entry.storey));
  const sum = (entries: readonly StoreyFacts[]) => entries.reduce((total, entry) => total + entry.grossM2, 0);
  const structure = plan.concept?.structure ?? "";
  const site = ringOf((plan.site ?? brief.site)?.boundary);
  return {
    plan,
    brief,
    permitDate: brief.permitDate,
    zone: (brief.location?.zone ?? "").replace(/지역$/, "").replaceAll(" ", ""),
    city: (brief.location?.city ?? "").replace(/(특별시|광역시|특별자치시)$/, ""),
    climate: brief.location?.climate ?? "",
    storeys,
    above,
    basements: storeys.filter((entry) => entry.storey.number < 0),
    grossM2: sum(storeys),
    farM2: sum(above) - parkingRoomsM2(above),
    footprintM2: Math.max(listedM2(plan.footprint), ...above.map((entry) => entry.grossM2), 0),
    siteM2: area(site),
    site,
    heightM: snap(topOfBuilding(plan)),
    housing: housingOf(brief, { areaM2: sum(homes), storeys: homes.length, units }),
    units,
    fireproof: structure === "rc",
    timber: structure === "timber",
    lifts: liftsOf(plan),
    has: (system) => plan.systems.includes(system),
    areaByUse: (...uses) => sum(storeys.filter((entry) => uses.includes(entry.use))),
  };
}

function storeyFacts(plan: Plan, storey: Storey, brief: Brief): StoreyFacts {
  const outline = ringOf(storey.outline);
  const habitable = storey.spaces.filter((space) => space.habitable);
  return {
    storey,
    use: storey.use === "" || storey.use === "mixed" ? brief.use : storey.use,
    outline,
    grossM2: listedM2(area(outline)),
    habitableM2: habitable.reduce((total, space) => total + netAreaOf(space), 0),
    topM: storey.elevation + storey.height,
    directStairs: directStairsOf(plan, storey.number),
    travel: travelOf(plan, storey),
  };
}

/** Net area of a space in m2; the gross ring is used when the net one is absent. */
export function netAreaOf(space: Space): number {
  return area(netRingOf(space));
}

/** Outline of a space by inner wall faces. */
export function netRingOf(space: Space): Ring {
  const net = ringOf(space.net);
  return net.length >= 3 ? net : ringOf(space.gross);
}

/** Number of distinct dwelling units; a storey of homes without units counts as one home in all. */
function unitsOf(storeys: readonly Storey[]): number {
  const keys = new Set(storeys.flatMap((storey) => storey.spaces.map((space) => space.unit)));
  keys.delete("");
  return storeys.length === 0 ? 0 : Math.max(1, keys.size);
}

function parkingRoomsM2(storeys: readonly StoreyFacts[]): number {
  const rooms = storeys.flatMap((entry) => entry.storey.spaces);
  return rooms
    .filter((space) => space.kind === "parking")
    .reduce((total, space) => total + area(ringOf(space.gross)), 0);
}

function liftsOf(plan: Plan): number {
  const ground = plan.storeys.find((storey) => storey.number === 1);
  const kinds = new Set(["lift", "elevator"]);
  return ground?.spaces.filter((space) => kinds.has(space.kind)).length ?? 0;
}

/** A direct stair must run through every storey between: the storey with the fewest decides. */
function directStairsOf(plan: Plan, number: number): number {
  const starts = (at: number) => plan.storeys.find((storey) => storey.number === at)?.stairs.length ?? 0;
  if (number === 1) return starts(1);
  const passed = plan.storeys
    .map((storey) => storey.number)
    .filter((at) => (number > 0 ? at >= 1 && at < number : at >= number && at < 0));
  return passed.length === 0 ? 0 : Math.min(...passed.map(starts));
}

/** The wall of an opening. */
export function wallOf(storey: Storey, opening: Opening): Wall | undefined {
  return storey.walls.find((wall) => wall.id === opening.wall);
}

/** Centre of an opening on its wall's centreline. */
export function openingPoint(wall: Wall, opening: Opening): XY {
  const start = pointOf(wall.start);
  const end = pointOf(wall.end);
  const length = distance(start, end) || 1;
  return {
    x: start.x + ((end.x - start.x) * opening.at) / length,
    y: start.y + ((end.y - start.y) * opening.at) / length,
  };
}

/** Whether an opening lets daylight in: a window, or a sliding door of glass, in an outer wall. */
export function givesDaylight(storey: Storey, opening: Opening): boolean {
  const kinds: number[] = [OpeningKind.WINDOW, OpeningKind.SLIDING_DOOR];
  return kinds.includes(opening.kind) && wallOf(storey, opening)?.external === true;
}
