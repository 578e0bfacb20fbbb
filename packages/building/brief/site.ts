import { schoolUses, useOf } from "../concept/uses.ts";

/** What decides the size of an assumed plot. */
export interface PlotNeeds {
  readonly areaM2: number;
  readonly storeys: number;
  readonly basements: number;
  readonly zone: string;
  readonly use: string;
  /** One storey around a yard: needs a wider box than its floor area. */
  readonly courtyard: boolean;
  /** Parking spaces asked for; absent leaves them to the rule. */
  readonly parking?: number;
  /** Area of the plot, when the sentence gave it, m2; else 0. */
  readonly siteM2: number;
}

/** Width and depth of a plot in metres; the road lies along the width, in the south. */
export interface PlotSize {
  readonly width: number;
  readonly depth: number;
}

/** Highest coverage and floor area ratio of a zone, as shares: the tighter of the national cap and Seoul's ordinance. */
const zoneLimits: Readonly<Record<string, readonly [coverage: number, ratio: number]>> = {
  제1종전용주거지역: [0.5, 1],
  제2종전용주거지역: [0.4, 1.2],
  제1종일반주거지역: [0.6, 1.5],
  제2종일반주거지역: [0.6, 2],
  제3종일반주거지역: [0.5, 2.5],
  준주거지역: [0.6, 4],
  중심상업지역: [0.6, 10],
  일반상업지역: [0.6, 8],
  근린상업지역: [0.6, 6],
  유통상업지역: [0.6, 6],
  전용공업지역: [0.6, 2],
  일반공업지역: [0.6, 2],
  준공업지역: [0.6, 4],
  보전녹지지역: [0.2, 0.5],
  생산녹지지역: [0.2, 0.5],
  자연녹지지역: [0.2, 0.5],
  보전관리지역: [0.2, 0.8],
  생산관리지역: [0.2, 0.8],
  계획관리지역: [0.4, 1],
};

/** Share of the caps that an assumed plot uses, so that a planner keeps some play. */
const usedShare = 0.85;
const sideYard = 1.6;
/** Parking space 5 m deep and a path between it and the door, metres. */
const frontYard = 6.9;

/** Homes over shops and apartments stand in a row, so that every room has a window: its depth and the longest one, metres. */
const rowDepth = 12.4;
/** Schools are one bar along a wide corridor: a court would want a second one. Its depth, metres. */
const schoolDepth = 14.5;
const longestRow = 76;

/** Floor area of a building per parking space on its assumed plot, m2; every apartment wants one of its own. */
const perSpaceM2: Readonly<Record<string, number>> = { house: 100, apartments: 68 };

/** Shops and most others, and uses of which Seoul's ordinance asks more. */
const perSpace = (use: string): number => perSpaceM2[use] ?? Math.min(130, useOf(use).parkingM2[0] || 130);

/** Coverage and floor area ratio of a zone. */
export function limitsOf(zone: string): { coverage: number; floorAreaRatio: number } {
  const [coverage, floorAreaRatio] = zoneLimits[zone] ?? [0.5, 1.5];
  return { coverage, floorAreaRatio };
}

/** Roof and parapet with a step at the door, metres. */
const roofHeight = 1.7;

/** Distance kept from the north boundary, metres: sunlight rule of residential zones by the height assumed. */
function northYard({ zone, storeys, use }: PlotNeeds): number {
  const { groundHeight, upperHeight } = useOf(use);
  const height = groundHeight + (storeys - 1) * upperHeight + roofHeight;
  if (!zone.includes("주거") || height <= 10) return 1.8;
  return height <= 17 ? Math.max(5.2, height / 2) : height / 2 + 0.2;
}

/**
 * Size of a rectangular plot on which a building of these needs can be laid out within the zone's rules: the box of
 * the building with play, yards on all sides (parking in front, sunlight in the north), then enlarged until coverage,
 * floor area ratio and a second row of parking fit.
 */
export function assumedPlot(needs: PlotNeeds): PlotSize {
  const above = (needs.areaM2 * needs.storeys) / (needs.storeys + needs.basements);
  const footprint = above / needs.storeys;
  const box = footprint * (needs.courtyard ? 2.5 : 1.3);
  const north = northYard(needs);
  const stacked = ["mixed", "apartments"].includes(needs.use);
  const long = stacked || schoolUses.includes(needs.use);
  const row = long ? Math.min(longestRow, footprint / (stacked ? rowDepth : schoolDepth)) : 0;
  const boxWidth = Math.max(7, row, Math.sqrt(box * 1.35));
  const width = boxWidth + 2 * sideYard;
  const usual = Math.ceil(needs.areaM2 / perSpace(needs.use)) + (stacked ? 2 : 0);
  const spaces = Math.max(usual, needs.parking ?? 0);
  const perRow = Math.max(1, Math.floor((width - 4.5) / 2.5));
  const secondRows = Math.max(0, Math.ceil(spaces / perRow) - 1) * 11;
  const depth = Math.max(6, box / boxWidth) + north + frontYard + secondRows;
  if (needs.siteM2 > 0) return ofArea(needs.siteM2, width / depth);
  const { coverage, floorAreaRatio } = limitsOf(needs.zone);
  const least = Math.max(footprint / (coverage * usedShare), above / (floorAreaRatio * usedShare));
  const stretch = Math.max(1, Math.sqrt(least / (width * depth)));
  return { width: ceilHalf(width * stretch), depth: ceilHalf(depth * stretch) };
}

function ceilHalf(value: number): number {
  return Math.ceil(value * 2) / 2;
}

/** A rectangle of exactly `area`, as near to the proportion as makes sense. */
function ofArea(area: number, proportion: number): PlotSize {
  const width = Math.round(Math.sqrt(area * Math.min(1.5, Math.max(0.7, proportion))) * 100) / 100;
  return { width, depth: area / width };
}
