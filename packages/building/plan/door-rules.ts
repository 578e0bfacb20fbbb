import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { mainKey } from "../concept/programme.ts";
import { roomKind } from "../concept/rooms.ts";
import type { DraftRoom } from "./draft.ts";

/** A door as a rule wants it; the width may shrink to `least` where the wall is short. */
export interface DoorWish {
  readonly kind: OpeningKind;
  readonly width: number;
  readonly least: number;
  readonly height: number;
}

const entering: Record<string, number> = { circulation: 1, public: 2, room: 20, service: 25, wet: 200, shaft: 60 };

/** Pairs (from, into) of kinds with a cost of their own. */
const pairs: Record<string, number> = {
  "entrance>living": 0.8,
  "entrance>corridor": 0.9,
  "entrance>family": 0.9,
  "entrance>stair": 3,
  "entrance>dining": 12,
  "entrance>bath": 14,
  "entrance>bedroom": 14,
  "living>corridor": 0.5,
  "family>corridor": 0.5,
  "living>dining": 0.6,
  "dining>bath": 6,
  "kitchen>storage": 1.6,
  "kitchen>staff": 8,
  "dining>utility": 1.2,
  "dining>laundry": 1.2,
  "kitchen>laundry": 1.6,
  "bedroom>dress": 1.5,
  "bedroom>utility": 6,
  "dress>utility": 8,
  "stair>corehall": 1.2,
  "corehall>stair": 1.2,
  "corridor>corehall": 0.8,
  "stair>entrance": 3,
  "stair>corridor": 1,
  "stair>hall": 1.5,
  "daecheong>dining": 1,
  "host>tea": 3,
  "storage>machine": 6,
};

/** How little one likes a door from one room into another, seen from the entrance inward. */
export function doorCost(from: DraftRoom, into: DraftRoom): number {
  const wet = roomKind(from.kind).role === "wet" && from.kind !== "washroom";
  if (into.id.startsWith(`${from.id}+`) && !wet) return 0.5;
  // Nobody goes through the washroom to a room that is no toilet, nor through a room full of machines.
  if (from.kind === "washroom") return 200;
  // Nor through the shaft of a lift to anything.
  if (from.kind === "lift") return 2000;
  if (from.kind === "machine") return 150;
  // A room to sit in is no way to others that lie at a hall, too.
  const sat = from.kind === "lounge" && into.unit === from.unit ? 3 : 0;
  const nested = into.id.includes("+") && into.kind !== "utility" ? 30 : 0;
  const pair = pairs[`${from.kind}>${into.kind}`];
  const base = pair ?? shaftCost(from, into) ?? entering[roomKind(from.kind).role]!;
  return base + nested + sat + unitCost(from, into);
}

function shaftCost(from: DraftRoom, into: DraftRoom): number | undefined {
  if (into.kind !== "lift" && into.kind !== "stair") return undefined;
  const role = roomKind(from.kind).role;
  if (role === "circulation") return 1;
  // A lift that opens into a stair well lets smoke in.
  if (from.kind === "stair") return 120;
  // A basement of one big store has no other room to come from.
  const common = role === "public" || from.id === mainKey;
  if (common) return into.kind === "stair" ? 2 : 8;
  // Whoever waits for a lift stands in no toilet, store or kitchen.
  return into.kind === "lift" ? 1500 : 80;
}

/** A unit is entered by its entrance; nobody walks through one unit into another. */
function unitCost(from: DraftRoom, into: DraftRoom): number {
  if (from.unit === into.unit) return 0;
  const leaving = from.unit === "" ? 0 : 400;
  if (into.unit === "") return leaving;
  const role = roomKind(into.kind).role;
  const front = into.kind === "entrance" ? 0 : into.kind === "guestroom" ? 2 : role === "public" ? 20 : 50;
  return leaving + front;
}

const pairOf = (a: string, b: string): string => (a < b ? `${a}|${b}` : `${b}|${a}`);

/** Pairs of kinds that are always joined when they touch, beside the doors that reach needs. */
const joined = new Set([
  "corridor|lobby",
  "corridor|reception",
  "corehall|corridor",
  "corehall|lift",
  "daecheong|dining",
  "daecheong|host",
  "daecheong|bedroom",
  "dining|living",
  "entrance|living",
  "host|tea",
  "corridor|lounge",
  ...["assembly", "exhibition", "fitness", "hall", "reading", "retail", "worship"].map((kind) =>
    pairOf("corridor", kind),
  ),
  ...["assembly", "exhibition", "fitness", "hall", "reading"].map((kind) => pairOf(kind, kind)),
]);

/** Whether two rooms that touch always get a door. */
export const alwaysJoined = (a: DraftRoom, b: DraftRoom): boolean =>
  a.unit === b.unit &&
  (joined.has(pairKey(a, b)) || [a, b].some((one, i) => isHallOfLift(one, [b, a][i]!) || isByHost(one, [b, a][i]!)));

/** In a hanok one gets from the daecheong through the master's study to the bedroom behind it without going outside. */
const isByHost = (host: DraftRoom, other: DraftRoom): boolean =>
  host.id === "host" && host.kind === "study" && ["daecheong", "bedroom"].includes(other.kind);

/** Who comes for the lift does not have to go through the stair beside it. */
const isHallOfLift = (hall: DraftRoom, other: DraftRoom): boolean =>
  hall.kind === "corehall" && roomKind(other.kind).role === "public";

const pairKey = (a: DraftRoom, b: DraftRoom): string => pairOf(a.kind, b.kind);

/** Pairs without a leaf between them, with the width of the passage. */
const passages: Record<string, number> = {
  "corridor|living": 1.6,
  "corridor|family": 1.6,
  "dining|living": 2.4,
  "corridor|lobby": 2.4,
  "corridor|reception": 2.4,
  "corridor|lounge": 1.8,
  "corehall|corridor": 1.6,
  "exhibition|exhibition": 2.4,
  "hall|hall": 2.4,
};

/** What a storey is built of and for. */
interface Built {
  readonly timber: boolean;
  readonly use: string;
}

/** Where the stair of a house, which no one else uses, stands open. */
const beforeOwnStair: ReadonlySet<string> = new Set(["corridor", "living", "family", "entrance", "dining"]);

/** The door between two rooms; `into` is the one behind it. */
export function doorBetween(from: DraftRoom, into: DraftRoom, { timber, use }: Built): DoorWish {
  const passage = from.unit === into.unit ? passages[pairKey(from, into)] : undefined;
  if (passage) return { kind: OpeningKind.PASSAGE, width: passage, least: 0.8, height: 2.3 };
  const pair = [from.kind, into.kind];
  if (pair.includes("lift")) return { kind: OpeningKind.SLIDING_DOOR, width: 0.9, least: 0.8, height: 2.1 };
  if (into.kind === "wc_accessible") {
    return { kind: OpeningKind.SLIDING_DOOR, width: 1.0, least: 0.9, height: 2.1 };
  }
  // The way of wheelchairs to the toilet behind it; a leaf would pass before the doors of the toilets.
  if (into.kind === "washroom") return { kind: OpeningKind.SLIDING_DOOR, width: 0.95, least: 0.8, height: 2.1 };
  const ownStair = use === "house" && from.unit === into.unit && pair.some((kind) => beforeOwnStair.has(kind));
  if (ownStair && pair.includes("stair")) return { kind: OpeningKind.PASSAGE, width: 0.95, least: 0.8, height: 2.1 };
  if (pair.includes("stair")) return { kind: OpeningKind.DOOR, width: 1.0, least: 0.8, height: 2.1 };
  if (pair.includes("daecheong")) {
    return { kind: OpeningKind.SLIDING_DOOR, width: 1.6, least: 0.8, height: 2.1 };
  }
  if (from.kind === "entrance" && ["living", "corridor"].includes(into.kind) && from.unit === into.unit) {
    return { kind: OpeningKind.SLIDING_DOOR, width: 1.2, least: 0.8, height: 2.1 };
  }
  const narrow = ["wet", "service"].includes(roomKind(into.kind).role);
  if (timber && !narrow) return { kind: OpeningKind.SLIDING_DOOR, width: 1.2, least: 0.8, height: 2.0 };
  return { kind: OpeningKind.DOOR, width: narrow ? 0.8 : 0.9, least: 0.75, height: 2.1 };
}

/** Rooms that the public comes into from the street. */
const mainKinds = new Set(
  "hall retail exhibition reading fitness worship assembly workshop warehouse playroom lobby reception lounge".split(
    " ",
  ),
);

/** The door of a room to the open air. */
export function outerDoor(room: DraftRoom, use: string, timber: boolean): DoorWish {
  const sliding = { kind: OpeningKind.SLIDING_DOOR, least: 0.9 };
  if (timber && ["daecheong", "guestroom", "bedroom", "tea", "living", "host", "study", "dining"].includes(room.kind)) {
    return { ...sliding, width: room.kind === "daecheong" ? 2.0 : 1.6, height: 2.1 };
  }
  if (room.kind === "living") return { ...sliding, width: 1.8, height: 2.2 };
  const main = mainKinds.has(room.kind);
  if (main && use !== "house") {
    return { kind: OpeningKind.DOUBLE_DOOR, width: 1.8, least: 0.95, height: 2.4 };
  }
  return { kind: OpeningKind.DOOR, width: 1.0, least: 0.9, height: 2.1 };
}
