import type { Side } from "../concept/buildable.ts";
import type { WetWish } from "../concept/wet-block.ts";
import type { Rectangle } from "../geometry/rectangle.ts";

/** Rectangles by room, and whether every room has its door, its window and its shape. */
export interface Sliced {
  readonly boxes: readonly Rectangle[];
  readonly cost: number;
  readonly sound: boolean;
}

/** A room to be given its rectangle. */
export interface SlicedRoom {
  readonly id: string;
  readonly kind: string;
  /** Wanted area, m2. */
  readonly area: number;
  /** Smallest side by wall centreline, metres. */
  readonly minSide: number;
  /** Wants a window. */
  readonly daylight: boolean;
  /** Only a part of its room stands in the region: its shape is of no account. */
  readonly part?: boolean;
  /** Another part of the first room, which it must adjoin. */
  readonly wing?: boolean;
  /** Needs water and drains. */
  readonly wet?: boolean;
  /** A washroom with the toilets behind it: what it takes along the side it opens to. */
  readonly toilets?: WetWish;
}

/** What is divided: the first room is the one all others open to. */
export interface SlicingTask {
  readonly region: Rectangle;
  readonly rooms: readonly SlicedRoom[];
  /** A part of the first room that stands outside the region already, in front of the core. */
  readonly lobby: Rectangle | undefined;
  /** Doors of the core outside the region that lead into the first room: it must touch each. */
  readonly touches: readonly Rectangle[];
  /** Share of the street face that the first room must have; 0.4 if absent. */
  readonly street?: number;
  /** Sides of the region with rooms behind them instead of the open air. */
  readonly inner: readonly Side[];
  /** Wet rooms of the core, beside which pipes lie already; none if absent. */
  readonly wetCore?: readonly Rectangle[];
}
