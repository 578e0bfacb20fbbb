/** Size of a half-turn stair and of the room round it, metres. */
export interface StairSize {
  /** Clear width of a flight. */
  readonly flightWidth: number;
  /** Depth of a tread. */
  readonly going: number;
  /** Gap between the two flights. */
  readonly gap: number;
  /** Clear depth of the arrival landing at floor level. */
  readonly arrival: number;
  /** Smallest clear depth of the landing half way up. */
  readonly landing: number;
  /** Length of the longest flight of the building. */
  readonly run: number;
  /** Size of the stair room by wall centreline, along the flights. */
  readonly length: number;
  /** Size of the stair room by wall centreline, across the flights. */
  readonly breadth: number;
}

/** Comfort bounds of the design, not of law (no legal riser or going binds shops and lodgings). */
const riserMax = 0.175;
const going = 0.28;
/** What the walls round the stair take of a centreline dimension, with a finish. */
const wallShare = 0.3;

/** Number of risers from floor to floor: even, so that both flights are alike. */
export const risersFor = (height: number): number => 2 * Math.ceil(height / riserMax / 2 - 1e-9);

/** The stair that climbs every one of these storey heights at the same place; narrow flights are for homes and small buildings. */
export function stairSize(heights: readonly number[], narrow: boolean): StairSize {
  const flightWidth = narrow ? 1.0 : 1.2;
  const landing = narrow ? 1.05 : 1.25;
  const gap = 0.1;
  const most = Math.max(...heights.map(risersFor));
  const run = round((most / 2 - 1) * going);
  return {
    flightWidth,
    going,
    gap,
    arrival: landing,
    landing,
    run,
    length: round(2 * landing + run + wallShare),
    breadth: round(2 * flightWidth + gap + wallShare),
  };
}

const round = (metres: number): number => Math.round(metres * 1000) / 1000;
