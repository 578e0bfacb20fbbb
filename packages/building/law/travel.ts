import type { Opening, Plan, Stair, Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Ring } from "../geometry/polygon.ts";
import { between, distance, type XY } from "../geometry/vector.ts";
import { contains, pointOf, ringOf } from "./polygon.ts";
import { solveWays, type WayLink, type WayNode } from "./ways.ts";

/** Walking distances on one storey, metres; Infinity where no way exists. */
export interface StoreyTravel {
  /** From the farthest corner of each room to the nearest stair (or, on the ground storey, exit). */
  readonly rooms: readonly { readonly space: string; readonly lengthM: number }[];
  /** From each stair's foot to the nearest exit, on the storey of the exit. */
  readonly stairs: readonly { readonly stair: string; readonly lengthM: number }[];
}

/** A place on a stair where one steps on it, and the spaces it lies in. */
interface Step {
  readonly stair: string;
  readonly at: XY;
  readonly spaces: readonly string[];
}

/** Measures ways over the plan: through doors and passages, round corners, never through walls. */
export function travelOf(plan: Plan, storey: Storey): StoreyTravel {
  const rings = new Map(storey.spaces.map((space) => [space.id, ringOf(space.gross)]));
  const ground = storey.number === 1;
  const steps = stepsOf(plan, storey, rings);
  const nodes: WayNode[] = [];
  const links: WayLink[] = [];
  const targets: number[] = [];
  for (const opening of storey.openings) {
    const at = opening.kind === OpeningKind.WINDOW ? undefined : doorPoint(storey, opening);
    if (!at) continue;
    const [one, other] = opening.spaces;
    if (one !== undefined) nodes.push({ at, space: one });
    if (one !== undefined && other !== undefined) {
      nodes.push({ at, space: other });
      links.push({ from: nodes.length - 2, to: nodes.length - 1, lengthM: 0 });
    } else if (one !== undefined && opening.exit && ground) targets.push(nodes.length - 1);
  }
  if (!ground) {
    for (const step of steps) {
      for (const space of step.spaces) targets.push(nodes.push({ at: step.at, space }) - 1);
    }
  }
  const ways = solveWays({ rings, nodes, links, targets });
  return {
    rooms: storey.spaces
      .filter((space) => space.habitable)
      .map((space) => ({ space: space.id, lengthM: ways.farthest(space.id) })),
    stairs: ground
      ? steps.map(({ stair, at, spaces }) => ({
          stair,
          lengthM: Math.min(Infinity, ...spaces.map((space) => ways.from(at, space))),
        }))
      : [],
  };
}

function doorPoint(storey: Storey, opening: Opening): XY | undefined {
  const wall = storey.walls.find((entry) => entry.id === opening.wall);
  if (!wall) return undefined;
  const start = pointOf(wall.start);
  const end = pointOf(wall.end);
  return between(start, end, opening.at / (distance(start, end) || 1));
}

/** Where one steps onto a stair on this storey: the top of stairs from below, the foot of stairs that start here. */
function stepsOf(plan: Plan, storey: Storey, rings: ReadonlyMap<string, Ring>): Step[] {
  const below = plan.storeys.find((entry) => entry.number === previous(storey.number));
  const stairs = storey.number > 1 ? (below?.stairs ?? []) : storey.stairs;
  return stairs.map((stair) => {
    const at = storey.number > 1 ? topOf(stair) : pointOf(stair.flights[0]?.foot);
    const spaces = [...rings].filter(([, ring]) => contains(ring, at, 0.05)).map(([id]) => id);
    return { stair: stair.id, at, spaces };
  });
}

/** Storeys are numbered -1, 1: there is no zero. */
function previous(number: number): number {
  return number === 1 ? -1 : number - 1;
}

/** Where the last flight arrives, in plan. */
export function topOf(stair: Stair): XY {
  const last = stair.flights.at(-1);
  const foot = pointOf(last?.foot);
  const direction = pointOf(last?.direction);
  const run = Math.max(0, (last?.risers ?? 1) - 1) * stair.going;
  return { x: foot.x + direction.x * run, y: foot.y + direction.y * run };
}
