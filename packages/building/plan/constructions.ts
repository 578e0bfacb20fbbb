import { create } from "@bufbuild/protobuf";
import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { ConstructionSchema } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Construction } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { insulationLimits } from "../law/insulation.ts";

/** A layer in the making: material, thickness in metres, thermal conductivity in W/(m K); 0 means no resistance counted. */
type Sheet = readonly [material: string, thickness: number, conductivity: number];

/** Surface resistances, m2 K/W: wall, roof and floor alike within what a plan can tell. */
const surfaces = 0.154;
const foam: Sheet = ["PF 단열재", 0, 0.02];

/** Constructions of the building and the thickness of its walls. */
export interface Fabric {
  readonly constructions: Construction[];
  readonly external: number;
  readonly internal: number;
  readonly party: number;
}

/** Heat transmittance of some sheets, W/(m2 K). */
export function transmittance(sheets: readonly Sheet[]): number {
  const resistance = sheets.reduce((sum, [, d, k]) => sum + (k > 0 ? d / k : 0), surfaces);
  return 1 / resistance;
}

/** Insulation thick enough for the limit, in steps of 5 mm, with 3 % in hand. */
function insulated(outside: readonly Sheet[], inside: readonly Sheet[], limit: number): Sheet[] {
  const target = limit * 0.97;
  const bare = 1 / transmittance([...outside, ...inside]);
  const needed = Math.max(0.02, (1 / target - bare) * foam[2]);
  return [...outside, [foam[0], Math.ceil(needed * 200 - 1e-6) / 200, foam[2]], ...inside];
}

function construction(id: string, name: string, sheets: readonly Sheet[], heat = true): Construction {
  return create(ConstructionSchema, {
    id,
    name,
    layers: sheets.map(([material, thickness]) => ({ material, thickness })),
    uValue: heat ? Math.round(transmittance(sheets) * 1000) / 1000 : 0,
  });
}

const thickness = (sheets: readonly Sheet[]): number =>
  Math.round(sheets.reduce((sum, [, d]) => sum + d, 0) * 1000) / 1000;

/** The layer of this material, thicker by what the whole lacks to `total`. */
function filled(sheets: readonly Sheet[], material: string, total: number): Sheet[] {
  const lack = Math.max(0, total - thickness(sheets));
  return sheets.map((sheet): Sheet =>
    sheet[0] === material ? [sheet[0], Math.round((sheet[1] + lack) * 1000) / 1000, sheet[2]] : sheet,
  );
}

type Climate = keyof typeof insulationLimits.roof;

const climateOf = (brief: Brief): Climate => {
  const name = brief.location?.climate ?? "";
  return name in insulationLimits.roof ? (name as Climate) : "중부2";
};

/** Chooses layers that keep the limits of the climate region; a green certificate asks for 10 % better. */
export function fabricOf(brief: Brief, structure: string, homes: boolean): Fabric {
  const climate = climateOf(brief);
  const better = brief.certificates.some((name) => ["G-SEED", "ZEB"].includes(name)) ? 0.9 : 1;
  const limit = (table: Readonly<Record<Climate, number>>) => table[climate] * better;
  const wall = limit(homes ? insulationLimits.wallResidential : insulationLimits.wallOther);
  const window = limit(homes ? insulationLimits.windowResidential : insulationLimits.windowOther);
  const timber = structure === "timber";
  const outer = timber ? timberWall(wall) : concreteWall(wall);
  const inner: Sheet[] = timber
    ? [
        ["회벽 마감", 0.015, 0.5],
        ["목구조 샛기둥·글라스울", 0.09, 0.045],
        ["회벽 마감", 0.015, 0.5],
      ]
    : [
        ["석고보드 2겹", 0.019, 0.18],
        ["경량철골·글라스울", 0.082, 0.045],
        ["석고보드 2겹", 0.019, 0.18],
      ];
  const party: Sheet[] = timber
    ? [
        ["황토벽돌", 0.1, 0.6],
        ["글라스울", 0.05, 0.045],
        ["황토벽돌", 0.05, 0.6],
      ]
    : [
        ["시멘트 미장", 0.02, 1.4],
        ["철근콘크리트", 0.16, 1.6],
        ["시멘트 미장", 0.02, 1.4],
      ];
  return {
    constructions: [
      construction("wall.ext", timber ? "목구조 외벽" : "외단열 콘크리트 외벽", outer),
      construction("wall.int", "내벽", inner, false),
      construction("wall.party", "경계벽", party, false),
      ...floors(limit(insulationLimits.floor), timber),
      construction("roof", timber ? "기와지붕" : "외단열 평지붕", roofSheets(limit(insulationLimits.roof), timber)),
      glazed("window", "로이 삼중유리 창호", window),
      glazed("door.ext", "단열문", Math.min(1.4, window * 1.1)),
    ],
    external: thickness(outer),
    internal: thickness(inner),
    party: thickness(party),
  };
}

function concreteWall(limit: number): Sheet[] {
  const sheets = insulated(
    [["외부 마감", 0.01, 0.7]],
    [
      ["철근콘크리트", 0.15, 1.6],
      ["석고보드", 0.0095, 0.18],
    ],
    limit,
  );
  return filled(sheets, "철근콘크리트", Math.max(0.25, Math.ceil(thickness(sheets) * 100 - 1e-6) / 100));
}

function timberWall(limit: number): Sheet[] {
  const sheets = insulated(
    [["회벽 마감", 0.02, 0.5]],
    [
      ["목구조 샛기둥·글라스울", 0.09, 0.045],
      ["황토보드·한지", 0.02, 0.3],
    ],
    limit,
  );
  const total = Math.max(0.2, Math.ceil(thickness(sheets) * 100 - 1e-6) / 100);
  return filled(sheets, "목구조 샛기둥·글라스울", total);
}

function floors(limit: number, timber: boolean): Construction[] {
  const finish: Sheet = timber ? ["원목마루·장판", 0.015, 0.17] : ["바닥 마감", 0.01, 0.3];
  const screed: Sheet = ["온돌 모르타르", 0.05, 1.4];
  const ground = insulated([], [["방습층", 0.001, 0], ["철근콘크리트", 0.15, 1.6], screed, finish], limit);
  const inter: Sheet[] = [["철근콘크리트", 0.15, 1.6], ["완충재", 0.02, 0.035], screed, finish];
  return [construction("floor.ground", "최하층 바닥", ground), construction("floor.inter", "층간 바닥", inter, false)];
}

function roofSheets(limit: number, timber: boolean): Sheet[] {
  return timber
    ? insulated(
        [
          ["한식 기와", 0.02, 1],
          ["강회다짐·보토", 0.06, 0.7],
        ],
        [["산자·개판", 0.03, 0.14]],
        limit,
      )
    : insulated(
        [
          ["누름 콘크리트", 0.06, 1.6],
          ["방수층", 0.003, 0],
        ],
        [
          ["철근콘크리트", 0.18, 1.6],
          ["석고보드", 0.0095, 0.18],
        ],
        limit,
      );
}

function glazed(id: string, name: string, limit: number): Construction {
  return create(ConstructionSchema, {
    id,
    name,
    layers: [{ material: name, thickness: 0.042 }],
    uValue: Math.floor(limit * 0.95 * 100) / 100,
  });
}
