import { isConvex, triangulate } from "../../geometry/triangulate.ts";
import type { XY } from "../../geometry/vector.ts";
import type { Face } from "./face.ts";
import { cross3, dot3, minus, unit } from "./space.ts";
import type { XYZ } from "./space.ts";

/** A face as convex parts; only edges of the whole are drawn. Cutting a concave face by a plane would leave bridges. */
export function convexParts(whole: Face): Face[] {
  const flat = flatten(whole);
  if (isConvex(flat)) return [whole];
  const index = new Map(flat.map((point, i) => [`${point.x},${point.y}`, i]));
  return triangulate(flat).map((triangle, part) => {
    const corners = triangle.map(({ x, y }) => index.get(`${x},${y}`)!);
    const edged = corners.map((corner, i) => {
      const follows = corners[(i + 1) % 3] === (corner + 1) % flat.length;
      return follows && whole.edged[corner]!;
    });
    const points = corners.map((corner) => whole.points[corner]!);
    return { ...whole, points, edged, lines: part === 0 ? whole.lines : [] };
  });
}

/** The face's points in its own plane, counter-clockwise as it is seen. */
function flatten({ points, normal }: Face): XY[] {
  const across: XYZ = Math.abs(normal[2]) > 0.9 ? [1, 0, 0] : [0, 0, 1];
  const x = unit(cross3(across, normal));
  const y = cross3(normal, x);
  return points.map((point) => {
    const from = minus(point, points[0]!);
    return { x: dot3(from, x), y: dot3(from, y) };
  });
}
