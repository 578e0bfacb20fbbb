import type { Wall } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Facts } from "./facts.ts";
import { openingPoint, wallOf } from "./facts.ts";
import { bounds, type Bounds, distanceToSegment, edges, offset, type Ring } from "../geometry/polygon.ts";
import { snap } from "../geometry/snap.ts";
import { distance, type XY } from "../geometry/vector.ts";
import { contains, distinct, pointOf, ringOf, toleranceM } from "./polygon.ts";

/** The plot as a walker sees it. */
interface Ground {
  readonly site: Ring;
  readonly obstacles: readonly Ring[];
  /** Edges of the plot one may not cross; the road's edge is none of them. */
  readonly fences: readonly [XY, XY][];
  readonly roadEdges: readonly [XY, XY][];
}

/** Widest path checked, metres: on what is wider one walks in the open. */
export const widestM = 6;
/** Precision of the width, metres. */
const precisionM = 0.001;
/** Largest cell side on plots with slanted edges, metres. */
const cellM = 0.5;

/** Widths of the ways from the exits to the road, metres; `widestM` where they are that wide or wider. */
export interface SitePaths {
  /** Of the exit that has the widest (주된 출구); 0 without an exit. */
  readonly mainM: number;
  /** Of the worst of the others; undefined where there is but one exit. */
  readonly otherM: number | undefined;
}

/**
 * Ways from the exits to the road (대지 안의 피난통로): each as wide as the largest square that can be pushed from the door
 * to the road without touching the building, parked cars or the neighbours' boundary.
 */
export function sitePaths(facts: Facts): SitePaths {
  const ground = groundOf(facts);
  const widths = exitsOf(facts).map((door) => widthFrom(ground, door));
  const main = Math.max(0, ...widths);
  return { mainM: main, otherM: widths.length > 1 ? Math.min(...widths) : undefined };
}

function widthFrom(ground: Ground, door: Door): number {
  let low = 0;
  let high = widestM;
  if (reachesRoad(ground, door, high)) return high;
  while (high - low > precisionM) {
    const middle = (low + high) / 2;
    if (reachesRoad(ground, door, middle)) low = middle;
    else high = middle;
  }
  // A gap of a millimetre is no cell of the grid: the way is wider by that than what could be pushed through.
  return low < precisionM ? 0 : snap((low + high) / 2 + toleranceM);
}

/** The plot's edges along the road. */
export function roadEdges(site: Ring, side: string): [XY, XY][] {
  const box = bounds(site);
  const along: Record<string, (point: XY) => number> = {
    S: (point) => point.y - box.minY,
    N: (point) => box.maxY - point.y,
    W: (point) => point.x - box.minX,
    E: (point) => box.maxX - point.x,
  };
  const off = along[side] ?? along["S"]!;
  const depth = (Math.max(box.maxX - box.minX, box.maxY - box.minY) || 1) * 0.05;
  return edges(site).filter(([a, b]) => off(a) <= depth && off(b) <= depth);
}

/** Length of the plot's edge along the road, metres. */
export function frontage(site: Ring, side: string): number {
  return roadEdges(site, side).reduce((sum, [a, b]) => sum + distance(a, b), 0);
}

function groundOf(facts: Facts): Ground {
  const side = (facts.plan.site ?? facts.brief.site)?.roadSide ?? "S";
  const road = roadEdges(facts.site, side);
  const ground = facts.above.find((entry) => entry.storey.number === 1);
  const faces = ground ? [offset(ground.outline, outerHalf(facts))] : [];
  const cars = facts.plan.parking.map((space) => ringOf(space.outline));
  return {
    site: facts.site,
    obstacles: [...faces, ...cars].filter((ring) => ring.length >= 3),
    fences: edges(facts.site).filter(([a, b]) => !road.some(([p, q]) => distance(a, p) + distance(b, q) < 1e-6)),
    roadEdges: road,
  };
}

/** Half the thickness of the outer walls, metres: the outline runs along their middle. */
export function outerHalf(facts: Facts): number {
  const walls = facts.plan.storeys.flatMap((storey) => storey.walls);
  return Math.max(0, ...walls.filter((wall) => wall.external).map((wall) => wall.thickness)) / 2;
}

interface Door {
  readonly at: XY;
  readonly out: XY;
  readonly half: number;
}

function exitsOf(facts: Facts): Door[] {
  const storey = facts.above.find((entry) => entry.storey.number === 1)?.storey;
  return (storey?.openings ?? []).flatMap((opening) => {
    const wall = storey && wallOf(storey, opening);
    if (!opening.exit || !wall) return [];
    const at = openingPoint(wall, opening);
    return [
      {
        at,
        out: outward(ringOf(storey.outline), wall, at),
        half: wall.thickness / 2,
      },
    ];
  });
}

function outward(outline: Ring, wall: Wall, at: XY): XY {
  const start = pointOf(wall.start);
  const end = pointOf(wall.end);
  const length = distance(start, end) || 1;
  const normal = { x: (end.y - start.y) / length, y: -(end.x - start.x) / length };
  const step = { x: at.x + normal.x * 0.05, y: at.y + normal.y * 0.05 };
  return contains(outline, step, 0) ? { x: -normal.x, y: -normal.y } : normal;
}

/** Whether a square of `width` gets from the door to the road: flood over a grid of all edges moved by half the width. */
function reachesRoad(ground: Ground, door: Door, width: number): boolean {
  const half = width / 2;
  const box = bounds(ground.site);
  const xs = lines(ground, half, "x", box);
  const ys = lines(ground, half, "y", box);
  const reach = door.half + half + 0.002;
  const start = { x: door.at.x + door.out.x * reach, y: door.at.y + door.out.y * reach };
  const free = freeCells(ground, xs, ys, half);
  const goal = (column: number, row: number) => {
    const middle = middleOf(xs, ys, column, row);
    const sideX = (xs[column + 1]! - xs[column]!) / 2;
    const sideY = (ys[row + 1]! - ys[row]!) / 2;
    const near = Math.max(half, sideX, sideY) + 0.01;
    return ground.roadEdges.some(([a, b]) => distanceToSegment(middle, a, b) <= near);
  };
  return flood(xs, ys, start, free, goal);
}

function middleOf(xs: number[], ys: number[], column: number, row: number): XY {
  return { x: (xs[column]! + xs[column + 1]!) / 2, y: (ys[row]! + ys[row + 1]!) / 2 };
}

function lines(ground: Ground, half: number, axis: "x" | "y", box: Bounds): number[] {
  const points = [...ground.obstacles.flat(), ...ground.site];
  const low = axis === "x" ? box.minX : box.minY;
  const high = axis === "x" ? box.maxX : box.maxY;
  const values = points.flatMap((point) => [point[axis] - half, point[axis], point[axis] + half]);
  const slanted = edges(ground.site).some(([a, b]) => Math.abs(a.x - b.x) > 0.01 && Math.abs(a.y - b.y) > 0.01);
  const extra = slanted ? Math.min(200, Math.ceil((high - low) / cellM)) : 0;
  for (let index = 1; index < extra; index++) values.push(low + ((high - low) * index) / extra);
  return distinct([...values.filter((value) => value > low && value < high), low, high]);
}

function freeCells(ground: Ground, xs: number[], ys: number[], half: number) {
  return (column: number, row: number): boolean => {
    const middle = middleOf(xs, ys, column, row);
    if (!contains(ground.site, middle, 0)) return false;
    if (ground.fences.some(([a, b]) => distanceToSegment(middle, a, b) < half)) return false;
    return !ground.obstacles.some((ring) => touchesSquare(ring, middle, half));
  };
}

function touchesSquare(ring: Ring, middle: XY, half: number): boolean {
  if (contains(ring, middle, 0)) return true;
  return edges(ring).some(([a, b]) => {
    const left = Math.max(Math.min(a.x, b.x), middle.x - half);
    const right = Math.min(Math.max(a.x, b.x), middle.x + half);
    const low = Math.max(Math.min(a.y, b.y), middle.y - half);
    const high = Math.min(Math.max(a.y, b.y), middle.y + half);
    return right - left >= 0 && high - low >= 0 && right - left + (high - low) > 1e-9;
  });
}

function flood(
  xs: number[],
  ys: number[],
  start: XY,
  free: (column: number, row: number) => boolean,
  goal: (column: number, row: number) => boolean,
): boolean {
  const column = xs.findIndex((x, index) => start.x >= x && start.x < (xs[index + 1] ?? -Infinity));
  const row = ys.findIndex((y, index) => start.y >= y && start.y < (ys[index + 1] ?? -Infinity));
  if (column < 0 || row < 0 || !free(column, row)) return false;
  const seen = new Set([row * xs.length + column]);
  const queue: [number, number][] = [[column, row]];
  for (const [c, r] of queue) {
    if (goal(c, r)) return true;
    for (const [dc, dr] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const) {
      const [nc, nr] = [c + dc, r + dr];
      const inside = nc >= 0 && nr >= 0 && nc < xs.length - 1 && nr < ys.length - 1;
      const key = nr * xs.length + nc;
      if (!inside || seen.has(key) || !free(nc, nr)) continue;
      seen.add(key);
      queue.push([nc, nr]);
    }
  }
  return false;
}
