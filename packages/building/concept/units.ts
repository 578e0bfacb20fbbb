import type { Rectangle } from "../geometry/rectangle.ts";
import { snap } from "../geometry/snap.ts";
import { stairSize } from "./stair-size.ts";
import type { Flights, StairSize } from "./stair-size.ts";

/** A stair column with the unit left and the unit right of it: one module of a row of homes. */
export interface UnitModule {
  readonly stair: Rectangle;
  /** Hall in front of the stair: the homes' own entrance on the ground floor. */
  readonly hall: Rectangle;
  readonly lift: Rectangle | undefined;
  /** Street end of the hall: storeys that nobody enters there give it to the first unit; undefined if no room would fit. */
  readonly bay: Rectangle | undefined;
  /** Slices of the whole depth; the side says where the hall lies. */
  readonly units: readonly { readonly box: Rectangle; readonly hallSide: "left" | "right" }[];
}

/** Modules of a building of stair columns and units, and the depth of the units' front rooms. */
export interface UnitScheme {
  readonly modules: readonly UnitModule[];
  readonly stair: StairSize;
  /** Depth of the front rooms of a home, metres. */
  readonly front: number;
  /** Width of the passage behind them, by wall centreline. */
  readonly strip: number;
}

/** What decides a stair column. */
export interface Column {
  readonly heights: readonly number[];
  readonly lift: boolean;
  /** Narrow flights: a small building. */
  readonly flights: Flights;
}

/** What decides the modules; u runs along the street, v away from it. */
export interface UnitShape extends Column {
  readonly width: number;
  readonly depth: number;
}

/** Largest storey area one stair column serves, m2: below the 300 m2 of rooms that would ask for two stairs. */
const moduleMaxM2 = 260;
/** Below this a storey has one unit beside the column instead of two, m2: two would have no room for a bedroom. */
const twoUnitsFromM2 = 155;

/** A deep unit narrower than this has no room for a bedroom beside its living room, metres. */
const slimUnit = 6;

/** Width of the passage behind the front rooms of a home, by wall centreline, metres. */
const strip = 1.4;

/** Size of a lift shaft by wall centreline, metres. */
const shaft = { width: 2, depth: 2.4 } as const;
/** Column beside one home: shaft and a passage in which a wheelchair turns, metres. */
const singleColumn = 3.65;
/** Depth of the hall before the stair, by wall centreline, metres. */
const landingHall = 1.75;
/** Depth of a bay by wall centreline: the shallowest that makes a room, and one that makes a bedroom, metres. */
const bayRoom = { least: 2.4, usual: 2.75 } as const;

/** Divides the building into stair columns and units. */
export function unitScheme(shape: UnitShape): UnitScheme {
  const stair = stairSize(shape.heights, shape.flights);
  const count = Math.max(1, Math.ceil((shape.width * shape.depth) / moduleMaxM2));
  const hallDepth = shape.depth - stair.length;
  const direct = opensToLanding(shape, hallDepth);
  const aimed = direct ? Math.max(shallowestFront, hallDepth) : Math.max(2.7, hallDepth - strip);
  const front = snap(Math.min(aimed, shape.depth * 0.46));
  const modules = Array.from({ length: count }, (_, i) => {
    const from = cut((shape.width * i) / count, shape.width);
    const to = cut((shape.width * (i + 1)) / count, shape.width);
    return moduleAt(shape, stair, { from, to, front });
  });
  return { modules, stair, front, strip };
}

/** Whether a storey gives the street end of its halls to its units: nobody comes in there, and no cellar needs it. */
export const hasBay = (storey: number): boolean => storey > 1;

/** Parts of the hall on a storey: it runs past the lift, and as far as the street only where people come in. */
export function hallBoxes({ hall, lift, bay }: UnitModule, storey: number): Rectangle[] {
  const y0 = bay && hasBay(storey) ? bay.y1 : hall.y0;
  if (hall.y1 - y0 < 1e-6) return [];
  if (!lift) return [{ ...hall, y0 }];
  return [
    { ...hall, y0, y1: lift.y0 },
    { x0: lift.x1, y0: lift.y0, x1: hall.x1, y1: lift.y1 },
    { ...hall, y0: lift.y1 },
  ].filter((part) => part.y1 - part.y0 > 1e-6);
}

function moduleAt(shape: UnitShape, stair: StairSize, slice: { from: number; to: number; front: number }): UnitModule {
  const { depth } = shape;
  const wide = slice.to - slice.from;
  const double = snap(columnWidth(stair.breadth, shape));
  const slim = depth > 12 && (wide - double) / 2 < slimUnit;
  const single = slim || wide * depth < twoUnitsFromM2;
  const column = single && shape.lift ? Math.max(stair.breadth, singleColumn) : double;
  const u0 = single ? slice.from : Math.round(((slice.from + slice.to - column) / 2) * 20) / 20;
  const u1 = snap(u0 + column);
  const v = snap(depth - stair.length);
  const right = { box: { x0: u1, y0: 0, x1: slice.to, y1: depth }, hallSide: "left" as const };
  const left = { box: { x0: slice.from, y0: 0, x1: u0, y1: depth }, hallSide: "right" as const };
  const y0 = snap(single ? v - shaft.depth : liftFrom(v));
  const lift = shape.lift ? { x0: u0, y0, x1: snap(u0 + shaft.width), y1: snap(y0 + shaft.depth) } : undefined;
  const direct = opensToLanding(shape, v);
  const until = direct ? v : snap(Math.min(slice.front, lift ? y0 : v - landingHall));
  return {
    stair: { x0: u0, y0: v, x1: u1, y1: depth },
    hall: { x0: u0, y0: 0, x1: u1, y1: v },
    lift,
    bay: direct || until >= bayRoom.least ? { x0: u0, y0: 0, x1: u1, y1: until } : undefined,
    units: single ? [right] : [left, right],
  };
}

/** Shallowest front of a home whose entrance lies beside the landing, and the shallowest study before one, by wall centreline, metres. */
const shallowestFront = 2.55;
const shallowestStudy = 2.25;

/**
 * Whether the homes above open to the landing of the stair itself: without a lift, and where nothing but a hall would fit
 * before the stair. Their entrances then begin where the stair does.
 */
const opensToLanding = ({ lift }: Column, before: number): boolean =>
  !lift && before >= shallowestStudy && before < landingHall + bayRoom.least;

const columnWidth = (breadth: number, { lift, flights }: Column): number =>
  Math.max(breadth, lift ? 3.4 : flights === "wide" ? 2.8 : 0);

/** Between two homes the lift stands before the landing hall; if too little would be left before it, it moves to the front wall. */
const liftFrom = (v: number): number =>
  Math.max(0, v - shaft.depth - landingHall >= 1.2 ? v - shaft.depth - landingHall : 0);

/** Depth at which a bay fits in front of lift and hall; undefined where it would leave homes too narrow. */
export function bayDepth(area: number, { heights, flights }: Column): number | undefined {
  const pair = area >= twoUnitsFromM2;
  const depth = stairSize(heights, flights).length + shaft.depth + (pair ? landingHall : 0) + bayRoom.usual;
  const homes = area / depth - (pair ? 3.4 : singleColumn);
  return homes >= (pair ? 2 : 1) * slimUnit ? depth : undefined;
}

const cut = (metres: number, end: number): number =>
  Math.abs(metres - end) < 1e-6 ? end : Math.round(metres * 20) / 20;
