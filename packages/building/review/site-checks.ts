import { area } from "../geometry/polygon.ts";
import type { Ring } from "../geometry/polygon.ts";
import { cornersOfProduct } from "../ifc-read/building.ts";
import { capsOf } from "../law/coverage.ts";
import { northDistance } from "../law/setback.ts";
import { pitchOf } from "./roof-shape.ts";
import { parkingCount } from "./brief-checks.ts";
import { type Judged, scoreAtLeast, scoreAtMost, shareOf } from "./judged.ts";
import { aboveGround, type Measured, useOf } from "./measure.ts";
import type { StoreyMeasure } from "./storey-measure.ts";
import { metres } from "../law/figures.ts";

/** The building on its plot: coverage, floor area ratio, north setback, parking. */
export function siteChecks(measured: Measured): Judged[] {
  return [...ratioChecks(measured), ...setbackCheck(measured), parkingCheck(measured)];
}

function ratioChecks(measured: Measured): Judged[] {
  const { brief, plot } = measured;
  const caps = capsOf(brief.location?.zone ?? "", brief.location?.city ?? "");
  const plotM2 = area(plot);
  if (plotM2 === 0) return [];
  const above = aboveGround(measured);
  const footprint = Math.max(0, ...above.map((storey) => storey.grossM2));
  const floor = above.reduce((sum, storey) => sum + storey.grossM2, 0);
  const rows = [
    { id: "site.coverage", ko: "건폐율", en: "coverage", got: footprint, cap: caps.coverage },
    { id: "site.ratio", ko: "용적률", en: "floor area ratio", got: floor, cap: caps.ratio },
  ];
  return rows.flatMap(({ id, ko, en, got, cap }) => {
    if (cap === undefined) return [];
    const share = (got / plotM2) * 100;
    return [
      {
        id,
        ko,
        en,
        weight: 2,
        hard: true,
        score: scoreAtMost(share, cap),
        passed: share <= cap + 1e-6,
        measured: `${share.toFixed(1)} %`,
        demanded: `${cap} % 이하`,
        fix: `${ko}을 ${cap} % 이하로 줄이십시오.`,
      },
    ];
  });
}

/** Outline in plan of all that belongs to a storey, its roof included if it is the highest. */
function outlineOf(measured: Measured, storey: StoreyMeasure): Ring {
  const highest = storey === measured.storeys.at(-1);
  const roofs = highest ? measured.read.roofs.flatMap(cornersOfProduct) : [];
  const walls = storey.read.walls
    .filter((wall) => wall.external)
    .flatMap((wall) => wall.solids.flatMap((_, i) => (i === 0 ? cornersOfProduct(wall) : [])));
  const points = [...walls, ...roofs];
  if (points.length === 0) return [];
  const xs = points.map((point) => point[0]);
  const ys = points.map((point) => point[1]);
  const box = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] as const;
  return [
    { x: box[0], y: box[1] },
    { x: box[2], y: box[1] },
    { x: box[2], y: box[3] },
    { x: box[0], y: box[3] },
  ];
}

/** Demanded distance to the north for a part that rises to `top`, by the regime of the permit date. */
export function northDemand(top: number, permitDate: string): number {
  if (permitDate < "2023-09-12") return top > 9 ? top / 2 : 1.5;
  if (top <= 10) return 1.5;
  if (permitDate < "2026-11-11" || top > 17) return top / 2;
  return 5;
}

/** A flat roof's layers and its parapet count to the height of the storey they lie on; the roof of a gable does not. */
function topOf({ read, storeys }: Measured, storey: StoreyMeasure): number {
  if (storey !== storeys.at(-1) || read.roofs.some((roof) => pitchOf(roof) >= flatPitch)) return storey.topZ;
  const parapets = read.products.filter(({ predefined }) => predefined === "PARAPET");
  return Math.max(storey.topZ, ...[...read.roofs, ...parapets].flatMap(cornersOfProduct).map(([, , z]) => z));
}

/** A roof this steep is no flat one, degrees. */
const flatPitch = 5;

function setbackCheck(measured: Measured): Judged[] {
  const { brief, plot } = measured;
  if (!/전용주거|일반주거/.test(brief.location?.zone ?? "") || plot.length < 3) return [];
  const road = brief.site?.roadSide === "N" ? brief.site.roadWidth : 0;
  const rows = aboveGround(measured).map((storey) => {
    const away = northDistance(outlineOf(measured, storey), plot) + road;
    return { away, demand: northDemand(topOf(measured, storey), brief.permitDate), name: storey.read.name };
  });
  const worst = rows.toSorted((a, b) => a.away - a.demand - (b.away - b.demand))[0];
  if (!worst) return [];
  return [
    {
      id: "site.north",
      ko: "정북 일조 이격",
      en: "north setback",
      weight: 3,
      hard: true,
      score: scoreAtLeast(worst.away, worst.demand - 1e-3),
      passed: worst.away >= worst.demand - 1e-3,
      measured: `${metres(worst.away)} (${worst.name})`,
      demanded: `${metres(worst.demand)} 이상`,
      elements: [worst.name],
      fix: `${worst.name}을 북쪽 경계에서 ${metres(worst.demand)} 이상 띄우십시오.`,
    },
  ];
}

/** Floor area per parking space in m2, Seoul and elsewhere. */
const perSpaceM2: Readonly<Record<string, readonly [seoul: number, other: number]>> = {
  cafe: [134, 200],
  restaurant: [134, 200],
  shop: [134, 200],
  clinic: [134, 200],
  guesthouse: [134, 200],
  office: [100, 150],
  gallery: [100, 150],
  academy: [134, 200],
  kindergarten: [200, 300],
  school: [200, 300],
  elderly: [200, 300],
  library: [200, 300],
  gym: [100, 150],
  worship: [100, 150],
  community: [134, 200],
  warehouse: [267, 400],
  factory: [233, 350],
};

function parkingCheck(measured: Measured): Judged {
  const { brief, storeys } = measured;
  const seoul = brief.location?.city.startsWith("서울") === true;
  let demand = 0;
  for (const storey of storeys) {
    const per = perSpaceM2[useOf(measured, storey)];
    if (per) demand += storey.grossM2 / (seoul ? per[0] : per[1]);
  }
  const homes = storeys.filter((storey) => useOf(measured, storey) === "house");
  const units = new Set(homes.flatMap(({ read }) => read.spaces.map((space) => space.unit)));
  units.delete("");
  const homeM2 = homes.reduce((sum, storey) => sum + storey.grossM2, 0);
  const single = homeM2 <= 50 ? 0 : 1 + Math.max(0, (homeM2 - 150) / 100);
  const wanted = Math.floor(demand + 0.5) + (units.size > 1 ? units.size : Math.floor(single + 0.5));
  const excluded = brief.exclusions.includes("parking");
  const got = parkingCount(measured);
  return {
    id: "parking",
    ko: "주차 대수",
    en: "parking spaces",
    weight: 2,
    score: excluded ? 1 : wanted === 0 ? 1 : shareOf(Math.min(got, wanted), wanted),
    passed: excluded || got >= wanted,
    measured: `${got}대`,
    demanded: excluded ? "요구에서 제외" : `${wanted}대 이상`,
    fix: `주차 ${Math.max(0, wanted - got)}대를 더 두십시오.`,
  };
}
