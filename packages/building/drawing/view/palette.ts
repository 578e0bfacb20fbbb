import type { Paint, Rgb } from "./face.ts";

/** Paints of a building, by how it is built. */
export interface Palette {
  readonly wall: Paint;
  readonly slabEdge: Paint;
  readonly plinth: Paint;
  readonly coping: Paint;
  readonly roof: Paint;
  readonly ridge: Paint;
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
  roof: { rgb: [206, 205, 200], ink },
  ridge: { rgb: [120, 120, 122], ink },
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
  roof: { rgb: [84, 90, 98], texture: "tiles", ink: [44, 48, 54] },
  ridge: { rgb: [64, 68, 76], ink: [40, 42, 48] },
  fascia: { rgb: [104, 74, 52], ink: [58, 40, 28] },
  post: { rgb: [124, 84, 54], ink: [74, 48, 30] },
  frame: { rgb: [96, 64, 42] },
  door: { rgb: [168, 122, 82], ink: [96, 64, 42] },
  reveal: { rgb: [150, 110, 78] },
};

/** The paints for a structure: timber, or anything else. */
export const paletteOf = (structure: string): Palette => (structure === "timber" ? timber : modern);

/** Paints of what is no part of the building. */
export const outdoors = {
  glass: { rgb: [126, 158, 172], texture: "sheen" },
  paper: { rgb: [240, 226, 196], texture: "sheen" },
  panel: { rgb: [36, 52, 86], texture: "sheen", ink: [150, 165, 190] },
  car: { rgb: [196, 202, 208], ink },
  tyre: { rgb: [48, 48, 50] },
  furniture: { rgb: [176, 140, 104], ink },
} as const satisfies Record<string, Paint>;
