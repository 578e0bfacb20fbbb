import type { Rectangle } from "../geometry/rectangle.ts";
import { snap } from "../geometry/snap.ts";

/** What a block of toilets holds. */
export interface WetWish {
  readonly accessible: boolean;
  /** Toilets for women and for men instead of one for all. */
  readonly split: boolean;
  /** Area of each toilet wished for, m2. */
  readonly each: number;
  /** A laundry in place of the women's toilet: where people have bathrooms of their own. */
  readonly laundry?: boolean;
}

/** A room of the block; its key is that of the washroom "wet", or "wet+..." for what is entered from it. */
export interface WetRoom extends Rectangle {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
}

/** Key of the washroom, through which all rooms of the block are entered. */
export const washroomId = "wet";

/** Depth from which the accessible toilet stands beside the washroom, with the others behind both, metres. */
const deepFrom = 4.5;
/** Shallowest block: a toilet behind the washroom. */
export const shallowest = 2.9;

const washroomDepth = 1.4;
const accessibleWidth = 1.95;
const accessibleDepth = 2.25;
/** Wall that the washroom and a toilet behind it share for a door, metres. */
const doorStretch = 1.2;
/** Narrowest washroom, metres. */
const narrowest = 1.5;
/** Slimmest toilet, as its longer side over the other by wall centreline. */
const slimmest = 2.1;

interface Cell {
  readonly key: string;
  readonly kind: string;
  readonly name: string;
}

function cellsOf({ split, laundry }: WetWish): readonly Cell[] {
  if (laundry) {
    return [
      { key: "l", kind: "laundry", name: "세탁·린넨실" },
      { key: "c", kind: "wc", name: "공용 화장실" },
    ];
  }
  if (!split) return [{ key: "c", kind: "wc", name: "화장실" }];
  return [
    { key: "f", kind: "wc", name: "여자 화장실" },
    { key: "m", kind: "wc", name: "남자 화장실" },
  ];
}

const isDeep = (depth: number, { accessible }: WetWish): boolean => accessible && depth >= deepFrom;

/** Depth of the rooms behind the washroom. */
const behind = (depth: number, wish: WetWish): number =>
  depth - (isDeep(depth, wish) ? accessibleDepth : washroomDepth);

/** Widths of the toilets, from the side of the accessible one. */
function cellWidths(depth: number, wish: WetWish): number[] {
  const deep = behind(depth, wish);
  const usual = Math.max(1.6, Math.min(wish.each / deep, deep * slimmest), deep / slimmest);
  const cells = cellsOf(wish);
  const beside = isDeep(depth, wish) ? accessibleWidth + (cells.length > 1 ? doorStretch : narrowest) : 0;
  return cells.map((_, i) => round(i === 0 ? Math.max(usual, beside) : usual));
}

/** Toilets of a storey of this use and area, m2; undefined where a single one opens to the hall or corridor. */
export function wetWish(use: string, area: number, accessible: boolean): WetWish | undefined {
  if (use === "house") return undefined;
  const each = Math.min(20, Math.max(4.4, area * 0.022));
  if (use === "guesthouse") return accessible ? { accessible, split: false, each: 4.4, laundry: true } : undefined;
  const split = area >= 70;
  return split || (accessible && area >= 50) ? { accessible, split, each } : undefined;
}

/** Width that a block of this depth takes along the hall or corridor; undefined where the band is too shallow for one. */
export function wetWidth(depth: number, wish: WetWish): number | undefined {
  if (depth < (wish.laundry ? deepFrom : shallowest)) return undefined;
  const cells = cellWidths(depth, wish).reduce((sum, width) => sum + width, 0);
  return round(cells + (wish.accessible && !isDeep(depth, wish) ? accessibleWidth : 0));
}

/**
 * The rooms of a block from its near left corner: u along the hall or corridor, v away from it. Toilets open to the
 * washroom in front of them, never to the hall.
 */
export function wetRooms(size: { readonly width: number; readonly depth: number }, wish: WetWish): WetRoom[] {
  const { width, depth } = size;
  const deep = isDeep(depth, wish);
  const near = deep ? accessibleDepth : washroomDepth;
  const aside = wish.accessible ? accessibleWidth : 0;
  const rooms: WetRoom[] = [
    { id: washroomId, kind: "washroom", name: "화장실 전실", x0: aside, y0: 0, x1: width, y1: near },
  ];
  if (wish.accessible) {
    const own = { id: `${washroomId}+a`, kind: "wc_accessible", name: "장애인 화장실" };
    rooms.push({ ...own, x0: 0, y0: 0, x1: aside, y1: deep ? near : depth });
  }
  const start = deep ? 0 : aside;
  const widths = cellWidths(depth, wish);
  const factor = (width - start) / widths.reduce((sum, one) => sum + one, 0);
  let u = start;
  cellsOf(wish).forEach(({ key, kind, name }, i) => {
    const last = i === widths.length - 1;
    const to = last ? width : snap(u + round(widths[i]! * factor));
    rooms.push({ id: `${washroomId}+${key}`, kind, name, x0: u, y0: near, x1: to, y1: depth });
    u = to;
  });
  return rooms;
}

const round = (metres: number): number => Math.round(metres * 20) / 20;
