import type { Plan, Space, Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { halfWall, ringOf } from "../geometry/plan-shape.ts";
import { area, bounds, interiorPoint } from "../geometry/polygon.ts";
import type { Bounds } from "../geometry/polygon.ts";
import { grow, turnedRectangle } from "../geometry/rectangle.ts";
import { direction, locate } from "../geometry/vector.ts";
import { openingMarksOf } from "../openings/types.ts";
import type { XY } from "../geometry/vector.ts";
import { dxfDocument } from "./dxf-document.ts";
import type { Shape } from "./dxf-entities.ts";
import { openingShapes } from "./dxf-openings.ts";
import type { Layer } from "./dxf-tables.ts";
import { stations } from "./dimensions.ts";
import { squareMetres } from "./figures.ts";
import { axesOf, axisNumbers, gridOf } from "./grid.ts";
import { storeyObstacles } from "./mark-obstacles.ts";
import { placeMarks } from "./place-marks.ts";
import type { Obstacle } from "./place-marks.ts";
import { textWidth } from "./svg.ts";
import { stretch, wallLine } from "./openings.ts";
import { storeyTitle } from "./plan.ts";

/** Layers of a floor plan, named by the US national CAD standard as Korean offices use it. */
export const dxfLayers: readonly Layer[] = [
  { name: "A-WALL", colour: 7, weight: 50 },
  { name: "A-WALL-PATT", colour: 8, weight: 5 },
  { name: "A-COLS", colour: 2, weight: 50 },
  { name: "A-DOOR", colour: 3, weight: 25 },
  { name: "A-DOOR-IDEN", colour: 3, weight: 13 },
  { name: "A-GLAZ", colour: 4, weight: 18 },
  { name: "A-GLAZ-IDEN", colour: 4, weight: 13 },
  { name: "A-STRS", colour: 8, weight: 18 },
  { name: "A-FURN", colour: 9, weight: 13 },
  { name: "A-ROOM-TEXT", colour: 6, weight: 18 },
  { name: "A-DIM", colour: 1, weight: 13 },
  { name: "S-GRID", colour: 251, weight: 9, dashed: true },
  { name: "A-SITE", colour: 30, weight: 25, dashed: true },
];

/** The floor plan of a storey (0 is the lowest) as an ASCII DXF in millimetres at true size; an absent storey gives an empty drawing. */
export function writeDxf(plan: Plan, storeyIndex: number): string {
  const storey = plan.storeys[storeyIndex];
  const shapes = storey ? storeyShapes(plan, storey) : [];
  const stairs = storey ? stairShapes(plan, storeyIndex) : [];
  return dxfDocument(dxfLayers, [...shapes, ...stairs].map(inMillimetres));
}

const outline = (layer: string, points: readonly XY[]): Shape[] =>
  points.length < 3 ? [] : [{ layer, kind: "polyline", points, closed: true }];

const stroke = (layer: string, a: XY, b: XY): Shape => ({ layer, kind: "polyline", points: [a, b], closed: false });

function storeyShapes(plan: Plan, storey: Storey): Shape[] {
  return [
    ...wallShapes(storey),
    ...storey.columns.flatMap(({ centre, size, round }): Shape[] => {
      if (!centre) return [];
      const layer = "A-COLS";
      return round
        ? [{ layer, kind: "circle", centre, radius: size / 2 }]
        : outline(layer, turnedRectangle(centre, size, size));
    }),
    ...storey.furniture.flatMap(({ centre, width, depth, rotation, kind, space }): Shape[] => {
      if (!centre) return [];
      const layer = space === "" ? "A-SITE" : "A-FURN";
      return kind === "tree" || kind === "plant"
        ? [{ layer, kind: "circle", centre, radius: width / 2 }]
        : outline(layer, turnedRectangle(centre, width, depth, rotation));
    }),
    ...storey.spaces.flatMap(nameShapes),
    ...markShapes(plan, storey),
    ...sizeShapes(plan, storey),
    ...(storey.number === 1 ? siteShapes(plan) : []),
  ];
}

/** Walls cut at their openings, filled, and what stands in the openings. */
function wallShapes(storey: Storey): Shape[] {
  const shapes = storey.walls.flatMap((wall) => {
    const axis = wallLine(wall);
    if (!axis) return [];
    const openings = storey.openings.filter((one) => one.wall === wall.id).toSorted((a, b) => a.at - b.at);
    const stops = [0, ...openings.flatMap(({ at, width }) => [at - width / 2, at + width / 2]), axis.length];
    const solid = stops.flatMap((from, i) => {
      const to = stops[i + 1] ?? from;
      return i % 2 === 0 && to - from > 1e-3 ? outline("A-WALL", stretch(axis, from, to)) : [];
    });
    return [...solid, ...openings.flatMap((opening) => openingShapes(storey, opening, axis))];
  });
  const rings = shapes.flatMap((shape) =>
    shape.kind === "polyline" && shape.layer === "A-WALL" ? [shape.points] : [],
  );
  return rings.length === 0 ? shapes : [{ layer: "A-WALL-PATT", kind: "fill", rings }, ...shapes];
}

/** Stairs that start here, or on the highest storey those that arrive. */
function stairShapes(plan: Plan, index: number): Shape[] {
  const own = plan.storeys[index]?.stairs ?? [];
  const stairs = own.length > 0 ? own : (plan.storeys[index - 1]?.stairs ?? []);
  const layer = "A-STRS";
  return stairs.flatMap(({ flights, landings, going }) => [
    ...landings.flatMap((landing) => outline(layer, ringOf(landing.outline))),
    ...flights.flatMap(({ foot, direction, width, risers }) => {
      if (!foot || !direction) return [];
      return Array.from({ length: risers }, (_, i) =>
        stroke(layer, locate(foot, direction, i * going, width / 2), locate(foot, direction, i * going, -width / 2)),
      );
    }),
  ]);
}

/** Name over net area, in letters that fit the room's width. */
function nameShapes(space: Space): Shape[] {
  const net = ringOf(space.net);
  if (net.length < 3) return [];
  const middle = interiorPoint(net);
  const { minX, maxX } = bounds(net);
  const height = Math.min(0.25, (maxX - minX) / Math.max(4, space.name.length) / 1.3);
  const layer = "A-ROOM-TEXT";
  return [
    { layer, kind: "text", at: { x: middle.x, y: middle.y + height * 0.8 }, height, content: space.name },
    {
      layer,
      kind: "text",
      at: { x: middle.x, y: middle.y - height * 0.8 },
      height: height * 0.8,
      content: squareMetres(area(net)),
    },
  ];
}

/** Marks of doors and windows in circles, clear of names and walls. */
function markShapes(plan: Plan, storey: Storey): Shape[] {
  const names = storey.spaces.flatMap(nameShapes).flatMap((shape): Obstacle[] => {
    if (shape.kind !== "text") return [];
    const { at, height, content } = shape;
    const half = (textWidth(content) * height * 1.4) / 2;
    const box = { x0: at.x - half, x1: at.x + half, y0: at.y - height * 0.7, y1: at.y + height * 0.7 };
    return [{ box, weight: Infinity }];
  });
  const { minX, minY, maxX, maxY } = bounds(ringOf(storey.outline));
  const marks = placeMarks({
    storey,
    marks: openingMarksOf(plan),
    radius: 0.27,
    gap: 0.05,
    obstacles: [...storeyObstacles(storey), ...names],
    within: grow({ x0: minX, y0: minY, x1: maxX, y1: maxY }, halfWall(storey) + 0.75),
  });
  return marks.flatMap(({ mark, opening, at, leader }): Shape[] => {
    const layer = opening.kind === OpeningKind.WINDOW ? "A-GLAZ-IDEN" : "A-DOOR-IDEN";
    return [
      { layer, kind: "circle", centre: at, radius: 0.27 },
      { layer, kind: "text", at, height: 0.17, content: mark },
      ...(leader ? [stroke(layer, locate(at, direction(at, leader) ?? { x: 1, y: 0 }, 0.27), leader)] : []),
    ];
  });
}

/** Title with the unit, dimensions below, to the left and above by wall centrelines, and the grid. */
function sizeShapes(plan: Plan, storey: Storey): Shape[] {
  const ring = ringOf(storey.outline);
  if (ring.length < 3) return [];
  const box = bounds(ring);
  const { minX, minY, maxX, maxY } = box;
  const title: Shape = {
    layer: "A-DIM",
    kind: "text",
    at: { x: (minX + maxX) / 2, y: minY - 3.4 },
    height: 0.4,
    content: `${plan.title} ${storeyTitle(storey)} (단위: mm)`,
  };
  const [south, north, west] = [stations(storey, box, "S"), stations(storey, box, "N"), stations(storey, box, "W")];
  return [
    ...chain(south, { along: "x", edge: minY, at: minY - 1.2 }),
    ...(south.length > 2 ? chain([minX, maxX], { along: "x", edge: minY, at: minY - 2 }) : []),
    ...(north.length > 2 ? chain(north, { along: "x", edge: maxY, at: maxY + 1.2 }) : []),
    ...chain(west, { along: "y", edge: minX, at: minX - 1.2 }),
    ...(west.length > 2 ? chain([minY, maxY], { along: "y", edge: minX, at: minX - 2 }) : []),
    ...gridShapes(plan, storey, box),
    title,
  ];
}

/** Dimensions between stations, from the building's edge to a line outside it, metres. */
function chain(values: readonly number[], line: { along: "x" | "y"; edge: number; at: number }): Shape[] {
  const { along, edge, at } = line;
  const point = (value: number): XY => (along === "x" ? { x: value, y: edge } : { x: edge, y: value });
  return values.slice(1).map((value, i) => ({
    layer: "A-DIM",
    kind: "dimension",
    from: point(values[i]!),
    to: point(value),
    at,
    upright: along === "y",
  }));
}

/** Lines through the columns with their bubbles above and on the left, numbered among the building's axes. */
function gridShapes(plan: Plan, storey: Storey, box: Bounds): Shape[] {
  const fine = { pixels: 1000 };
  const { xs, ys } = gridOf(fine, storey, box);
  const axes = axesOf(fine, plan.storeys);
  const [across, along] = [axisNumbers(xs, axes.xs), axisNumbers(ys, axes.ys)];
  const layer = "S-GRID";
  const [top, left, radius] = [box.maxY + 2.4, box.minX - 3, 0.35];
  const bubble = (centre: XY, content: string): Shape[] => [
    { layer, kind: "circle", centre, radius },
    { layer, kind: "text", at: centre, height: 0.25, content },
  ];
  return [
    ...xs.flatMap((x, i) => [
      stroke(layer, { x, y: box.minY - 0.3 }, { x, y: top - radius }),
      ...bubble({ x, y: top }, `X${across[i]}`),
    ]),
    ...ys.flatMap((y, i) => [
      stroke(layer, { x: left + radius, y }, { x: box.maxX + 0.3, y }),
      ...bubble({ x: left, y }, `Y${along[i]}`),
    ]),
  ];
}

function siteShapes(plan: Plan): Shape[] {
  const parking = plan.parking.flatMap((space) => outline("A-SITE", ringOf(space.outline)));
  return [...outline("A-SITE", ringOf(plan.site?.boundary)), ...parking];
}

const mm = ({ x, y }: XY): XY => ({ x: x * 1000, y: y * 1000 });

function inMillimetres(shape: Shape): Shape {
  switch (shape.kind) {
    case "polyline":
      return { ...shape, points: shape.points.map(mm) };
    case "text":
      return { ...shape, at: mm(shape.at), height: shape.height * 1000 };
    case "fill":
      return { ...shape, rings: shape.rings.map((ring) => ring.map(mm)) };
    case "dimension":
      return { ...shape, from: mm(shape.from), to: mm(shape.to), at: shape.at * 1000 };
    default:
      return { ...shape, centre: mm(shape.centre), radius: shape.radius * 1000 };
  }
}
