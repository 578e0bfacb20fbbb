import type { Opening, Storey, Wall } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { doorSwing } from "../geometry/door-swing.ts";
import { direction, distance, locate } from "../geometry/vector.ts";
import type { XY } from "../geometry/vector.ts";
import { element, line, n, ringPath } from "./svg.ts";
import type { Scale } from "./svg.ts";

/** A wall's line as numbers. */
export interface WallLine {
  readonly start: XY;
  readonly along: XY;
  readonly length: number;
  readonly thickness: number;
}

/** The wall's centreline; undefined if it has no length. */
export function wallLine(wall: Wall): WallLine | undefined {
  if (!wall.start || !wall.end) return undefined;
  const along = direction(wall.start, wall.end);
  if (!along) return undefined;
  return { start: wall.start, along, length: distance(wall.start, wall.end), thickness: wall.thickness };
}

/** Corners of the stretch of a wall between two distances from its start. */
export function stretch({ start, along, thickness }: WallLine, from: number, to: number): XY[] {
  const half = thickness / 2;
  return [
    locate(start, along, from, -half),
    locate(start, along, to, -half),
    locate(start, along, to, half),
    locate(start, along, from, half),
  ];
}

const thin = { stroke: "#3a3a3a", "stroke-width": 0.8, fill: "none" };

/** Draws a door, window or passage into its hole. */
export function drawOpening(scale: Scale, storey: Storey, opening: Opening, wall: WallLine): string {
  const from = opening.at - opening.width / 2;
  const to = opening.at + opening.width / 2;
  if (opening.kind === OpeningKind.WINDOW) return drawWindow(scale, wall, from, to);
  if (opening.kind === OpeningKind.PASSAGE) return drawPassage(scale, wall, from, to);
  if (opening.kind === OpeningKind.SLIDING_DOOR) return drawSliding(scale, wall, from, to);
  const { side, hingeAtStart } = doorSwing(storey, opening, wall);
  if (opening.kind === OpeningKind.DOUBLE_DOOR) {
    const middle = opening.at;
    return leaf(scale, wall, { hinge: from, tip: middle, side }) + leaf(scale, wall, { hinge: to, tip: middle, side });
  }
  return leaf(scale, wall, { hinge: hingeAtStart ? from : to, tip: hingeAtStart ? to : from, side });
}

function drawWindow(scale: Scale, wall: WallLine, from: number, to: number): string {
  const frame = element("path", {
    d: ringPath(scale, stretch(wall, from, to)),
    fill: "#ffffff",
    stroke: "#3a3a3a",
    "stroke-width": 0.8,
  });
  const glass = [-0.12, 0.12].map((share) =>
    line(
      scale,
      locate(wall.start, wall.along, from, wall.thickness * share),
      locate(wall.start, wall.along, to, wall.thickness * share),
      { stroke: "#4f86a8", "stroke-width": 1 },
    ),
  );
  return frame + glass.join("");
}

function drawPassage(scale: Scale, wall: WallLine, from: number, to: number): string {
  const half = wall.thickness / 2;
  return [-half, half]
    .map((left) =>
      line(scale, locate(wall.start, wall.along, from, left), locate(wall.start, wall.along, to, left), {
        ...thin,
        stroke: "#9a9a9a",
        "stroke-dasharray": "4 3",
      }),
    )
    .join("");
}

function drawSliding(scale: Scale, wall: WallLine, from: number, to: number): string {
  const middle = (from + to) / 2;
  const lap = 0.05;
  const panel = (a: number, b: number, left: number) => {
    const slim = { ...wall, start: locate(wall.start, wall.along, 0, left), thickness: 0.05 };
    return element("path", {
      d: ringPath(scale, stretch(slim, a, b)),
      fill: "#ffffff",
      stroke: "#3a3a3a",
      "stroke-width": 0.9,
    });
  };
  return panel(from, middle + lap, 0.03) + panel(middle - lap, to, -0.03);
}

function leaf(
  scale: Scale,
  wall: WallLine,
  { hinge, tip, side }: { hinge: number; tip: number; side: 1 | -1 },
): string {
  const width = Math.abs(tip - hinge);
  const face = (side * wall.thickness) / 2;
  const pivot = locate(wall.start, wall.along, hinge, face);
  const open = locate(wall.start, wall.along, hinge, face + side * width);
  const shut = locate(wall.start, wall.along, tip, face);
  const radius = width * scale.pixels;
  const turn = tip > hinge === side > 0 ? 1 : 0;
  const arc = `M${n(scale.x(open.x))} ${n(scale.y(open.y))}A${n(radius)} ${n(radius)} 0 0 ${turn} ${n(scale.x(shut.x))} ${n(scale.y(shut.y))}`;
  return (
    element("path", { d: arc, ...thin, "stroke-width": 0.6, stroke: "#8a8a8a" }) +
    line(scale, pivot, open, { stroke: "#3a3a3a", "stroke-width": 1.6 })
  );
}
