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
/** Up to this rise the law asks for no landing of 1.2 m, metres. */
const landingFreeRise = 3;
/** What the walls round the stair take of a centreline dimension, with a finish. */
const wallShare = 0.33;

/** Number of risers from floor to floor: even, so that both flights are alike. */
export const risersFor = (height: number): number => 2 * Math.ceil(height / riserMax / 2 - 1e-9);

/** Clear width of a flight in a school, metres. */
export const schoolFlight = 1.5;

/**
 * The stair that climbs every one of these storey heights at the same place; narrow flights are for homes and small
 * buildings, the others are `usual` metres wide.
 */
export function stairSize(heights: readonly number[], narrow: boolean, usual = 1.2): StairSize {
  const flightWidth = narrow ? 1.0 : usual;
  const landing = narrow && Math.max(...heights) <= landingFreeRise ? 1.05 : usual + 0.05;
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

/** What decides whether flights may be narrow. */
export interface StairUse {
  readonly home: boolean;
  readonly storeyM2: number;
  /** Storeys above the ground floor, and all storeys with basements. */
  readonly upper: number;
  readonly storeys: number;
}

/** Narrow flights: where no more than 200 m2 are built at all, and in homes with less than 200 m2 of rooms upstairs. */
export function isNarrow({ home, storeyM2, upper, storeys }: StairUse): boolean {
  if (storeyM2 * storeys <= 200) return true;
  return home && storeyM2 * upper * 0.95 < 200 && (storeys - upper < 2 || storeyM2 < 100);
}
