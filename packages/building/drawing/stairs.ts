import type { Flight, Plan, Stair } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { locate } from "../geometry/vector.ts";
import type { XY } from "../geometry/vector.ts";
import { element, line, n, text } from "./svg.ts";
import type { Scale } from "./svg.ts";

const tread = { stroke: "#5a5a5a", "stroke-width": 0.7 };

/** A stair as a storey shows it: up from this storey, or down to the one below. */
export interface ShownStair {
  readonly stair: Stair;
  readonly way: "up" | "down";
}

/** Stairs up from this storey; on the highest one the stairs that come up into it. */
export function shownStairs(plan: Plan, index: number): ShownStair[] {
  const own = plan.storeys[index]?.stairs ?? [];
  if (own.length > 0) return own.map((stair) => ({ stair, way: "up" }));
  return (plan.storeys[index - 1]?.stairs ?? []).map((stair) => ({ stair, way: "down" }));
}

/** Size of the letters UP and DN, pixels. */
export const stairMarkSize = 10;

/** Where the letters UP or DN stand, just before the first step: their middle in metres; undefined for a stair without flights. */
export function stairMark({ stair, way }: ShownStair): XY | undefined {
  const path = walkLine(stair);
  const [foot, next] = way === "up" ? path : path.toReversed();
  if (!foot || !next) return undefined;
  const unit = Math.hypot(next.x - foot.x, next.y - foot.y) || 1;
  return { x: foot.x - ((next.x - foot.x) / unit) * 0.32, y: foot.y - ((next.y - foot.y) / unit) * 0.32 };
}

/** Draws the treads of a stair and the line one walks. */
export function drawStair(scale: Scale, shown: ShownStair): string {
  const { stair, way } = shown;
  const treads = stair.flights.map((flight) => drawTreads(scale, flight, stair.going)).join("");
  const path = walkLine(stair);
  if (path.length < 2) return treads;
  const points = way === "up" ? path : path.toReversed();
  const d = points.map((p, i) => `${i === 0 ? "M" : "L"}${n(scale.x(p.x))} ${n(scale.y(p.y))}`).join("");
  const foot = points[0]!;
  const walk =
    element("path", { d, fill: "none", stroke: "#3a3a3a", "stroke-width": 1, "marker-end": "url(#arrow)" }) +
    element("circle", { cx: scale.x(foot.x), cy: scale.y(foot.y), r: 2.2, fill: "#3a3a3a" });
  const mark = stairMark(shown)!;
  const label = text(
    way === "up" ? "UP" : "DN",
    { x: scale.x(mark.x), y: scale.y(mark.y) + 3.5 },
    { "font-size": stairMarkSize, "text-anchor": "middle", fill: "#3a3a3a" },
  );
  return treads + walk + label;
}

function drawTreads(scale: Scale, flight: Flight, going: number): string {
  const { foot, direction, width, risers } = flight;
  if (!foot || !direction) return "";
  const half = width / 2;
  const lines: string[] = [];
  for (let i = 0; i < risers; i++) {
    const a = locate(foot, direction, i * going, half);
    const b = locate(foot, direction, i * going, -half);
    lines.push(line(scale, a, b, tread));
  }
  const run = (risers - 1) * going;
  for (const side of [half, -half]) {
    lines.push(line(scale, locate(foot, direction, 0, side), locate(foot, direction, run, side), tread));
  }
  return lines.join("");
}

/** Middle of the flights and of the landings between them. */
function walkLine(stair: Stair): XY[] {
  const points: XY[] = [];
  for (const { foot, direction, risers } of stair.flights) {
    if (!foot || !direction) continue;
    const run = (risers - 1) * stair.going;
    const beyond = points.length === 0 ? 0.45 : 0;
    if (points.length > 0) points.push(locate(foot, direction, -0.45));
    else points.push(foot);
    points.push(locate(foot, direction, run + beyond));
  }
  return points;
}

/** The arrow head of the walking line. */
export const arrowMarker = element(
  "defs",
  {},
  element(
    "marker",
    { id: "arrow", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 8, markerHeight: 8, orient: "auto" },
    element("path", { d: "M0 0L8 4L0 8Z", fill: "#3a3a3a" }),
  ),
);
