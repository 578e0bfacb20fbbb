import { clipConvex } from "../../geometry/clip.ts";
import { area, edges, onBoundary } from "../../geometry/polygon.ts";
import type { Ring } from "../../geometry/polygon.ts";
import { run } from "../../geometry/roof.ts";
import type { RoofFacet } from "../../geometry/roof.ts";
import { isConvex } from "../../geometry/triangulate.ts";
import { cross, direction, distance, dot, subtract } from "../../geometry/vector.ts";
import type { XY } from "../../geometry/vector.ts";
import { face } from "./face.ts";
import type { Face, Paint } from "./face.ts";
import { dot3, minus } from "./space.ts";
import type { XYZ } from "./space.ts";

/** Heights of a pitched roof: its underside passes through the top of the outer wall faces. */
export interface Slopes {
  readonly tangent: number;
  /** Height of the underside at the eave line. */
  readonly eave: number;
  /** Upright thickness. */
  readonly upright: number;
  readonly outer: Ring;
  /** How far the eaves rise towards the corners, metres; 0 for straight eaves. */
  readonly sweep: number;
}

/** Length of eaves over which they rise towards a corner, and width of roof up the slope that rises with them, metres. */
const curve = { along: 3.2, up: 2.6 } as const;

/** How much higher a point of the roof lies than its plane: eaves of old houses sweep up towards the outer corners. */
export function rise({ outer, sweep }: Slopes, point: XY): number {
  if (sweep <= 0) return 0;
  return outer.reduce((most, corner, i) => {
    const [a, b] = [direction(outer.at(i - 1)!, corner), direction(corner, outer[(i + 1) % outer.length]!)];
    if (!a || !b || cross(a, b) < 0.5) return most;
    // Distances from the corner along the two eaves that meet there.
    const [back, on] = [dot(subtract(corner, point), a), dot(subtract(point, corner), b)];
    if (Math.min(back, on) < -0.01) return most;
    const share =
      Math.max(0, 1 - Math.max(back, on) / curve.along) ** 2 * Math.max(0, 1 - Math.min(back, on) / curve.up);
    return Math.max(most, sweep * share);
  }, 0);
}

/** A plane cut into strips across its eaves, fine enough for the curve. */
export function strips({ ring, eave }: RoofFacet, { sweep, outer }: Slopes): XY[][] {
  const rim = edges(ring).find(([a, b]) => [a, b].every((point) => onBoundary(outer, point, 1e-3)));
  const along = rim && direction(...rim);
  if (sweep <= 0 || !along || !isConvex(ring)) return [[...ring]];
  const length = distance(...rim);
  const step = Math.min(curve.along / 4, length / 2);
  const near = Array.from({ length: 4 }, (_, i) => (i + 1) * step).filter((at) => at < length / 2);
  const stops = [-Infinity, ...near, ...near.map((at) => length - at).toReversed(), Infinity];
  return stops.slice(1).flatMap((to, i) => {
    const from = stops[i]!;
    const s = (p: XY) => dot(subtract(p, rim[0]), along);
    let part: XY[] = [...ring];
    if (Number.isFinite(from)) part = clipConvex(part, (p) => s(p) - from);
    if (Number.isFinite(to)) part = clipConvex(part, (p) => to - s(p));
    const halves = [clipConvex(part, (p) => curve.up - run(eave, p)), clipConvex(part, (p) => run(eave, p) - curve.up)];
    return halves.filter((one) => one.length >= 3 && area(one) > 1e-4);
  });
}

/** A surface that may be warped, as triangles where it is. */
export function curved(points: readonly XYZ[], paint: Paint, grain: XYZ): Face[] {
  const whole = face(points, paint, { edged: false, grain });
  const flat = points.every((point) => Math.abs(dot3(minus(point, points[0]!), whole.normal)) < 1e-4);
  if (flat) return [whole];
  return points.slice(2).map((point, i) => face([points[0]!, points[i + 1]!, point], paint, { edged: false, grain }));
}
