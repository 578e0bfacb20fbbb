import type { Flight, Plan, Stair } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { outerFaces, ringOf } from "../geometry/plan-shape.ts";
import { bounds } from "../geometry/polygon.ts";
import { dot } from "../geometry/vector.ts";
import { cutRing, looking } from "./facing.ts";
import type { Facing } from "./facing.ts";

/** Where a section cuts the building: everything at this depth along the way one looks. */
export interface Cut {
  readonly facing: Facing;
  readonly depth: number;
  /** The stair that the section runs through, if there is one. */
  readonly throughStair: boolean;
}

/** Steps in which a place for the cut is looked for, metres. */
const step = 0.1;

/** Along a flight of the first stair, the other one and the ridge in view, or across the building near its middle; undefined without storeys. */
export function placeCut(plan: Plan): Cut | undefined {
  const [stair] = plan.storeys.flatMap(({ stairs }) => stairs);
  const flights = stair?.flights.flatMap((flight) => cutAlong(plan, stair, flight) ?? []) ?? [];
  const throughStair = flights.find((cut) => showsRidge(plan, cut)) ?? flights[0];
  if (throughStair) return throughStair;
  const rings = plan.storeys.map(outerFaces).filter((ring) => ring.length > 2);
  if (rings.length === 0) return undefined;
  const box = bounds(rings.flat());
  const [width, deep] = [box.maxX - box.minX, box.maxY - box.minY];
  const facing = looking(width >= deep ? { x: -1, y: 0 } : { x: 0, y: 1 });
  const middle = dot({ x: (box.minX + box.maxX) / 2, y: (box.minY + box.maxY) / 2 }, facing.away);
  return { facing, depth: best(plan, facing, middle, Math.max(width, deep) / 6), throughStair: false };
}

/** The cut along a flight that has the other one beyond. */
function cutAlong(plan: Plan, { flights }: Stair, { foot, direction, width }: Flight): Cut | undefined {
  if (!foot || !direction) return undefined;
  const left = looking({ x: -direction.y, y: direction.x });
  const others = flights.flatMap((other) => (other.foot && other.foot !== foot ? [other.foot] : []));
  const beyond = others.every((other) => dot(other, left.away) >= dot(foot, left.away));
  const facing = beyond ? left : looking({ x: direction.y, y: -direction.x });
  return { facing, depth: best(plan, facing, dot(foot, facing.away), width / 2 - 0.15), throughStair: true };
}

/** Whether a roof that slopes rises beyond the cut: looking the other way one would see it end in the air. */
function showsRidge({ roof }: Plan, { facing, depth }: Cut): boolean {
  if (!roof || roof.kind === "flat" || roof.pitch <= 0) return true;
  const { minX, minY, maxX, maxY } = bounds(roof.outlines.flatMap(ringOf));
  return dot({ x: (minX + maxX) / 2, y: (minY + maxY) / 2 }, facing.away) >= depth;
}

/** The depth near the wished one that runs through no wall or column lengthwise and cuts most rooms and openings. */
function best(plan: Plan, facing: Facing, wished: number, within: number): number {
  const steps = Math.max(0, Math.floor(within / step));
  let [found, most] = [wished, -Infinity];
  for (let i = -steps; i <= steps; i++) {
    const depth = wished + i * step;
    const merit = meritOf(plan, facing, depth) - Math.abs(i) * 0.05;
    if (merit > most) [found, most] = [depth, merit];
  }
  return found;
}

function meritOf(plan: Plan, facing: Facing, depth: number): number {
  let merit = 0;
  for (const storey of plan.storeys) {
    for (const { start, end, thickness } of storey.walls) {
      if (!start || !end) continue;
      const [a, b] = [dot(start, facing.away), dot(end, facing.away)];
      if (Math.abs(a - b) < 1e-3 && Math.abs(a - depth) < thickness / 2 + 0.05) merit -= 10;
    }
    for (const { centre, size } of storey.columns) {
      if (centre && Math.abs(dot(centre, facing.away) - depth) < size / 2 + 0.02) merit -= 3;
    }
    for (const opening of storey.openings) {
      const wall = storey.walls.find(({ id }) => id === opening.wall);
      if (!wall?.start || !wall.end) continue;
      const [a, b] = [dot(wall.start, facing.away), dot(wall.end, facing.away)];
      if (Math.abs(Math.abs(a - b) - Math.hypot(wall.end.x - wall.start.x, wall.end.y - wall.start.y)) > 1e-3) continue;
      const centre = a + Math.sign(b - a) * opening.at;
      if (Math.abs(centre - depth) < opening.width / 2 - 0.05) merit += 0.5;
    }
    merit += storey.spaces.filter((space) => cutRing(facing, depth, ringOf(space.net)).length > 0).length * 0.7;
  }
  return merit;
}
