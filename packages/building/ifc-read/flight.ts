import type { XY } from "../geometry/vector.ts";
import { plus, times, type XYZ } from "./frame.ts";
import type { Solid } from "./solid.ts";

/** A straight flight, measured from its body. */
export interface FlightShape {
  /** Middle of the first riser, in plan. */
  readonly foot: XY;
  /** Middle of the far edge of the last tread. */
  readonly head: XY;
  /** Direction of ascent in plan. */
  readonly along: XY;
  readonly widthM: number;
  /** Height of its foot, and of its last tread. */
  readonly fromZ: number;
  readonly lastTreadZ: number;
  /** Height of each riser in its body (the last one is the edge of what it leads to). */
  readonly risersM: readonly number[];
  /** Depth of each tread. */
  readonly goingsM: readonly number[];
  /** From the inner corner of the last step down to its underside, metres. */
  readonly dropM: number;
  /** Middle of each tread's front edge, with its height. */
  readonly treads: readonly XYZ[];
}

interface Tread {
  readonly low: XYZ;
  readonly high: XYZ;
  readonly depth: number;
}

/** Shorter level edges are no treads, metres. */
const leastTread = 0.05;

/** Reads a flight from its side view swept across its width; undefined if the body is no flight. */
export function flightOf(solid: Solid | undefined): FlightShape | undefined {
  if (solid?.kind !== "prism" || Math.abs(solid.sweep[2]) > 1e-6) return undefined;
  const points = solid.base;
  const fromZ = Math.min(...points.map((point) => point[2]));
  const levels = points.flatMap((point, i): Tread[] => {
    const next = points[(i + 1) % points.length]!;
    const depth = Math.hypot(next[0] - point[0], next[1] - point[1]);
    const level = Math.abs(next[2] - point[2]) < 1e-6 && depth > leastTread;
    return level && point[2] > fromZ + 0.02 ? [{ low: point, high: next, depth }] : [];
  });
  const treads = levels.toSorted((a, b) => a.low[2] - b.low[2]);
  const [first, last] = [treads[0], treads.at(-1)];
  if (!first || !last) return undefined;
  const half = times(solid.sweep, 0.5);
  const along = ascent(first, last);
  const front = (tread: Tread) => plus(nearer(tread, along, -1), half);
  const heights = [fromZ, ...treads.map((tread) => tread.low[2])];
  const [headX, headY] = plus(nearer(last, along, 1), half);
  const [footX, footY] = front(first);
  return {
    foot: { x: footX, y: footY },
    head: { x: headX, y: headY },
    along,
    widthM: Math.hypot(...solid.sweep),
    fromZ,
    lastTreadZ: last.low[2],
    risersM: heights.slice(1).map((height, i) => height - heights[i]!),
    goingsM: treads.map((tread) => tread.depth),
    dropM: last.low[2] - lowestUnder(points, nearer(last, along, 1)),
    treads: treads.map(front),
  };
}

/** Height of the lowest point upright under one of the side view. */
const lowestUnder = (points: readonly XYZ[], [x, y, z]: XYZ): number =>
  points.filter((one) => Math.hypot(one[0] - x, one[1] - y) < 1e-3).reduce((low, one) => Math.min(low, one[2]), z);

/** From the lowest tread to the highest; for a single tread, whichever way it was drawn. */
function ascent(first: Tread, last: Tread): XY {
  const from = first === last ? first.low : middle(first);
  const to = first === last ? last.high : middle(last);
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1;
  return { x: (to[0] - from[0]) / length, y: (to[1] - from[1]) / length };
}

const middle = ({ low, high }: Tread): XYZ => times(plus(low, high), 0.5);

/** The tread's end that lies further along (side 1) or further back (side -1). */
function nearer({ low, high }: Tread, along: XY, side: 1 | -1): XYZ {
  const reach = (point: XYZ) => (point[0] * along.x + point[1] * along.y) * side;
  return reach(low) > reach(high) ? low : high;
}
