import type { Rectangle } from "../geometry/rectangle.ts";
import { snap } from "../geometry/snap.ts";
import { stairSize } from "./stair-size.ts";
import type { StairSize } from "./stair-size.ts";

/** A stair column with the unit left and the unit right of it: one module of a row of homes. */
export interface UnitModule {
  readonly stair: Rectangle;
  /** Hall in front of the stair: the homes' own entrance on the ground floor. */
  readonly hall: Rectangle;
  readonly lift: Rectangle | undefined;
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

/** What decides the modules; u runs along the street, v away from it. */
export interface UnitShape {
  readonly width: number;
  readonly depth: number;
  readonly heights: readonly number[];
  readonly lift: boolean;
}

/** Largest storey area one stair column serves, m2: below the 300 m2 of rooms that would ask for two stairs. */
const moduleMaxM2 = 260;
/** Below this a storey has one unit beside the column instead of two, m2: two would have no room for a bedroom. */
const twoUnitsFromM2 = 155;

/** A deep unit narrower than this has no room for a bedroom beside its living room, metres. */
const slimUnit = 6;

/** Divides the building into stair columns and units. */
export function unitScheme(shape: UnitShape): UnitScheme {
  const stair = stairSize(shape.heights, false);
  const count = Math.max(1, Math.ceil((shape.width * shape.depth) / moduleMaxM2));
  const modules: UnitModule[] = [];
  for (let i = 0; i < count; i++) {
    const from = cut((shape.width * i) / count, shape.width);
    const to = cut((shape.width * (i + 1)) / count, shape.width);
    modules.push(moduleAt(shape, stair, { from, to }));
  }
  const strip = 1.4;
  const hallDepth = shape.depth - stair.length;
  const front = snap(Math.min(Math.max(2.7, hallDepth - strip), shape.depth * 0.46));
  return { modules, stair, front, strip };
}

function moduleAt(shape: UnitShape, stair: StairSize, slice: { from: number; to: number }): UnitModule {
  const { depth } = shape;
  const column = snap(Math.max(stair.breadth, shape.lift ? 3.4 : 2.8));
  const slim = depth > 12 && (slice.to - slice.from - column) / 2 < slimUnit;
  const single = slim || (slice.to - slice.from) * depth < twoUnitsFromM2;
  const u0 = single ? slice.from : Math.round(((slice.from + slice.to - column) / 2) * 20) / 20;
  const u1 = snap(u0 + column);
  const v = snap(depth - stair.length);
  const right = { box: { x0: u1, y0: 0, x1: slice.to, y1: depth }, hallSide: "left" as const };
  const left = { box: { x0: slice.from, y0: 0, x1: u0, y1: depth }, hallSide: "right" as const };
  const lift = shape.lift ? { x0: u0, y0: liftFrom(v), x1: snap(u0 + 2), y1: snap(liftFrom(v) + 2.4) } : undefined;
  return {
    stair: { x0: u0, y0: v, x1: u1, y1: depth },
    hall: { x0: u0, y0: 0, x1: u1, y1: v },
    lift,
    units: single ? [right] : [left, right],
  };
}

/** The lift stands before the landing hall; if too little would be left before it, it moves to the front wall. */
const liftFrom = (v: number): number => (v - 4.1 >= 1.2 ? snap(v - 4.1) : 0);

const cut = (metres: number, end: number): number =>
  Math.abs(metres - end) < 1e-6 ? end : Math.round(metres * 20) / 20;
