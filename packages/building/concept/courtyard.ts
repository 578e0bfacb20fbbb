import type { Rectangle } from "../geometry/rectangle.ts";

/** Shape of a hanok round its yard: one bar, a corner, or three sides. */
export type YardShape = "ㅡ" | "ㄱ" | "ㄷ";

/** Grid of a hanok: wings two bays deep (one in the smallest), the yard open to the street. */
export interface YardGrid {
  readonly shape: YardShape;
  /** Side of a bay (칸), metres. */
  readonly bay: number;
  /** Depth of a wing in bays. */
  readonly deep: number;
  /** Bays along the back wing, corners included. */
  readonly along: number;
  /** Bays of each side wing in front of the back wing: left, right. */
  readonly wings: readonly [left: number, right: number];
  /** Bays a guest room takes along its wing. */
  readonly span: number;
}

/** A room of a hanok in whole bays: [x0, y0, x1, y1] counted from the front left corner of the outline. */
export interface YardRoom {
  readonly id: string;
  readonly kind: string;
  readonly name?: string;
  readonly cells: Rectangle;
  /** Stands inside the outline of this room, which keeps the rest. */
  readonly inside?: string;
  /** Side of its own door to the open air, if it has one. */
  readonly door?: "S" | "E" | "W" | "N";
  readonly unit?: string;
}

const bayMin = 2.4;
const bayMax = 3.0;

/** A grid with the number of sleeping rooms it holds. */
export interface Candidate extends YardGrid {
  readonly rooms: number;
}

/** Grids that the variants of a brief take in turn. */
const yardVariants = 3;

/**
 * Chooses the grid: bays of 2.4 to 3.0 m, room for the guests, a yard neither slit nor field, and it fits. Variant 0
 * takes the best one, 1 and 2 the next ones of another outline.
 */
export function yardGrid(
  area: number,
  guests: number,
  box: { width: number; depth: number },
  variant = 0,
): YardGrid | undefined {
  const fits = yardGrids(area)
    .filter((grid) => gridSize(grid).width <= box.width + 1e-6 && gridSize(grid).depth <= box.depth + 1e-6)
    .map((grid) => ({ grid, cost: gridCost(grid, guests, area) }))
    .toSorted((a, b) => a.cost - b.cost);
  const outline = ({ shape, along, wings }: YardGrid) => `${shape}${along}/${wings.join()}`;
  const seen = new Set<string>();
  const best = fits.filter(
    ({ grid }) => !seen.has(outline(grid)) && seen.add(outline(grid)) && seen.size <= yardVariants,
  );
  return best[variant % Math.max(1, best.length)]?.grid;
}

/** Outer size of a grid by wall centreline, metres. */
export function gridSize({ bay, deep, along, wings }: YardGrid): { width: number; depth: number } {
  return { width: along * bay, depth: (deep + Math.max(...wings)) * bay };
}

/** Every grid of bays of 2.4 to 3.0 m that has this area. */
export function yardGrids(area: number): Candidate[] {
  const found: Candidate[] = [];
  const add = (shape: YardShape, deep: number, along: number, wings: readonly [number, number]) => {
    for (const span of [2, 1]) addSpan(shape, deep, along, wings, span);
  };
  const addSpan = (shape: YardShape, deep: number, along: number, wings: readonly [number, number], span: number) => {
    const exact = Math.sqrt(area / (deep * (along + wings[0] + wings[1])));
    const bay = Math.round(exact * 200) / 200;
    if (bay < bayMin - 1e-9 || bay > bayMax + 1e-9) return;
    const grid = { shape, bay, deep, along, wings, span };
    found.push({ ...grid, rooms: roomCount(grid) });
  };
  for (let along = 2; along <= 60; along++) {
    add("ㅡ", 2, along, [0, 0]);
    if (along <= 5) add("ㅡ", 1, along, [0, 0]);
    for (let wing = 2; wing <= 40 && along >= 5; wing++) {
      add("ㄱ", 2, along, [wing, 0]);
      if (along >= 6) add("ㄷ", 2, along, [wing, wing]);
    }
  }
  return found;
}

/** Guest rooms that the side wings and a long back wing hold. */
function roomCount({ along, wings, span, deep }: YardGrid): number {
  if (deep === 1) return Math.max(1, along - 2);
  const sides = wings.reduce((sum, wing) => sum + Math.floor(wing / span), 0);
  const middle = along - corners(wings) * 2;
  const kitchen = wings[0] === 0 ? (along >= 7 ? 2 : 1) : 0;
  return sides + Math.max(wings[0] === 0 ? 1 : 0, Math.floor((middle - kitchen - 3) / span));
}

const corners = (wings: readonly [number, number]): number => wings.filter((w) => w > 0).length;

function gridCost(grid: Candidate, guests: number, area: number): number {
  const { along, wings, bay } = grid;
  const yardWidth = along - corners(wings) * 2;
  const yardDepth = Math.max(...wings);
  const slit = grid.shape === "ㅡ" ? 0 : Math.abs(Math.log(yardWidth / yardDepth)) * 2;
  const narrow = grid.shape === "ㄷ" ? Math.max(0, 3 - yardWidth) * 1.5 : 0;
  const plain = { ㅡ: area > 90 ? 3 : 0, ㄱ: area > 150 ? 1 : 0.2, ㄷ: area < 120 ? 3 : 0 };
  const odd = wings.reduce((sum, wing) => sum + (wing % 2), 0) * 0.8;
  const missing = Math.max(0, guests - grid.rooms) * 5 + Math.max(0, grid.rooms - guests) * 2.5;
  const tight = grid.span === 1 ? 1.5 : 0;
  return missing + tight + slit + narrow + plain[grid.shape] + odd + Math.abs(bay - 2.6);
}
