import type { Flight, Plan, Stair } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { dot, locate, subtract, turnLeft } from "../geometry/vector.ts";
import type { XY } from "../geometry/vector.ts";
import { element, line, n, text } from "./svg.ts";
import type { Scale } from "./svg.ts";

const tread = { stroke: "#5a5a5a", "stroke-width": 0.7 };
const above = { stroke: "#9a9a9a", "stroke-width": 0.6, "stroke-dasharray": "3 2.5" };

/** Height above the floor at which a plan cuts the stairs that go up, metres. */
const cutHeight = 1.2;

/** A stair as a storey shows it: up from this storey, or down to the one below. */
export interface ShownStair {
  readonly stair: Stair;
  readonly way: "up" | "down";
  /** For a way down: the steps up that lie over it. */
  readonly under: readonly Cover[];
  /** For a way up: no steps of a way down are seen where the plan cuts it off. */
  readonly alone: boolean;
}

/** The steps of a flight below the cut: from its foot, `run` metres on. */
interface Cover {
  readonly flight: Flight;
  readonly run: number;
}

/** Stairs up from this storey, and those that come up into it from below. */
export function shownStairs(plan: Plan, index: number): ShownStair[] {
  const ups = plan.storeys[index]?.stairs ?? [];
  const downs = plan.storeys[index - 1]?.stairs ?? [];
  const under = ups.flatMap((stair) => coverOf(stair) ?? []);
  return [
    ...downs.map((stair): ShownStair => ({ stair, way: "down", under, alone: false })),
    ...ups.map((stair): ShownStair => ({ stair, way: "up", under: [], alone: downs.length === 0 })),
  ];
}

/** The part of the first flight that lies below the cut; undefined for a stair without flights. */
function coverOf({ flights, riser, going }: Stair): Cover | undefined {
  const flight = flights[0];
  if (!flight?.foot || !flight.direction || !(riser > 0)) return undefined;
  const steps = Math.min(flight.risers - 1.5, Math.max(2.5, Math.round(cutHeight / riser) - 0.5));
  return { flight, run: Math.max(0.5, steps) * going };
}

/** Whether steps that go up hide a point. */
const hidden = (point: XY, covers: readonly Cover[]): boolean =>
  covers.some(({ flight: { foot, direction, width }, run }) => {
    const off = subtract(point, foot!);
    const [along, across] = [dot(off, direction!), dot(off, turnLeft(direction!))];
    return along > -0.01 && along < run && Math.abs(across) < width / 2 + 0.01;
  });

/** Size of the letters UP and DN, pixels. */
export const stairMarkSize = 10;

/** From the first step to the middle of the letters, metres, and at least so many pixels, where the walking line's dot lies between. */
const before = { metres: 0.32, pixels: 11 } as const;

/** Where the letters UP or DN stand, just before the first step: their middle in metres; undefined for a stair without flights. */
export function stairMark({ stair, way }: ShownStair, pixels: number): XY | undefined {
  const path = walkLine(stair);
  const [foot, next] = way === "up" ? path : path.toReversed();
  if (!foot || !next) return undefined;
  const unit = Math.hypot(next.x - foot.x, next.y - foot.y) || 1;
  const off = Math.max(before.metres, before.pixels / pixels) / unit;
  return { x: foot.x - (next.x - foot.x) * off, y: foot.y - (next.y - foot.y) * off };
}

/** Draws the treads of a stair as far as they are seen, the line where the plan cuts it, and the line one walks. */
export function drawStair(scale: Scale, shown: ShownStair): string {
  const { stair, way, under, alone } = shown;
  const cover = way === "up" ? coverOf(stair) : undefined;
  const treads = stair.flights.map((flight) => {
    const seen = (point: XY) => (cover ? hidden(point, [cover]) : !hidden(point, under));
    return drawTreads(scale, flight, stair.going, { seen, beyond: way === "up" && alone });
  });
  const path = seenPath(shown, cover);
  if (path.length < 2) return treads.join("");
  const d = path.map((p, i) => `${i === 0 ? "M" : "L"}${n(scale.x(p.x))} ${n(scale.y(p.y))}`).join("");
  const foot = path[0]!;
  const walk =
    element("path", { d, fill: "none", stroke: "#3a3a3a", "stroke-width": 1, "marker-end": "url(#arrow)" }) +
    element("circle", { cx: scale.x(foot.x), cy: scale.y(foot.y), r: 2.2, fill: "#3a3a3a" });
  const mark = stairMark(shown, scale.pixels)!;
  const label = text(
    way === "up" ? "UP" : "DN",
    { x: scale.x(mark.x), y: scale.y(mark.y) + 3.5 },
    { "font-size": stairMarkSize, "text-anchor": "middle", fill: "#3a3a3a" },
  );
  return treads.join("") + (cover ? drawBreak(scale, cover) : "") + walk + label;
}

/** Corners of the line that one walks, as far as it is drawn. */
export const walkedLine = (shown: ShownStair): XY[] =>
  seenPath(shown, shown.way === "up" ? coverOf(shown.stair) : undefined);

/** The walking line as far as its steps are seen. */
function seenPath({ stair, way, under }: ShownStair, cover: Cover | undefined): XY[] {
  const whole = walkLine(stair);
  if (way === "up") {
    const [foot, next] = whole;
    if (!cover || !foot || !next) return whole;
    const end = cover.run - Math.max(stair.going * 0.5, Math.min(beforeBreak, cover.run * 0.4));
    return [foot, locate(cover.flight.foot!, cover.flight.direction!, end)];
  }
  const path: XY[] = [];
  for (const point of whole.toReversed()) {
    const before = path.at(-1);
    if (!before || !hidden(point, under)) path.push(point);
    else {
      path.push(edgeOfHidden(before, point, under));
      break;
    }
  }
  return path;
}

/** From the tip of a walking line to the break of the plan, metres: the tips of the ways up and down stand apart. */
const beforeBreak = 0.38;

/** The last point on the way to a hidden one that is seen, short of it. */
function edgeOfHidden(from: XY, to: XY, under: readonly Cover[]): XY {
  let [low, high] = [0, 1];
  const at = (share: number): XY => ({ x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share });
  for (let i = 0; i < 20; i++) {
    const middle = (low + high) / 2;
    if (hidden(at(middle), under)) high = middle;
    else low = middle;
  }
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return at(Math.max(low * 0.5, low - beforeBreak / length));
}

function drawTreads(
  scale: Scale,
  flight: Flight,
  going: number,
  { seen, beyond }: { seen: (point: XY) => boolean; beyond: boolean },
): string {
  const { foot, direction, width, risers } = flight;
  if (!foot || !direction) return "";
  const half = width / 2;
  const lines: string[] = [];
  const stroke = (a: XY, b: XY) => {
    if (seen({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 })) lines.push(line(scale, a, b, tread));
    else if (beyond) lines.push(line(scale, a, b, above));
  };
  for (let i = 0; i < risers; i++) {
    stroke(locate(foot, direction, i * going, half), locate(foot, direction, i * going, -half));
    if (i === 0) continue;
    for (const side of [half, -half]) {
      stroke(locate(foot, direction, (i - 1) * going, side), locate(foot, direction, i * going, side));
    }
  }
  return lines.join("");
}

/** The slanting line with a kink where the plan cuts a flight. */
function drawBreak(scale: Scale, { flight: { foot, direction, width }, run }: Cover): string {
  const half = width / 2;
  const lean = Math.min(0.16, half / 3);
  const spots = [
    [-lean, half + 0.08],
    [-lean * 0.1, 0.1],
    [lean * 1.2, 0.05],
    [-lean * 1.2, -0.05],
    [lean * 0.1, -0.1],
    [lean, -half - 0.08],
  ].map(([along, across]) => locate(foot!, direction!, run + along!, across!));
  const d = spots.map((p, i) => `${i === 0 ? "M" : "L"}${n(scale.x(p.x))} ${n(scale.y(p.y))}`).join("");
  return element("path", { class: "break", d, fill: "none", stroke: "#3a3a3a", "stroke-width": 0.9 });
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
