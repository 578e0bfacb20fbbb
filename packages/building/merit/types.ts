import type { Ring } from "../geometry/polygon.ts";
import type { XY } from "../geometry/vector.ts";

/** One thing an architect looks at in a plan that holds. */
export interface MeritFigure {
  /** Stable name, for example "merit.light". */
  readonly id: string;
  readonly ko: string;
  readonly en: string;
  /** 0 to 1. */
  readonly score: number;
  /** What was measured, with unit. */
  readonly measured: string;
  /** What full score asks. */
  readonly demanded: string;
}

/** A room as merit sees it. */
export interface MeritRoom {
  readonly kind: string;
  /** Clear outline, metres, x to the east and y to the north. */
  readonly ring: Ring;
  /** Windows and glazed doors to the open air. */
  readonly windows: readonly LitBy[];
}

/** A storey as merit sees it; storeys are given lowest first. */
export interface MeritStorey {
  /** 1 is the ground floor, -1 the first basement. */
  readonly number: number;
  readonly use: string;
  readonly rooms: readonly MeritRoom[];
}

/** An opening that lets daylight into a room. */
export interface LitBy {
  /** Its middle, metres. */
  readonly at: XY;
  /** Unit vector out of the building. */
  readonly out: XY;
  readonly widthM: number;
  /** Height of its upper edge above the floor, metres. */
  readonly headM: number;
}
