import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { rectangleArea } from "../geometry/rectangle.ts";
import { liftNeeded, stairFlights } from "./demands.ts";
import { buildableBox, innerRectangle, roadSide, siteRing, yardChoices } from "./buildable.ts";
import type { YardNeeds, Yards } from "./buildable.ts";
import type { Footprint, Typology } from "./footprint.ts";
import { InfeasibleBrief } from "./infeasible.ts";
import { eavesOf, parapetOf, roofOf } from "./roof-kind.ts";
import { deepestBar, depthAcross, linkWidth, narrowestCourt } from "./skeleton.ts";
import { flightsOf } from "./stair-size.ts";
import { bayDepth } from "./units.ts";
import type { Column } from "./units.ts";
import { cellularUses, parkingNeeded, schoolUses, storeyArea, storeyNumbers, storeyUse, useOf } from "./uses.ts";

/** Footprint and the yards it leaves. */
export interface Massing extends Footprint {
  readonly yards: Yards;
}

/** Range of depths a skeleton works in, metres. */
interface Depths {
  readonly ideal: number;
  readonly min: number;
  readonly max: number;
}

/** Storey area below which a corridor would eat the plan and one room with a service band is better. */
const corridorFromM2 = 75;
/** The same where stairs and wet core take their share of every storey. */
const stackedCorridorFromM2 = 125;
/** Offices of several storeys share one room up to this size, m2. */
const stackedOfficeFromM2 = 170;

/** Largest storey that a single bar with a corridor surely holds, m2. */
const oneBarM2 = 420;

/** Whether homes share the building with something else. */
export function isMixed(brief: Brief): boolean {
  const uses = storeyNumbers(brief)
    .filter((n) => n > 0)
    .map((n) => storeyUse(brief, n));
  return uses.includes("house") && uses.some((use) => use !== "house");
}

/** Whether several homes share stairs: over shops, or in a building of apartments of two storeys and more. */
export function isStackedHomes(brief: Brief): boolean {
  return isMixed(brief) || (brief.use === "apartments" && storeyNumbers(brief).length > 1);
}

/** Circulation skeleton of the brief; a hanok of one storey is laid round a yard if `yard` allows it. */
export function typologyOf(brief: Brief, yard = true): Typology {
  const numbers = storeyNumbers(brief);
  const hanok = yard && brief.styles.includes("hanok");
  if (hanok && numbers.length === 1 && ["guesthouse", "house"].includes(brief.use)) return "courtyard";
  if (isStackedHomes(brief)) return "core_units";
  const area = storeyArea(brief);
  const use = storeyUse(brief, 1);
  if (use === "house")
    return area < (numbers.length > 1 ? 66 : 48) ? "open_hall" : area > 260 ? "double_corridor" : "hall_corridor";
  const cellular = numbers.map((n) => storeyUse(brief, n)).find((one) => cellularUses.includes(one));
  // Above a shop or a gallery rooms along a corridor decide, as long as one bar holds them.
  if (cellular === undefined || (cellular !== use && area > oneBarM2)) return "open_hall";
  const stacked = cellular === "office" ? stackedOfficeFromM2 : stackedCorridorFromM2;
  const enough = numbers.length > 1 ? stacked : corridorFromM2;
  return area >= enough ? "double_corridor" : "open_hall";
}

/** Storey heights of the smallest buildings: 16 and 18 risers, metres. */
const lowHeights = { home: 2.8, other: 3.1 } as const;

/** Storey heights, lowest first, metres. */
export function storeyHeights(brief: Brief): number[] {
  const mixed = isMixed(brief);
  const low = storeyNumbers(brief).length > 1 && stairFlights(brief) === "compact";
  return storeyNumbers(brief).map((number) => {
    const use = useOf(storeyUse(brief, number));
    // Every riser costs a small storey floor.
    if (low) return storeyUse(brief, 1) === "house" ? lowHeights.home : lowHeights.other;
    // Stairs of a school have one height of riser, in the basement too.
    if (number < 0) return storeyUse(brief, 1) === "school" ? use.groundHeight : 3.6;
    if (number > 1) return use.upperHeight;
    return mixed ? 3.6 : use.groundHeight;
  });
}

/** Depth at which the big room before a serving band of 2.6 m is no longer than 2.2 times its own depth, metres. */
const squareFront = (area: number): number => (2.6 + Math.sqrt(2.6 ** 2 + (4 * area) / 2.2)) / 2;

/** Depth aimed at, as a share of the usual one, by the brief's variant: its designs differ in proportion. */
const variantDepths = [1, 1.24, 0.8, 1.12, 0.9] as const;

/**
 * Shallowest house with a stair whose living room, with the passage that runs the whole width of the house, is no longer
 * than 2.4 times its depth; the band behind takes 2.6 m or 45 %, walls 0.25 m, metres.
 */
function livingDepth(area: number): number {
  for (let depth = 6.8; depth < 11.5; depth += 0.05) {
    const living = depth - Math.max(2.6, (depth - 1.4) * 0.45) - 0.25;
    if (area / depth - 0.25 <= 2.4 * living) return depth;
  }
  return 0;
}

/** Back band with a compact stair and a toilet beside it: comfortable, and the shortest, metres. */
const stairAndToilet = { house: 5.5, other: 6.2 } as const;
const narrowest = 5.4;

function depthsOf(brief: Brief, typology: Typology, area: number): Depths {
  const depths = usualDepths(brief, typology, area);
  const aimed = depths.ideal * variantDepths[brief.variant % variantDepths.length]!;
  return { ...depths, ideal: Math.min(Math.max(aimed, depths.min), depths.max) };
}

function usualDepths(brief: Brief, typology: Typology, area: number): Depths {
  if (typology === "open_hall") {
    const stacked = storeyNumbers(brief).length > 1;
    const [ideal, min, max] = [area < 45 && !stacked ? 1 : 1.4, 2.6, 0.7].map((r) => Math.sqrt(area / r));
    const deep = Math.max(squareFront(area), stacked ? Math.max(ideal!, 5.2) : ideal!);
    return {
      ideal: stacked
        ? Math.min(deep, area / stairAndToilet[storeyUse(brief, 1) === "house" ? "house" : "other"])
        : deep,
      min: stacked ? Math.max(min!, 4.9) : min!,
      max: stacked && stairFlights(brief) === "compact" ? Math.min(max!, area / narrowest) : max!,
    };
  }
  if (typology === "core_units") {
    const usual = area < 100 ? 8.6 : 10.6;
    const column = columnOf(brief);
    return {
      // Deep enough for a room before lift and hall: else the hall takes the whole depth of every storey.
      ideal: Math.max(usual, (column.lift && bayDepth(area, column)) || 0),
      min: area < 100 ? 8.6 : 9.2,
      max: Math.max(13.5, Math.sqrt(area / 1.4)),
    };
  }
  if (typology === "hall_corridor") {
    const least = storeyNumbers(brief).length > 1 ? 6.8 : 6.2;
    const wide = Math.max(least, Math.min(Math.sqrt(area / 1.6), 11.5));
    const ideal = storeyNumbers(brief).length > 1 ? Math.max(wide, livingDepth(area)) : wide;
    return { ideal, min: Math.max(least, ideal * 0.75), max: ideal * 1.4 };
  }
  const use = storeyUse(brief, 1);
  const stacked = storeyNumbers(brief).length > 1;
  const wanted =
    use === "office" || use === "academy" ? 13.6 : schoolUses.includes(use) ? 15 : use === "clinic" ? 11.6 : 12.6;
  const least = stacked ? depthAcross({ heights: storeyHeights(brief), flights: stairFlights(brief), use, area }) : 0;
  const ideal = Math.max(least, Math.min(wanted, Math.sqrt(area / 1.3)));
  return { ideal, min: Math.max(7.6, ideal * 0.7), max: ideal * 1.35 };
}

/** What decides the stair columns of a building of units. */
export function columnOf(brief: Brief): Column {
  const storeys = storeyNumbers(brief).length;
  const storeyM2 = storeyArea(brief);
  return {
    heights: storeyHeights(brief),
    lift: liftNeeded(brief),
    flights: flightsOf({ home: false, storeyM2, upper: brief.storeys - 1, storeys }),
  };
}

const round = (value: number, step: number): number => Math.round(Math.round(value / step) * step * 1000) / 1000;

/** Rounded down, so that no storey exceeds the area asked for. */
const floor = (value: number, step: number): number => Math.round(Math.floor(value / step + 1e-6) * step * 1000) / 1000;

/** Footprint of `area` m2 nearest to the skeleton's ideal that fits into a box, or undefined. */
export function footprintIn(
  area: number,
  depths: Depths,
  box: { readonly width: number; readonly depth: number },
): Footprint | undefined {
  const least = Math.max(depths.min, area / box.width);
  const most = Math.min(depths.max, box.depth);
  if (least > most + 1e-6) return undefined;
  const aimed = Math.min(Math.max(depths.ideal, least), most);
  const width = round(area / aimed, 0.05);
  const depth = floor(area / width, 0.005);
  if (width <= box.width + 0.03 && depth <= box.depth + 0.03) return { width, depth };
  return { width: floor(area / aimed, 0.001), depth: round(aimed, 0.001) };
}

/** What a court weighs against a bar deeper than the ideal: the corridor beside it serves no room. */
const courtCost = 1.4;

/**
 * Footprint of one bar or of several with courts between them: bars near the ideal depth, as few as fit the box.
 * Undefined if none fits.
 */
export function barsIn(
  area: number,
  use: string,
  depths: Depths,
  box: { readonly width: number; readonly depth: number },
): Footprint | undefined {
  let best: Footprint | undefined;
  let bestCost = Infinity;
  const steps = Array.from({ length: Math.floor((deepestBar(use) - 7.6) / 0.2 + 1e-6) + 1 }, (_, i) => 7.6 + i * 0.2);
  for (let count = 1; count <= 8; count++) {
    for (const bar of [depths.ideal, ...steps]) {
      const court = narrowestCourt + 0.5;
      const width = (area - (count - 1) * court * linkWidth(use)) / (count * bar);
      const depth = count * bar + (count - 1) * court;
      if (width > box.width || depth > box.depth || width < bar * 0.8) continue;
      const long = Math.max(0, width - 48) * 0.1;
      const cost = Math.abs(Math.log(bar / depths.ideal)) * 4 + (count - 1) * courtCost + long;
      if (cost < bestCost) {
        best = { width: round(width, 0.001), depth: round(depth, 0.001) };
        bestCost = cost;
      }
    }
  }
  if (!best) return undefined;
  if (best.width * best.depth - area > 0.02 * area) return best;
  const width = round(best.width, 0.05);
  return width <= box.width ? { width, depth: floor(area / width, 0.005) } : best;
}

/** Parking spaces of the brief, before it is laid out; homes are taken as 75 m2 each. */
export function parkingEstimate(brief: Brief): number {
  const area = storeyArea(brief);
  const shared = isStackedHomes(brief);
  return parkingNeeded(
    brief,
    storeyNumbers(brief).map((number) => ({
      use: storeyUse(brief, number),
      areaM2: area,
      homes: shared ? Math.max(1, Math.round(area / 90)) : 0,
    })),
  );
}

/** Best footprint with no plot to fit into. */
export function idealFootprint(brief: Brief, typology: Typology): Footprint {
  const area = storeyArea(brief);
  const depths = depthsOf(brief, typology, area);
  const box = { width: 1e3, depth: 1e3 };
  const bars = typology === "double_corridor" ? barsIn(area, storeyUse(brief, 1), depths, box) : undefined;
  return bars ?? footprintIn(area, depths, box)!;
}

/** Depth of the cars before the building, metres: one row, or two with a lane between where one along the street holds too few. */
function parkingDepth(brief: Brief): number {
  const cars = parkingEstimate(brief);
  if (cars === 0) return 0;
  if (siteRing(brief.site).length < 3) return 5.1;
  const { x0, y0, x1, y1 } = innerRectangle(siteRing(brief.site));
  const along = ["S", "N"].includes(roadSide(brief.site)) ? x1 - x0 : y1 - y0;
  // A way to the door and the space for wheelchairs are wider than a car.
  return cars * 2.5 + 2.8 > along ? 15.5 : 5.1;
}

/** What the yards of a brief's building depend on; its roof and a parapet count for its height. */
export function yardNeeds(brief: Brief, typology: Typology): YardNeeds {
  const numbers = storeyNumbers(brief);
  const above = storeyHeights(brief).filter((_, i) => numbers[i]! > 0);
  const height = above.reduce((sum, h) => sum + h, 0.5);
  return {
    height: typology === "courtyard" ? 6 : height + (parapetOf(brief) || 1.2),
    parking: parkingDepth(brief),
    eaves: eavesOf(roofOf(brief)),
    view: typology === "core_units" ? (height + parapetOf(brief)) / 2 : 0,
  };
}

/** Chooses the footprint: the best that fits the plot with comfortable yards, else with ever smaller ones. */
export function massingOf(brief: Brief, typology: Typology): Massing {
  const area = storeyArea(brief);
  const choices = yardChoices(brief, yardNeeds(brief, typology));
  if (siteRing(brief.site).length < 3) {
    return { ...idealFootprint(brief, typology), yards: choices[0]! };
  }
  const depths = depthsOf(brief, typology, area);
  const wide = { ...depths, min: depths.min * 0.8, max: depths.max * 1.6 };
  const use = storeyUse(brief, 1);
  for (const yards of choices) {
    const box = boxSize(brief, yards);
    const found = typology === "double_corridor" ? barsIn(area, use, depths, box) : footprintIn(area, depths, box);
    if (found) return { ...found, yards };
  }
  for (const yards of choices) {
    const found = footprintIn(area, wide, boxSize(brief, yards));
    if (found) return { ...found, yards };
  }
  const last = boxSize(brief, choices.at(-1)!);
  const room = `${last.width.toFixed(1)} × ${last.depth.toFixed(1)} m`;
  throw new InfeasibleBrief("SITE_TOO_SMALL", {
    ko: `한 층 ${area.toFixed(1)} ㎡를 대지의 건축 가능 범위 ${room} 안에 놓을 수 없습니다. 층수를 늘리거나 면적을 줄여 주세요.`,
    en: `A storey of ${area.toFixed(1)} m² does not fit into the ${room} of the plot that may be built on. Ask for more storeys or less area.`,
  });
}

/** Size of the buildable box as seen from the street. */
export function boxSize(brief: Brief, yards: Yards): { width: number; depth: number } {
  const box = buildableBox(brief, yards);
  if (rectangleArea(box) <= 0 || box.x1 <= box.x0) return { width: 0, depth: 0 };
  const size = { width: box.x1 - box.x0, depth: box.y1 - box.y0 };
  const turned = roadSide(brief.site) === "E" || roadSide(brief.site) === "W";
  return turned ? { width: size.depth, depth: size.width } : size;
}

/** The largest storey that stands between the yards of the plot, m2. */
export function largestStorey(brief: Brief): number {
  const yards = yardChoices(brief, yardNeeds(brief, typologyOf(brief)));
  return Math.max(0, ...yards.map((choice) => boxSize(brief, choice)).map(({ width, depth }) => width * depth));
}
