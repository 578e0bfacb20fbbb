import type { Random } from "../concept/random.ts";
import type { Rectangle } from "../geometry/rectangle.ts";
import type { Sliced, SlicingTask } from "./sliced.ts";
import { judgeOf } from "./slicing-cost.ts";
import { firstSlicing, roomBoxes, slicingStep } from "./slicing-tree.ts";

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
