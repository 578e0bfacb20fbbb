import { simplify, counterClockwise } from "./polygon.ts";
import type { Ring } from "./polygon.ts";
import { cross, same, subtract } from "./vector.ts";
import type { XY } from "./vector.ts";

/** Corners nearer to an ear's border than this count as inside it, for the outline may cross the border there. */
const within = 1e-9;

/** Whether no corner of a counter-clockwise ring turns right. */
export const isConvex = (ring: Ring): boolean =>
  ring.every((point, i) => turn(point, ring[(i + 1) % ring.length]!, ring[(i + 2) % ring.length]!) > -1e-9);

/** Triangles that make up a ring without holes, counter-clockwise, by cutting off ears. */
export function triangulate(ring: Ring): [XY, XY, XY][] {
  const rest = simplify(counterClockwise(ring));
  const triangles: [XY, XY, XY][] = [];
  while (rest.length > 3) {
    const straight = rest.findIndex((_, i) => Math.abs(turnAt(rest, i)) <= within);
    if (straight >= 0) {
      rest.splice(straight, 1);
      continue;
    }
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
  if (turn(a, b, c) <= 0) return false;
  return !ring.some(
    (point) =>
      !same(point, a) &&
      !same(point, b) &&
      !same(point, c) &&
      turn(a, b, point) > -within &&
      turn(b, c, point) > -within &&
      turn(c, a, point) > -within,
  );
}

const turnAt = (ring: XY[], i: number): number => turn(ring.at(i - 1)!, ring[i]!, ring[(i + 1) % ring.length]!);

const turn = (a: XY, b: XY, c: XY): number => cross(subtract(b, a), subtract(c, b));
