import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { outerFaces, ringOf } from "../geometry/plan-shape.ts";
import { bounds } from "../geometry/polygon.ts";
import type { Bounds } from "../geometry/polygon.ts";
import type { XY } from "../geometry/vector.ts";
import { entrances, toStreet } from "./view/entourage.ts";
import { pavedRings } from "./view/paving.ts";

/** A car drives on ground this wide, metres (주차장법 시행규칙 §11), and the ground is looked at in steps of `cell`. */
const [driveWidth, cell] = [2.5, 0.1];
/** A lane before cars is as deep, metres (주차장법 시행규칙 §6). */
const laneDepth = 6;
/** So few cars may stand one behind another, two deep. */
const few = 8;

/** The yard with the street at y = 0 and all of it at y > 0, metres. */
interface Ground {
  readonly width: number;
  readonly depth: number;
  readonly stalls: readonly Bounds[];
  readonly building: readonly Bounds[];
  readonly walks: readonly Bounds[];
  /** Ground paved for cars. */
  readonly drives: readonly Bounds[];
  readonly doors: readonly XY[];
}

function groundOf(plan: Plan): Ground {
  const plot = bounds(ringOf(plan.site?.boundary));
  const { x, y } = toStreet(plan);
  const seen = (point: XY): XY =>
    x === 0
      ? { x: point.x - plot.minX, y: y > 0 ? plot.maxY - point.y : point.y - plot.minY }
      : { x: point.y - plot.minY, y: x > 0 ? plot.maxX - point.x : point.x - plot.minX };
  const seenBounds = (ring: readonly XY[]) => bounds(ring.map(seen));
  const ground = plan.storeys.find(({ number }) => number === 1)!;
  const paved = pavedRings(plan);
  const [w, d] = [plot.maxX - plot.minX, plot.maxY - plot.minY];
  return {
    width: x === 0 ? w : d,
    depth: x === 0 ? d : w,
    stalls: plan.parking.map(({ outline }) => seenBounds(ringOf(outline))),
    building: [seenBounds(outerFaces(ground))],
    walks: paved.flags
      .slice(1)
      .map(seenBounds)
      .filter(({ minY }) => minY < 0.3),
    drives: paved.drives.map(seenBounds),
    doors: entrances(plan)
      .filter(({ door, front }) => (front.x - door.x) * x + (front.y - door.y) * y > 2)
      .map(({ door }) => seen(door)),
  };
}

/**
 * Stalls from which no car gets to the street: backs out into a lane 6 m deep, and drives there over ground paved for cars,
 * 2.5 m wide, that is free of other stalls, of the building and, beside rows of cars, of ways on foot; in words, by number.
 * Of few cars one may stand behind another.
 */
export function shutIn(plan: Plan): string[] {
  if (plan.parking.length === 0) return [];
  const ground = groundOf(plan);
  const { stalls } = ground;
  const free = reached(ground);
  const shut = stalls.map((stall) => stall.minY > 1 && !free((stall.minX + stall.maxX) / 2, stall));
  return stalls.flatMap((stall, i) => {
    if (!shut[i]) return [];
    const before = stalls.some((other, j) => !shut[j] && other.minY < 1 && Math.abs(other.minX - stall.minX) < 0.1);
    return before && stalls.length <= few ? [] : [`P${i + 1}`];
  });
}

/** Where a square as wide as a drive may be pushed to from the street; asked at both short ends of a stall. */
function reached({ width, depth, stalls, building, walks, drives }: Ground): (x: number, stall: Bounds) => boolean {
  const half = driveWidth / 2 - 0.05;
  // People cross lanes, but walk where no car drives past the others.
  const besideRows = walks.flatMap((walk) => stalls.map(({ minY, maxY }) => ({ ...walk, minY, maxY })));
  const taken = [...stalls, ...building, ...besideRows];
  const paved = (x: number, y: number): boolean =>
    drives.some((b) => x > b.minX + half - 0.1 && x < b.maxX - half + 0.1 && y < b.maxY - half + 0.1);
  const [columns, rows] = [Math.ceil(width / cell), Math.ceil(depth / cell)];
  const open = (i: number, j: number): boolean => {
    const [x, y] = [i * cell, j * cell];
    if (i < 0 || j < 0 || i > columns || j > rows || x < half || x > width - half) return false;
    if (!paved(x, y)) return false;
    return !taken.some((b) => x > b.minX - half && x < b.maxX + half && y > b.minY - half && y < b.maxY + half);
  };
  const seen = new Set<number>();
  const key = (i: number, j: number) => j * (columns + 1) + i;
  const queue = Array.from({ length: columns + 1 }, (_, i) => [i, 0] as readonly [number, number]).filter(([i]) =>
    open(i, 0),
  );
  for (const [i, j] of queue) seen.add(key(i, j));
  for (let next = queue.pop(); next; next = queue.pop()) {
    for (const [di, dj] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const) {
      const [i, j] = [next[0] + di, next[1] + dj];
      if (seen.has(key(i, j)) || !open(i, j)) continue;
      seen.add(key(i, j));
      queue.push([i, j]);
    }
  }
  const near = (x: number, y: number): boolean =>
    [-1, 0, 1].some((di) =>
      [-1, 0, 1].some((dj) => seen.has(key(Math.round(x / cell) + di, Math.round(y / cell) + dj))),
    );
  const isLane = (x0: number, x1: number, from: number): boolean =>
    from > -0.1 &&
    ![...stalls, ...building].some(
      (b) => b.minX < x1 - 0.05 && b.maxX > x0 + 0.05 && b.minY < from + laneDepth - 0.05 && b.maxY > from + 0.05,
    );
  return (x, { minX, maxX, minY, maxY }) =>
    (near(x, minY - half) && isLane(minX, maxX, minY - laneDepth)) ||
    (near(x, maxY + half) && isLane(minX, maxX, maxY));
}

/** A space for wheelchairs that lies farther from the next door than another space, and numbers out of order along a row; in words. */
export function oddBays(plan: Plan): string[] {
  if (plan.parking.length === 0) return [];
  const { stalls, doors } = groundOf(plan);
  const toDoor = ({ minX, maxX, minY, maxY }: Bounds): number =>
    Math.min(...doors.map(({ x, y }) => Math.hypot(x - (minX + maxX) / 2, y - (minY + maxY) / 2)));
  const least = Math.min(...stalls.map(toDoor));
  const far = plan.parking.flatMap(({ accessible }, i) => {
    const more = toDoor(stalls[i]!) - least;
    return accessible && more > 1
      ? [`the space for wheelchairs lies ${more.toFixed(1)} m farther than the next one`]
      : [];
  });
  const leaps = stalls.slice(1).filter((stall, i) => {
    const last = stalls[i]!;
    return Math.abs(stall.minY - last.minY) < 0.1 ? Math.abs(stall.minX - last.minX) < 0.1 : stall.minY < last.minY;
  });
  const turns = stalls.slice(2).filter((stall, i) => {
    const [a, b] = [stalls[i]!, stalls[i + 1]!];
    const row = Math.abs(a.minY - b.minY) < 0.1 && Math.abs(b.minY - stall.minY) < 0.1;
    return row && b.minX > a.minX !== stall.minX > b.minX;
  });
  return [...far, ...[...leaps, ...turns].map(() => "numbers leap along a row")];
}
