import type { Facts, StoreyFacts } from "./facts.ts";
import { atLeast, metres } from "./figures.ts";
import { bounds, edges, type Ring } from "../geometry/polygon.ts";
import { distinct } from "./polygon.ts";
import type { Outcome, Rule } from "./rule.ts";
import { outerHalf } from "./site-path.ts";

/** Days on which the rule of the north setback changed (permit date). */
const changed = { from9to10: "2023-09-12", to17: "2026-11-11" } as const;
const lastOf9 = "2023-09-11";
const lastOf10 = "2026-11-10";

const zoned = (facts: Facts): boolean => /전용주거|일반주거/.test(facts.zone);

/** Distance in metres, due north, from a ring's north side to the plot's boundary; Infinity without a boundary. */
export function northDistance(ring: Ring, site: Ring): number {
  const box = bounds(ring);
  const xs = [...ring, ...site].map((point) => point.x);
  let nearest = Infinity;
  for (const x of distinct(xs.filter((value) => value >= box.minX && value <= box.maxX))) {
    const top = crossings(ring, x).at(-1);
    if (top === undefined) continue;
    const above = crossings(site, x).at(-1);
    if (above !== undefined) nearest = Math.min(nearest, above - top);
  }
  return nearest;
}

/** Heights at which the upright line at x meets the ring, sorted. */
function crossings(ring: Ring, x: number): number[] {
  const ys: number[] = [];
  for (const [a, b] of edges(ring)) {
    if (x < Math.min(a.x, b.x) || x > Math.max(a.x, b.x)) continue;
    if (a.x === b.x) ys.push(a.y, b.y);
    else ys.push(a.y + ((x - a.x) / (b.x - a.x)) * (b.y - a.y));
  }
  return ys.toSorted((left, right) => left - right);
}

/** One storey as a part of the building: from where to where it rises, and how far it stays from the north boundary. */
interface Part {
  readonly name: string;
  readonly fromM: number;
  readonly toM: number;
  readonly awayM: number;
}

function partsOf(facts: Facts): Part[] {
  const half = outerHalf(facts);
  const site = facts.plan.site ?? facts.brief.site;
  const road = site?.roadSide === "N" ? site.roadWidth : 0;
  return facts.above.map((entry) => ({
    name: entry.storey.name,
    fromM: entry.storey.elevation,
    toM: topWithRoof(facts, entry),
    awayM: northDistance(entry.outline, facts.site) + road - half - eavesOver(facts, entry),
  }));
}

/** Flat roofs and their parapets belong to the storey they lie on; a pitched roof leans away from the boundary. */
function topWithRoof(facts: Facts, entry: StoreyFacts): number {
  return entry === facts.above.at(-1) && facts.plan.roof?.kind === "flat" ? facts.heightM : entry.topM;
}

/** The roof's overhang counts with the storey it lies on: every part of a building keeps the distance. */
function eavesOver(facts: Facts, entry: StoreyFacts): number {
  return entry === facts.above.at(-1) ? (facts.plan.roof?.eaves ?? 0) : 0;
}

function judge(parts: readonly Part[], demanded: (part: Part) => number, text: string): Outcome {
  const gap = (part: Part) => part.awayM - demanded(part);
  const worst = parts.toSorted((a, b) => gap(a) - gap(b))[0];
  if (!worst) return { holds: true, measured: "해당 부분 없음", demanded: text };
  return {
    holds: parts.every((part) => atLeast(part.awayM, demanded(part))),
    measured: `${metres(worst.awayM)} (${worst.name}, 높이 ${metres(worst.toM)})`,
    demanded: `${metres(demanded(worst))} 이상 (${text})`,
    elements: parts.filter((part) => !atLeast(part.awayM, demanded(part))).map((part) => part.name),
  };
}

/** A part that only begins below the limit still has its low portion judged by the low rule. */
const below = (limit: number) => (facts: Facts) =>
  judge(
    partsOf(facts).filter((part) => part.fromM < limit),
    () => 1.5,
    `높이 ${limit} m 이하 부분 1.5 m`,
  );

const halfAbove = (limit: number) => (facts: Facts) =>
  judge(
    partsOf(facts).filter((part) => part.toM > limit),
    (part) => part.toM / 2,
    `높이 ${limit} m 초과 부분 높이의 1/2`,
  );

const rises = (limit: number) => (facts: Facts) => zoned(facts) && partsOf(facts).some((part) => part.toM > limit);

/** Daylight of neighbours: the north setback in its three regimes, and its exemptions. */
export const setbackRules: readonly Rule[] = [
  {
    id: "sun.n.le9",
    ko: "정북 일조 이격(높이 9m 이하 부분, 2023-09-11까지)",
    en: "north setback part <=9 m (until 2023-09-11)",
    article: "건축법 §61①·시행령 §86①1 (종전)",
    status: "V1",
    until: lastOf9,
    applies: zoned,
    check: below(9),
  },
  {
    id: "sun.n.gt9",
    ko: "정북 일조 이격(9m 초과, 2023-09-11까지)",
    en: "north setback part >9 m (until 2023-09-11)",
    article: "건축법 §61①·시행령 §86①2 (종전)",
    status: "V1",
    until: lastOf9,
    applies: rises(9),
    check: halfAbove(9),
  },
  {
    id: "sun.n.le10",
    ko: "정북 일조 이격(높이 10m 이하 부분)",
    en: "north setback part <=10 m",
    article: "건축법 §61①1",
    status: "V1",
    from: changed.from9to10,
    applies: zoned,
    check: below(10),
  },
  {
    id: "sun.n.10to17",
    ko: "정북 일조 이격(10m 초과 17m 이하)",
    en: "north setback part 10-17 m",
    article: "건축법 §61①2 (법률 제21880호)",
    status: "V1",
    from: changed.to17,
    applies: rises(10),
    check: (facts) =>
      judge(
        partsOf(facts).filter((part) => part.toM > 10 && part.fromM < 17),
        () => 5,
        "높이 10 m 초과 17 m 이하 부분 5 m",
      ),
  },
  {
    id: "sun.n.gt17",
    ko: "정북 일조 이격(17m 초과)",
    en: "north setback part >17 m",
    article: "건축법 §61①3 (법률 제21880호)",
    status: "V1",
    from: changed.to17,
    applies: rises(17),
    check: halfAbove(17),
  },
  {
    id: "sun.n.old",
    ko: "정북 일조 이격(10m 초과, 종전)",
    en: "old rule part >10 m",
    article: "건축법 시행령 §86①2",
    status: "V1",
    from: changed.from9to10,
    until: lastOf10,
    applies: rises(10),
    check: halfAbove(10),
  },
  {
    id: "sun.n.exempt_low",
    ko: "2층 이하 8m 이하 조례로 배제 가능",
    en: "<=2 storeys and <=8 m may be exempt by ordinance",
    article: "건축법 §61④",
    status: "V1",
    applies: (facts) => zoned(facts) && facts.above.length <= 2 && facts.heightM <= 8,
    check: (facts) => ({
      holds: undefined,
      measured: `${facts.above.length}층, ${metres(facts.heightM)}`,
      demanded: "조례로 배제 가능",
      note: "조례가 정하면 정북 이격을 적용하지 않을 수 있습니다. 이 검토는 배제하지 않고 판정했습니다.",
    }),
  },
  {
    id: "sun.n.exempt_road",
    ko: "북측 도로 등은 반대편 경계에서 산정",
    en: "north road/park -> measure from its far edge",
    article: "건축법 시행령 §86⑥",
    status: "V1",
    applies: (facts) => zoned(facts) && (facts.plan.site ?? facts.brief.site)?.roadSide === "N",
    check: (facts) => ({
      holds: true,
      measured: `북측 도로 너비 ${metres((facts.plan.site ?? facts.brief.site)?.roadWidth ?? 0)} 포함`,
      demanded: "도로 반대편 경계에서 산정",
      note: "정북 이격 거리를 도로의 반대편 경계에서 재었습니다.",
    }),
  },
  {
    id: "sun.apt.window",
    ko: "공동주택 채광방향 높이",
    en: "apartment height vs window-side distance",
    article: "건축법 시행령 §86③1",
    status: "V1",
    applies: (facts) => facts.housing === "apartments",
    check: (facts) => {
      const limit = /근린상업|준주거/.test(facts.zone) ? 4 : 2;
      const away = Math.min(...facts.above.map((entry) => windowDistance(facts, entry)));
      const height = Math.max(0, ...facts.above.map((entry) => topWithRoof(facts, entry)));
      const ratio = away > 0 ? height / away : Infinity;
      return {
        holds: ratio <= limit,
        measured: `높이 ${metres(height)} / 거리 ${metres(away)}`,
        demanded: `거리의 ${limit}배 이하`,
        note: "다세대주택은 조례에 따라 1 m 이상만 띄울 수 있습니다.",
      };
    },
  },
];

/** Smallest distance in metres from a wall with windows to the boundary it faces (not the road's side). */
function windowDistance(facts: Facts, entry: StoreyFacts): number {
  const windows = new Set(entry.storey.openings.map((opening) => opening.wall));
  const box = bounds(entry.outline);
  const plot = bounds(facts.site);
  const half = outerHalf(facts);
  const road = (facts.plan.site ?? facts.brief.site)?.roadSide;
  const gaps: Record<string, number> = {
    S: box.minY - plot.minY - half,
    N: plot.maxY - box.maxY - half,
    W: box.minX - plot.minX - half,
    E: plot.maxX - box.maxX - half,
  };
  const faces = entry.storey.walls
    .filter((wall) => wall.external && windows.has(wall.id) && wall.faces !== road)
    .map((wall) => gaps[wall.faces] ?? Infinity);
  return Math.min(Infinity, ...faces);
}
