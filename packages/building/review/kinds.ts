/** Rooms people sleep in. */
export const sleepingKinds: ReadonlySet<string> = new Set(["guestroom", "bedroom", "ondol"]);

/** Rooms people stay in (거실 in the sense of the Building Act), by kind: a file's own claim is not asked. */
export const livedKinds: ReadonlySet<string> = new Set([
  ...sleepingKinds,
  "hall",
  "retail",
  "living",
  "family",
  "daecheong",
  "breakfast",
  "reception",
  "lounge",
  "dining",
  "study",
  "tea",
  "host",
  "office",
  "meeting",
  "manager",
  "exam",
  "treatment",
  "therapy",
  "imaging",
  "privateroom",
  "exhibition",
  "classroom",
  "playroom",
  "reading",
  "fitness",
  "worship",
  "assembly",
  "workshop",
]);

/** Lived-in rooms whose work allows no window. */
export const darkKinds: ReadonlySet<string> = new Set(["imaging"]);

/** Ways, not rooms. */
export const circulationKinds: ReadonlySet<string> = new Set([
  "corridor",
  "corehall",
  "lobby",
  "entrance",
  "stair",
  "lift",
  "elevator",
  "hallway",
]);

/** Rooms that must be enclosed by walls all round. */
export const enclosedKinds: ReadonlySet<string> = new Set([
  ...sleepingKinds,
  "wc",
  "wc_accessible",
  "bath",
  "stair",
  "lift",
  "exam",
  "treatment",
  "classroom",
  "storage",
  "machine",
]);

/** Rooms that are no place to wait for a lift: it is called from where everybody comes. */
export const secludedKinds: ReadonlySet<string> = new Set([
  ...sleepingKinds,
  "wc",
  "wc_accessible",
  "washroom",
  "bath",
  "shower",
  "sauna",
  "kitchen",
  "pantry",
  "storage",
  "staff",
  "utility",
  "laundry",
  "machine",
  "server",
  "dress",
  "stair",
]);

/** Open spaces outside the walls. */
export const outdoorKinds: ReadonlySet<string> = new Set(["yard", "garden", "terrace", "balcony", "roof_terrace"]);
