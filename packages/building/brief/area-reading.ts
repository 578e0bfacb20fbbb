import { AreaKind } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { AreaMention, AreaSubject } from "./area-mention.ts";
import type { StoreyMention } from "./storeys.ts";
import { wingBefore } from "./area-roles.ts";
import { before } from "./text.ts";

/** Areas of the sentence, sorted by what they mean; absent ones were not said. */
export interface AreaReading {
  /** The figure that decides the size of the building. */
  readonly main?: AreaMention;
  readonly kind: AreaKind;
  /** Area of the plot, m2; 0 if not said. */
  readonly siteM2: number;
  readonly site?: AreaMention;
  /** Sum of the storeys' areas when each was named ("1층 30평, 2층 20평"), in square metres and as given. */
  readonly sum?: { readonly squareMetres: number; readonly given: number; readonly wings?: boolean };
}

/** An area of a part of the building, and of how many storeys. */
export interface AreaPart {
  readonly area: AreaMention;
  readonly storeys: number;
  /** A building of its own, as it was said. */
  readonly wing?: boolean;
}

/** Decides which figure is the building's; areas of its parts, storey by storey or use by use, are added up. */
export function readAreas(areas: readonly AreaMention[], parts: readonly AreaPart[]): AreaReading {
  const of = (subject: AreaSubject) => areas.find((area) => area.subject === subject);
  const site = of("site");
  const siteM2 = site?.squareMetres ?? 0;
  const base = { siteM2, ...(site === undefined ? {} : { site }) };
  const [first] = parts;
  const gross = areas.some(
    ({ subject, start }) => subject === "gross" && !parts.some(({ area }) => area.start === start),
  );
  if (parts.length > 1 && first !== undefined && !gross) {
    const sum = (pick: (area: AreaMention) => number) =>
      parts.reduce((total, item) => total + pick(item.area) * item.storeys, 0);
    return {
      ...base,
      main: first.area,
      kind: AreaKind.GROSS_FLOOR,
      sum: {
        squareMetres: sum((area) => area.squareMetres),
        given: sum((area) => area.given),
        wings: first.wing === true,
      },
    };
  }
  const order: readonly (readonly [AreaSubject, AreaKind])[] = [
    ["gross", AreaKind.GROSS_FLOOR],
    ["per_storey", AreaKind.PER_STOREY],
    ["unsaid", AreaKind.GROSS_FLOOR],
    ["footprint", AreaKind.FOOTPRINT],
    ["site", AreaKind.SITE],
  ];
  for (const [subject, kind] of order) {
    const main = of(subject);
    if (main !== undefined) return { ...base, main, kind };
  }
  return { ...base, kind: AreaKind.GROSS_FLOOR };
}

/** Areas that follow the name of a storey. One alone is no sum: "1층 50평 카페" has one storey. */
export function areasByStorey(areas: readonly AreaMention[], storeys: readonly StoreyMention[]): AreaPart[] {
  const found: (AreaPart & { readonly from: number })[] = [];
  const inOrder = storeys.toSorted((a, b) => a.start - b.start);
  for (const area of areas) {
    if (area.subject !== "unsaid" && area.subject !== "per_storey") continue;
    const storey = inOrder.findLast((item) => item.end <= area.start && area.start - item.end < 14);
    const between = areas.some((other) => storey && other.start > storey.end && other.end < area.start);
    if (storey === undefined || storey.count || between) continue;
    found.push({ area, storeys: storey.to - storey.from + 1, from: storey.basement ? -storey.from : storey.from });
  }
  // "2층 카페 72평, 1층은 42평 2층은 30평": the first is the whole.
  const [first, ...others] = found;
  const isWhole = others.length > 1 && others.some(({ from }) => from === first?.from);
  const parts = isWhole ? others : found;
  // A storey named twice with an area is no sum.
  const isTwice = new Set(parts.map(({ from }) => from)).size < parts.length;
  return parts.length > 1 && !isTwice ? parts : [];
}

/** "1층은 상가 40평, 2층 원룸, 3층 주인집": the only figure is that of one storey, and the others are taken to be as large. */
export function ofOneStorey(
  area: AreaMention,
  areas: readonly AreaMention[],
  storeys: readonly StoreyMention[],
): AreaMention {
  const alone = areas.every((other) => other === area || other.subject === "site" || other.subject === "room");
  const named = storeys.filter(({ count, basement }) => !count && !basement);
  const own = named.findLast(({ end }) => end <= area.start && area.start - end < 14);
  const others = named.filter(({ from, start }) => own !== undefined && from !== own.from && start > area.end);
  const isOne = own?.from === 1 && own.to === 1 && others.length > 0;
  return alone && isOne && area.subject === "unsaid" ? { ...area, subject: "per_storey" } : area;
}

/** Areas of buildings that belong together: "본채 30평 별채 10평". */
export function areasOfWings(text: string, areas: readonly AreaMention[]): AreaPart[] {
  const own = areas.filter(({ start, subject }) => subject === "unsaid" && wingBefore.test(before(text, start)));
  const named = new Set(own.map(({ start }) => wingBefore.exec(before(text, start))?.[1]));
  return own.length > 1 && named.size === own.length ? own.map((area) => ({ area, storeys: 1, wing: true })) : [];
}

/** Areas above and below ground: "지상 60평 지하 20평". */
export function areasAboveAndBelow(text: string, areas: readonly AreaMention[]): AreaPart[] {
  const own = areas.filter(({ start, subject }) => subject !== "site" && groundBefore.test(before(text, start)));
  const named = new Set(own.map(({ start }) => groundBefore.exec(before(text, start))?.[1]));
  return own.length === 2 && named.size === 2 ? own.map((area) => ({ area, storeys: 1 })) : [];
}
const groundBefore =
  /(지상|지하)(?:층|(?: ?\d)?(?:[~, ]{1,2}\d)? ?층)? ?(?:바닥)?(?:면적)?(?:은|는|이|을)? ?(?:합쳐서?|합해서?|모두|총|약)? ?$/;

/** Areas right behind the names of uses, or before them: "카페 30평이랑 집 25평", "25평 카페랑 30평 집". One alone is the whole building's. */
export function areasByUse(areas: readonly AreaMention[], uses: readonly { start: number; end: number }[]): AreaPart[] {
  const unsaid = areas.filter(({ subject }) => subject === "unsaid");
  const behind = unsaid.filter(({ start }) => uses.some((use) => isNext(use.end, start)));
  const ahead = unsaid.filter(({ end }) => uses.some((use) => isNext(end, use.start)));
  const own = behind.length > 1 ? behind : ahead;
  return own.length > 1 && own.every(({ unit }) => unit === own[0]?.unit)
    ? own.map((area) => ({ area, storeys: 1 }))
    : [];
}

/** "1층 20평밖에 못 짓는대요. 3층으로 60평": the size of one storey, where another figure is that of all. */
export function besideWhole(area: AreaMention, all: readonly AreaMention[], storeys: number): AreaMention {
  const ofWhole = ({ subject }: AreaMention) => subject === "unsaid" || subject === "gross";
  const sum = area.squareMetres * storeys;
  const isOne = all.some((other) => ofWhole(other) && Math.abs(other.squareMetres - sum) < 0.01 * sum);
  return storeys > 1 && area.subject === "unsaid" && isOne ? { ...area, subject: "room" } : area;
}

function isNext(end: number, start: number): boolean {
  return start >= end && start - end <= 2;
}

/** Gross floor area from the figure given, m2; undefined when it says nothing of the building. */
export function grossArea(reading: AreaReading, storeys: number, basements: number): number | undefined {
  if (reading.main === undefined || reading.kind === AreaKind.SITE) return undefined;
  if (reading.sum !== undefined) return reading.sum.squareMetres;
  const multiplied = reading.kind === AreaKind.PER_STOREY || reading.kind === AreaKind.FOOTPRINT;
  return reading.main.squareMetres * (multiplied ? storeys + basements : 1);
}
