import type { Space, Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { freeRectangles } from "../geometry/free-rectangles.ts";
import { maximalRectangles } from "../geometry/maximal-rectangles.ts";
import { area, bounds } from "../geometry/polygon.ts";
import { grow } from "../geometry/rectangle.ts";
import type { Rectangle } from "../geometry/rectangle.ts";
import type { XY } from "../geometry/vector.ts";
import { squareMetres } from "./figures.ts";
import { boxAround, labelObstacles } from "./label-obstacles.ts";
import type { LabelObstacles } from "./label-obstacles.ts";
import type { Obstacle } from "./place-marks.ts";
import type { ShownStair } from "./stairs.ts";
import { element, escape, n, rectangle, textWidth } from "./svg.ts";
import type { Scale } from "./svg.ts";

/** A label that fits into its room. */
interface Label {
  readonly lines: readonly string[];
  /** Whether the last line is the net area. */
  readonly figured: boolean;
  readonly size: number;
  readonly width: number;
  readonly height: number;
}

const lineHeight = 1.25;
/** Height of a line with nothing under it. */
const lastLine = 1.2;
const sizes = [13, 12, 11, 10, 9, 8, 7];
/** Letters of the net area under a name: a little smaller, but never too small to be read on paper. */
const figureSize = (size: number): number => Math.max(7, size * 0.88);

function labelOf(lines: readonly string[], size: number, figured: boolean): Label {
  const width = Math.max(
    ...lines.map((part, i) => textWidth(part) * (figured && i === lines.length - 1 ? figureSize(size) : size)),
  );
  const height = ((lines.length - 1) * lineHeight + lastLine) * size;
  return { lines, figured, size, width: width + size * 0.3, height };
}

/** A way to write a name on lines, and what it costs. */
interface Wording {
  readonly lines: readonly string[];
  readonly cost: number;
  /** Set where the break lies inside a word. */
  readonly broken?: boolean;
}

/** Last words of names that are written as one. */
const lastWord = /^(.{2,})(홀|룸|방|공간|베이스|치료실|촬영실)$/;

/** Ways to write a name: whole, then broken between its words; inside a word only where nothing else is left. */
function wordings(name: string): Wording[] {
  const parts = name.split(/\s+|(?<=·)/).filter((part) => part !== "");
  const ways: Wording[] = [{ lines: [name], cost: 0 }];
  if (parts.length > 1) return [...ways, { lines: parts, cost: 0.4 }];
  const [, before, last] = lastWord.exec(name) ?? [];
  if (before && last) return [...ways, { lines: [before, last], cost: 1 }];
  const half = Math.ceil(name.length / 2);
  return name.length > 3 ? [...ways, { lines: [name.slice(0, half), name.slice(half)], cost: 30, broken: true }] : ways;
}

/** A label and the box it fills, metres. */
export interface PlacedLabel {
  readonly markup: string;
  readonly box: Rectangle;
}

/** What is in a room beside its name, and how it yields to marks. */
export interface LabelTask {
  readonly storey: Storey;
  readonly stairs: readonly ShownStair[];
  /** Better not covered, though nothing is drawn there yet. */
  readonly wanted?: readonly Obstacle[];
  /** Not covered where there is any other place. */
  readonly kept?: readonly Obstacle[];
  /** Set, the name stands alone in small letters. */
  readonly small?: boolean;
}

/** Letters of a name that makes way, pixels at most. */
const smallSize = 8;

/** Name and net area of a room, clear of all that is drawn in it where there is such a place, else where they hide least; undefined if the room is too small for letters. */
export function placeLabel(
  scale: Scale,
  space: Space,
  { storey, stairs, ...room }: LabelTask,
): PlacedLabel | undefined {
  const net = space.net?.points ?? [];
  const places = (maximalRectangles(net) ?? []).filter((box) => box.x1 - box.x0 > 0.3);
  const car = space.kind === "lift" ? carOf(space, storey, scale.pixels) : undefined;
  // The name of a lift stands in its car, whose cross ends before it.
  const labels = labelsOf(space).filter(({ label }) => !room.small || (!label.figured && label.size <= smallSize));
  const inside = car && bestLabel(scale.pixels, labels, [car], { things: [], wanted: [] });
  const best =
    inside ?? bestLabel(scale.pixels, labels, places, obstaclesOf(scale.pixels, space, { storey, stairs, ...room }));
  if (!best) return undefined;
  const { label, x, y } = best;
  const box = boxAround(best, label.width / scale.pixels, label.height / scale.pixels);
  const ground = inside ? rectangle(scale, box, { fill: "#ffffff" }) : "";
  return { markup: ground + write(label, scale.x(x), scale.y(y)), box };
}

/** The inside of a lift's car; undefined for a shaft without one. */
function carOf({ id }: Space, storey: Storey, pixels: number): Rectangle | undefined {
  const car = storey.furniture.find(({ kind, space }) => kind === "lift" && space === id);
  return car?.centre && grow(boxAround(car.centre, car.width, car.depth), -1 / pixels);
}

/** What a name had better not lie on in its room, with what is kept free for others. */
function obstaclesOf(
  pixels: number,
  space: Space,
  { storey, stairs, wanted = [], kept = [] }: LabelTask,
): LabelObstacles {
  const { minX, minY, maxX, maxY } = bounds(space.net?.points ?? []);
  const room = { x0: minX, y0: minY, x1: maxX, y1: maxY };
  const within = ({ box }: Obstacle) => shared(box, room) > 0;
  const own = labelObstacles(pixels, space, storey, stairs);
  return { things: [...own.things, ...kept].filter(within), wanted: [...own.wanted, ...wanted].filter(within) };
}

/** A label, its middle in metres, and how bad its place is. */
interface Candidate extends XY {
  readonly label: Label;
  readonly cost: number;
}

/** The label and its place, the larger the better: clear of things if it can be. */
function bestLabel(
  pixels: number,
  all: readonly Written[],
  places: readonly Rectangle[],
  { things, wanted }: LabelObstacles,
): Candidate | undefined {
  const labels = all.filter(({ broken }) => !broken);
  const least = {
    width: Math.min(...labels.map(({ label }) => label.width)) / pixels,
    height: Math.min(...labels.map(({ label }) => label.height)) / pixels,
  };
  const free = freeRectangles(
    places,
    things.map(({ box }) => box),
    least,
  );
  return (
    cheapest(pixels, labels, free, { obstacles: wanted, steps: 4 }) ??
    cheapest(
      pixels,
      labels.filter(({ label }) => !label.figured && label.size === sizes.at(-1)),
      places,
      { obstacles: [...things, ...wanted], steps: 10 },
    ) ??
    cheapest(pixels, all, places, { obstacles: [...things, ...wanted], steps: 10 })
  );
}

/** A way to write the name of a room, and what it costs. */
interface Written {
  readonly label: Label;
  readonly broken: boolean;
  readonly cost: number;
}

/** Every way to write the name of a room and what it costs, the cheapest first. */
function labelsOf(space: Space): Written[] {
  const figure = squareMetres(area(space.net?.points ?? []));
  const ways = sizes.flatMap((size) =>
    wordings(space.name).flatMap((way) =>
      // Where both would lie on something else, the name stands alone: the title block lists the area.
      [true, false].map((figured) => {
        const label = labelOf(figured ? [...way.lines, figure] : way.lines, size, figured);
        const broken = way.broken ?? false;
        return {
          label,
          broken,
          cost: (13 - size) * 0.6 + Math.max(0, 10 - size) * 1.2 + way.cost + (figured ? 0 : bare),
        };
      }),
    ),
  );
  return ways.toSorted((a, b) => a.cost - b.cost);
}

/** What it costs that the area of a room is left out. */
const bare = 12;

/** The label that costs least in one of the places. */
function cheapest(
  pixels: number,
  labels: readonly Written[],
  places: readonly Rectangle[],
  search: Search,
): Candidate | undefined {
  let best: Candidate | undefined;
  for (const { label, cost } of labels) {
    // What a place takes off at most.
    if (best && cost - 0.2 >= best.cost) break;
    for (const box of places) {
      const found = spotIn(pixels, box, label, search);
      if (found && (!best || cost + found.cost < best.cost)) best = { label, ...found, cost: cost + found.cost };
    }
  }
  return best;
}

/** What to keep off, and into how many steps a place is divided along both sides. */
interface Search {
  readonly obstacles: readonly Obstacle[];
  readonly steps: number;
}

function spotIn(
  pixels: number,
  box: Rectangle,
  label: Label,
  { obstacles, steps }: Search,
): { x: number; y: number; cost: number } | undefined {
  const [w, h] = [label.width / pixels, label.height / pixels];
  const [roomW, roomH] = [box.x1 - box.x0 - w, box.y1 - box.y0 - h];
  if (roomW < 0 || roomH < 0) return undefined;
  let best: { x: number; y: number; cost: number } | undefined;
  const near = obstacles.filter(({ box: other }) => shared(box, other) > 0);
  for (let i = 0; i <= steps; i++) {
    for (let j = 0; j <= steps; j++) {
      const x0 = box.x0 + (roomW * i) / steps;
      const y0 = box.y0 + (roomH * j) / steps;
      const place = { x0, y0, x1: x0 + w, y1: y0 + h };
      let hidden = 0;
      for (const other of near) hidden += other.weight * shared(place, other.box);
      const off = ((Math.abs(i - steps / 2) + Math.abs(j - steps / 2)) / steps) * 0.3;
      const glued =
        tightness(Math.min(i, steps - i), (roomW / steps) * pixels) +
        tightness(Math.min(j, steps - j), (roomH / steps) * pixels);
      const cost = (hidden / (w * h)) * 14 + off + glued - Math.min(roomW * roomH, 20) * 0.01;
      if (!best || cost < best.cost) best = { x: x0 + w / 2, y: y0 + h / 2, cost };
    }
  }
  return best;
}

/** Wanted between letters and a wall, pixels, and what a pixel less costs. */
const margin = { wanted: 4, cost: 0.4 } as const;

/** What it costs that a label stands `count` steps of so many pixels from a wall. */
const tightness = (count: number, step: number): number => Math.max(0, margin.wanted - count * step) * margin.cost;

/** Area that two boxes share; this runs some ten thousand times a plan. */
function shared(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0);
  if (width <= 0) return 0;
  const height = Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0);
  return height <= 0 ? 0 : width * height;
}

function write({ lines, figured, size, height }: Label, x: number, y: number): string {
  const first = y - height / 2 + size * 0.98;
  const spans = lines.map((part, i) => {
    const last = figured && i === lines.length - 1;
    return element(
      "tspan",
      {
        x,
        y: n(first + i * size * lineHeight),
        "font-size": last ? figureSize(size) : size,
        "font-weight": last ? undefined : 600,
        fill: last ? "#5c5c5c" : "#1f1f1f",
      },
      escape(part),
    );
  });
  return element(
    "text",
    {
      "text-anchor": "middle",
      stroke: "#ffffff",
      "stroke-width": 3,
      "paint-order": "stroke",
      "stroke-linejoin": "round",
    },
    spans.join(""),
  );
}
