import { clipConvex } from "./clip.ts";
import { mergeRings } from "./merge.ts";
import { area, counterClockwise, edges, simplify } from "./polygon.ts";
import type { Ring } from "./polygon.ts";
import { corners } from "./rectangle.ts";
import { maximalRectangles } from "./maximal-rectangles.ts";
import { cross, direction, distance, dot, rotate, same, scale, subtract, turnLeft } from "./vector.ts";
import type { XY } from "./vector.ts";

/** A line that roof surfaces rise from: its height at a point is the distance from the line times the pitch. */
export interface EaveLine {
  readonly origin: XY;
  /** Unit vector, horizontally up the slope; null vector for a flat part. */
  readonly inward: XY;
}

/** One plane of a pitched roof, seen from above. */
export interface RoofFacet {
  /** Outline in plan, counter-clockwise. */
  readonly ring: XY[];
  readonly eave: EaveLine;
}

/** A vertical end of a gabled roof: the eave ends of its two slopes, with the outside on the right hand. */
export interface GableEnd {
  readonly from: XY;
  readonly to: XY;
}

/** The planes of a pitched roof over an outline, and its gable ends. */
export interface PitchedRoof {
  readonly facets: RoofFacet[];
  readonly gables: GableEnd[];
}

interface Wing {
  readonly ring: XY[];
  readonly slopes: EaveLine[];
  readonly ends: GableEnd[];
}

/** Pieces smaller than this, in m2, are dust of the arithmetic. */
const dust = 1e-6;

/** Horizontal distance from the eave line, in metres; times the tangent of the pitch it is the height above the eaves. */
export const run = ({ origin, inward }: EaveLine, point: XY): number => dot(subtract(point, origin), inward);

/**
 * A roof of one pitch over the eaves outline. Over rectilinear outlines (turned as they may be) of any shape a hip
 * roof is the straight skeleton and a gable roof has gables at the wings' ends; a convex outline gets a hip roof;
 * over any other outline the roof is a single flat facet.
 */
export function pitchedRoof(outline: Ring, kind: "hip" | "gable"): PitchedRoof {
  const ring = simplify(counterClockwise(outline));
  const turn = directionDegrees(ring);
  const upright = ring.map((point) => rounded(rotate(point, -turn)));
  const wings = wingsOf(upright, kind);
  if (!wings) return { facets: [{ ring, eave: { origin: ring[0]!, inward: { x: 0, y: 0 } } }], gables: [] };
  const back = (point: XY) => rotate(point, turn);
  const facets = wings.flatMap((wing, i) => wing.slopes.flatMap((slope) => visible(wings, i, slope)));
  return {
    facets: joined(facets).map((facet) => ({
      ring: facet.ring.map(back),
      eave: { origin: back(facet.eave.origin), inward: rotate(facet.eave.inward, turn) },
    })),
    gables: wings.flatMap((wing) => wing.ends.map(({ from, to }) => ({ from: back(from), to: back(to) }))),
  };
}

function wingsOf(ring: XY[], kind: "hip" | "gable"): Wing[] | undefined {
  const rectangles = maximalRectangles(ring);
  if (rectangles) return rectangles.map((box) => wing(corners(box), ring, kind));
  const convex = edges(ring).every(([a, b], i) => {
    const after = ring[(i + 2) % ring.length]!;
    return cross(subtract(b, a), subtract(after, b)) > 0;
  });
  return convex ? [{ ring, slopes: edges(ring).map(slopeOf), ends: [] }] : undefined;
}

/** A rectangle of the outline; under a gable roof its short sides that are whole sides of the outline carry no slope. */
function wing(ring: XY[], outline: XY[], kind: "hip" | "gable"): Wing {
  const sides = edges(ring);
  const short = Math.min(...sides.map(([a, b]) => distance(a, b)));
  const isEnd = ([a, b]: [XY, XY], i: number): boolean =>
    kind === "gable" &&
    distance(a, b) < short + 1e-6 &&
    // A square ends east and west only.
    (i % 2 === 1 || distance(...sides[1]!) > short + 1e-6) &&
    edges(outline).some(([p, q]) => same(p, a) && same(q, b));
  const ends = sides.filter(isEnd).map(([from, to]) => ({ from, to }));
  return { ring, slopes: sides.filter((side, i) => !isEnd(side, i)).map(slopeOf), ends };
}

const slopeOf = ([a, b]: [XY, XY]): EaveLine => ({ origin: a, inward: turnLeft(direction(a, b)!) });

/** The part of a wing's slope that lies above all other slopes of the wing's lower envelope and above all other wings. */
function visible(wings: Wing[], index: number, slope: EaveLine): RoofFacet[] {
  const own = wings[index]!;
  const lowest = own.slopes
    .filter((other) => other !== slope)
    .reduce<XY[]>((ring, other) => clip(ring, (p) => run(other, p) - run(slope, p)), own.ring);
  const pieces = wings.reduce<XY[][]>(
    (rest, other, i) => {
      if (i === index) return rest;
      // Where two wings are equally high the earlier one keeps the surface.
      const margin = i < index ? 1e-7 : -1e-7;
      const higher = other.slopes.map((line) => (p: XY) => run(line, p) - run(slope, p) + margin);
      const within = edges(other.ring)
        .map(slopeOf)
        .map((line) => (p: XY) => run(line, p) + margin);
      return rest.flatMap((ring) => without(ring, [...within, ...higher]));
    },
    [lowest],
  );
  return pieces.map((ring) => ({ ring, eave: slope }));
}

/** A convex ring less the convex region where all conditions are positive, in convex pieces. */
function without(ring: XY[], conditions: ((point: XY) => number)[]): XY[][] {
  const pieces: XY[][] = [];
  let rest = ring;
  for (const condition of conditions) {
    pieces.push(clip(rest, (point) => -condition(point)));
    rest = clip(rest, condition);
  }
  return pieces.filter((piece) => piece.length > 2);
}

function clip(ring: XY[], height: (point: XY) => number): XY[] {
  const kept = clipConvex(ring, height);
  return area(kept) < dust ? [] : kept;
}

function joined(pieces: RoofFacet[]): RoofFacet[] {
  const planes = new Map<string, RoofFacet[]>();
  for (const { ring, eave } of pieces) {
    const tidy = simplify(ring.map(rounded));
    if (tidy.length < 3) continue;
    const { x, y } = eave.inward;
    const plane = [x, y, dot(eave.origin, eave.inward)].map((value) => (value + 0).toFixed(4)).join();
    planes.set(plane, [...(planes.get(plane) ?? []), { ring: tidy, eave }]);
  }
  return [...planes.values()].flatMap((group) =>
    mergeRings(group.map(({ ring }) => ring)).map((ring) => ({ ring, eave: group[0]!.eave })),
  );
}

function rounded({ x, y }: XY): XY {
  return { x: Math.round(x * 1e6) / 1e6, y: Math.round(y * 1e6) / 1e6 };
}

/** How far the longest edge is turned from the x axis, in degrees from -45 to 45. */
function directionDegrees(ring: XY[]): number {
  const [a, b] = edges(ring).reduce((best, edge) => (distance(...edge) > distance(...best) + 1e-9 ? edge : best));
  const { x, y } = scale(subtract(b, a), 1);
  const degrees = (Math.atan2(y, x) * 180) / Math.PI;
  const turn = degrees - 90 * Math.round(degrees / 90);
  return Math.abs(turn) < 1e-9 ? 0 : turn;
}
