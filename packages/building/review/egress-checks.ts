import { bounds } from "../geometry/polygon.ts";
import { truthIn } from "../ifc-read/relations.ts";
import { solveWays, type WayLink, type WayNode } from "../law/ways.ts";
import { type Judged, named, scoreAtLeast, scoreAtMost, shareOf } from "./judged.ts";
import { livedKinds } from "./kinds.ts";
import { aboveGround, grossOf, type Measured } from "./measure.ts";
import type { StoreyMeasure } from "./storey-measure.ts";
import { isGround, isOpenAir, sidesOf } from "./places.ts";
import { stairLinks } from "./reach.ts";
import { circulationShare } from "./room-checks.ts";
import { metres } from "../law/figures.ts";

/** Ways out: an exit, distances, circulation, firefighters, compartments. */
export function egressChecks(measured: Measured): Judged[] {
  return [
    exitCheck(measured),
    ...distanceCheck(measured),
    circulationCheck(measured),
    ...firefighterCheck(measured),
    ...compartmentCheck(measured),
  ];
}

function exitCheck({ storeys }: Measured): Judged {
  const exits = storeys.flatMap((storey) =>
    storey.openings.filter((opening) => {
      if (opening.filling?.type !== "IFCDOOR") return false;
      const sides = sidesOf(storey, opening);
      return sides.some((side) => isGround(storey, side)) && sides.some((side) => !isOpenAir(side));
    }),
  );
  const widest = Math.max(0, ...exits.map((opening) => opening.widthM));
  return {
    id: "exit",
    ko: "바깥 출입구",
    en: "an exit door to the outside",
    weight: 2,
    hard: true,
    score: scoreAtLeast(widest, 0.9),
    passed: widest >= 0.9 - 1e-3,
    measured: `${exits.length}개, 가장 넓은 문 ${metres(widest)}`,
    demanded: "1개 이상, 0.90 m 이상",
    elements: exits.map((opening) => opening.filling!.key),
    fix: "1층에 너비 0.9 m 이상의 출입구를 두십시오.",
  };
}

/** Longest way from a room to a stair, or on the ground storey to an exit, metres; undefined without rooms. */
function longestWay(measured: Measured, storey: StoreyMeasure): number | undefined {
  const rings = new Map(storey.read.spaces.map((space) => [space.key, space.ring]));
  const nodes: WayNode[] = [];
  const links: WayLink[] = [];
  const targets: number[] = [];
  for (const opening of storey.openings) {
    if (opening.filling?.type === "IFCWINDOW") continue;
    const sides = sidesOf(storey, opening);
    const at = sides.map((side) =>
      side.kind === "space" ? nodes.push({ at: side.at, space: side.space.key }) - 1 : undefined,
    );
    const [one, other] = at;
    if (one !== undefined && other !== undefined) {
      links.push({ from: one, to: other, lengthM: opening.wall.thicknessM + 0.1 });
    }
    const out = sides.findIndex((side) => isGround(storey, side));
    const inner = at[1 - out];
    if (out >= 0 && inner !== undefined) targets.push(inner);
  }
  if (!storey.ground) {
    for (const { lower, upper, foot, head } of stairLinks(measured)) {
      const end = upper === storey ? head : lower === storey && storey.number < 0 ? foot : undefined;
      if (end?.space) targets.push(nodes.push({ at: end.at, space: end.space.key }) - 1);
    }
  }
  const ways = solveWays({ rings, nodes, links, targets });
  const rooms = storey.read.spaces.filter((space) => livedKinds.has(space.kind) && !space.external);
  return rooms.length === 0 ? undefined : Math.max(...rooms.map((space) => ways.farthest(space.key)));
}

/** A structure of concrete or steel slabs and walls is fire-resistive; timber posts are not. */
function fireproof({ storeys }: Measured): boolean {
  const columns = storeys.flatMap(({ read }) => read.columns);
  const timber = columns.some((column) => column.materials.some((name) => /목|timber/i.test(name)));
  const walls = storeys.flatMap(({ read }) => read.walls.filter((wall) => wall.external));
  const concrete = walls.some((wall) => wall.materials.some((name) => /콘크리트/.test(name)));
  return concrete && !timber;
}

/** Nothing where nobody stays: there is no room to walk from. */
function distanceCheck(measured: Measured): Judged[] {
  const limit = fireproof(measured) ? 50 : 30;
  const rows = measured.storeys.flatMap((storey) => {
    const way = longestWay(measured, storey);
    return way === undefined ? [] : [{ key: storey.read.name, way, limit: storey.number === 1 ? 2 * limit : limit }];
  });
  const worst = rows.toSorted((a, b) => b.way / b.limit - a.way / a.limit)[0];
  if (!worst) return [];
  const bad = rows.filter((row) => row.way > row.limit).map((row) => row.key);
  return [
    {
      id: "egress.distance",
      ko: "피난 보행거리",
      en: "travel distance",
      weight: 3,
      hard: true,
      score: scoreAtMost(worst.way, worst.limit),
      passed: bad.length === 0,
      measured: Number.isFinite(worst.way) ? `${metres(worst.way)} (${worst.key})` : "경로 없음",
      demanded: `${worst.limit} m 이하`,
      elements: bad,
      fix: `계단이나 출입구를 더 두어 보행거리를 줄이십시오: ${named(bad)}.`,
    },
  ];
}

function circulationCheck(measured: Measured): Judged {
  const share = circulationShare(measured);
  return {
    id: "circulation",
    ko: "통로 비율",
    en: "share of circulation",
    weight: 2,
    score: scoreAtMost(share, 0.3),
    passed: share <= 0.3,
    measured: `${(share * 100).toFixed(1)} %`,
    demanded: "30 % 이하",
    fix: "복도와 계단실의 면적을 줄이십시오.",
  };
}

function firefighterCheck(measured: Measured): Judged[] {
  const storeys = aboveGround(measured).filter(({ number }) => number >= 2 && number <= 11);
  if (storeys.length === 0) return [];
  const side = measured.brief.site?.roadSide ?? "S";
  const rows = storeys.map((storey) => {
    const fit = storey.openings.filter(
      (opening) =>
        opening.filling?.type === "IFCWINDOW" &&
        truthIn(opening.filling.sets, "VIBA_Window", "FirefighterEntry") === true &&
        opening.widthM >= 0.9 - 1e-3 &&
        opening.heightM >= 1 - 1e-3 &&
        opening.fromZ - storey.read.elevation <= 0.8 + 1e-3 &&
        sidesOf(storey, opening).some(isOpenAir),
    );
    const box = bounds(storey.rings.flat());
    const length = side === "E" || side === "W" ? box.maxY - box.minY : box.maxX - box.minX;
    const wanted = Math.max(1, Math.ceil(length / 40 - 1e-9));
    return { key: storey.read.name, share: shareOf(Math.min(fit.length, wanted), wanted) };
  });
  const bad = rows.filter((row) => row.share < 1).map((row) => row.key);
  return [
    {
      id: "fire.windows",
      ko: "소방관 진입창",
      en: "firefighter windows",
      weight: 2,
      hard: true,
      score: shareOf(rows.length - bad.length, rows.length),
      passed: bad.length === 0,
      measured: bad.length === 0 ? `${rows.length}개 층 모두` : `없는 층: ${named(bad)}`,
      demanded: "2~11층 각 층, 0.9×1.0 m, 하단 0.8 m 이하",
      elements: bad,
      fix: `소방관 진입창(0.9×1.0 m 이상, 하단 0.8 m 이하)을 두십시오: ${named(bad)}.`,
    },
  ];
}

function compartmentCheck(measured: Measured): Judged[] {
  if (grossOf(measured) <= 1000) return [];
  const limit = measured.read.systems.some((name) => /sprinkler/.test(name)) ? 3000 : 1000;
  const large = measured.storeys.filter((storey) => storey.grossM2 > limit);
  const open = measured.storeys.filter((storey) =>
    storey.openings.some(
      (opening) =>
        opening.filling === undefined &&
        sidesOf(storey, opening).some((side) => side.kind === "space" && side.space.kind === "stair"),
    ),
  );
  const bad = [...new Set([...large, ...open].map((storey) => storey.read.name))];
  return [
    {
      id: "compartments",
      ko: "방화구획",
      en: "fire compartments",
      weight: 2,
      hard: true,
      score: shareOf(measured.storeys.length - bad.length, measured.storeys.length),
      passed: bad.length === 0,
      measured: bad.length === 0 ? "층마다 구획" : `구획되지 않은 층: ${named(bad)}`,
      demanded: `층마다, ${limit} m² 이하, 계단실 구획`,
      elements: bad,
      fix: `계단실에 문을 달고 구획 면적을 줄이십시오: ${named(bad)}.`,
    },
  ];
}
