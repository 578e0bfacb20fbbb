import type { Space, Stair, Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { sweepsOf } from "../geometry/leaf-sweep.ts";
import type { Sweep } from "../geometry/leaf-sweep.ts";
import { grow } from "../geometry/rectangle.ts";
import type { Rectangle } from "../geometry/rectangle.ts";
import { locate } from "../geometry/vector.ts";
import type { XY } from "../geometry/vector.ts";
import { markSize } from "./opening-marks.ts";
import { wallLine } from "./openings.ts";
import type { Obstacle } from "./place-marks.ts";
import { stairMark, stairMarkSize, walkedLine } from "./stairs.ts";
import type { ShownStair } from "./stairs.ts";
import { textWidth } from "./svg.ts";

/** What the name of a room keeps off; all in metres. */
export interface LabelObstacles {
  /** Drawn things that it lies on only where no other place is left. */
  readonly things: readonly Obstacle[];
  /** Ground that is better left free: before doors, where their marks go, and within the sweep of leaves. */
  readonly wanted: readonly Obstacle[];
}

/** Furniture, leaves with their arcs, columns and stairs in and near a room. */
export function labelObstacles(
  pixels: number,
  space: Space,
  storey: Storey,
  stairs: readonly ShownStair[],
): LabelObstacles {
  const furniture = storey.furniture
    .filter((item) => item.space === space.id && item.centre)
    .map(({ centre, width, depth, rotation }) =>
      Math.round(rotation / 90) % 2 === 0 ? boxAround(centre!, width, depth) : boxAround(centre!, depth, width),
    );
  const columns = storey.columns.flatMap(({ centre, size }) => (centre ? [boxAround(centre, size, size)] : []));
  const openings = storey.openings.filter((opening) => opening.sill === 0 && opening.spaces.includes(space.id));
  const sweeps = sweepsOf(storey).filter(({ opening }) => openings.includes(opening));
  const of = (boxes: readonly Rectangle[], weight: number): Obstacle[] => boxes.map((box) => ({ box, weight }));
  return {
    things: [
      ...of(furniture, 2),
      // Of what a leaf takes, the leaf itself is worst to lie on.
      ...of(
        sweeps.map(({ pivot, open }) => grow(boxOver([pivot, open]), 0.06)),
        2000,
      ),
      ...of(
        sweeps.flatMap((sweep) => arcBoxes(sweep)),
        2,
      ),
      ...of(columns, 60),
      ...stairs.flatMap((stair) => stairObstacles(pixels, stair)),
    ],
    wanted: [
      ...of(
        sweeps.map(({ pivot, shut, open }) => boxOver([pivot, shut, open])),
        1,
      ),
      ...of(doorways(storey, openings, pixels), 2),
    ],
  };
}

/** The arc along which the tip of a leaf moves, as boxes over pieces of it. */
function arcBoxes({ pivot, shut, open }: Sweep): Rectangle[] {
  const pieces = 6;
  const spot = (i: number): XY => {
    const angle = (i / pieces) * (Math.PI / 2);
    const [a, b] = [Math.cos(angle), Math.sin(angle)];
    return {
      x: pivot.x + (shut.x - pivot.x) * a + (open.x - pivot.x) * b,
      y: pivot.y + (shut.y - pivot.y) * a + (open.y - pivot.y) * b,
    };
  };
  return Array.from({ length: pieces }, (_, i) => boxOver([spot(i), spot(i + 1)]));
}

/** Ground before doors, with room for their marks on both sides. */
const doorways = (storey: Storey, openings: Storey["openings"], pixels: number): Rectangle[] =>
  openings.flatMap((opening) => {
    const wall = storey.walls.find((entry) => entry.id === opening.wall);
    const line = wall && wallLine(wall);
    if (!line) return [];
    const spot = locate(line.start, line.along, opening.at);
    const beside = line.thickness + (4 * markSize.radius + 4 * markSize.gap) / pixels;
    const [w, d] = [Math.max(opening.width, (2 * markSize.radius) / pixels), Math.max(opening.width, beside)];
    return [Math.abs(line.along.x) > Math.abs(line.along.y) ? boxAround(spot, w, d) : boxAround(spot, d, w)];
  });

/** The steps of a stair, and the letters before it, which no name may touch. */
export function stairObstacles(pixels: number, shown: ShownStair): Obstacle[] {
  const line = walkedLine(shown);
  const letters = stairLetters(pixels, shown);
  return [
    ...flightBoxes(shown.stair).map((box): Obstacle => ({ box: grow(box, 2 / pixels), weight: 12 })),
    ...line.slice(1).map((to, i): Obstacle => ({ box: grow(boxOver([line[i]!, to]), 3 / pixels), weight: 200 })),
    ...(letters ? [{ box: letters, weight: 400, written: true }] : []),
  ];
}

/** The box of the letters UP or DN; undefined for a stair without flights. */
export function stairLetters(pixels: number, shown: ShownStair): Rectangle | undefined {
  const mark = stairMark(shown, pixels);
  return mark && boxAround(mark, (textWidth("UP") * stairMarkSize + 4) / pixels, (stairMarkSize + 2) / pixels);
}

/** What the flights of a stair cover. */
const flightBoxes = ({ flights, going }: Stair): Rectangle[] =>
  flights.flatMap(({ foot, direction, width, risers }) => {
    if (!foot || !direction) return [];
    const ends = [0, (risers - 1) * going].flatMap((along) =>
      [-width / 2, width / 2].map((left) => locate(foot, direction, along, left)),
    );
    return [boxOver(ends)];
  });

/** A box of w by d round its middle. */
export const boxAround = ({ x, y }: XY, w: number, d: number): Rectangle => ({
  x0: x - w / 2,
  y0: y - d / 2,
  x1: x + w / 2,
  y1: y + d / 2,
});

/** The box over some points. */
export function boxOver(points: readonly XY[]): Rectangle {
  const [xs, ys] = [points.map((p) => p.x), points.map((p) => p.y)];
  return { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) };
}
