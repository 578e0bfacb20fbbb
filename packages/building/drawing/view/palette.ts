import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Paint, Rgb } from "./face.ts";

/** Paints of a building, by how it is built. */
export interface Palette {
  readonly wall: Paint;
  readonly slabEdge: Paint;
  readonly plinth: Paint;
  readonly coping: Paint;
  readonly roof: Paint;
  /** Roofs that slope. */
  readonly slope: Paint;
  readonly ridge: Paint;
  /** The edge of the covering above the fascia. */
  readonly eaves: Paint;
  readonly fascia: Paint;
  readonly post: Paint;
  readonly frame: Paint;
  readonly door: Paint;
  readonly reveal: Paint;
}

const ink: Rgb = [70, 66, 62];

const modern: Palette = {
  wall: { rgb: [238, 233, 224], ink },
  slabEdge: { rgb: [205, 200, 192], ink },
  plinth: { rgb: [170, 167, 162], ink },
  coping: { rgb: [120, 120, 122], ink },
  roof: { rgb: [214, 212, 205], texture: "paving", ink },
  slope: { rgb: [112, 116, 122], texture: "seams", ink: [60, 62, 66] },
  ridge: { rgb: [92, 94, 98], ink },
  eaves: { rgb: [92, 94, 98], ink },
  fascia: { rgb: [150, 150, 150], ink },
  post: { rgb: [178, 176, 172], ink },
  frame: { rgb: [52, 55, 60] },
  door: { rgb: [150, 108, 72], ink: [60, 42, 30] },
  reveal: { rgb: [214, 208, 198] },
};

const timber: Palette = {
  wall: { rgb: [246, 241, 230], ink: [120, 100, 80] },
  slabEdge: { rgb: [118, 82, 54], ink: [70, 46, 30] },
  plinth: { rgb: [188, 182, 172], ink },
  coping: { rgb: [92, 92, 96], ink },
  roof: { rgb: [92, 98, 106], texture: "tiles", ink: [44, 48, 54] },
  slope: { rgb: [92, 98, 106], texture: "tiles", ink: [44, 48, 54] },
  ridge: { rgb: [64, 68, 76], ink: [40, 42, 48] },
  eaves: { rgb: [58, 62, 70], texture: "eaves", ink: [36, 38, 44] },
  fascia: { rgb: [104, 74, 52], ink: [58, 40, 28] },
  post: { rgb: [124, 84, 54], ink: [74, 48, 30] },
  frame: { rgb: [96, 64, 42] },
  door: { rgb: [168, 122, 82], ink: [96, 64, 42] },
  reveal: { rgb: [150, 110, 78] },
};

/** Outer walls by what the building is for: colour and texture. */
const skins: Readonly<Record<string, Pick<Palette, "wall" | "plinth">>> = {
  cafe: { wall: { rgb: [240, 235, 226], texture: "panel", ink }, plinth: { rgb: [120, 112, 104], ink } },
  restaurant: { wall: { rgb: [198, 158, 128], texture: "brick", ink }, plinth: { rgb: [120, 112, 104], ink } },
  shop: { wall: { rgb: [226, 214, 196], texture: "brick", ink }, plinth: { rgb: [134, 128, 120], ink } },
  mixed: { wall: { rgb: [232, 224, 210], texture: "brick", ink }, plinth: { rgb: [120, 114, 106], ink } },
  office: { wall: { rgb: [214, 218, 221], texture: "panel", ink }, plinth: { rgb: [122, 126, 130], ink } },
  clinic: { wall: { rgb: [240, 241, 239], texture: "panel", ink }, plinth: { rgb: [150, 156, 158], ink } },
  gallery: { wall: { rgb: [214, 212, 206], texture: "concrete", ink }, plinth: { rgb: [160, 158, 152], ink } },
  school: { wall: { rgb: [206, 152, 120], texture: "brick", ink }, plinth: { rgb: [170, 164, 156], ink } },
  academy: { wall: { rgb: [220, 206, 186], texture: "brick", ink }, plinth: { rgb: [134, 128, 120], ink } },
  kindergarten: { wall: { rgb: [246, 236, 214], texture: "boards", ink }, plinth: { rgb: [196, 160, 116], ink } },
  elderly: { wall: { rgb: [236, 226, 208], texture: "brick", ink }, plinth: { rgb: [150, 140, 128], ink } },
  guesthouse: { wall: { rgb: [238, 230, 216], texture: "boards", ink }, plinth: { rgb: [150, 140, 128], ink } },
  house: { wall: { rgb: [240, 234, 224], texture: "brick", ink }, plinth: { rgb: [160, 150, 138], ink } },
  apartments: { wall: { rgb: [224, 214, 200], texture: "brick", ink }, plinth: { rgb: [140, 132, 122], ink } },
};

/** The paints for a structure, and for a use where walls are not of timber. */
export const paletteOf = (structure: string, use = ""): Palette =>
  structure === "timber" ? timber : { ...modern, ...skins[use] };

/** The paints of a plan's building: a mix of uses has its own. */
export function paletteOfPlan({ concept, storeys }: Plan): Palette {
  const uses = new Set(storeys.filter(({ number }) => number > 0).map(({ use }) => use));
  return paletteOf(concept?.structure ?? "", uses.size > 1 ? "mixed" : ([...uses][0] ?? ""));
}

const finishes: Readonly<Record<string, string>> = {
  brick: "벽돌 타일",
  panel: "세라믹 패널",
  concrete: "노출 콘크리트 패널",
  boards: "목재 사이딩",
};

/** What the outer walls are faced with, as the pictures show them, in Korean. */
export function wallFinish(plan: Plan): string {
  const { texture } = paletteOfPlan(plan).wall;
  if (texture) return finishes[texture] ?? texture;
  return plan.concept?.structure === "timber" ? "회벽 마감" : "외단열 미장(스터코)";
}

/** Paints of what is no part of the building. */
export const outdoors = {
  glass: { rgb: [118, 148, 162], texture: "sheen" },
  shopfront: { rgb: [150, 150, 140], texture: "glow" },
  shade: { rgb: [24, 30, 38], flat: true, opacity: 0.3 },
  canopy: { rgb: [58, 58, 60], ink: [30, 30, 32] },
  awning: { rgb: [186, 92, 62], ink: [120, 60, 40] },
  parasol: { rgb: [246, 240, 228], ink: [150, 140, 124] },
  planter: { rgb: [112, 104, 96], ink },
  tableTop: { rgb: [206, 176, 138], ink: [110, 84, 56] },
  paper: { rgb: [240, 226, 196], texture: "sheen" },
  panel: { rgb: [36, 52, 86], texture: "sheen", ink: [150, 165, 190] },
  car: { rgb: [196, 202, 208], ink },
  tyre: { rgb: [48, 48, 50] },
  furniture: { rgb: [176, 140, 104], ink },
} as const satisfies Record<string, Paint>;
