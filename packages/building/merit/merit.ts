import type { Ring } from "../geometry/polygon.ts";
import { lightShare } from "./light.ts";
import type { LitBy } from "./light.ts";
import { alikeRooms, compactRooms, sunnyShare, wetTogether, wayShare } from "./figures.ts";

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

/**
 * How well a building is laid out beyond what brief and law demand. Checks that pass say nothing of one plan being better
 * than another; these figures have no limit to pass and fall off gently. What a building has nothing of is left out.
 */
export function meritFigures(storeys: readonly MeritStorey[]): MeritFigure[] {
  const looks = [compactRooms, lightShare, sunnyShare, wayShare, wetTogether, alikeRooms];
  return looks.flatMap((look) => look(storeys) ?? []);
}

/** Mean of the figures, 0 to 1. */
export const meritOf = (figures: readonly MeritFigure[]): number =>
  figures.length === 0 ? 0 : figures.reduce((sum, { score }) => sum + score, 0) / figures.length;
