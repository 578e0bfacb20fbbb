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
const comfort = { riser: 0.175, going: 0.28 } as const;
/** Up to this rise the law asks for no landing of 1.2 m, metres. */
const landingFreeRise = 3;
/** What the walls round the stair take of a centreline dimension, with a finish. */
const wallShare = 0.33;

/** Number of risers from floor to floor: even, so that both flights are alike. */
export const risersFor = (height: number): number => 2 * Math.ceil(height / comfort.riser / 2 - 1e-9);

/** Clear width of a flight in a school, metres. */
export const schoolFlight = 1.5;

/** Flights and landings of the smallest buildings, which the law asks for 0.6 m only, and their treads, metres. */
const compact = { width: 0.9, landing: 0.905, going: 0.26 } as const;

/** How wide a stair is: `wide` ones are as wide as the use asks. */
export type Flights = "wide" | "narrow" | "compact";

/**
 * The stair that climbs every one of these storey heights at the same place; narrow flights are for homes and small
 * buildings, compact ones for the smallest, the others are `usual` metres wide.
 */
export function stairSize(heights: readonly number[], flights: Flights, usual = 1.2): StairSize {
  const flightWidth = { wide: usual, narrow: 1.0, compact: compact.width }[flights];
  const free = flights !== "wide" && Math.max(...heights) <= landingFreeRise;
  const landing = flights === "compact" ? compact.landing : free ? 1.05 : usual + 0.05;
  const gap = 0.1;
  const going = flights === "compact" ? compact.going : comfort.going;
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

/** What decides how wide flights are. */
export interface StairUse {
  readonly home: boolean;
  readonly storeyM2: number;
  /** Storeys above the ground floor, and all storeys with basements. */
  readonly upper: number;
  readonly storeys: number;
}

/** A storey below this, in a building that the rules for stairs leave out, can't give a usual stair its floor, m2. */
const compactBelowM2 = 55;

/** Up to this gross floor area the rules for stairs and corridors don't apply (건축법 시행령 §48①), m2. */
export const ruledFromM2 = 200;

/**
 * Narrow flights where no more than 200 m2 are built at all, and in homes with less than 200 m2 of rooms upstairs;
 * compact ones where little is built on small storeys.
 */
export function flightsOf({ home, storeyM2, upper, storeys }: StairUse): Flights {
  if (storeyM2 * storeys <= ruledFromM2 + 1e-6) return storeyM2 < compactBelowM2 ? "compact" : "narrow";
  const narrow = home && storeyM2 * upper * 0.95 < 200 && (storeys - upper < 2 || storeyM2 < 100);
  return narrow ? "narrow" : "wide";
}
