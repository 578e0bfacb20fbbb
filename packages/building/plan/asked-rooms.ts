import { clone, create } from "@bufbuild/protobuf";
import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { ProgramSpaceSchema, ProgramStoreySchema } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import type { ProgramSpace, ProgramStorey } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import { portion, wishesOf } from "../concept/heeded.ts";
import { wished } from "../concept/programme.ts";
import { leftOut, standIn } from "../concept/left-out.ts";
import { roomKind } from "../concept/rooms.ts";
import { teachingUses } from "../concept/uses.ts";
import { snap } from "../geometry/snap.ts";

/** Part of the key of a room that the concept had no place for. */
const askedMark = "-asked-";
/** Whether a space was added here, to be cut from the big room. */
export const isAsked = ({ id }: ProgramSpace): boolean => id.includes(askedMark);

/** Usual area of a room cut from the big one, m2; others are given a share of the storey. */
const usualM2: Readonly<Record<string, number>> = {
  bedroom: 10,
  guestroom: 12,
  exam: 10,
  treatment: 10,
  meeting: 11,
  privateroom: 11,
  studio: 16,
  classroom: 20,
  kitchen: 7,
  wc: 3.4,
  bath: 4.2,
};
const usualShare = 0.06;

/** Smallest room of a kind that people sleep or are treated in, m2: what a narrow band left is a store. */
const tooSmallM2 = 7;
const roomy = new Set(["bedroom", "guestroom", "exam", "classroom"]);

/** Kinds without which the ground floor of a use is not complete: one of each row. */
export const basics: Readonly<Record<string, readonly (readonly string[])[]>> = {
  cafe: [["kitchen"], ["wc", "wc_accessible"]],
  restaurant: [["kitchen"], ["wc", "wc_accessible"]],
  house: [
    ["kitchen", "dining"],
    ["bath", "wc"],
  ],
  clinic: [["exam"], ["wc", "wc_accessible"]],
  office: [["wc", "wc_accessible"]],
  academy: [["wc", "wc_accessible"]],
  gallery: [["wc", "wc_accessible"]],
  guesthouse: [["guestroom"], ["bath", "wc"]],
};

/** A big room that others open to can't be one to sleep or be treated in. */
const asHub: Readonly<Record<string, readonly [kind: string, name: string]>> = {
  bedroom: ["family", "가족실"],
  therapy: ["lounge", "대기 라운지"],
  classroom: ["lounge", "휴게 라운지"],
};

/** How rooms are cut: by what they are scaled, from a hall of what depth (metres), and how many at most. */
export interface Attempt {
  readonly scale: number;
  readonly front: number;
  readonly most?: number;
  /** All storeys of the building: what lies on others need not lie here. */
  readonly storeys?: readonly ProgramStorey[];
}

/** A hall this shallow gives a room its whole depth, metres. */
const shallowHall = 4.4;

/**
 * The storey with the rooms it has to have and those the brief asks of it that the band behind the big room had no place
 * for, cut from the big room. Undefined if none is missing.
 */
export function withAsked(
  brief: Brief,
  programme: ProgramStorey,
  { scale, front, most = Infinity, storeys = [programme] }: Attempt,
): ProgramStorey | undefined {
  if (programme.storey < 1) return undefined;
  const full = clone(ProgramStoreySchema, programme);
  const main = full.spaces.find((space) => space.id === "main");
  if (!main) return undefined;
  const left = leftOut(brief, programme.use);
  const storeKind = standIn("storage", programme.use, left);
  for (const space of full.spaces) {
    if (space !== main && roomy.has(space.kind) && space.areaM2 < tooSmallM2) becomeStore(space, storeKind);
  }
  const missing = missingKinds(brief, full, storeys);
  if (missing.length === 0) return undefined;
  const hub = asHub[main.kind];
  if (hub && !left.has(hub[0]) && missing.some((kind) => roomy.has(kind))) [main.kind, main.name] = hub;
  missing.slice(0, most).forEach((kind, i) => {
    const area = (usualM2[kind] ?? usualShare * full.areaM2) * scale;
    const side = roomKind(kind).minSide + 0.27;
    const least = front < shallowHall && roomKind(kind).habitable ? side * front : side * side * 1.05;
    addRoom(full, main, { kind, id: `${kind}${askedMark}${i + 1}`, areaM2: Math.max(least, area) });
  });
  return full.spaces.some(isAsked) ? full : undefined;
}

function becomeStore(space: ProgramSpace, kind: string): void {
  const { minSide, daylight, wet, ko } = roomKind(kind);
  Object.assign(space, { kind, name: ko, minSide, daylight, wet, public: false });
}

function missingKinds(brief: Brief, storey: ProgramStorey, storeys: readonly ProgramStorey[]): string[] {
  const kinds = storey.spaces.filter((space) => space.id !== "main" || asHub[space.kind] === undefined);
  const has = (kind: string) => kinds.filter((space) => space.kind === kind).length;
  const left = leftOut(brief, storey.use);
  const needed = storey.storey === 1 ? (basics[storey.use] ?? []) : [];
  const missing = needed
    .filter((row) => !left.has(row[0]!) && !row.some((kind) => has(kind) > 0))
    .map((row) => row[0]!);
  const wishes = [
    ...wishesOf(brief, { index: storey.storey - 1, count: brief.storeys }),
    ...countedWish(brief, storey, storeys),
  ];
  for (const [kind, count] of wishes) {
    const there = has(kind) + missing.filter((one) => one === kind).length;
    missing.push(...Array.from({ length: Math.max(0, count - there) }, () => kind));
  }
  return missing;
}

/** Bedrooms that a storey of a narrow house holds beside its stair. */
const bedroomsAbove = 2;

/** Bedrooms of the upper storeys: of those that are divided into some, and what a big room can be cut into. */
function bedroomsUpstairs(storeys: readonly ProgramStorey[], above: number): number {
  const divided = storeys.filter(({ storey, spaces }) => storey > 1 && spaces.every(({ id }) => id !== "main"));
  const bedrooms = divided.flatMap(({ spaces }) => spaces.filter(({ kind }) => kind === "bedroom"));
  return bedrooms.length + bedroomsAbove * (above - 1 - divided.length);
}

/** The rooms a use is counted by: bedrooms lie above the living room, the others are spread evenly. */
function countedWish(
  brief: Brief,
  { storey, use }: ProgramStorey,
  storeys: readonly ProgramStorey[],
): [kind: string, count: number][] {
  const above = brief.storeys;
  if (use === "house") {
    const total = wished(brief, "bedroom");
    const upper = Math.min(total, bedroomsUpstairs(storeys, above));
    return [["bedroom", storey === 1 ? total - upper : portion(upper, storey - 2, above - 1)]];
  }
  const kind = use === "guesthouse" ? "guestroom" : teachingUses.includes(use) ? "classroom" : undefined;
  return kind === undefined ? [] : [[kind, portion(wished(brief, kind), storey - 1, above)]];
}

/** Smallest share of the storey that the big room keeps: where people live it is no more than a place to meet. */
const leastHub = (use: string): number => (use === "house" ? 0.16 : use === "guesthouse" ? 0.2 : 0.28);

function addRoom(storey: ProgramStorey, main: ProgramSpace, room: { kind: string; id: string; areaM2: number }): void {
  const areaM2 = snap(room.areaM2);
  if (main.areaM2 - areaM2 < leastHub(storey.use) * storey.areaM2) return;
  main.areaM2 -= areaM2;
  const { ko, minSide, daylight, wet } = roomKind(room.kind);
  const alike = storey.spaces.filter((space) => space.kind === room.kind).length;
  const name = alike > 0 ? `${ko} ${alike + 1}` : ko;
  const facts = { id: room.id, kind: room.kind, name, areaM2, minSide, daylight, wet, near: [main.id] };
  storey.spaces.push(create(ProgramSpaceSchema, facts));
}
