import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Side } from "../concept/buildable.ts";
import { crossedSpans } from "./door-places.ts";
import type { DoorWish } from "./door-rules.ts";
import { alwaysJoined, doorBetween, doorCost, outerDoor } from "./door-rules.ts";
import { columnSpans } from "./columns.ts";
import type { DraftRoom } from "./draft.ts";
import type { XY } from "../geometry/vector.ts";
import { clearSpans, freeSpans, takeSpan } from "./openings.ts";
import type { DraftOpening, Span, Where } from "./openings.ts";
import type { Edge } from "./storey-walls.ts";

/** What the doors of a storey are made of. */
export interface DoorTask {
  readonly rooms: readonly DraftRoom[];
  readonly edges: readonly Edge[];
  readonly storey: number;
  readonly use: string;
  readonly timber: boolean;
  /** Where columns may stand: doors leave them free where they can. */
  readonly columns?: readonly XY[];
}

/** Floor that a door wants free of columns, metres: as deep as its leaf. */
const beforeDoor = 0.95;

/**
 * Sets doors so that every room is reached: on the ground floor from the open air, elsewhere from the stairs. The
 * doors are a cheapest tree by the door rules; then come the pairs that are always joined and further ways out.
 */
export function setDoors(task: DoorTask): DraftOpening[] {
  const doors: DraftOpening[] = [];
  const reached = new Set<DraftRoom>();
  if (task.storey === 1) {
    for (const room of task.rooms.filter((one) => isEntered(one) || isShed(task, one))) {
      const door = doorOut(task, room, doors);
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
  return doors.reduce((set, door) => moved(task, door, set), doors);
}

/** The doors with one of them moved along its wall, if it is in the way of others, or they of it, and can stand clear. */
function moved(task: DoorTask, door: DraftOpening, doors: readonly DraftOpening[]): DraftOpening[] {
  const others = doors.filter((other) => other !== door);
  const { edge, centre, width } = door;
  const own: Span = { from: centre - width / 2, to: centre + width / 2 };
  const crossed = crossedSpans(door, others, task.use);
  const isLift = door.rooms.some(({ kind }) => kind === "lift");
  if (isLift || crossed.every(({ from, to }) => to <= own.from || from >= own.to)) return [...doors];
  const { taken } = edge.wall;
  const columns = columnSpans(edge.wall, task.columns ?? [], beforeDoor);
  const at = taken.findIndex(({ from, to }) => same(from, own.from) && same(to, own.to));
  taken.splice(at, 1);
  const within = zoneSpan(edge, door.rooms);
  const place = within && (clearPlace(door, [...crossed, ...columns], within) ?? clearPlace(door, crossed, within));
  if (!place) taken.push(own);
  return doors.map((one) => (one === door && place ? { ...door, ...place } : one));
}

/** A passage may narrow to stand clear, metres. */
const narrowestPassage = 0.9;

/** Takes a place for a door outside of what is crossed; undefined if there is none. */
function clearPlace({ edge, kind, width }: DraftOpening, crossed: readonly Span[], within: Span) {
  const longest = Math.max(0, ...clearSpans(edge, crossed, within).map(({ from, to }) => to - from));
  const fitting = kind === OpeningKind.PASSAGE ? Math.min(width, Math.floor(longest * 20 + 1e-6) / 20) : width;
  if (longest < fitting - 1e-6 || fitting < Math.min(width, narrowestPassage)) return undefined;
  const centre = takeSpan(edge, { width: fitting, where: "middle", within, avoid: crossed });
  return centre === undefined ? undefined : { centre, width: fitting };
}

const same = (a: number, b: number): boolean => Math.abs(a - b) < 1e-6;

/** Rooms one enters the building by; kitchens and corridor ends have a second way out instead. */
const isEntered = (room: DraftRoom): boolean =>
  room.outward !== undefined && !["kitchen", "corridor", "dining", "storage"].includes(room.kind);

/** A store with a door to the open air beside rooms of units alone: nobody goes through a guest's room to it. */
function isShed({ edges }: DoorTask, room: DraftRoom): boolean {
  if (room.kind !== "storage" || !room.outward) return false;
  const beside = edges.filter(({ rooms }) => rooms.includes(room)).flatMap(({ rooms }) => rooms);
  return beside.every((other) => other === room || other.unit !== "");
}

function reachAnyhow(task: DoorTask, doors: DraftOpening[], reached: Set<DraftRoom>): void {
  for (const room of task.rooms) {
    const door = doorOut(task, { ...room, outward: ["S", "E", "W", "N"] }, doors);
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
    const door = doorIn(task, freest(task, best, doors), doors) ?? doorIn(task, best, doors);
    if (door) {
      doors.push(door);
      reached.add(best.into);
    } else dead.add(edgeKey(best.edge, best.from, best.into));
  }
}

/** Of all edges between two rooms the given one, or one where no leaf is in the way if there is none on that. */
function freest(task: DoorTask, joint: Joint, doors: readonly DraftOpening[]): Joint {
  const { edge, from, into } = joint;
  const others = task.edges.filter((one) => one !== edge && one.rooms.includes(from) && one.rooms.includes(into));
  if (others.length === 0) return joint;
  const { kind, least } = doorBetween(from, into, task);
  const isFree = (one: Edge): boolean => {
    const door = { edge: one, kind, width: least, rooms: [from, into], exit: false };
    return clearSpans(one, crossedSpans(door, doors, task.use)).some(({ from, to }) => to - from >= least);
  };
  const free = isFree(edge) ? edge : (others.find(isFree) ?? edge);
  return { edge: free, from, into };
}

const edgeKey = (edge: Edge, a: DraftRoom, b: DraftRoom): string => `${edge.wall.id}@${edge.from}:${a.id}>${b.id}`;

/** A room no inner door can reach gets one to the open air, on the ground floor. */
function lastResort(task: DoorTask, doors: DraftOpening[], reached: Set<DraftRoom>): boolean {
  if (task.storey !== 1) return false;
  for (const room of task.rooms.filter((entry) => !reached.has(entry))) {
    const door = doorOut(task, { ...room, outward: ["N", "E", "W", "S"] }, doors);
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

interface Joint {
  readonly edge: Edge;
  readonly from: DraftRoom;
  readonly into: DraftRoom;
}

function doorIn(task: DoorTask, { edge, from, into }: Joint, doors: readonly DraftOpening[]): DraftOpening | undefined {
  const wish = doorBetween(from, into, task);
  // A lift stops at every storey, so that its doors stand above one another: in the middle of its side.
  const lift = from.kind === "lift" || into.kind === "lift";
  const where: Where =
    lift || into.kind === "washroom" || wish.kind === OpeningKind.PASSAGE ? "middle" : cornerOf(edge, into);
  return setDoor(edge, wish, {
    where,
    rooms: [from, into],
    exit: false,
    use: task.use,
    others: lift ? [] : doors,
    columns: task.columns ?? [],
  });
}

/** Doors stand near a corner of the room they lead into, the one nearer to its middle wall. */
function cornerOf(edge: Edge, into: DraftRoom): Where {
  const part = into.boxes[0]!;
  const [low, high] = edge.wall.run.axis === "h" ? [part.x0, part.x1] : [part.y0, part.y1];
  return edge.from - low <= high - edge.to ? "low" : "high";
}

interface Placing {
  readonly where: Where;
  readonly rooms: readonly DraftRoom[];
  readonly exit: boolean;
  readonly use: string;
  /** Doors whose leaves it keeps away from, if it can. */
  readonly others: readonly DraftOpening[];
  readonly columns: readonly XY[];
}

function setDoor(edge: Edge, wish: DoorWish, options: Placing): DraftOpening | undefined {
  const within = zoneSpan(edge, options.rooms);
  if (!within) return undefined;
  const longest = Math.max(0, ...freeSpans(edge, within).map(({ from, to }) => to - from));
  const width = Math.min(wish.width, Math.floor(longest * 20 + 1e-6) / 20);
  if (width < wish.least - 1e-9) return undefined;
  const { where, rooms, exit, use, others, columns } = options;
  const kind = wish.kind === OpeningKind.DOUBLE_DOOR && width < 1.4 ? OpeningKind.DOOR : wish.kind;
  const crossed = crossedSpans({ edge, kind, width, rooms, exit }, others, use);
  const both = [...crossed, ...columnSpans(edge.wall, columns, beforeDoor)];
  const standsClear = clearSpans(edge, both, within).some(({ from, to }) => to - from >= width - 1e-6);
  const avoid = standsClear ? both : crossed;
  const centre = takeSpan(edge, { width, where, within, avoid });
  if (centre === undefined) return undefined;
  return {
    edge,
    kind,
    centre,
    width,
    height: wish.height,
    sill: 0,
    rooms,
    exit,
    openable: 1,
    firefighter: false,
  };
}

/** A door to the open air on the first side that has room for one. */
function doorOut(task: DoorTask, room: DraftRoom, doors: readonly DraftOpening[]): DraftOpening | undefined {
  for (const side of room.outward ?? []) {
    const door = doorOnSide(task, { room, side }, doors);
    if (door) return door;
  }
  return undefined;
}

function doorOnSide(
  task: DoorTask,
  { room, side }: { room: DraftRoom; side: Side },
  doors: readonly DraftOpening[],
): DraftOpening | undefined {
  const wish = outerDoor(room, task.use, task.timber);
  const edges = task.edges
    .filter((edge) => edge.wall.run.faces === side && edge.rooms[0]?.id === room.id)
    .toSorted((a, b) => b.to - b.from - (a.to - a.from));
  // A church is entered on the axis of its nave, where the column then leaves its place to the door.
  const columns = room.kind === "worship" ? [] : (task.columns ?? []);
  const placing = { where: "middle" as const, exit: true, use: task.use, others: doors, columns };
  for (const edge of edges) {
    const door = setDoor(edge, wish, { ...placing, rooms: edge.rooms });
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
    const door = doorIn(task, { edge, from, into }, doors);
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
      const door = doorIn(task, { edge, from: other, into: stair }, doors);
      if (!door) continue;
      doors.push(door);
      break;
    }
  }
}

/** Second ways out: corridor ends, kitchens, stairs that stand at an outer wall. */
function moreExits(task: DoorTask, doors: DraftOpening[]): void {
  for (const room of task.rooms) {
    if (!room.outward || isEntered(room) || isShed(task, room)) continue;
    const sides = room.kind === "corridor" ? room.outward : room.outward.slice(0, 1);
    for (const side of sides) {
      const door = doorOnSide(task, { room, side }, doors);
      if (door) doors.push(door);
    }
  }
}
