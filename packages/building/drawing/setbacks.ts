import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { bounds } from "../geometry/polygon.ts";
import type { Bounds } from "../geometry/polygon.ts";
import type { XY } from "../geometry/vector.ts";
import { bayName } from "./bays.ts";
import { entranceReach } from "./entrances.ts";
import { millimetres } from "./figures.ts";
import { element, line, n, text, textWidth } from "./svg.ts";
import type { Scale } from "./svg.ts";

const dimension = { stroke: "#4a6fa5", "stroke-width": 0.9 };
const size = 10;

/** Where along a side a distance may be shown, as shares of the building's length: the first is taken when nothing is in the way. */
const places = [0.82, ...Array.from({ length: 197 }, (_, i) => 0.99 - i * 0.005)];

/** Where along its line a figure may stand: the middle first. */
const shares = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8];

/** A clear distance from an outer wall to the boundary, metres. */
interface Gap {
  readonly from: XY;
  readonly to: XY;
  /** Where along the line its figure stands, as a share of its length. */
  readonly share: number;
  /** Set, the figure stands on the roof: to the right (1) or left (-1) of the line's end at the wall. */
  readonly onRoof?: 1 | -1;
}

/** Something in the way, metres: what it costs that the line of a distance runs through it, or that its figure lies on it. */
interface InTheWay {
  readonly box: Bounds;
  readonly line: number;
  readonly figure: number;
}

/** Clear distances from the outer walls to the boundary on all four sides, each where it crosses the fewest cars, trees and entrances. */
export function drawSetbacks(scale: Scale, plan: Plan, site: Bounds, building: Bounds): string {
  const obstacles = thingsInTheWay(plan, building, scale.pixels);
  const sides = [
    { fixed: [building.maxY, site.maxY], upright: true },
    { fixed: [site.minY, building.minY], upright: true },
    { fixed: [site.minX, building.minX], upright: false },
    { fixed: [building.maxX, site.maxX], upright: false },
  ] as const;
  const gapsDrawn = sides.flatMap(({ fixed: [low, high], upright }) => {
    if (high - low < 0.3) return [];
    const [start, end] = upright ? [building.minX, building.maxX] : [building.minY, building.maxY];
    const gaps = places.flatMap((place): Gap[] => {
      const at = start + (end - start) * (upright ? place : 1 - place);
      const [from, to] = upright
        ? [
            { x: at, y: low },
            { x: at, y: high },
          ]
        : [
            { x: low, y: at },
            { x: high, y: at },
          ];
      const beside = shares.map((share): Gap => ({ from, to, share }));
      const atCorner = Math.min(at - start, end - at) < 10 / scale.pixels;
      return upright || atCorner
        ? beside
        : [...beside, { from, to, share: 0.5, onRoof: high === building.minX ? 1 : -1 }];
    });
    const gap = clearest(gaps, obstacles, { pixels: scale.pixels, site });
    obstacles.push(
      { box: grown(bounds([gap.from, gap.to]), 3 / scale.pixels), line: 1, figure: 12 },
      { box: grown(figureOf(gap, scale.pixels).box, 12 / scale.pixels), line: 1, figure: 12 },
    );
    return [drawGap(scale, gap)];
  });
  return element("g", { id: "setbacks" }, gapsDrawn.join(""));
}

/** Bays with their names, trees, the edge of the eaves and the ways into the building. */
function thingsInTheWay(plan: Plan, building: Bounds, pixels: number): InTheWay[] {
  const bays = plan.parking.flatMap((space, i): InTheWay[] => {
    const ring = space.outline?.points ?? [];
    if (ring.length < 3) return [];
    const box = bounds(ring);
    const middle = { x: (box.minX + box.maxX) / 2, y: (box.minY + box.maxY) / 2 };
    const { name, size: letters } = bayName(space, i + 1, pixels);
    return [
      { box, line: 5, figure: 0 },
      { box: grown(box, aroundFigure / pixels), line: 0, figure: 12 },
      // A line on the very edge of a bay is taken for that.
      ...edgesOf(box).map((edge) => ({ box: grown(edge, besideBay / pixels), line: 4, figure: 0 })),
      { box: around(middle, (textWidth(name) * letters * 0.5 + 1) / pixels), line: 6, figure: 0 },
    ];
  });
  const trees = plan.storeys
    .flatMap((storey) => storey.furniture)
    .flatMap(({ kind, centre, width }): InTheWay[] =>
      // A line may run past a tree, but nobody reads a figure on one.
      kind === "tree" && centre ? [{ box: around(centre, width / 2), line: 2, figure: 12 }] : [],
    );
  const ground = plan.storeys.find((storey) => storey.number === 1);
  const doors = (ground?.openings ?? []).flatMap(({ exit, wall: id, at, width }): InTheWay[] => {
    const wall = exit ? ground!.walls.find((entry) => entry.id === id) : undefined;
    if (!wall?.start || !wall.end) return [];
    const share = at / (Math.hypot(wall.end.x - wall.start.x, wall.end.y - wall.start.y) || 1);
    const x = wall.start.x + (wall.end.x - wall.start.x) * share;
    const y = wall.start.y + (wall.end.y - wall.start.y) * share;
    const marked = wall.thickness / 2 + (plan.roof?.eaves ?? 0) + entranceReach / pixels;
    return [{ box: around({ x, y }, Math.max(width / 2 + 0.4, marked)), line: 3, figure: 12 }];
  });
  const edge = grown(building, plan.roof?.eaves ?? 0);
  const rims = [...edgesOf(edge), { ...edge, maxY: edge.minY }, { ...edge, minY: edge.maxY }].map((box): InTheWay => ({
    box: grown(box, 4 / pixels),
    line: 0,
    figure: 12,
  }));
  return [...bays, ...trees, ...doors, ...rims];
}

/** Room wanted between a figure, with what is white round it, and the edge of a bay, pixels. */
const aroundFigure = 4;

/** Room wanted between a line and the edge of a bay, pixels. */
const besideBay = 2.5;

/** The upright sides of a box. */
const edgesOf = (box: Bounds): Bounds[] => [
  { ...box, maxX: box.minX },
  { ...box, minX: box.maxX },
];

const around = ({ x, y }: XY, half: number): Bounds => ({
  minX: x - half,
  minY: y - half,
  maxX: x + half,
  maxY: y + half,
});

/** The distance whose line and figure cost least and stay on the plot; earlier ones win ties. */
function clearest(
  gaps: readonly Gap[],
  obstacles: readonly InTheWay[],
  { pixels, site }: { readonly pixels: number; readonly site: Bounds },
): Gap {
  const touched = (gap: Gap): number => {
    const line = bounds([gap.from, gap.to]);
    const { box } = figureOf(gap, pixels);
    const past =
      !gap.onRoof &&
      gap.from.x !== gap.to.x &&
      (box.minX < gap.from.x + 2 / pixels || box.maxX > gap.to.x - 2 / pixels);
    const off = past || box.minX < site.minX || box.maxX > site.maxX;
    let hits = (off ? 20 : 0) + (gap.onRoof ? 2 : 0);
    for (const { box: other, line: crossed, figure } of obstacles) {
      hits += Math.max(meet(other, box) ? figure : 0, meet(other, line) ? crossed : 0);
    }
    return hits;
  };
  const [first, ...others] = gaps.map((gap) => ({ gap, hits: touched(gap) }));
  return others.reduce((best, one) => (one.hits < best.hits ? one : best), first!).gap;
}

const grown = ({ minX, minY, maxX, maxY }: Bounds, by: number): Bounds => ({
  minX: minX - by,
  minY: minY - by,
  maxX: maxX + by,
  maxY: maxY + by,
});

const meet = (a: Bounds, b: Bounds): boolean =>
  a.minX <= b.maxX && b.minX <= a.maxX && a.minY <= b.maxY && b.minY <= a.maxY;

/** Room between a distance's line and its figure, and at least between a figure over a line and the line's ends, pixels. */
const [aside, beforeEnd] = [5, 4.2];

/** Depth of the parapet, which no figure on the roof lies on, metres. */
const parapet = 0.4;

/** The figure of a distance, where it starts and the box it fills, metres: beside an upright line, over a level one, and turned upright where that is too short for it. */
function figureOf({ from, to, share, onRoof }: Gap, pixels: number) {
  const length = Math.hypot(from.x - to.x, from.y - to.y);
  const content = millimetres(length);
  const upright = from.x === to.x;
  const [x, y] = [from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share];
  const [wide, high, off] = [textWidth(content) * size, size * 0.75, aside].map((one) => one / pixels) as [
    number,
    number,
    number,
  ];
  if (onRoof) {
    const inside = onRoof > 0 ? to.x + parapet : from.x - parapet - 2 * off - wide;
    const [at, middle] = [inside, from.y - high / 2];
    return {
      content,
      upright,
      turned: false,
      box: { minX: at + off, maxX: at + off + wide, minY: middle, maxY: middle + high },
    };
  }
  const turned = !upright && wide + (2 * beforeEnd) / pixels > length;
  const box = upright
    ? { minX: x, maxX: x + off + wide, minY: y - high / 2, maxY: y + high / 2 }
    : turned
      ? { minX: x - high / 2, maxX: x + high / 2, minY: y, maxY: y + off + wide }
      : { minX: x - wide / 2, maxX: x + wide / 2, minY: y, maxY: y + off + high };
  return { content, upright, turned, box };
}

function drawGap(scale: Scale, gap: Gap): string {
  const { content, upright, turned, box } = figureOf(gap, scale.pixels);
  const middle = { x: scale.x((box.minX + box.maxX) / 2), y: scale.y((box.minY + box.maxY) / 2) };
  const spot = upright
    ? { x: scale.x(box.minX) + aside, y: scale.y(box.minY) }
    : turned
      ? { x: scale.x(box.maxX), y: scale.y(box.minY) - aside }
      : { x: middle.x, y: scale.y(box.minY) - (gap.onRoof ? 0 : aside) };
  const label = text(content, spot, {
    "font-size": size,
    fill: "#30507d",
    "text-anchor": upright || turned ? "start" : "middle",
    stroke: "#ffffff",
    "stroke-width": 3,
    "paint-order": "stroke",
    ...(turned ? { transform: `rotate(-90 ${n(spot.x)} ${n(spot.y)})` } : {}),
  });
  // A figure on the roof hangs on its line.
  const from = gap.onRoof === -1 ? { ...gap.from, x: box.maxX + 2 / scale.pixels } : gap.from;
  const to = gap.onRoof === 1 ? { ...gap.to, x: box.minX - 2 / scale.pixels } : gap.to;
  const end = (e: XY) => element("circle", { cx: scale.x(e.x), cy: scale.y(e.y), r: 2, fill: "#4a6fa5" });
  return line(scale, from, to, dimension) + end(gap.from) + end(gap.to) + label;
}
