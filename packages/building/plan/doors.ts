import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Side } from "../concept/buildable.ts";
import type { DoorWish } from "./door-rules.ts";
import { alwaysJoined, doorBetween, doorCost, outerDoor } from "./door-rules.ts";
import type { DraftRoom } from "./draft.ts";
import { freeSpans, takeSpan } from "./openings.ts";
import type { DraftOpening, Span, Where } from "./openings.ts";
import type { Edge } from "./storey-walls.ts";

/** What the doors of a storey are made of. */
export interface DoorTask {
  readonly rooms: readonly DraftRoom[];
  readonly edges: readonly Edge[];
  readonly storey: number;
  readonly use: string;
  readonly timber: boolean;
}

/**
 * Sets doors so that every room is reached: on the ground floor from the open air, elsewhere from the stairs. The
 * doors are a cheapest tree by the door rules; then come the pairs that are always joined and further ways out.
 */
export function setDoors(task: DoorTask): DraftOpening[] {
  const doors: DraftOpening[] = [];
  const reached = new Set<DraftRoom>();
  if (task.storey === 1) {
    for (const room of task.rooms.filter(isEntered)) {
      const door = doorOut(task, room);
      if (!door) continue;
      doors.push(door);
      reached.add(room);
    }
  } else {
    for (const room of task.rooms.filter((entry) => entry.kind === "stair")) reached.add(room);
  }
  if (reached.size === 0) reachAnyhow(task, doors, reached);
  growTree(task, doors, reached);
  joinPairs(task, doors);
  stairsOut(task, doors);
  if (task.storey === 1) moreExits(task, doors);
  return doors;
}

/** Rooms one enters the building by; kitchens and corridor ends have a second way out instead. */
const isEntered = (room: DraftRoom): boolean =>
  room.outward !== undefined && !["kitchen", "corridor", "dining", "storage"].includes(room.kind);

function reachAnyhow(task: DoorTask, doors: DraftOpening[], reached: Set<DraftRoom>): void {
  for (const room of task.rooms) {
    const door = doorOut(task, { ...room, outward: ["S", "E", "W", "N"] });
    if (!door) continue;
    doors.push(door);
    reached.add(room);
    return;
  }
}

function growTree(task: DoorTask, doors: DraftOpening[], reached: Set<DraftRoom>): void {
  const links = task.edges.filter((edge) => edge.rooms.length === 2);
  const dead = new Set<string>();
  for (;;) {
    let best: { edge: Edge; from: DraftRoom; into: DraftRoom; cost: number } | undefined;
    for (const edge of links) {
      const [a, b] = edge.rooms as [DraftRoom, DraftRoom];
      if (reached.has(a) === reached.has(b)) continue;
      const [from, into] = reached.has(a) ? [a, b] : [b, a];
      if (dead.has(edgeKey(edge, from, into))) continue;
      const cost = doorCost(from, into) - Math.min(edge.to - edge.from, 3) * 0.05;
      if (!best || cost < best.cost) best = { edge, from, into, cost };
    }
    if (!best) {
      if (!lastResort(task, doors, reached)) return;
      continue;
    }
    const door = doorIn(task, best.edge, best.from, best.into);
    if (door) {
      doors.push(door);
      reached.add(best.into);
    } else dead.add(edgeKey(best.edge, best.from, best.into));
  }
}

const edgeKey = (edge: Edge, a: DraftRoom, b: DraftRoom): string => `${edge.wall.id}@${edge.from}:${a.id}>${b.id}`;

/** A room no inner door can reach gets one to the open air, on the ground floor. */
function lastResort(task: DoorTask, doors: DraftOpening[], reached: Set<DraftRoom>): boolean {
  if (task.storey !== 1) return false;
  for (const room of task.rooms.filter((entry) => !reached.has(entry))) {
    const door = doorOut(task, { ...room, outward: ["N", "E", "W", "S"] });
    if (!door) continue;
    doors.push({ ...door, rooms: [room] });
    reached.add(room);
    return true;
  }
  return false;
}

/** The stretch of an edge where doors into rooms with a door zone may lie; undefined if there is none. */
function zoneSpan(edge: Edge, rooms: readonly DraftRoom[]): Span | undefined {
  let span: Span = { from: edge.from, to: edge.to };
  for (const { doorZone } of rooms) {
    if (!doorZone) continue;
    const { axis, at } = edge.wall.run;
    const [low, high, from, to] =
      axis === "h"
        ? [doorZone.y0, doorZone.y1, doorZone.x0, doorZone.x1]
        : [doorZone.x0, doorZone.x1, doorZone.y0, doorZone.y1];
    if (at < low - 1e-3 || at > high + 1e-3) return undefined;
    span = { from: Math.max(span.from, from), to: Math.min(span.to, to) };
  }
  return span.to > span.from ? span : undefined;
}

function doorIn(task: DoorTask, edge: Edge, from: DraftRoom, into: DraftRoom): DraftOpening | undefined {
  const wish = doorBetween(from, into, task.timber);
  // A lift stops at every storey, so that its doors stand above one another: in the middle of its side.
  const lift = from.kind === "lift" || into.kind === "lift";
  const where: Where = lift || wish.kind === OpeningKind.PASSAGE ? "middle" : cornerOf(edge, into);
  return setDoor(edge, wish, { where, rooms: [from, into], exit: false });
}

/** Doors stand near a corner of the room they lead into, the one nearer to its middle wall. */
function cornerOf(edge: Edge, into: DraftRoom): Where {
  const part = into.boxes[0]!;
  const [low, high] = edge.wall.run.axis === "h" ? [part.x0, part.x1] : [part.y0, part.y1];
  return edge.from - low <= high - edge.to ? "low" : "high";
}

function setDoor(
  edge: Edge,
  wish: DoorWish,
  options: { where: Where; rooms: readonly DraftRoom[]; exit: boolean },
): DraftOpening | undefined {
  const within = zoneSpan(edge, options.rooms);
  if (!within) return undefined;
  const longest = Math.max(0, ...freeSpans(edge, within).map(({ from, to }) => to - from));
  const width = Math.min(wish.width, Math.floor(longest * 20 + 1e-6) / 20);
  if (width < wish.least - 1e-9) return undefined;
  const centre = takeSpan(edge, { width, where: options.where, within });
  if (centre === undefined) return undefined;
  const kind = wish.kind === OpeningKind.DOUBLE_DOOR && width < 1.4 ? OpeningKind.DOOR : wish.kind;
  return {
    edge,
    kind,
    centre,
    width,
    height: wish.height,
    sill: 0,
    rooms: options.rooms,
    exit: options.exit,
    openable: 1,
    firefighter: false,
  };
}

/** A door to the open air on the first side that has room for one. */
function doorOut(task: DoorTask, room: DraftRoom): DraftOpening | undefined {
  for (const side of room.outward ?? []) {
    const door = doorOnSide(task, room, side);
    if (door) return door;
  }
  return undefined;
}

function doorOnSide(task: DoorTask, room: DraftRoom, side: Side): DraftOpening | undefined {
  const wish = outerDoor(room, task.use, task.timber);
  const edges = task.edges
    .filter((edge) => edge.wall.run.faces === side && edge.rooms[0]?.id === room.id)
    .toSorted((a, b) => b.to - b.from - (a.to - a.from));
  for (const edge of edges) {
    const door = setDoor(edge, wish, { where: "middle", rooms: edge.rooms, exit: true });
    if (door) return door;
  }
  return undefined;
}

const linked = (doors: readonly DraftOpening[], a: DraftRoom, b: DraftRoom): boolean =>
  doors.some((door) => door.rooms.includes(a) && door.rooms.includes(b));

function joinPairs(task: DoorTask, doors: DraftOpening[]): void {
  for (const edge of task.edges) {
    const [a, b] = edge.rooms;
    if (!a || !b || !alwaysJoined(a, b) || linked(doors, a, b)) continue;
    const [from, into] = doorCost(a, b) <= doorCost(b, a) ? [a, b] : [b, a];
    const door = doorIn(task, edge, from, into);
    if (door) doors.push(door);
  }
}

/** Every stair has a door into circulation or a public room, also the second one of a storey, and one whose lift has its own. */
function stairsOut(task: DoorTask, doors: DraftOpening[]): void {
  for (const stair of task.rooms.filter((room) => room.kind === "stair")) {
    if (doors.some(({ rooms }) => rooms.includes(stair) && !rooms.some(({ kind }) => kind === "lift"))) continue;
    const edges = task.edges
      .filter((edge) => edge.rooms.includes(stair) && edge.rooms.length === 2)
      .map((edge) => ({ edge, other: edge.rooms.find((room) => room !== stair)! }))
      .filter(({ other }) => other.kind !== "lift")
      .toSorted((a, b) => doorCost(a.other, stair) - doorCost(b.other, stair));
    for (const { edge, other } of edges) {
      const door = doorIn(task, edge, other, stair);
      if (!door) continue;
      doors.push(door);
      break;
    }
  }
}

/** Second ways out: corridor ends, kitchens, stairs that stand at an outer wall. */
function moreExits(task: DoorTask, doors: DraftOpening[]): void {
  for (const room of task.rooms) {
    if (!room.outward || isEntered(room)) continue;
    const sides = room.kind === "corridor" ? room.outward : room.outward.slice(0, 1);
    for (const side of sides) {
      const door = doorOnSide(task, room, side);
      if (door) doors.push(door);
    }
  }
}
