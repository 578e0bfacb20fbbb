/** How a use runs a building through the day. Heat and water by floor area. */
export interface Profile {
  /** First and last hour of use; 0 to 24 is always. */
  readonly from: number;
  readonly to: number;
  /** Days a week in use, counted from Monday. */
  readonly days: number;
  /** Sensible heat of people while in use, W/m2. */
  readonly people: number;
  /** Heat of equipment while in use, W/m2; a tenth of it out of hours. */
  readonly equipment: number;
  /** Installed light, W/m2, and share of the hours of use it burns. */
  readonly light: number;
  readonly lightShare: number;
  /** Outdoor air while in use, m3/(h m2). */
  readonly air: number;
  /** Hot water, Wh/(m2 d) on days of use. */
  readonly water: number;
}

const row = (
  hours: readonly [number, number, number],
  heat: readonly [people: number, equipment: number],
  light: readonly [number, number],
  air: number,
  water: number,
): Profile => ({
  from: hours[0],
  to: hours[1],
  days: hours[2],
  people: heat[0],
  equipment: heat[1],
  light: light[0],
  lightShare: light[1],
  air,
  water,
});

/** Assumptions in the order of size of the official profiles, not taken from them: LED light, ordinary occupancy. */
export const profiles = {
  cafe: row([9, 22, 7], [8, 6], [8, 0.85], 4, 60),
  restaurant: row([10, 22, 7], [9, 8], [8, 0.85], 5, 120),
  shop: row([10, 21, 7], [5, 4], [9, 0.9], 3, 15),
  office: row([8, 19, 5], [5, 9], [7, 0.75], 3.5, 30),
  clinic: row([9, 19, 6], [6, 6], [8, 0.85], 4, 60),
  elderly: row([0, 24, 7], [3, 2.2], [5, 0.3], 1.8, 110),
  guesthouse: row([0, 24, 7], [2.2, 2], [5, 0.2], 1.2, 95),
  gallery: row([10, 18, 6], [4, 3], [10, 0.9], 2.5, 8),
  library: row([9, 20, 6], [4, 4], [8, 0.85], 3, 15),
  gym: row([7, 22, 6], [9, 4], [8, 0.85], 6, 90),
  worship: row([9, 20, 3], [5, 2], [7, 0.5], 4, 10),
  community: row([9, 20, 6], [5, 4], [7, 0.7], 3.5, 30),
  warehouse: row([8, 18, 5], [1, 1], [5, 0.6], 1, 3),
  factory: row([8, 18, 5], [4, 10], [8, 0.85], 3, 15),
  kindergarten: row([8, 18, 5], [6, 3], [7, 0.6], 4, 60),
  school: row([8, 17, 5], [7, 4], [7, 0.6], 4.5, 20),
  academy: row([13, 22, 6], [7, 4], [8, 0.85], 5, 15),
  house: row([0, 24, 7], [2.2, 2.2], [5, 0.18], 1.1, 84),
} as const satisfies Record<string, Profile>;

const byName: Readonly<Record<string, Profile>> = profiles;

/** Profile of a use; what nobody knows runs like a shop. */
export function profileOf(use: string): Profile {
  return byName[use] ?? profiles.shop;
}

/** Whether the use runs at an hour of the year; the year begins on a Thursday. */
export function inUse(profile: Profile, hour: number): boolean {
  const weekday = (Math.floor(hour / 24) + 3) % 7;
  const clock = hour % 24;
  return weekday < profile.days && clock >= profile.from && clock < profile.to;
}
