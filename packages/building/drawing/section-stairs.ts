import type { Flight, Landing, Plan, Stair } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { flightProfile, landingThickness } from "../geometry/flight.ts";
import { ringOf } from "../geometry/plan-shape.ts";
import { edges } from "../geometry/polygon.ts";
import { corners } from "../geometry/rectangle.ts";
import type { Rectangle } from "../geometry/rectangle.ts";
import { dot } from "../geometry/vector.ts";
import type { XY } from "../geometry/vector.ts";
import { cutRing, reach } from "./facing.ts";
import type { Cut } from "./section-place.ts";
import { drawRailings, railingBoxes } from "./section-railings.ts";
import { element, ringPath } from "./svg.ts";
import type { Scale } from "./svg.ts";

const partsOf = (plan: Plan, cut: Cut): NonNullable<Part>[] =>
  plan.storeys.flatMap(({ stairs, elevation }) =>
    stairs.flatMap((stair) => [
      ...stair.flights.flatMap((flight) => flightPart(stair, flight, elevation, cut) ?? []),
      ...stair.landings.flatMap((landing) => landingPart(landing, elevation, cut) ?? []),
    ]),
  );

/** Draws stairs: flights and landings in the cut filled, those beyond it as outlines, and railings between the two. */
export function drawStairs(scale: Scale, plan: Plan, cut: Cut, poche: string): string {
  const parts = partsOf(plan, cut);
  const draw = (wanted: boolean) =>
    parts
      .filter(({ inCut }) => inCut === wanted)
      .map(({ ring }) => element("path", { d: ringPath(scale, ring), ...(wanted ? { fill: poche } : seen) }));
  return element("g", { id: "stairs" }, [...draw(false), drawRailings(scale, plan, cut), ...draw(true)].join(""));
}

/** What stairs and their railings cover along the view, as boxes about a tread wide, metres. */
export const stairBoxes = (plan: Plan, cut: Cut): Rectangle[] => [
  ...partsOf(plan, cut).flatMap(({ ring }) => slices(ring)),
  ...railingBoxes(plan, cut),
];

/** A shape in upright slices, each as high as the shape is there. */
function slices(ring: readonly XY[]): Rectangle[] {
  const stops = [...new Set(ring.map(({ x }) => x))].toSorted((a, b) => a - b);
  return stops.slice(1).flatMap((x1, i) => {
    const x0 = stops[i]!;
    const inside = edges(ring).flatMap(([a, b]) => {
      if (Math.max(a.x, b.x) < x0 + 1e-9 || Math.min(a.x, b.x) > x1 - 1e-9 || Math.abs(a.x - b.x) < 1e-9) return [];
      const at = (x: number) => a.y + ((b.y - a.y) * (x - a.x)) / (b.x - a.x);
      return [at(x0), at(x1)];
    });
    return [{ x0, x1, y0: Math.min(...inside), y1: Math.max(...inside) }];
  });
}

/** The outline of a part of a stair seen from its side; undefined for what lies behind the viewer. */
type Part = { readonly ring: XY[]; readonly inCut: boolean } | undefined;

function landingPart({ outline, level }: Landing, elevation: number, { facing, depth }: Cut): Part {
  const points = ringOf(outline);
  if (points.length < 3 || points.every((point) => dot(point, facing.away) < depth)) return undefined;
  const [stretch] = cutRing(facing, depth, points);
  const [x0, x1] = stretch ?? reach(facing, points);
  const top = elevation + level;
  return { ring: corners({ x0, x1, y0: top - landingThickness, y1: top }), inCut: stretch !== undefined };
}

const seen = { fill: "#f4f1ea", stroke: "#8a8a8a", "stroke-width": 0.8 };

function flightPart(stair: Stair, flight: Flight, elevation: number, { facing, depth }: Cut): Part {
  const { foot, direction, width } = flight;
  if (!foot || !direction) return undefined;
  const off = dot(foot, facing.away) - depth;
  const run = dot(direction, facing.along);
  const half = Math.abs(run) > 0.5 ? width / 2 : 0;
  if (off < -half) return undefined;
  const ring = profile(stair, flight, { x: dot(foot, facing.along), y: elevation + flight.base }, run);
  return { ring, inCut: off < half };
}

/** Steps and underside of a flight seen from its side, `run` +1 if it rises to the right. */
const profile = (stair: Stair, { risers, base }: Flight, from: XY, run: number): XY[] =>
  flightProfile(stair, risers, base > 0).map(({ x, y }) => ({ x: from.x + x * run, y: from.y + y }));
