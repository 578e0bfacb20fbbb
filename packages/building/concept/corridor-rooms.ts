import { heeded } from "./heeded.ts";
import type { Wishes } from "./heeded.ts";
import { roomKind } from "./rooms.ts";
import type { Candidate } from "./share.ts";
import { wetWidth, wetWish } from "./wet-block.ts";

/** A storey of rooms on both sides of a corridor. */
export interface CorridorStorey {
  readonly use: string;
  readonly ground: boolean;
  readonly basement: boolean;
  /** Gross area of the storey, m2. */
  readonly area: number;
  /** Area of both bands less the core, m2. */
  readonly capacity: number;
  /** Depth of the back band, metres: the shallower of the two, where the small rooms stand. */
  readonly band: number;
  /** Depth of the front band, metres. */
  readonly front: number;
  /** Wet rooms stand in the core already. */
  readonly pinnedWet: boolean;
  /** A laundry stands in the core. */
  readonly pinnedLaundry: boolean;
  readonly accessible: boolean;
  /** Guest rooms, bedrooms or classrooms wanted on this storey; 0: as many as fit. */
  readonly guestrooms: number;
  /** Other rooms the brief asks of this storey. */
  readonly wishes: Wishes;
}

/** Area of a room that is asked for and that the use does not have of itself, m2. */
const usualM2 = 14;

/** Slimmest room that still looks right, as depth over width. */
const slimmest = 2.2;

/** Rooms people stay in may come to stand in the front band, all others are sized for the back band. */
function leastArea(kind: string, { band, front }: CorridorStorey): number {
  const depth = roomKind(kind).habitable ? front : Math.max(band, Math.min(front, band * 1.2));
  return Math.max(leastSide(kind), depth / slimmest) * depth;
}

/** Small rooms that mostly stand in the shallower band: longer than this they would look like corridors. */
const smallKinds = new Set(["storage", "manager", "server", "pantry", "staff", "laundry"]);

const mostArea = (kind: string, { band, front }: CorridorStorey): number =>
  smallKinds.has(kind) ? 2.1 * Math.min(band, front) ** 2 : Infinity;

type MakeRoom = (kind: string, area: number, name?: string, elastic?: boolean) => Candidate;

/** Rooms of the storey, by importance. */
export function corridorRooms(storey: CorridorStorey): Candidate[] {
  const make: MakeRoom = (kind, area, name, elastic = true) => ({
    kind,
    ...(name ? { name } : {}),
    area: Math.max(Math.min(area, mostArea(kind, storey)), leastArea(kind, storey)),
    least: leastArea(kind, storey),
    elastic,
  });
  if (storey.basement) return basementRooms(storey, make);
  const wet = storey.pinnedWet || storey.use === "house" ? [] : wetRooms(storey, make);
  const listed = (lists[storey.use] ?? lists.office!)(storey, make);
  const hasLaundry = storey.pinnedLaundry || (storey.use === "guesthouse" && wet[0]?.kind === "washroom");
  const rooms = hasLaundry ? listed.filter(({ kind }) => kind !== "laundry") : listed;
  return heeded([rooms[0]!, ...wet, ...rooms.slice(1)], storey.wishes, (kind) => make(kind, usualM2));
}

/** A guest room is wider than others by the bathroom beside its door. */
const leastSide = (kind: string): number => (kind === "guestroom" ? 3.3 : roomKind(kind).minSide + 0.2);

const lists: Record<string, (storey: CorridorStorey, make: MakeRoom) => Candidate[]> = {
  office: officeRooms,
  clinic: clinicRooms,
  guesthouse: guestRooms,
  house: mansionRooms,
  kindergarten: kindergartenRooms,
  school: schoolRooms,
  academy: academyRooms,
  elderly: careRooms,
};

/** As many rooms of one kind as give each about its wanted area and a good shape. */
function several(make: MakeRoom, kind: string, total: number, each: number, name?: string): Candidate[] {
  const count = Math.max(1, Math.round(total / each));
  return Array.from({ length: count }, (_, i) =>
    make(kind, total / count, name && count > 1 ? `${name} ${i + 1}` : name),
  );
}

function officeRooms({ ground, capacity, band, front }: CorridorStorey, make: MakeRoom): Candidate[] {
  const lead = ground ? make("lobby", Math.min(60, capacity * 0.07)) : make("lounge", capacity * 0.06);
  const big = Math.min(2 * Math.max(band, front) ** 2, 120);
  const desks = capacity * 0.6;
  return [
    lead,
    ...several(make, "office", desks, desks / Math.ceil(desks / Math.max(24, big) - 0.1), "사무실"),
    make("pantry", Math.min(16, capacity * 0.05)),
    ...several(make, "meeting", capacity * 0.13, Math.min(26, 2 * band * band), "회의실"),
    make("storage", Math.min(24, capacity * 0.05)),
    ...(capacity > 110 ? [make("manager", Math.min(28, capacity * 0.08))] : []),
    ...(capacity > 160 ? [make("server", Math.min(16, capacity * 0.03))] : []),
  ];
}

function clinicRooms({ ground, capacity }: CorridorStorey, make: MakeRoom): Candidate[] {
  const lead = ground
    ? make("reception", Math.min(110, capacity * 0.22))
    : make("lounge", Math.min(60, capacity * 0.1), "대기 라운지");
  return [
    lead,
    ...several(make, "exam", capacity * 0.26, 17, "진료실"),
    ...several(make, "treatment", capacity * 0.12, 18, "처치실"),
    make("storage", Math.min(20, capacity * 0.05)),
    ...(capacity > 90 ? several(make, "therapy", capacity * 0.16, 45, "물리치료실") : []),
    ...(capacity > 120 ? [make("staff", Math.min(24, capacity * 0.06))] : []),
    ...(ground && capacity > 140 ? [make("imaging", Math.min(24, capacity * 0.08))] : []),
  ];
}

/** Classrooms of about the usual size; those of a deep band are no longer than two and a half times their width. */
function classrooms(storey: CorridorStorey, make: MakeRoom, share: number, usual: number, name: string): Candidate[] {
  const total = storey.capacity * share;
  const most = 1.9 * Math.min(storey.band, storey.front) ** 2;
  const count = storey.guestrooms || Math.max(1, Math.ceil(total / Math.min(usual * 1.15, most) - 0.2));
  return Array.from({ length: count }, (_, i) => make("classroom", total / count, `${name} ${i + 1}`));
}

function kindergartenRooms(storey: CorridorStorey, make: MakeRoom): Candidate[] {
  const { ground, capacity } = storey;
  return [
    ground
      ? make("reception", Math.min(36, capacity * 0.07), "등원·대기실")
      : make("playroom", capacity * 0.12, "놀이실"),
    ...classrooms(storey, make, ground ? 0.46 : 0.66, 48, "보육실"),
    ...(ground ? [make("playroom", Math.min(90, capacity * 0.16))] : []),
    ...(ground ? [make("kitchen", Math.min(36, capacity * 0.08), "조리실")] : []),
    make("staff", Math.min(30, capacity * 0.06), "교사실"),
    make("storage", Math.min(20, capacity * 0.05), "교구실"),
  ];
}

function schoolRooms(storey: CorridorStorey, make: MakeRoom): Candidate[] {
  const { ground, capacity } = storey;
  return [
    ground ? make("lobby", Math.min(40, capacity * 0.06), "현관홀") : make("lounge", capacity * 0.05, "홈베이스"),
    ...classrooms(storey, make, 0.64, 64, "교실"),
    ...several(make, "office", Math.min(90, capacity * 0.12), 55, "교무실"),
    make("storage", Math.min(24, capacity * 0.05), "교구실"),
    ...(ground && capacity > 200 ? [make("treatment", Math.min(36, capacity * 0.06), "보건실")] : []),
  ];
}

function academyRooms(storey: CorridorStorey, make: MakeRoom): Candidate[] {
  const { ground, capacity } = storey;
  return [
    ground ? make("lobby", Math.min(36, capacity * 0.08), "로비·안내") : make("lounge", capacity * 0.06),
    ...classrooms(storey, make, 0.62, 40, "강의실"),
    make("staff", Math.min(40, capacity * 0.1), "교무실"),
    ...(capacity > 110 ? [make("manager", Math.min(20, capacity * 0.07), "상담실")] : []),
    make("storage", Math.min(16, capacity * 0.05), "교재 창고"),
  ];
}

/** A room for four beds, m2. */
const careRoomM2 = 27;

/** Rooms of a care home: shared bedrooms, a room to be together on every storey, and what nursing takes. */
function careRooms({ ground, capacity, guestrooms }: CorridorStorey, make: MakeRoom): Candidate[] {
  const share = ground ? 0.36 : 0.6;
  const count = guestrooms || Math.max(1, Math.round((capacity * share) / careRoomM2));
  return [
    ground ? make("lobby", Math.min(30, capacity * 0.06), "현관·안내") : make("lounge", capacity * 0.12, "공동거실"),
    ...Array.from({ length: count }, (_, i) => make("bedroom", (capacity * share) / count, `요양실 ${i + 1}`)),
    make("bath", 12, "목욕실"),
    ...(ground ? [make("kitchen", Math.min(30, capacity * 0.07), "조리실")] : []),
    ...(ground ? [make("lounge", capacity * 0.13, "공동거실·식당")] : []),
    make("staff", Math.min(22, capacity * 0.06), "간호·요양보호사실"),
    ...(ground && capacity > 150 ? [make("therapy", Math.min(50, capacity * 0.1))] : []),
    make("laundry", 12, ground ? "세탁실" : "린넨실"),
    make("storage", Math.min(16, capacity * 0.04)),
  ];
}

/** Gross area of a guest room with its bathroom, m2. */
const guestUnitM2 = 25;

function guestRooms(storey: CorridorStorey, make: MakeRoom): Candidate[] {
  const { ground, capacity } = storey;
  const shared = ground ? Math.min(0.34, 90 / capacity + 0.16) : Math.min(0.14, 30 / capacity + 0.04);
  const count = storey.guestrooms || Math.max(1, Math.round((capacity * (1 - shared)) / guestUnitM2));
  const lead = ground
    ? make("lobby", Math.min(45, capacity * 0.1), "로비·안내")
    : make("lounge", Math.min(30, capacity * 0.07));
  return [
    lead,
    ...Array.from({ length: count }, () => make("guestroom", (capacity * (1 - shared)) / count)),
    ...(ground ? [make("kitchen", Math.min(22, capacity * 0.06), "공용 주방")] : []),
    make("laundry", Math.min(14, capacity * 0.04), ground ? "세탁실" : "린넨실"),
    ...(ground && capacity > 130 ? [make("breakfast", Math.min(45, capacity * 0.08))] : []),
    ...(ground && capacity > 170 ? [make("host", Math.min(18, capacity * 0.04))] : []),
  ];
}

/** Rooms of a large house: a hall to enter by, rooms for company, and bedrooms with bathrooms of their own. */
function mansionRooms({ ground, capacity, band, guestrooms }: CorridorStorey, make: MakeRoom): Candidate[] {
  const count = guestrooms || Math.max(2, Math.round((capacity * (ground ? 0.3 : 0.55)) / 26));
  const bath = make("bath", 1.8 * band, undefined, false);
  const spare = Math.max(1, Math.round(capacity / 240));
  return [
    ground ? make("lobby", Math.min(40, capacity * 0.07), "현관홀") : make("family", capacity * 0.12),
    ...(ground ? several(make, "living", capacity * 0.2, 1.9 * band * band) : []),
    ...(ground ? several(make, "dining", capacity * 0.12, 1.9 * band * band) : []),
    ...Array.from({ length: count }, () => make("bedroom", 26)),
    ...Array.from({ length: Math.ceil(count / 2) }, () => bath),
    make("utility", 10),
    ...several(make, "study", capacity * 0.08, 28),
    ...Array.from({ length: spare }, () => make("dress", 12)),
    make("storage", 12),
  ];
}

function basementRooms({ capacity }: CorridorStorey, make: MakeRoom): Candidate[] {
  return [make("machine", capacity * 0.2), ...several(make, "storage", capacity * 0.8, 45, "창고")];
}

function wetRooms({ use, area, capacity, accessible, band }: CorridorStorey, make: MakeRoom): Candidate[] {
  const block = wetWish(use, area, accessible);
  const width = block && wetWidth(band, block);
  if (width !== undefined) return [{ kind: "washroom", area: width * band, least: 0, elastic: false }];
  const each = Math.max(1.6 * band, (band * band) / slimmest, Math.min(22, capacity * 0.03));
  if (capacity < 90 || use === "guesthouse")
    return [make("wc", Math.max(1.6, band / slimmest) * band, undefined, false)];
  return [
    ...(accessible ? [make("wc_accessible", Math.max(1.95, band / slimmest) * band, undefined, false)] : []),
    make("wc", each, "여자 화장실", false),
    make("wc", each, "남자 화장실", false),
  ];
}
