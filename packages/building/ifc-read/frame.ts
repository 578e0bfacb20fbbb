import type { Entities } from "./entities.ts";
import { type Instance, listOf, numberOf } from "./value.ts";

/** A point or vector in space, metres. */
export type XYZ = readonly [x: number, y: number, z: number];

/** A right-handed coordinate system. */
export interface Frame {
  readonly origin: XYZ;
  readonly x: XYZ;
  readonly y: XYZ;
  readonly z: XYZ;
}

/** The world's own axes. */
export const world: Frame = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] };

/** Longest chain of placements followed: a longer one is a cycle. */
const maxChain = 64;

/** A sum of vectors. */
export const plus = (a: XYZ, b: XYZ): XYZ => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
/** A vector `by` times as long. */
export const times = (a: XYZ, by: number): XYZ => [a[0] * by, a[1] * by, a[2] * by];
/** The scalar product. */
export const dot3 = (a: XYZ, b: XYZ): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
/** The vector product. */
export const cross3 = (a: XYZ, b: XYZ): XYZ => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

const unit = (a: XYZ): XYZ | undefined => {
  const length = Math.hypot(...a);
  return length < 1e-9 ? undefined : times(a, 1 / length);
};

/** A vector of the frame in world axes. */
export const turned = (frame: Frame, v: XYZ): XYZ =>
  plus(plus(times(frame.x, v[0]), times(frame.y, v[1])), times(frame.z, v[2]));

/** A point of the frame in the world. */
export const placed = (frame: Frame, p: XYZ): XYZ => plus(frame.origin, turned(frame, p));

/** The coordinates of a world point in the frame. */
export function seenFrom(frame: Frame, p: XYZ): XYZ {
  const v = plus(p, times(frame.origin, -1));
  return [dot3(v, frame.x), dot3(v, frame.y), dot3(v, frame.z)];
}

/** A frame given inside another one. */
export const within = (outer: Frame, inner: Frame): Frame => ({
  origin: placed(outer, inner.origin),
  x: turned(outer, inner.x),
  y: turned(outer, inner.y),
  z: turned(outer, inner.z),
});

/** Coordinates of an IfcCartesianPoint or ratios of an IfcDirection; missing ones are 0. */
export function coordinatesOf(entities: Entities, instance: Instance | undefined): XYZ {
  const attribute = instance?.type === "IFCDIRECTION" ? "DirectionRatios" : "Coordinates";
  const numbers = listOf(entities.value(instance, attribute)).map((item) => numberOf(item) ?? 0);
  return [numbers[0] ?? 0, numbers[1] ?? 0, numbers[2] ?? 0];
}

/** The frame of an IfcAxis2Placement3D or 2D; the world's for none. */
export function axesOf(entities: Entities, instance: Instance | undefined): Frame {
  if (!instance) return world;
  const origin = coordinatesOf(entities, entities.follow(instance, "Location"));
  const axis = entities.follow(instance, "Axis");
  const reference = entities.follow(instance, "RefDirection");
  const z = (axis && unit(coordinatesOf(entities, axis))) ?? world.z;
  const wanted = reference ? coordinatesOf(entities, reference) : world.x;
  const x = unit(plus(wanted, times(z, -dot3(wanted, z)))) ?? world.x;
  return { origin, x, y: cross3(z, x), z };
}

/** The frame of an IfcLocalPlacement in the world; undefined if its chain never ends. */
export function placementOf(entities: Entities, instance: Instance | undefined): Frame | undefined {
  const chain: Frame[] = [];
  let at = instance;
  while (at && chain.length < maxChain) {
    chain.push(axesOf(entities, entities.follow(at, "RelativePlacement")));
    at = entities.follow(at, "PlacementRelTo");
  }
  return at ? undefined : chain.reduceRight((outer, inner) => within(outer, inner), world);
}
