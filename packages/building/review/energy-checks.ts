import { type Product, stated } from "../ifc-read/building.ts";
import { transmittance } from "../law/figures.ts";
import { type Housing, housingOf } from "../law/housing.ts";
import { insulationLimits, skinLimits } from "../law/insulation.ts";
import { type Judged, named, scoreAtMost } from "./judged.ts";
import { type Measured, useOf } from "./measure.ts";

interface Part {
  readonly id: string;
  readonly ko: string;
  readonly en: string;
  readonly limit: number | undefined;
  readonly elements: readonly Product[];
  readonly set: string;
}

/** Heat transmittances of the skin, and the certificates asked for. */
export function energyChecks(measured: Measured): Judged[] {
  return [...partsOf(measured).flatMap(partCheck), ...certificateChecks(measured)];
}

/** The class of the homes in the file, as the code check counts it. */
function housingIn(measured: Measured): Housing {
  const homes = measured.storeys.filter((storey) => useOf(measured, storey) === "house");
  const units = new Set(homes.flatMap(({ read }) => read.spaces.map((space) => space.unit)));
  units.delete("");
  const areaM2 = homes.reduce((sum, storey) => sum + storey.grossM2, 0);
  return housingOf(measured.brief, { areaM2, storeys: homes.length, units: Math.max(1, units.size) });
}

function partsOf(measured: Measured): Part[] {
  const { brief, read, storeys } = measured;
  const region = brief.location?.climate ?? "";
  const skin = skinLimits(housingIn(measured));
  const limit = (table: Readonly<Record<string, number>>) => table[region];
  const walls = storeys.flatMap((storey) => storey.read.walls.filter((wall) => wall.external));
  const windows = storeys.flatMap((storey) =>
    storey.openings.flatMap(({ filling, wall }) => (filling?.type === "IFCWINDOW" && wall.external ? [filling] : [])),
  );
  const lowest = storeys[0]?.read.slabs ?? [];
  return [
    {
      id: "energy.walls",
      ko: "외벽 열관류율",
      en: "U-value of walls",
      limit: limit(skin.wall),
      elements: walls,
      set: "Pset_WallCommon",
    },
    {
      id: "energy.windows",
      ko: "창 열관류율",
      en: "U-value of windows",
      limit: limit(skin.window),
      elements: windows,
      set: "Pset_WindowCommon",
    },
    {
      id: "energy.roof",
      ko: "지붕 열관류율",
      en: "U-value of roofs",
      limit: limit(insulationLimits.roof),
      elements: read.roofs,
      set: "Pset_SlabCommon",
    },
    {
      id: "energy.floor",
      ko: "최하층 바닥 열관류율",
      en: "U-value of the lowest floor",
      limit: limit(insulationLimits.floor),
      elements: lowest,
      set: "Pset_SlabCommon",
    },
  ];
}

function partCheck({ id, ko, en, limit, elements, set }: Part): Judged[] {
  if (limit === undefined || elements.length === 0) return [];
  const rows = elements.map((one) => ({
    key: one.key,
    u: stated(one, set, "ThermalTransmittance") ?? Infinity,
  }));
  const worst = Math.max(...rows.map((row) => row.u));
  const bad = rows.filter((row) => row.u > limit + 5e-4).map((row) => row.key);
  return [
    {
      id,
      ko,
      en,
      weight: 1,
      hard: id === "energy.walls",
      score: scoreAtMost(worst, limit + 5e-4),
      passed: bad.length === 0,
      measured: Number.isFinite(worst) ? transmittance(worst) : "표기 없음",
      demanded: `${transmittance(limit)} 이하`,
      elements: bad,
      fix: `${ko}을 ${limit} W/m²K 이하로 낮추십시오: ${named(bad)}.`,
    },
  ];
}

/** A certificate asked for must at least have been assessed; its lowest level counts as met. */
function certificateChecks({ brief, energy, certification }: Measured): Judged[] {
  return brief.certificates.map((name) => {
    const found = certification?.certificates.find((one) => one.name === name);
    const assessed = found !== undefined && (name === "BF" || energy !== undefined);
    const reached = assessed && found.level !== "";
    return {
      id: `certificate.${name.toLowerCase()}`,
      ko: `${name} 예비 인증`,
      en: `${name} estimate`,
      weight: 3,
      hard: true,
      score: reached ? 1 : assessed ? 0.4 : 0,
      passed: reached,
      measured: found ? `${found.level || "등급 미달"} (${found.reached.toFixed(1)})` : "평가 없음",
      demanded: "가장 낮은 등급 이상",
      fix: `${name} 인증 등급에 이르도록 단열·설비·배점을 높이십시오.`,
    };
  });
}
