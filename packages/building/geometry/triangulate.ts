import { simplify, counterClockwise } from "./polygon.ts";
import type { Ring } from "./polygon.ts";
import { cross, subtract } from "./vector.ts";
import type { XY } from "./vector.ts";

/** Whether no corner of a counter-clockwise ring turns right. */
export const isConvex = (ring: Ring): boolean =>
  ring.every((point, i) => turn(point, ring[(i + 1) % ring.length]!, ring[(i + 2) % ring.length]!) > -1e-9);

/** Triangles that make up a ring without holes, counter-clockwise, by cutting off ears. */
export function triangulate(ring: Ring): [XY, XY, XY][] {
  const rest = simplify(counterClockwise(ring));
  const triangles: [XY, XY, XY][] = [];
  while (rest.length > 3) {
    const ear = rest.findIndex((_, i) => isEar(rest, i));
    // Only a ring that crosses itself has no ear; what is left of it is dropped.
    if (ear < 0) return triangles;
    triangles.push([rest.at(ear - 1)!, rest[ear]!, rest[(ear + 1) % rest.length]!]);
    rest.splice(ear, 1);
  }
  const [a, b, c] = rest;
  if (a && b && c) triangles.push([a, b, c]);
  return triangles;
}

function isEar(ring: XY[], i: number): boolean {
  const [a, b, c] = [ring.at(i - 1)!, ring[i]!, ring[(i + 1) % ring.length]!];
  if (turn(a, b, c) <= 1e-12) return false;
  return !ring.some(
    (point) =>
      point !== a &&
      point !== b &&
      point !== c &&
      turn(a, b, point) >= 0 &&
      turn(b, c, point) >= 0 &&
      turn(c, a, point) >= 0,
  );
}

const turn = (a: XY, b: XY, c: XY): number => cross(subtract(b, a), subtract(c, b));
