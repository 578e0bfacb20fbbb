import { lightShare } from "./light.ts";
import { alikeRooms, compactRooms, sunnyShare, wetTogether, wayShare } from "./figures.ts";
import type { MeritFigure, MeritStorey } from "./types.ts";

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
