import type { Space, Stair, Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { sweepsOf } from "../geometry/leaf-sweep.ts";
import { area } from "../geometry/polygon.ts";
import { grow } from "../geometry/rectangle.ts";
import type { Rectangle } from "../geometry/rectangle.ts";
import { maximalRectangles } from "../geometry/maximal-rectangles.ts";
import { locate } from "../geometry/vector.ts";
import { squareMetres } from "./figures.ts";
import { wallLine } from "./openings.ts";
import type { Obstacle } from "./place-marks.ts";
import { stairMark, stairMarkSize, walkedLine } from "./stairs.ts";
import type { ShownStair } from "./stairs.ts";
import { markSize } from "./opening-marks.ts";
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
const sizes = [13, 12, 11, 10, 9, 8, 7];
/** Letters of the net area under a name: a little smaller, but never too small to be read on paper. */
const figureSize = (size: number): number => Math.max(7, size * 0.88);

function labelOf(lines: readonly string[], size: number, figured: boolean): Label {
  const width = Math.max(
    ...lines.map((part, i) => textWidth(part) * (figured && i === lines.length - 1 ? figureSize(size) : size)),
  );
  return { lines, figured, size, width: width + 4, height: lines.length * size * lineHeight + 2 };
}

/** A way to write a name on lines, and what it costs. */
interface Wording {
  readonly lines: readonly string[];
  readonly cost: number;
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
  return name.length > 3 ? [...ways, { lines: [name.slice(0, half), name.slice(half)], cost: 30 }] : ways;
}

/** A label and the box it fills, metres. */
export interface PlacedLabel {
  readonly markup: string;
  readonly box: Rectangle;
}

/** Name and net area of a room where they hide the least furniture; undefined if the room is too small for letters. */
export function placeLabel(
  scale: Scale,
  space: Space,
  { storey, stairs, keptFree = [] }: { storey: Storey; stairs: readonly ShownStair[]; keptFree?: readonly Obstacle[] },
): PlacedLabel | undefined {
  const net = space.net?.points ?? [];
  const places = (maximalRectangles(net) ?? []).filter((box) => box.x1 - box.x0 > 0.3);
  const car = space.kind === "lift" ? carOf(space, storey, scale.pixels) : undefined;
  // The name of a lift stands in its car, whose cross ends before it.
  const inside = car && bestLabel(scale, space, [car], []);
  const best = inside ?? bestLabel(scale, space, places, [...obstaclesOf(scale, space, storey, stairs), ...keptFree]);
  if (!best) return undefined;
  const { label, x, y } = best;
  const box = around(x, y, label.width / scale.pixels, label.height / scale.pixels);
  const ground = inside ? rectangle(scale, box, { fill: "#ffffff" }) : "";
  return { markup: ground + write(label, scale.x(x), scale.y(y)), box };
}

/** The inside of a lift's car; undefined for a shaft without one. */
function carOf({ id }: Space, storey: Storey, pixels: number): Rectangle | undefined {
  const car = storey.furniture.find(({ kind, space }) => kind === "lift" && space === id);
  return car?.centre && grow(around(car.centre.x, car.centre.y, car.width, car.depth), -1 / pixels);
}

/** What a name had better not lie on in its room. */
const obstaclesOf = (scale: Scale, space: Space, storey: Storey, stairs: readonly ShownStair[]): Obstacle[] => [
  ...thingsIn(space, storey, scale.pixels),
  ...storey.columns.flatMap(({ centre, size }): Obstacle[] =>
    centre ? [{ box: around(centre.x, centre.y, size, size), weight: 60 }] : [],
  ),
  ...stairs.flatMap((stair) => stairObstacles(scale, stair)),
];

/** The label and its middle in metres that hide least, the larger the better. */
function bestLabel(
  scale: Scale,
  space: Space,
  places: readonly Rectangle[],
  obstacles: readonly Obstacle[],
): { label: Label; x: number; y: number } | undefined {
  const figure = squareMetres(area(space.net?.points ?? []));
  let best: { label: Label; x: number; y: number; cost: number } | undefined;
  for (const size of sizes) {
    for (const way of wordings(space.name)) {
      // Where both would lie on something else that is to be read, the name stands alone: the title block lists the area.
      for (const figured of [true, false]) {
        const label = labelOf(figured ? [...way.lines, figure] : way.lines, size, figured);
        for (const box of places) {
          const found = spotIn(scale.pixels, box, label, obstacles);
          if (!found) continue;
          const bare = figured ? 0 : 40;
          const cost = found.cost + (13 - size) * 0.6 + Math.max(0, 10 - size) * 1.2 + way.cost + bare;
          if (!best || cost < best.cost) best = { label, ...found, cost };
        }
      }
    }
  }
  return best;
}

const around = (x: number, y: number, w: number, d: number): Rectangle => ({
  x0: x - w / 2,
  y0: y - d / 2,
  x1: x + w / 2,
  y1: y + d / 2,
});

/** The steps of a stair, and the letters before it, which no name may touch. */
export function stairObstacles(scale: Scale, shown: ShownStair): Obstacle[] {
  const mark = stairMark(shown, scale.pixels);
  const line = walkedLine(shown);
  const steps = [
    ...flightBoxes(shown.stair).map((box): Obstacle => ({ box: grow(box, 2 / scale.pixels), weight: 12 })),
    ...line.slice(1).map((to, i): Obstacle => ({ box: grow(bounding([line[i]!, to]), 3 / scale.pixels), weight: 200 })),
  ];
  if (!mark) return steps;
  const [width, height] = [(textWidth("UP") * stairMarkSize + 4) / scale.pixels, (stairMarkSize + 2) / scale.pixels];
  return [...steps, { box: around(mark.x, mark.y, width, height), weight: 400 }];
}

/** What the flights of a stair cover. */
const flightBoxes = ({ flights, going }: Stair): Rectangle[] =>
  flights.flatMap(({ foot, direction, width, risers }) => {
    if (!foot || !direction) return [];
    const ends = [0, (risers - 1) * going].flatMap((along) =>
      [-width / 2, width / 2].map((left) => locate(foot, direction, along, left)),
    );
    return [bounding(ends)];
  });

/** Doors and furniture of the room, in metres: of a door's sweep its open leaf is worst to lie on. */
function thingsIn(space: Space, storey: Storey, pixels: number): Obstacle[] {
  const pieces = storey.furniture
    .filter((item) => item.space === space.id && item.centre)
    .map(({ centre, width, depth, rotation }) =>
      Math.round(rotation / 90) % 2 === 0
        ? around(centre!.x, centre!.y, width, depth)
        : around(centre!.x, centre!.y, depth, width),
    );
  const openings = storey.openings.filter((opening) => opening.sill === 0 && opening.spaces.includes(space.id));
  const sweeps = sweepsOf(storey).filter(({ opening }) => openings.includes(opening));
  const leaves = sweeps.map(({ pivot, open }): Obstacle => ({
    box: grow(bounding([pivot, open]), 0.06),
    weight: 2000,
  }));
  const swept = sweeps.map(({ pivot, shut, open }) => bounding([pivot, shut, open]));
  const doors = openings.flatMap((opening) => {
    const wall = storey.walls.find((entry) => entry.id === opening.wall);
    const line = wall && wallLine(wall);
    if (!line) return [];
    const { x, y } = locate(line.start, line.along, opening.at);
    // With room for the mark of the door on both sides.
    const beside = line.thickness + (4 * markSize.radius + 4 * markSize.gap) / pixels;
    const [w, d] = [Math.max(opening.width, (2 * markSize.radius) / pixels), Math.max(opening.width, beside)];
    return [Math.abs(line.along.x) > Math.abs(line.along.y) ? around(x, y, w, d) : around(x, y, d, w)];
  });
  return [
    ...leaves,
    ...pieces.map((box): Obstacle => ({ box: grow(box, 1.5 / pixels), weight: 2 })),
    ...swept.map((box): Obstacle => ({ box, weight: 1 })),
    ...doors.map((box): Obstacle => ({ box, weight: 2 })),
  ];
}

function bounding(points: readonly { x: number; y: number }[]): Rectangle {
  const [xs, ys] = [points.map((p) => p.x), points.map((p) => p.y)];
  return { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) };
}

function spotIn(
  pixels: number,
  box: Rectangle,
  label: Label,
  obstacles: readonly Obstacle[],
): { x: number; y: number; cost: number } | undefined {
  const [w, h] = [label.width / pixels, label.height / pixels];
  const [roomW, roomH] = [box.x1 - box.x0 - w, box.y1 - box.y0 - h];
  if (roomW < 0 || roomH < 0) return undefined;
  let best: { x: number; y: number; cost: number } | undefined;
  const steps = 10;
  const near = obstacles.filter(({ box: other }) => shared(box, other) > 0);
  for (let i = 0; i <= steps; i++) {
    for (let j = 0; j <= steps; j++) {
      const x0 = box.x0 + (roomW * i) / steps;
      const y0 = box.y0 + (roomH * j) / steps;
      const place = { x0, y0, x1: x0 + w, y1: y0 + h };
      let hidden = 0;
      for (const other of near) hidden += other.weight * shared(place, other.box);
      const off = (Math.abs(i - steps / 2) + Math.abs(j - steps / 2)) * 0.03;
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
