import type { Polygon } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { Roof, Storey, Wall } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { mergeRings } from "./merge.ts";
import { area, contains, counterClockwise, interiorPoint, offset } from "./polygon.ts";
import type { Ring } from "./polygon.ts";
import { direction, distance, dot, turnLeft } from "./vector.ts";
import type { XY } from "./vector.ts";

/** A message's points as a ring; an absent polygon has none. */
export const ringOf = (polygon: Polygon | undefined): XY[] => polygon?.points.map(({ x, y }) => ({ x, y })) ?? [];

/** Half the thickness of the storey's external walls, metres; 0 if it has none. */
export const halfWall = (storey: Storey): number =>
  Math.max(0, ...storey.walls.filter(({ external }) => external).map((wall) => wall.thickness)) / 2;

/** The storey's outline by the outer faces of its external walls. */
export const outerFaces = (storey: Storey): XY[] => offset(ringOf(storey.outline), halfWall(storey));

/** Height of the top of the storey's external walls above its floor, metres: what a roof rests on. */
export function wallTop(storey: Storey): number {
  const heights = storey.walls.filter(({ external }) => external).map(({ height }) => height);
  return heights.length > 0 ? Math.max(...heights) : storey.height;
}

/** Outlines of a roof, those that touch joined, so that wings of one building meet in valleys and not in eaves. */
export function roofRings(roof: Roof): XY[][] {
  const rings = roof.outlines.map(ringOf).filter((ring) => ring.length > 2);
  const joined = mergeRings(rings.map(counterClockwise));
  const total = (all: readonly Ring[]) => all.reduce((sum, ring) => sum + area(ring), 0);
  return Math.abs(total(joined) - total(rings)) < 1e-3 ? joined : rings;
}

/** The highest storey under a roof outline. */
export function storeyUnder(storeys: readonly Storey[], outline: Ring): Storey | undefined {
  const inside = interiorPoint(outline);
  return storeys.findLast((storey) => contains(ringOf(storey.outline), inside));
}

/** A wall's axis: where it starts, the unit vector to its end and its length in metres. */
export interface WallLine {
  readonly start: XY;
  readonly along: XY;
  readonly length: number;
}

/** The axis of a wall; undefined if its start and end coincide. */
export function wallLine({ start, end }: Wall): WallLine | undefined {
  const along = start && end && direction(start, end);
  if (!along) return undefined;
  return { start: { x: start.x, y: start.y }, along, length: distance(start, end) };
}

const compass: Readonly<Record<string, XY>> = {
  N: { x: 0, y: 1 },
  E: { x: 1, y: 0 },
  S: { x: 0, y: -1 },
  W: { x: -1, y: 0 },
};

/** The side of an external wall's axis where outside lies; "right" where nothing is said, as for a ring of walls. */
export function outwardSide(wall: Wall): "left" | "right" {
  const facing = compass[wall.faces];
  const line = wallLine(wall);
  return line && facing && dot(facing, turnLeft(line.along)) > 0 ? "left" : "right";
}
