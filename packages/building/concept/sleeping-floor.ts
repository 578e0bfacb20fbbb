import { rectangleArea } from "../geometry/rectangle.ts";
import type { Rectangle } from "../geometry/rectangle.ts";
import { snap } from "../geometry/snap.ts";
import type { Skeleton } from "./skeleton.ts";

/** Bedrooms side by side behind the street, round a small hall before stair and bath: an upper storey of a narrow house. */
export interface SleepingFloor {
  readonly hall: Rectangle;
  /** Each as rectangles that do not overlap. */
  readonly bedrooms: readonly (readonly Rectangle[])[];
}

/** Sizes by wall centreline, metres: depth of the hall, wall a door takes to the stair and to the bath, shortest stretch of a room worth keeping. */
const hallDepth = 1.15;
const doorStretch = { stair: 1.25, bath: 1.2 } as const;
const sliver = 1.2;
/** Narrowest bedroom, and the longest as length over width. */
const narrowest = 2.3;
const slimmest = 2.35;

/**
 * Divides the front of a storey into `count` bedrooms and a hall, walls shifted by `lean` metres; undefined where a room
 * would be too small.
 */
export function sleepingFloor(width: number, skeleton: Skeleton, count: number, lean = 0): SleepingFloor | undefined {
  const { front, pins } = skeleton;
  const stair = pins.find(({ kind }) => kind === "stair");
  if (!stair || count < 2) return undefined;
  // One steps off the stair at its far end, beside the bath.
  const to = stair.x1;
  const bath = pins.find(({ kind, x0 }) => kind === "bath" && Math.abs(x0 - to) < 1e-6);
  const cuts = Array.from({ length: count + 1 }, (_, i) =>
    i === 0 ? 0 : i === count ? width : snap((width * i) / count + lean),
  );
  const wish0 = Math.min(to - doorStretch.stair, cuts[1]!);
  const wish1 = Math.max(bath ? to + doorStretch.bath : to, cuts[count - 1]!);
  const h0 = wish0 < sliver ? 0 : snap(wish0);
  const h1 = width - wish1 < sliver ? width : snap(wish1);
  const near = snap(front - hallDepth);
  const bedrooms = cuts.slice(1).map((b, i) => bedroomBoxes([cuts[i]!, b], { h0, h1, near, front }));
  if (!bedrooms.every(isRoom)) return undefined;
  return { hall: { x0: h0, y0: near, x1: h1, y1: front }, bedrooms };
}

/** A bedroom before the hall and, where it goes on beside it, to the band behind. */
function bedroomBoxes(
  [a, b]: readonly [number, number],
  { h0, h1, near, front }: { h0: number; h1: number; near: number; front: number },
): Rectangle[] {
  const beside = [
    { x0: a, y0: near, x1: Math.min(b, h0), y1: front },
    { x0: Math.max(a, h1), y0: near, x1: b, y1: front },
  ];
  return [{ x0: a, y0: 0, x1: b, y1: near }, ...beside].filter((part) => part.x1 - part.x0 > 1e-6);
}

/** Whether a bed finds its place: in the part before the hall, or in what reaches beside it all the way. */
function isRoom(boxes: readonly Rectangle[]): boolean {
  const [before, ...beside] = boxes as [Rectangle, ...Rectangle[]];
  return [before, ...beside.map((part) => ({ ...part, y0: 0 }))].some(({ x0, y0, x1, y1 }) => {
    const sides = [x1 - x0, y1 - y0].toSorted((p, q) => p - q) as [number, number];
    return sides[0] >= narrowest && sides[1] <= slimmest * sides[0];
  });
}

/** The most bedrooms that the storeys of this width and skeleton take; 1 where a single room is better. */
export function bedroomsOn(width: number, skeleton: Skeleton): number {
  return [4, 3, 2].find((count) => sleepingFloor(width, skeleton, count)) ?? 1;
}

/** Area of a bedroom, m2. */
export const areaOf = (boxes: readonly Rectangle[]): number =>
  boxes.reduce((sum, part) => sum + rectangleArea(part), 0);
