import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { wishedKind } from "./rooms.ts";
import type { Candidate } from "./share.ts";

/** Kinds of which a building has as many as asked for, not more. */
const counted: ReadonlySet<string> = new Set([
  "meeting",
  "exam",
  "treatment",
  "therapy",
  "privateroom",
  "manager",
  "study",
]);

/** Kinds that the skeleton or another rule counts already. */
const elsewhere: ReadonlySet<string> = new Set([
  "guestroom",
  "bedroom",
  "classroom",
  "wc",
  "bath",
  "hall",
  "living",
  "lift",
  "stair",
  "corridor",
]);

/** Kinds that belong where one comes in. */
const below: ReadonlySet<string> = new Set(["reception", "lobby", "kitchen", "entrance"]);

/** Rooms asked of one storey, by kind. */
export type Wishes = ReadonlyMap<string, number>;

/** A storey among those above ground: its place from below, beginning with 0, and how many there are. */
export interface Place {
  readonly index: number;
  readonly count: number;
}

/**
 * The rooms that a brief asks of a storey. Each kind is spread evenly; private rooms of eating places lie above the
 * kitchen's storey first, and what one comes to first lies on the ground.
 */
export function wishesOf(brief: Brief, place: Place): Wishes {
  const totals = new Map<string, number>();
  for (const wish of brief.rooms) {
    const kind = brief.use === "gym" && wish.kind === "bath" ? "shower" : wishedKind(wish.kind);
    if (kind === undefined || elsewhere.has(kind)) continue;
    totals.set(kind, (totals.get(kind) ?? 0) + wish.count);
  }
  return new Map([...totals].map(([kind, total]) => [kind, shareOf(kind, total, place)]));
}

function shareOf(kind: string, total: number, { index, count }: Place): number {
  if (count === 1) return total;
  if (below.has(kind)) return index === 0 ? total : 0;
  if (kind !== "privateroom") return portion(total, index, count);
  const ground = count === 2 ? Math.floor(total / 4) : Math.floor(total / (2 * count));
  return index === 0 ? ground : portion(total - ground, index - 1, count - 1);
}

/** Share of a total that falls to the i-th of `count` storeys. */
export const portion = (total: number, i: number, count: number): number =>
  Math.floor((total * (i + 1)) / count) - Math.floor((total * i) / count);

/** Rooms of a storey with those asked for, which come right after the first: what does not fit is dropped from the end. */
export function heeded(rooms: readonly Candidate[], wishes: Wishes, make: (kind: string) => Candidate): Candidate[] {
  const asked: Candidate[] = [];
  const over = new Set<Candidate>();
  for (const [kind, count] of wishes) {
    const own = rooms.filter((room) => room.kind === kind);
    if (own.includes(rooms[0]!)) continue;
    if (counted.has(kind)) for (const room of own.slice(count)) over.add(room);
    const missing = Array.from({ length: Math.max(0, count - own.length) }, () => plain(own[0] ?? make(kind)));
    const kept = own.slice(0, count);
    for (const room of kept) over.add(room);
    asked.push(...kept, ...missing);
  }
  if (asked.length === 0 && over.size === 0) return [...rooms];
  const [first, ...others] = rooms.filter((room) => !over.has(room));
  const wet = others.filter(({ elastic }) => !elastic);
  return [first!, ...wet, ...asked, ...others.filter(({ elastic }) => elastic)];
}

/** Without the name of the room it copies. */
function plain({ name: _, ...room }: Candidate): Candidate {
  return room;
}
