import { roomKind, roomKinds } from "../concept/rooms.ts";

/** Words of a brief that are no rooms of the vocabulary, in Korean. */
const otherWords: Readonly<Record<string, string>> = {
  room: "방",
  counter: "카운터",
  parking: "주차",
  basement: "지하층",
  elevator: "승강기",
  yard: "마당",
  garden: "정원",
  terrace: "테라스",
  balcony: "발코니",
  roof_terrace: "옥상 테라스",
  attic: "다락",
  gym: "체육관",
};

/** What a brief asks for or excludes, in Korean; a word nobody lists stays. */
export const wordKo = (kind: string): string =>
  otherWords[kind] ?? (Object.hasOwn(roomKinds, kind) ? roomKind(kind).ko : kind);

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
  "studio",
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
