import type { Opening, Storey, Wall } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { sweepsOf } from "../geometry/leaf-sweep.ts";
import type { Sweep } from "../geometry/leaf-sweep.ts";
import { outerFaces, ringOf } from "../geometry/plan-shape.ts";
import { bounds, contains, distanceToSegment } from "../geometry/polygon.ts";
import type { Ring } from "../geometry/polygon.ts";
import { crossing } from "../geometry/segment.ts";
import { cross, distance, dot, subtract } from "../geometry/vector.ts";
import type { XY } from "../geometry/vector.ts";
import { wallLine } from "./openings.ts";
import type { WallLine } from "./openings.ts";

/** How far away, in radii of a mark, one may rather stand than be misread so. */
const costs = {
  /** On an open leaf. */
  leaf: 12,
  /** In what the leaf of another door sweeps. */
  otherSweep: 6,
  /** On the arc of its own door. */
  ownArc: 1,
  /** In a room that its door does not lead to. */
  otherRoom: 10,
  /** With a line to its opening that runs through the leaf of another door. */
  crossedLeaf: 8,
  /** With a line to its opening that runs through a wall or another mark: farther than any place there is. */
  crossedWall: 30,
} as const;

/** Where marks of a storey are misread. */
export interface Reading {
  readonly sweeps: readonly Sweep[];
  readonly rooms: readonly { readonly id: string; readonly lift: boolean; readonly ring: Ring }[];
  readonly walls: readonly { readonly id: string; readonly from: XY; readonly to: XY }[];
  readonly outside: Ring;
}

/** What makes marks of a storey readable, gathered once. */
export const readingOf = (storey: Storey): Reading => ({
  sweeps: sweepsOf(storey),
  rooms: storey.spaces.map(({ id, kind, net }) => ({ id, lift: kind === "lift", ring: ringOf(net) })),
  walls: storey.walls.flatMap((wall) => {
    const line = wallLine(wall);
    return line && wall.end ? [{ id: wall.id, from: line.start, to: wall.end }] : [];
  }),
  outside: outerFaces(storey),
});

/** The part of it within `reach` metres of a spot along both axes. */
export const readingNear = (reading: Reading, { x, y }: XY, reach: number): Reading => {
  const close = (points: readonly XY[]) => {
    const { minX, minY, maxX, maxY } = bounds(points);
    return minX < x + reach && maxX > x - reach && minY < y + reach && maxY > y - reach;
  };
  return {
    ...reading,
    sweeps: reading.sweeps.filter(({ pivot, shut, open }) => close([pivot, shut, open])),
    walls: reading.walls.filter(({ from, to }) => close([from, to])),
  };
};

/** What a mark costs at `at` that could be taken for another door's or hides a leaf, metres. */
export function misreading(
  reading: Reading,
  { opening, wall }: { opening: Opening; wall: Wall },
  at: XY,
  radius: number,
): number {
  let radii = 0;
  for (const sweep of reading.sweeps) {
    if (distance(sweep.pivot, at) > distance(sweep.pivot, sweep.open) + radius) continue;
    if (distanceToSegment(at, sweep.pivot, sweep.open) < radius) radii += costs.leaf;
    if (sweep.opening.id === opening.id) radii += isOnArc(sweep, at, radius) ? costs.ownArc : 0;
    else if (isBetween(sweep, at)) radii += costs.otherSweep;
  }
  if (!isOwnRoom(reading, opening, wall, at)) radii += costs.otherRoom;
  return radii * radius;
}

/** What it costs that the line from an opening to its mark runs through a wall, a leaf or another mark, metres. */
export function misleading(
  { walls, sweeps }: Reading,
  { opening, line, marks }: { opening: Opening; line: WallLine; marks: readonly XY[] },
  [from, to]: readonly [XY, XY],
  radius: number,
): number {
  const through =
    leavesAside(opening, line, [from, to]) ||
    walls.some((other) => other.id !== opening.wall && crossing(from, to, other.from, other.to)) ||
    marks.some((mark) => distanceToSegment(mark, from, to) < radius);
  if (through) return costs.crossedWall * radius;
  const struck = sweeps.some((sweep) => sweep.opening.id !== opening.id && crossing(from, to, sweep.pivot, sweep.open));
  return struck ? costs.crossedLeaf * radius : 0;
}

/** Whether a line from the middle of an opening runs into the wall beside it. */
function leavesAside({ width }: Opening, { along, thickness }: WallLine, [from, to]: readonly [XY, XY]): boolean {
  const way = subtract(to, from);
  const out = Math.abs(cross(along, way));
  return Math.abs(dot(along, way)) * (thickness / 2) > out * (width / 2);
}

/** Rooms on both sides of an opening, but no shaft of a lift, and for one in an outer wall all that lies outside. */
function isOwnRoom({ rooms, outside }: Reading, { spaces }: Opening, { external }: Wall, at: XY): boolean {
  if (external && !contains(outside, at)) return true;
  return rooms.some(({ id, lift, ring }) => !lift && spaces.includes(id) && contains(ring, at));
}

/** Whether a spot lies between a leaf's place shut and open, as seen from its pivot. */
function isBetween({ pivot, shut, open }: Sweep, at: XY): boolean {
  const off = subtract(at, pivot);
  return dot(off, subtract(shut, pivot)) > 0 && dot(off, subtract(open, pivot)) > 0;
}

function isOnArc(sweep: Sweep, at: XY, radius: number): boolean {
  const reach = distance(sweep.pivot, sweep.open);
  return isBetween(sweep, at) && Math.abs(distance(sweep.pivot, at) - reach) < radius;
}
