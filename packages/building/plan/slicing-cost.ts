import type { Side } from "../concept/buildable.ts";
import { shallowest, wetWidth } from "../concept/wet-block.ts";
import type { Rectangle } from "../geometry/rectangle.ts";
import { affinity } from "./affinity.ts";
import type { Sliced, SlicedRoom, SlicingTask } from "./sliced.ts";
import { sizeFrom } from "./toilets.ts";

/** Narrowest part of the first room that lies aside of it, metres. */
const narrowestWing = 1.7;
/** Opening between two parts of the first room. */
const wingStretch = 1.6;
/** Length of wall two rooms must share for a door, and of outer wall for a window, metres. */
const doorStretch = 1.2;
const windowStretch = 1.3;

/** Proportions and what is lost beyond: a room squarer than `square` costs nothing, a slimmer one than `slim` is a fault. */
const square = 1.5;
const slim = 2.45;
/** How deep daylight reaches into a room: 2.5 times the head of a usual window, metres. */
const lightDeep = 5.5;
/** What a room without daylight, and a wet room away from the others, cost beside proportions. */
const dark = 2;
const stray = 0.8;

/**
 * What is wrong with divisions of a task, as a cost: faults first, then slim rooms, dark floor, wet rooms apart and
 * strangers side by side. Sound when nothing is that a person could not use. Looked at some thousand times for each
 * storey, so what depends on the task alone is reckoned once.
 */
export function judgeOf(task: SlicingTask): (boxes: readonly Rectangle[]) => Sliced {
  const { rooms, lobby, touches, region, wetCore = [] } = task;
  const liking = rooms.map((a, i) => rooms.map((b, j) => (i > 0 && j > 0 ? affinity(a.kind, b.kind) * 0.3 : 0)));
  const wings = rooms.flatMap((room, i) => (room.wing ? [i] : []));
  const wet = rooms.flatMap((room, i) => (room.wet ? [i] : []));
  const street = (task.street ?? 0.4) * (region.x1 - region.x0);
  return (boxes) => {
    const parts = [boxes[0]!, ...wings.map((i) => boxes[i]!)];
    const hub = lobby ? [...parts, lobby] : parts;
    const faults: Faults = { cost: 0, sound: true };
    if (lobby) fault(faults, 1.6 - shared(boxes[0]!, lobby), 4);
    for (const i of wings) fault(faults, wingStretch - shared(boxes[0]!, boxes[i]!), 4);
    for (const door of touches) fault(faults, 1.1 - longest(door, parts), 4);
    fault(faults, street - parts.reduce((sum, part) => sum + streetOf(part, task), 0), 3);
    for (let i = 0; i < rooms.length; i++) judgeRoom(faults, rooms[i]!, boxes[i]!, { hub, task, first: i === 0 });
    for (let i = 1; i < rooms.length; i++) {
      for (let j = 1; j < i; j++) {
        if (liking[i]![j]! > 0 && shared(boxes[i]!, boxes[j]!) >= 1) faults.cost -= liking[i]![j]!;
      }
    }
    for (const i of wet) {
      const met = wet.some((j) => j !== i && shared(boxes[i]!, boxes[j]!) >= 0.5) || longest(boxes[i]!, wetCore) >= 0.5;
      if (!met) faults.cost += stray;
    }
    return { boxes, ...faults };
  };
}

interface Faults {
  cost: number;
  sound: boolean;
}

function fault(faults: Faults, missing: number, weight: number): void {
  if (missing <= 1e-6) return;
  faults.sound = false;
  faults.cost += 4 + missing * weight;
}

interface RoomView {
  readonly hub: readonly Rectangle[];
  readonly task: SlicingTask;
  readonly first: boolean;
}

function judgeRoom(faults: Faults, room: SlicedRoom, part: Rectangle, { hub, task, first }: RoomView): void {
  const least = Math.min(part.x1 - part.x0, part.y1 - part.y0);
  if (room.wing) return fault(faults, narrowestWing - least, 6);
  if (!first) fault(faults, doorStretch - longest(part, hub), 4);
  if (room.daylight) {
    fault(faults, windowStretch - outerOf(part, task), 3);
    faults.cost += dark * darkShare(part, task);
  }
  if (room.part) return;
  if (room.toilets) {
    const { width, depth } = sizeFrom(part, hubSide(part, hub) ?? "S");
    fault(faults, shallowest - depth, 6);
    fault(faults, (wetWidth(depth, room.toilets) ?? 0) - width, 4);
    return;
  }
  fault(faults, room.minSide - least, 6);
  const aspect = aspectOf(part);
  faults.cost += Math.max(0, aspect - square);
  fault(faults, aspect - slim, 4);
}

/** Proportion between the walls, which take some 0.2 m of each side. */
function aspectOf({ x0, y0, x1, y1 }: Rectangle): number {
  const [a, b] = [Math.max(0.1, x1 - x0 - 0.2), Math.max(0.1, y1 - y0 - 0.2)];
  return Math.max(a, b) / Math.min(a, b);
}

/** Length of wall that two rectangles share. */
function shared(a: Rectangle, b: Rectangle): number {
  if (near(a.x1, b.x0) || near(b.x1, a.x0)) return Math.max(0, Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0));
  if (near(a.y1, b.y0) || near(b.y1, a.y0)) return Math.max(0, Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0));
  return 0;
}

/** Longest wall that a rectangle shares with any of the others. */
function longest(part: Rectangle, others: readonly Rectangle[]): number {
  let most = 0;
  for (const other of others) most = Math.max(most, shared(part, other));
  return most;
}

/** The side of a room that most of its wall to the hub lies on; undefined where they don't touch. */
export function hubSide(part: Rectangle, hub: readonly Rectangle[]): Side | undefined {
  let best: Side | undefined;
  let most = 0.5;
  for (const other of hub) {
    const length = shared(part, other);
    if (length <= most) continue;
    most = length;
    best = near(part.x1, other.x0) ? "E" : near(other.x1, part.x0) ? "W" : near(part.y1, other.y0) ? "N" : "S";
  }
  return best;
}

const near = (a: number, b: number): boolean => Math.abs(a - b) < 1e-6;

const streetOf = (part: Rectangle, { region }: SlicingTask): number =>
  near(part.y0, region.y0) ? part.x1 - part.x0 : 0;

/** Whether a side of a room is outer wall. */
const isOuter = (part: Rectangle, side: Side, { region, inner }: SlicingTask): boolean => {
  if (inner.includes(side)) return false;
  if (side === "S") return near(part.y0, region.y0);
  if (side === "N") return near(part.y1, region.y1);
  return side === "W" ? near(part.x0, region.x0) : near(part.x1, region.x1);
};

/** The longest side of a room that is outer wall. */
function outerOf(part: Rectangle, task: SlicingTask): number {
  const along = isOuter(part, "S", task) || isOuter(part, "N", task) ? part.x1 - part.x0 : 0;
  return isOuter(part, "W", task) || isOuter(part, "E", task) ? Math.max(along, part.y1 - part.y0) : along;
}

/** Share of a room's floor farther from every outer wall than daylight reaches. */
function darkShare(part: Rectangle, task: SlicingTask): number {
  const lit = (side: Side) => (isOuter(part, side, task) ? lightDeep : 0);
  const [x, y] = [part.x1 - part.x0, part.y1 - part.y0];
  return (Math.max(0, x - lit("W") - lit("E")) * Math.max(0, y - lit("S") - lit("N"))) / (x * y);
}
