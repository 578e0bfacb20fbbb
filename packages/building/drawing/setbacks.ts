import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { bounds } from "../geometry/polygon.ts";
import type { Bounds } from "../geometry/polygon.ts";
import type { XY } from "../geometry/vector.ts";
import { millimetres } from "./figures.ts";
import { element, line, text, textWidth } from "./svg.ts";
import type { Scale } from "./svg.ts";

const dimension = { stroke: "#4a6fa5", "stroke-width": 0.9 };
const size = 10;

/** Where along a side a distance may be shown, as shares of the building's length: the first is taken when nothing is in the way. */
const places = [0.82, ...Array.from({ length: 19 }, (_, i) => 0.95 - i * 0.05)];

/** A clear distance from an outer wall to the boundary, metres. */
interface Gap {
  readonly from: XY;
  readonly to: XY;
}

/** Clear distances from the outer walls to the boundary on all four sides, each where it crosses the fewest cars, trees and entrances. */
export function drawSetbacks(scale: Scale, plan: Plan, site: Bounds, building: Bounds): string {
  const obstacles = thingsInTheWay(plan);
  const sides = [
    { fixed: [building.maxY, site.maxY], upright: true },
    { fixed: [site.minY, building.minY], upright: true },
    { fixed: [site.minX, building.minX], upright: false },
    { fixed: [building.maxX, site.maxX], upright: false },
  ] as const;
  const marks = sides.map(({ fixed: [low, high], upright }) => {
    if (high - low < 0.3) return "";
    const [start, end] = upright ? [building.minX, building.maxX] : [building.minY, building.maxY];
    const gaps = places.map((share): Gap => {
      const at = start + (end - start) * (upright ? share : 1 - share);
      return upright
        ? { from: { x: at, y: low }, to: { x: at, y: high } }
        : { from: { x: low, y: at }, to: { x: high, y: at } };
    });
    return drawGap(scale, clearest(gaps, obstacles, scale.pixels));
  });
  return element("g", { id: "setbacks" }, marks.join(""));
}

/** Parked cars, trees and the ways into the building, as boxes in metres. */
function thingsInTheWay(plan: Plan): Bounds[] {
  const cars = plan.parking.flatMap((space) => {
    const ring = space.outline?.points ?? [];
    return ring.length < 3 ? [] : [bounds(ring)];
  });
  const around = ({ x, y }: XY, half: number): Bounds => ({
    minX: x - half,
    minY: y - half,
    maxX: x + half,
    maxY: y + half,
  });
  const trees = plan.storeys
    .flatMap((storey) => storey.furniture)
    .flatMap(({ kind, centre, width }) => (kind === "tree" && centre ? [around(centre, width / 2)] : []));
  const ground = plan.storeys.find((storey) => storey.number === 1);
  const doors = (ground?.openings ?? []).flatMap(({ exit, wall: id, at, width }) => {
    const wall = exit ? ground!.walls.find((entry) => entry.id === id) : undefined;
    if (!wall?.start || !wall.end) return [];
    const share = at / (Math.hypot(wall.end.x - wall.start.x, wall.end.y - wall.start.y) || 1);
    const x = wall.start.x + (wall.end.x - wall.start.x) * share;
    const y = wall.start.y + (wall.end.y - wall.start.y) * share;
    return [around({ x, y }, width / 2 + 0.4)];
  });
  return [...cars, ...trees, ...doors];
}

/** The distance whose line and figure touch the fewest obstacles; earlier ones win ties. */
function clearest(gaps: readonly Gap[], obstacles: readonly Bounds[], pixels: number): Gap {
  const touched = (gap: Gap): number => {
    const { minX, minY, maxX, maxY } = bounds([gap.from, gap.to]);
    const figure = figureOf(gap);
    const label = figure.upright
      ? { minX, maxX: minX + figure.width / pixels, minY: figure.y - size / pixels, maxY: figure.y + size / pixels }
      : {
          minX: figure.x - figure.width / 2 / pixels,
          maxX: figure.x + figure.width / 2 / pixels,
          minY,
          maxY: minY + (size * 1.6) / pixels,
        };
    const line = { minX, minY, maxX, maxY };
    return obstacles.filter((other) => meet(other, line) || meet(other, label)).length;
  };
  return gaps.reduce((best, gap) => (touched(gap) < touched(best) ? gap : best));
}

const meet = (a: Bounds, b: Bounds): boolean =>
  a.minX <= b.maxX && b.minX <= a.maxX && a.minY <= b.maxY && b.minY <= a.maxY;

/** The figure of a distance: its middle in metres, its text, and its width in pixels. */
function figureOf({ from, to }: Gap) {
  const content = millimetres(Math.hypot(from.x - to.x, from.y - to.y));
  const upright = from.x === to.x;
  return {
    content,
    upright,
    x: (from.x + to.x) / 2,
    y: (from.y + to.y) / 2,
    width: textWidth(content) * size + (upright ? 8 : 0),
  };
}

function drawGap(scale: Scale, gap: Gap): string {
  const { content, upright, x, y } = figureOf(gap);
  const spot = { x: scale.x(x), y: scale.y(y) };
  const label = text(content, upright ? { x: spot.x + 5, y: spot.y + 4 } : { x: spot.x, y: spot.y - 5 }, {
    "font-size": size,
    fill: "#30507d",
    "text-anchor": upright ? "start" : "middle",
    stroke: "#ffffff",
    "stroke-width": 3,
    "paint-order": "stroke",
  });
  const end = (e: XY) => element("circle", { cx: scale.x(e.x), cy: scale.y(e.y), r: 2, fill: "#4a6fa5" });
  return line(scale, gap.from, gap.to, dimension) + end(gap.from) + end(gap.to) + label;
}
