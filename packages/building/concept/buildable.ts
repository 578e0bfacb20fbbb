import type { Brief, Site } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { bounds, contains } from "../geometry/polygon.ts";
import type { Rectangle } from "../geometry/rectangle.ts";
import type { XY } from "../geometry/vector.ts";
import { northSetback } from "./limits.ts";

/** The four sides of an upright box; the street lies on one of them. */
export type Side = "S" | "E" | "N" | "W";

/** Side of the road, south when the site does not say. */
export const roadSide = (site: Site | undefined): Side =>
  ["S", "E", "N", "W"].includes(site?.roadSide ?? "") ? (site!.roadSide as Side) : "S";

/** Corners of the plot, empty if it has none. */
export const siteRing = (site: Site | undefined): XY[] => (site?.boundary?.points ?? []).map(({ x, y }) => ({ x, y }));

/** The largest upright rectangle found inside the plot: the plot itself when it is one. */
export function innerRectangle(ring: readonly XY[]): Rectangle {
  const box = bounds(ring);
  const whole = { x0: box.minX, y0: box.minY, x1: box.maxX, y1: box.maxY };
  const upright = ring.every(
    (p) =>
      (Math.abs(p.x - box.minX) < 0.05 || Math.abs(p.x - box.maxX) < 0.05) &&
      (Math.abs(p.y - box.minY) < 0.05 || Math.abs(p.y - box.maxY) < 0.05),
  );
  return upright && ring.length === 4 ? whole : searchRectangle(ring, whole);
}

const lines = 40;

/** Looks on a grid of 40 x 40 cells for the largest rectangle of cells wholly inside. */
function searchRectangle(ring: readonly XY[], box: Rectangle): Rectangle {
  const x = (i: number) => box.x0 + ((box.x1 - box.x0) * i) / lines;
  const y = (j: number) => box.y0 + ((box.y1 - box.y0) * j) / lines;
  const nodes = Array.from({ length: lines + 1 }, (_, i) =>
    Array.from({ length: lines + 1 }, (__, j) => contains(ring, { x: x(i), y: y(j) })),
  );
  const filled = (i: number, j: number) =>
    nodes[i]![j]! && nodes[i + 1]![j]! && nodes[i]![j + 1]! && nodes[i + 1]![j + 1]!;
  let best: Rectangle = { ...box, x1: box.x0, y1: box.y0 };
  let bestArea = 0;
  const heights = Array.from({ length: lines }, () => 0);
  for (let j = 0; j < lines; j++) {
    for (let i = 0; i < lines; i++) heights[i] = filled(i, j) ? heights[i]! + 1 : 0;
    for (let i = 0; i < lines; i++) {
      let low = Infinity;
      for (let k = i; k < lines && heights[k]! > 0; k++) {
        low = Math.min(low, heights[k]!);
        const found = { x0: x(i), y0: y(j + 1 - low), x1: x(k + 1), y1: y(j + 1) };
        const size = (found.x1 - found.x0) * (found.y1 - found.y0);
        if (size > bestArea) [best, bestArea] = [found, size];
      }
    }
  }
  return best;
}

/** Yards to keep free, metres; half the outer wall stands outside the centreline and counts for them. */
export interface Yards {
  readonly side: number;
  readonly front: number;
  readonly north: number;
}

/** What the yards depend on, metres: height for the sunlight rule, depth of the parking row, overhang of the eaves. */
export interface YardNeeds {
  readonly height: number;
  readonly parking: number;
  readonly eaves: number;
  /** Distance that windows of apartments want to the boundary behind the building; 0 for other buildings. */
  readonly view: number;
}

/**
 * Yards wished for, then ever smaller ones down to what the Civil Act asks (0.5 m). The sunlight rule is measured to
 * the eaves; on the other sides the eaves must stay on the plot.
 */
export function yardChoices(brief: Brief, { height, parking, eaves, view }: YardNeeds): Yards[] {
  const north = northSetback(brief, height) + eaves;
  // Further rows of cars stand before the building only where that has room in comfort.
  const row = Math.min(parking, 5.1);
  const roomy = { side: Math.max(1.5, eaves + 0.5), north: Math.max(1.5, north, view) };
  return [
    ...(parking > row ? [{ ...roomy, front: parking + 1.5 }] : []),
    { ...roomy, front: Math.max(2, row + 1.5) },
    { side: Math.max(1, eaves + 0.3), front: Math.max(1.5, row + 1), north: Math.max(1, north, view) },
    { side: Math.max(0.6, eaves), front: 1 + eaves / 2, north },
    { side: Math.max(0.5, eaves), front: Math.max(0.5, eaves), north },
  ];
}

/** Where wall centrelines may stand: the plot less its yards and half a wall. */
export function buildableBox(brief: Brief, yards: Yards): Rectangle {
  const half = 0.16;
  const box = innerRectangle(siteRing(brief.site));
  const road = roadSide(brief.site);
  const yard = (side: Side) =>
    half + Math.max(side === road ? yards.front : yards.side, side === "N" ? yards.north : 0);
  return {
    x0: box.x0 + yard("W"),
    y0: box.y0 + yard("S"),
    x1: box.x1 - yard("E"),
    y1: box.y1 - yard("N"),
  };
}
