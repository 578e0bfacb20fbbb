import type { Plan, Space, Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { ringOf } from "../geometry/plan-shape.ts";
import { area, bounds, interiorPoint } from "../geometry/polygon.ts";
import { turnedRectangle } from "../geometry/rectangle.ts";
import { locate } from "../geometry/vector.ts";
import type { XY } from "../geometry/vector.ts";
import { dxfDocument } from "./dxf-document.ts";
import type { Shape } from "./dxf-document.ts";
import { openingShapes } from "./dxf-openings.ts";
import type { Layer } from "./dxf-tables.ts";
import { millimetres, squareMetres } from "./figures.ts";
import { stretch, wallLine } from "./openings.ts";
import { storeyTitle } from "./plan.ts";

/** Layers of a floor plan, named by the US national CAD standard as Korean offices use it. */
export const dxfLayers: readonly Layer[] = [
  { name: "A-WALL", colour: 7 },
  { name: "A-COLS", colour: 2 },
  { name: "A-DOOR", colour: 3 },
  { name: "A-GLAZ", colour: 4 },
  { name: "A-STRS", colour: 8 },
  { name: "A-FURN", colour: 9 },
  { name: "A-ROOM-TEXT", colour: 6 },
  { name: "A-DIM", colour: 1 },
  { name: "A-SITE", colour: 30, dashed: true },
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
    ...sizeShapes(plan, storey),
    ...(storey.number === 1 ? siteShapes(plan) : []),
  ];
}

function wallShapes(storey: Storey): Shape[] {
  return storey.walls.flatMap((wall) => {
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

/** Title with the unit, and overall sizes below and to the left, by wall centreline. */
function sizeShapes(plan: Plan, storey: Storey): Shape[] {
  const ring = ringOf(storey.outline);
  if (ring.length < 3) return [];
  const { minX, minY, maxX, maxY } = bounds(ring);
  const layer = "A-DIM";
  const [x, y] = [minX - 1.2, minY - 1.2];
  const title = `${plan.title} ${storeyTitle(storey)} (단위: mm)`;
  const tick = (px: number, py: number) =>
    stroke(layer, { x: px - 0.12, y: py - 0.12 }, { x: px + 0.12, y: py + 0.12 });
  const witness = (a: XY, b: XY) => stroke(layer, a, b);
  const middle = { x: (minX + maxX) / 2, y: (minY + maxY) / 2 };
  const height = 0.25;
  return [
    stroke(layer, { x: minX, y }, { x: maxX, y }),
    stroke(layer, { x, y: minY }, { x, y: maxY }),
    ...[minX, maxX].flatMap((px) => [tick(px, y), witness({ x: px, y: minY - 0.4 }, { x: px, y: y - 0.2 })]),
    ...[minY, maxY].flatMap((py) => [tick(x, py), witness({ x: minX - 0.4, y: py }, { x: x - 0.2, y: py })]),
    { layer, kind: "text", at: { x: middle.x, y: y + 0.25 }, height, content: millimetres(maxX - minX) },
    { layer, kind: "text", at: { x: x - 0.25, y: middle.y }, height, content: millimetres(maxY - minY), turn: 90 },
    { layer, kind: "text", at: { x: middle.x, y: y - 1 }, height: 0.4, content: title },
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
    default:
      return { ...shape, centre: mm(shape.centre), radius: shape.radius * 1000 };
  }
}
