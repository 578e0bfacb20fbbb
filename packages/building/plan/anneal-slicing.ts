import type { Side } from "../concept/buildable.ts";
import type { Random } from "../concept/random.ts";
import type { WetWish } from "../concept/wet-block.ts";
import type { Rectangle } from "../geometry/rectangle.ts";
import { judgeOf } from "./slicing-cost.ts";
import { firstSlicing, roomBoxes, slicingStep } from "./slicing-tree.ts";

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
  /** Needs water and drains. */
  readonly wet?: boolean;
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
  readonly inner: readonly Side[];
  /** Wet rooms of the core, beside which pipes lie already; none if absent. */
  readonly wetCore?: readonly Rectangle[];
}

/** Rectangles by room, and whether every room has its door, its window and its shape. */
export interface Sliced {
  readonly boxes: readonly Rectangle[];
  readonly cost: number;
  readonly sound: boolean;
}

/**
 * What annealing may spend: a few us a step, fewer steps for few rooms, of which there are few trees. More restarts only
 * while no sound division was found, and only if the best one lacks little: about one fault.
 */
export const slicingBudget = { restarts: 3, steps: 2500, stepsByRooms: 50, most: 8, hopeless: 7 } as const;

/** Divides the region by simulated annealing over slicing trees; the best of some restarts. */
export function annealSlicing(task: SlicingTask, random: Random, budget: typeof slicingBudget = slicingBudget): Sliced {
  const how = {
    judge: judgeOf(task),
    random,
    steps: Math.min(budget.steps, budget.stepsByRooms * task.rooms.length ** 2),
  };
  let best = anneal(task, how);
  let met = 1;
  for (let restart = 1; restart < budget.most && !isEnough(best, { restart, met }, budget); restart++) {
    const found = anneal(task, how);
    met = found.cost < best.cost - 1e-9 ? 1 : met + (found.cost < best.cost + 1e-9 ? 1 : 0);
    if (found.cost < best.cost) best = found;
  }
  return best;
}

/** Annealings that came to the same best cost: there is no better one to be found. */
const agreed = 3;

/** Whether another annealing is worth its time, after how many and how many of them that came to the best. */
function isEnough(
  best: Sliced,
  { restart, met }: { restart: number; met: number },
  budget: typeof slicingBudget,
): boolean {
  if (met >= agreed) return true;
  if (best.sound) return restart >= budget.restarts;
  return best.cost > budget.hopeless * (restart < budget.restarts ? budget.restarts : 1);
}

interface Annealing {
  readonly judge: (boxes: readonly Rectangle[]) => Sliced;
  readonly random: Random;
  readonly steps: number;
}

function anneal({ rooms, region }: SlicingTask, { judge: judgeBoxes, random, steps }: Annealing): Sliced {
  const areas = rooms.map((room) => room.area);
  const count = areas.length;
  const judge = (tree: ReturnType<typeof firstSlicing>) => judgeBoxes(roomBoxes(tree, areas, region));
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
