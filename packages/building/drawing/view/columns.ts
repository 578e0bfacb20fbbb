import type { Column, Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { edges, contains, distanceToSegment } from "../../geometry/polygon.ts";
import type { Ring } from "../../geometry/polygon.ts";
import { turnedRectangle } from "../../geometry/rectangle.ts";
import { cross, dot, rotate, subtract } from "../../geometry/vector.ts";
import type { XY } from "../../geometry/vector.ts";
import { face } from "./face.ts";
import type { Face } from "./face.ts";
import type { Palette } from "./palette.ts";
import { lift } from "./space.ts";

/** Columns that stand in the wall along one side of the outer ring: middle along it, and width. */
export function postsOn(storey: Storey, a: XY, along: XY, length: number): [number, number][] {
  return storey.columns.flatMap(({ centre, size }): [number, number][] => {
    if (!centre) return [];
    const from = subtract(centre, a);
    const [s, depth] = [dot(from, along), Math.abs(cross(along, from))];
    if (depth > size || s < -0.05 || s > length + 0.05) return [];
    return [[Math.min(length - size / 2, Math.max(size / 2, s)), size]];
  });
}

/** Columns that show: those outside the walls, or all where a side of the storey is open. */
export function columnFaces(storey: Storey, ring: Ring, palette: Palette, open: boolean): Face[] {
  return storey.columns
    .filter(({ centre, size }) => centre && (open || stands(centre, size, ring)))
    .flatMap((column) => upright(section(column), storey.elevation, column.height, palette));
}

function stands(centre: XY, size: number, ring: Ring): boolean {
  const inWall = edges(ring).some(([a, b]) => distanceToSegment(centre, a, b) < size + 0.05);
  return !inWall && !contains(ring, centre);
}

function section({ centre, size, round }: Column): XY[] {
  const middle = centre ?? { x: 0, y: 0 };
  if (!round) return turnedRectangle(middle, size, size);
  return Array.from({ length: 8 }, (_, i) => rotate({ x: middle.x + size / 2, y: middle.y }, i * 45, middle));
}

function upright(ring: XY[], low: number, height: number, palette: Palette): Face[] {
  const high = low + height;
  return [
    ...edges(ring).map(([a, b]) =>
      face([lift(a, low), lift(b, low), lift(b, high), lift(a, high)], palette.post, { edged: false }),
    ),
    face(
      ring.map((p) => lift(p, high)),
      palette.post,
    ),
  ];
}
