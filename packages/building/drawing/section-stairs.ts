import type { Flight, Landing, Plan, Stair } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { ringOf } from "../geometry/plan-shape.ts";
import { corners } from "../geometry/rectangle.ts";
import { dot } from "../geometry/vector.ts";
import type { XY } from "../geometry/vector.ts";
import { cutRing, reach } from "./facing.ts";
import type { Cut } from "./section-place.ts";
import { element, ringPath } from "./svg.ts";
import type { Scale } from "./svg.ts";

/** Thickness of a flight below its inner corners and of a landing, metres. */
const waist = 0.15;

/** Draws stairs: flights and landings in the cut filled, those beyond it as outlines. */
export function drawStairs(scale: Scale, plan: Plan, cut: Cut, poche: string): string {
  const parts = plan.storeys.flatMap(({ stairs, elevation }) =>
    stairs.flatMap((stair) => [
      ...stair.flights.map((flight) => flightPart(stair, flight, elevation, cut)),
      ...stair.landings.map((landing) => landingPart(landing, elevation, cut)),
    ]),
  );
  const draw = (wanted: boolean) =>
    parts
      .filter((part) => part?.inCut === wanted)
      .map((part) => element("path", { d: ringPath(scale, part!.ring), ...(wanted ? { fill: poche } : seen) }));
  return element("g", { id: "stairs" }, [...draw(false), ...draw(true)].join(""));
}

/** The outline of a part of a stair seen from its side; undefined for what lies behind the viewer. */
type Part = { readonly ring: XY[]; readonly inCut: boolean } | undefined;

function landingPart({ outline, level }: Landing, elevation: number, { facing, depth }: Cut): Part {
  const points = ringOf(outline);
  if (points.length < 3 || points.every((point) => dot(point, facing.away) < depth)) return undefined;
  const [stretch] = cutRing(facing, depth, points);
  const [x0, x1] = stretch ?? reach(facing, points);
  const top = elevation + level;
  return { ring: corners({ x0, x1, y0: top - waist, y1: top }), inCut: stretch !== undefined };
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
function profile({ riser, going }: Stair, { risers }: Flight, from: XY, run: number): XY[] {
  const at = (treads: number, rises: number, below = 0): XY => ({
    x: from.x + treads * going * run,
    y: from.y + rises * riser - below,
  });
  const steps = Array.from({ length: risers }, (_, i) => [at(i, i + 1), at(Math.min(i + 1, risers - 1), i + 1)]).flat();
  return [at(0, 0), ...steps, at(risers - 1, risers - 1, waist), at(0, 0, waist)];
}
