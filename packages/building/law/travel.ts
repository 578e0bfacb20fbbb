import type { Opening, Plan, Space, Stair, Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Ring } from "../geometry/polygon.ts";
import { wallLine } from "../geometry/plan-shape.ts";
import { between, locate, type XY } from "../geometry/vector.ts";
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
  const rings = new Map(storey.spaces.map((space) => [space.id, floorOf(space)]));
  const ground = storey.number === 1;
  const steps = stepsOf(plan, storey, rings);
  const nodes: WayNode[] = [];
  const links: WayLink[] = [];
  const targets: number[] = [];
  for (const opening of storey.openings) {
    const door = opening.kind === OpeningKind.WINDOW ? undefined : doorOf(storey, opening);
    if (!door) continue;
    const [one, other] = opening.spaces;
    if (one !== undefined) nodes.push({ at: besideDoor(door, rings.get(one)), space: one });
    if (one !== undefined && other !== undefined) {
      nodes.push({ at: besideDoor(door, rings.get(other)), space: other });
      links.push({ from: nodes.length - 2, to: nodes.length - 1, lengthM: door.throughM });
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

/** One walks on the floor between the faces of the walls. */
const floorOf = (space: Space): Ring => {
  const net = ringOf(space.net);
  return net.length >= 3 ? net : ringOf(space.gross);
};

/** How far behind the wall's face a way through a door begins, metres. */
const behindFaceM = 0.05;

interface Door {
  /** Where one stands before it, on either side of its wall. */
  readonly sides: readonly [XY, XY];
  /** Way between the two, metres. */
  readonly throughM: number;
}

function doorOf(storey: Storey, opening: Opening): Door | undefined {
  const wall = storey.walls.find((entry) => entry.id === opening.wall);
  const line = wall && wallLine(wall);
  if (!line) return undefined;
  const away = wall.thickness / 2 + behindFaceM;
  const side = (way: 1 | -1) => locate(line.start, line.along, opening.at, way * away);
  return { sides: [side(1), side(-1)], throughM: 2 * away };
}

/** The side of a door that lies in a space. */
const besideDoor = ({ sides }: Door, ring: Ring = []): XY =>
  sides.find((at) => contains(ring, at, 0)) ?? sides.find((at) => contains(ring, at, 0.5)) ?? between(...sides, 0.5);

/** Where one steps onto a stair on this storey: the top of stairs from below, the foot of stairs that start here. */
function stepsOf(plan: Plan, storey: Storey, rings: ReadonlyMap<string, Ring>): Step[] {
  const below = plan.storeys.find((entry) => entry.number === previous(storey.number));
  const stairs = storey.number > 1 ? (below?.stairs ?? []) : storey.stairs;
  return stairs.map((stair) => {
    const head = storey.number > 1;
    const end = head ? topOf(stair) : pointOf(stair.flights[0]?.foot);
    const along = pointOf((head ? stair.flights.at(-1) : stair.flights[0])?.direction);
    return { stair: stair.id, ...stepOff(end, along, head ? 1 : -1, rings) };
  });
}

/** The space one steps from or onto: before the stair first, then on the stair itself. */
function stepOff(end: XY, along: XY, way: 1 | -1, rings: ReadonlyMap<string, Ring>): Omit<Step, "stair"> {
  for (const step of [0.3, 0.1, 0, -0.3]) {
    const at = locate(end, along, way * step);
    const space = [...rings].find(([, ring]) => contains(ring, at));
    if (space) return { at, spaces: [space[0]] };
  }
  return { at: end, spaces: [] };
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
