import type { AreaPart } from "./area-reading.ts";
import type { AreaMention, AreaSubject } from "./area-mention.ts";
import { leastStorey, smallestStoreyM2 } from "../concept/concept.ts";
import { contradiction, outOfRange, type Problem } from "./problem.ts";

/** Gross floor areas that can be designed, m2. */
export const areaRange = { min: 20, max: 3000 } as const;

/** Smallest storey area worth asking for, m2. */
const leastAskedM2 = 15;
/** Two figures for one thing may differ by rounding ("50평(165㎡)"), not by more. */
const tolerance = 0.015;

/** Smallest gross floor area a room of a kind takes with its share of wet rooms and ways, m2. */
const leastPerRoom: Readonly<Record<string, number>> = {
  guestroom: 10,
  bedroom: 8,
  exam: 10,
  meeting: 8,
  classroom: 20,
  bath: 3,
  wc: 2,
};

/** Two different figures for the same area. */
export function areaClash(areas: readonly AreaMention[]): Problem | undefined {
  const kinds: readonly AreaSubject[][] = [["gross", "unsaid"], ["footprint"], ["per_storey"], ["site"]];
  for (const kind of kinds) {
    const same = areas.filter((area) => kind.includes(area.subject));
    const [first] = same;
    const other = same.find((area) => first !== undefined && !isNear(first.squareMetres, area.squareMetres));
    if (first === undefined || other === undefined) continue;
    const given = [first, other].map((area) => `${area.given}${area.unit === "평" ? "평" : "㎡"}`);
    return contradiction(
      "area",
      `같은 면적이 서로 다릅니다: ${given.join(", ")}. 하나만 적어 주세요.`,
      `Two different figures for the same area: ${given.join(", ")}. Keep one.`,
      { given: given.join(", ") },
    );
  }
  return undefined;
}

/** Storeys whose areas were named one by one and do not come to the sum that was named. */
export function sumClash(
  areas: readonly AreaMention[],
  parts: readonly AreaPart[],
  storeys: number | undefined,
): Problem | undefined {
  const apart = areas.filter((area) => !parts.some((part) => part.area === area));
  const gross = apart.find(({ subject }) => subject === "gross" || subject === "unsaid");
  if (gross === undefined || parts.length < 2) return undefined;
  const sum = parts.reduce((total, { area, storeys: count }) => total + area.squareMetres * count, 0);
  const isWhole = parts.reduce((total, part) => total + part.storeys, 0) === storeys;
  if (isNear(sum, gross.squareMetres) || (sum < gross.squareMetres && !isWhole)) return undefined;
  const [added, named] = [sum, gross.squareMetres].map(shown);
  return contradiction(
    "area",
    `층별 면적의 합 ${added}㎡가 전체 ${named}㎡와 다릅니다. 하나만 적어 주세요.`,
    `The storeys add up to ${added} m2, the whole was said to be ${named} m2. Keep one.`,
    { given: `${added}, ${named}` },
  );
}

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));
}

/** A figure of area that nobody can build. */
export function areaOutside(areas: readonly AreaMention[]): Problem | undefined {
  const limits: Partial<Record<AreaSubject, { min: number; max: number; ko: string; en: string }>> = {
    unsaid: { ...areaRange, ko: "연면적", en: "A gross floor area" },
    gross: { ...areaRange, ko: "연면적", en: "A gross floor area" },
    footprint: { ...areaRange, ko: "건축면적", en: "A footprint" },
    per_storey: { min: leastAskedM2, max: areaRange.max, ko: "층당 면적", en: "A storey area" },
    site: { min: 20, max: 100_000, ko: "대지면적", en: "A plot" },
    room: { min: 1, max: areaRange.max, ko: "실 면적", en: "A room" },
  };
  for (const area of areas) {
    const limit = limits[area.subject];
    if (limit === undefined) continue;
    if (area.squareMetres >= limit.min && area.squareMetres <= limit.max) continue;
    return grossOutside(area.squareMetres, limit);
  }
  return undefined;
}

/** An area in m2 that is outside its range, in words. */
export function grossOutside(
  squareMetres: number,
  limit: { min: number; max: number; ko: string; en: string },
): Problem {
  return outOfRange({
    subject: "area",
    nameKo: limit.ko,
    nameEn: limit.en,
    given: shown(squareMetres),
    min: limit.min,
    max: limit.max,
    unit: "㎡",
  });
}

function shown(value: number): string {
  return Number.isFinite(value) ? String(Math.round(value * 100) / 100) : "∞";
}

/** What the finished reading must satisfy together. */
export interface WholeReading {
  readonly areaM2: number;
  readonly storeys: number;
  readonly basements: number;
  readonly siteM2: number;
  /** Homes share the building with another use. */
  readonly homesOverShops: boolean;
  readonly rooms: readonly { kind: string; count: number; areaM2: number }[];
  readonly exclusions: readonly string[];
}

/** Kinds of rooms that stand outside the building's floor area. */
const outdoors = new Set(["parking", "yard", "garden", "terrace", "balcony", "roof_terrace", "pool"]);

/** Parts that are each fine but do not go together. */
export function wholeClash(whole: WholeReading): Problem | undefined {
  const storeys = whole.storeys + whole.basements;
  const m2 = Math.round(whole.areaM2 * 10) / 10;
  const least = leastStoreyOf(whole, storeys);
  if (whole.areaM2 / storeys < least) {
    return contradiction(
      "area",
      `연면적 ${m2}㎡를 ${storeys}개 층으로 나누면 한 층이 계단과 방을 둘 수 있는 ${least}㎡보다 작습니다. 면적을 늘리거나 층수를 줄여 주세요.`,
      `${m2} m2 on ${storeys} storeys leaves less than the ${least} m2 a storey needs for stair and rooms.`,
      { area: String(m2), storeys: String(storeys) },
    );
  }
  const footprint = whole.areaM2 / storeys;
  if (whole.siteM2 > 0 && footprint > whole.siteM2) {
    return contradiction(
      "site",
      `한 층 ${Math.round(footprint)}㎡가 대지 ${Math.round(whole.siteM2)}㎡보다 큽니다. 층수를 늘리거나 면적을 줄여 주세요.`,
      `A storey of ${Math.round(footprint)} m2 is larger than the plot of ${Math.round(whole.siteM2)} m2.`,
      { area: String(m2), site: String(Math.round(whole.siteM2)) },
    );
  }
  return roomsClash(whole, m2);
}

/** What a planner can divide: a storey with a stair needs more than a single one, homes over shops more still. */
function leastStoreyOf(whole: WholeReading, storeys: number): number {
  if (whole.homesOverShops) return smallestStoreyM2.mixed;
  return leastStorey(whole.areaM2, storeys);
}

function roomsClash(whole: WholeReading, m2: number): Problem | undefined {
  const inside = whole.rooms.filter((room) => !outdoors.has(room.kind));
  const least = inside.reduce((sum, room) => sum + room.count * Math.max(room.areaM2, leastPerRoom[room.kind] ?? 0), 0);
  if (least > whole.areaM2) {
    return contradiction(
      "rooms",
      `요청한 방들에는 적어도 ${Math.round(least)}㎡가 필요한데 연면적은 ${m2}㎡입니다.`,
      `The rooms asked for need at least ${Math.round(least)} m2, the gross floor area is ${m2} m2.`,
      { least: String(Math.round(least)), area: String(m2) },
    );
  }
  const both = whole.rooms.find((room) => whole.exclusions.includes(room.kind));
  if (both === undefined) return undefined;
  return contradiction(
    "rooms",
    `'${both.kind}'이(가) 있어야 한다는 말과 없어야 한다는 말이 함께 있습니다.`,
    `"${both.kind}" is both wanted and excluded.`,
    { kind: both.kind },
  );
}
