import type { Side } from "../concept/buildable.ts";
import type { Random } from "../concept/random.ts";
import { shallowest, wetWidth } from "../concept/wet-block.ts";
import type { WetWish } from "../concept/wet-block.ts";
import type { Rectangle } from "../geometry/rectangle.ts";
import { affinity } from "./affinity.ts";
import { firstSlicing, roomBoxes, slicingStep } from "./slicing-tree.ts";
import { sizeFrom } from "./toilets.ts";

/** A room to be given its rectangle. */
export interface SlicedRoom {
  readonly id: string;
  readonly kind: string;
  /** Wanted area, m2. */
  readonly area: number;
  /** Smallest side by wall centreline, metres. */
  readonly minSide: number;
  /** Wants a window. */
  readonly daylight: boolean;
  /** Only a part of its room stands in the region: its shape is of no account. */
  readonly part?: boolean;
  /** Another part of the first room, which it must adjoin. */
  readonly wing?: boolean;
  /** A washroom with the toilets behind it: what it takes along the side it opens to. */
  readonly toilets?: WetWish;
}

/** What is divided: the first room is the one all others open to. */
export interface SlicingTask {
  readonly region: Rectangle;
  readonly rooms: readonly SlicedRoom[];
  /** A part of the first room that stands outside the region already, in front of the core. */
  readonly lobby: Rectangle | undefined;
  /** Doors of the core outside the region that lead into the first room: it must touch each. */
  readonly touches: readonly Rectangle[];
  /** Share of the street face that the first room must have; 0.4 if absent. */
  readonly street?: number;
  /** Sides of the region with rooms behind them instead of the open air. */
  readonly inner: readonly ("S" | "E" | "N" | "W")[];
}

/** Rectangles by room, and whether every room has its door, its window and its shape. */
export interface Sliced {
  readonly boxes: readonly Rectangle[];
  readonly cost: number;
  readonly sound: boolean;
}

/** Narrowest part of the first room that lies aside of it, metres. */
const narrowestWing = 1.7;
/** Opening between two parts of the first room. */
const wingStretch = 1.6;
/** Length of wall two rooms must share for a door, and of outer wall for a window, metres. */
const doorStretch = 1.2;
const windowStretch = 1.3;

/** What annealing may spend: about 10 us a step; more restarts only while no sound division was found. */
export const slicingBudget = { restarts: 3, steps: 2500, most: 8 } as const;

/** Divides the region by simulated annealing over slicing trees; the best of some restarts. */
export function annealSlicing(task: SlicingTask, random: Random, budget: typeof slicingBudget = slicingBudget): Sliced {
  let best: Sliced | undefined;
  for (let restart = 0; restart < (best?.sound ? budget.restarts : budget.most); restart++) {
    const found = anneal(task, random, budget.steps);
    if (!best || found.cost < best.cost) best = found;
  }
  return best!;
}

function anneal(task: SlicingTask, random: Random, steps: number): Sliced {
  const areas = task.rooms.map((room) => room.area);
  const count = areas.length;
  const judge = (tree: ReturnType<typeof firstSlicing>) => judgeBoxes(task, roomBoxes(tree, areas, task.region));
  let current = firstSlicing(count);
  let now = judge(current);
  let best = now;
  const cooling = (0.02 / 6) ** (1 / steps);
  let heat = 6;
  for (let step = 0; step < steps && count > 1; step++, heat *= cooling) {
    const next = slicingStep(current, count, random);
    if (next === current) continue;
    const judged = judge(next);
    if (judged.cost > now.cost && random() >= Math.exp((now.cost - judged.cost) / heat)) continue;
    [current, now] = [next, judged];
    if (now.cost < best.cost) best = now;
  }
  return best;
}

/** What is wrong with a division, as a cost; sound when nothing is that a person could not use. */
export function judgeBoxes(task: SlicingTask, boxes: readonly Rectangle[]): Sliced {
  const wings = boxes.filter((_, i) => task.rooms[i]!.wing);
  const hub = [boxes[0]!, ...wings, ...(task.lobby ? [task.lobby] : [])];
  let cost = 0;
  let sound = true;
  const fault = (missing: number, weight: number): void => {
    if (missing <= 1e-6) return;
    sound = false;
    cost += 4 + missing * weight;
  };
  if (task.lobby) fault(1.6 - shared(boxes[0]!, task.lobby), 4);
  for (const wing of wings) fault(wingStretch - shared(boxes[0]!, wing), 4);
  for (const door of task.touches) fault(1.1 - Math.max(...[boxes[0]!, ...wings].map((part) => shared(part, door))), 4);
  const street = [boxes[0]!, ...wings].reduce((sum, part) => sum + streetOf(part, task), 0);
  fault((task.street ?? 0.4) * (task.region.x1 - task.region.x0) - street, 3);
  task.rooms.forEach((room, i) => {
    const part = boxes[i]!;
    if (room.wing) return fault(narrowestWing - Math.min(part.x1 - part.x0, part.y1 - part.y0), 6);
    if (i > 0) fault(doorStretch - Math.max(...hub.map((other) => shared(part, other))), 4);
    if (room.daylight) fault(windowStretch - outerOf(part, task), 3);
    if (room.part) return;
    if (room.toilets) {
      const { width, depth } = sizeFrom(part, hubSide(part, hub) ?? "S");
      fault(shallowest - depth, 6);
      fault((wetWidth(depth, room.toilets) ?? 0) - width, 4);
      return;
    }
    fault(room.minSide - Math.min(part.x1 - part.x0, part.y1 - part.y0), 6);
    cost += Math.max(0, aspectOf(part) - 1.8);
    if (aspectOf(part) > 2.45) fault(aspectOf(part) - 2.45, 4);
    for (let j = 1; j < i; j++) {
      const liking = affinity(room.kind, task.rooms[j]!.kind);
      if (liking > 0 && shared(part, boxes[j]!) >= 1) cost -= liking * 0.3;
    }
  });
  return { boxes, cost, sound };
}

/** Proportion between the walls, which take some 0.2 m of each side. */
function aspectOf({ x0, y0, x1, y1 }: Rectangle): number {
  const [a, b] = [Math.max(0.1, x1 - x0 - 0.2), Math.max(0.1, y1 - y0 - 0.2)];
  return Math.max(a, b) / Math.min(a, b);
}

/** Length of wall that two rectangles share. */
function shared(a: Rectangle, b: Rectangle): number {
  const along = (p0: number, p1: number, q0: number, q1: number) => Math.min(p1, q1) - Math.max(p0, q0);
  if (near(a.x1, b.x0) || near(b.x1, a.x0)) return Math.max(0, along(a.y0, a.y1, b.y0, b.y1));
  if (near(a.y1, b.y0) || near(b.y1, a.y0)) return Math.max(0, along(a.x0, a.x1, b.x0, b.x1));
  return 0;
}

/** The side of a room that most of its wall to the hub lies on; undefined where they don't touch. */
export function hubSide(part: Rectangle, hub: readonly Rectangle[]): Side | undefined {
  let best: Side | undefined;
  let longest = 0.5;
  for (const other of hub) {
    const length = shared(part, other);
    if (length <= longest) continue;
    longest = length;
    best = near(part.x1, other.x0) ? "E" : near(other.x1, part.x0) ? "W" : near(part.y1, other.y0) ? "N" : "S";
  }
  return best;
}

const near = (a: number, b: number): boolean => Math.abs(a - b) < 1e-6;

const streetOf = (part: Rectangle, { region }: SlicingTask): number =>
  near(part.y0, region.y0) ? part.x1 - part.x0 : 0;

/** The longest side of a room that is outer wall. */
function outerOf(part: Rectangle, { region, inner }: SlicingTask): number {
  const sides = {
    S: near(part.y0, region.y0) ? part.x1 - part.x0 : 0,
    N: near(part.y1, region.y1) ? part.x1 - part.x0 : 0,
    W: near(part.x0, region.x0) ? part.y1 - part.y0 : 0,
    E: near(part.x1, region.x1) ? part.y1 - part.y0 : 0,
  };
  return Math.max(...(["S", "E", "N", "W"] as const).map((side) => (inner.includes(side) ? 0 : sides[side])));
}
