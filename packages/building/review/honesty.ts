import { area, perimeter } from "../geometry/polygon.ts";
import { type Product, stated, type WallRead } from "../ifc-read/building.ts";
import { seenFrom } from "../ifc-read/frame.ts";
import { uprightOf } from "../ifc-read/solid.ts";
import { type Judged, named, shareOf, unit } from "./judged.ts";
import { grossOf, type Measured } from "./measure.ts";
import type { StoreyMeasure } from "./storey-measure.ts";

/** A stated figure may differ from the measured one by this share. */
const tolerance = 0.01;

/** One stated figure and what was measured. */
interface Claim {
  readonly key: string;
  readonly name: string;
  readonly told: number;
  readonly found: number;
}

const lies = ({ told, found }: Claim): boolean => Math.abs(told - found) > Math.max(tolerance * Math.abs(found), 0.002);

/** Whether the file's stated figures are true, and whether the report says what it must. */
export function honestyChecks(measured: Measured): Judged[] {
  return [quantityCheck(measured), wallVolumeCheck(measured), reportCheck(measured)];
}

function quantityCheck(measured: Measured): Judged {
  const claims = claimsOf(measured);
  const bad = claims.filter(lies);
  const worst = bad[0];
  return {
    id: "honesty.quantities",
    ko: "표기 물량이 참",
    en: "stated quantities are true within 1 %",
    weight: 4,
    hard: true,
    score: claims.length === 0 ? 0 : unit(1 - (5 * bad.length) / claims.length),
    passed: bad.length === 0 && claims.length > 0,
    measured: worst
      ? `${claims.length}개 중 ${bad.length}개 거짓 (${worst.key} ${worst.name} ${worst.told.toFixed(2)}, 실제 ${worst.found.toFixed(2)})`
      : `${claims.length}개 모두 참`,
    demanded: "오차 1 % 이내",
    elements: bad.map((one) => one.key),
    fix: `물량을 형상에서 다시 산출하십시오: ${named([...new Set(bad.map((one) => one.key))])}.`,
  };
}

function claimsOf(measured: Measured): Claim[] {
  const { read, storeys, plot } = measured;
  const building = read.building ? buildingClaims(measured, read.building) : [];
  const site = read.site ? claim(read.site, "Qto_SiteBaseQuantities", { GrossArea: area(plot) }) : [];
  return [...building, ...site, ...storeys.flatMap(storeyClaims)];
}

function buildingClaims(measured: Measured, building: Product): Claim[] {
  const gross = grossOf(measured);
  return [
    ...claim(building, "Qto_BuildingBaseQuantities", { GrossFloorArea: gross }),
    ...claim(building, "Pset_BuildingCommon", { NumberOfStoreys: measured.storeys.length }),
  ];
}

function storeyClaims(storey: StoreyMeasure): Claim[] {
  const { read } = storey;
  return [
    ...claim(read, "Qto_BuildingStoreyBaseQuantities", { GrossFloorArea: storey.grossM2 }),
    ...read.spaces.flatMap((space) =>
      claim(space, "Qto_SpaceBaseQuantities", {
        NetFloorArea: area(space.ring),
        Height: space.toZ - space.fromZ,
        GrossPerimeter: perimeter(space.ring),
        NetVolume: area(space.ring) * (space.toZ - space.fromZ),
      }),
    ),
    ...read.walls.flatMap((wall) =>
      claim(wall, "Qto_WallBaseQuantities", {
        Length: wall.lengthM,
        Width: wall.thicknessM,
        Height: wall.toZ - wall.fromZ,
        GrossSideArea: wall.lengthM * (wall.toZ - wall.fromZ),
        GrossVolume: wall.lengthM * (wall.toZ - wall.fromZ) * wall.thicknessM,
      }),
    ),
    ...read.slabs.flatMap((slab) => {
      const net = area(slab.ring) - slab.holes.reduce((sum, hole) => sum + area(hole), 0);
      return claim(slab, "Qto_SlabBaseQuantities", {
        Width: slab.toZ - slab.fromZ,
        GrossArea: area(slab.ring),
        NetArea: net,
        NetVolume: net * (slab.toZ - slab.fromZ),
      });
    }),
    ...storey.openings.flatMap(({ filling, widthM, heightM }) => {
      if (!filling) return [];
      const set = filling.type === "IFCDOOR" ? "Qto_DoorBaseQuantities" : "Qto_WindowBaseQuantities";
      return claim(filling, set, { Width: widthM, Height: heightM, Area: widthM * heightM });
    }),
  ];
}

function claim(product: Product, set: string, found: Readonly<Record<string, number>>): Claim[] {
  return Object.entries(found).flatMap(([name, value]) => {
    const told = stated(product, set, name);
    return told === undefined ? [] : [{ key: product.key, name, told, found: value }];
  });
}

function wallVolumeCheck({ storeys }: Measured): Judged {
  const walls = storeys.flatMap(({ read }) => read.walls);
  const claims = walls.flatMap((wall) =>
    claim(wall, "Qto_WallBaseQuantities", {
      NetVolume: netVolume(wall),
      NetSideArea: netVolume(wall) / wall.thicknessM,
    }),
  );
  const bad = [...new Set(claims.filter(lies).map((one) => one.key))];
  const silent = walls.filter((wall) => stated(wall, "Qto_WallBaseQuantities", "NetVolume") === undefined);
  return {
    id: "honesty.walls",
    ko: "벽 순체적이 참",
    en: "net wall volumes are true",
    weight: 2,
    hard: true,
    score: shareOf(walls.length - bad.length - silent.length, walls.length),
    passed: bad.length === 0 && silent.length === 0,
    measured: `벽 ${walls.length}개 중 거짓 ${bad.length}개, 미표기 ${silent.length}개`,
    demanded: "오차 1 % 이내",
    elements: [...bad, ...silent.map((wall) => wall.key)],
    fix: `벽의 순체적을 개구부를 뺀 형상과 맞추십시오: ${named(bad)}.`,
  };
}

/** A wall's volume less what its holes take out of it, m3. */
function netVolume(wall: WallRead): number {
  const height = wall.toZ - wall.fromZ;
  const taken = wall.openings.reduce((sum, opening) => {
    const body = uprightOf(opening.void.solids[0]);
    if (!body) return sum;
    const [start] = seenFrom(wall.frame, [wall.start.x, wall.start.y, wall.fromZ]);
    const xs = body.ring.map(({ x, y }) => seenFrom(wall.frame, [x, y, body.fromZ])[0] - start);
    const wide = Math.min(wall.lengthM, Math.max(...xs)) - Math.max(0, Math.min(...xs));
    const high = Math.min(wall.toZ, body.toZ) - Math.max(wall.fromZ, body.fromZ);
    return sum + Math.max(0, wide) * Math.max(0, high);
  }, 0);
  return (wall.lengthM * height - taken) * wall.thicknessM;
}

function reportCheck({ codeReport, brief }: Measured): Judged {
  const faults = [
    codeReport.asof === "" ? "기준일" : "",
    codeReport.permitDate === "" || codeReport.permitDate !== brief.permitDate ? "허가일" : "",
    codeReport.assumptions.length === 0 ? "가정" : "",
    codeReport.findings.some((finding) => !["V1", "V2", "G"].includes(finding.status)) ? "확인 상태" : "",
    codeReport.findings.length === 0 ? "규정" : "",
  ].filter((fault) => fault !== "");
  return {
    id: "honesty.report",
    ko: "법규 보고서의 정직성",
    en: "the code report says its dates, status and assumptions",
    weight: 1,
    hard: true,
    score: unit(1 - faults.length / 5),
    passed: faults.length === 0,
    measured: faults.length === 0 ? `규정 ${codeReport.findings.length}개` : `빠짐: ${named(faults)}`,
    demanded: "기준일, 허가일, 확인 상태, 가정",
    fix: `법규 보고서에 빠진 것을 적으십시오: ${named(faults)}.`,
  };
}
