import type { XY } from "../geometry/vector.ts";
import { dimensionSizes } from "./dxf-sizes.ts";
import type { Tag } from "./dxf-tables.ts";

/** A shape on a layer, in drawing units; angles in degrees counter-clockwise from the x axis. */
export type Shape = { readonly layer: string } & (
  | { readonly kind: "polyline"; readonly points: readonly XY[]; readonly closed: boolean }
  | { readonly kind: "circle"; readonly centre: XY; readonly radius: number }
  | { readonly kind: "arc"; readonly centre: XY; readonly radius: number; readonly from: number; readonly to: number }
  | {
      readonly kind: "text";
      readonly at: XY;
      readonly height: number;
      readonly content: string;
      readonly turn?: number;
    }
  /** Rings filled with their layer's colour. */
  | { readonly kind: "fill"; readonly rings: readonly (readonly XY[])[] }
  /** A measured length between two points, along x or along y, with the place of its line across it. */
  | { readonly kind: "dimension"; readonly from: XY; readonly to: XY; readonly at: number; readonly upright: boolean }
);

type Dimension = Extract<Shape, { kind: "dimension" }>;

/** What a dimension draws in its block: its line, the lines from what it measures, ticks and the figure. */
export function dimensionParts({ layer, from, to, at, upright }: Dimension, figure: string): Shape[] {
  const { letters, tick, beyond, away } = dimensionSizes;
  const place = (along: number, across: number): XY => (upright ? { x: across, y: along } : { x: along, y: across });
  const ends = upright ? [from.y, to.y] : [from.x, to.x];
  const across = upright ? [from.x, to.x] : [from.y, to.y];
  const stroke = (a: XY, b: XY): Shape => ({ layer, kind: "polyline", points: [a, b], closed: false });
  const sides = ends.flatMap((along, i) => {
    const way = Math.sign(at - across[i]!) || 1;
    const end = place(along, at);
    return [
      stroke(place(along, across[i]! + way * away), place(along, at + way * beyond)),
      stroke({ x: end.x - tick, y: end.y - tick }, { x: end.x + tick, y: end.y + tick }),
    ];
  });
  const middle = figurePlace({ layer, kind: "dimension", from, to, at, upright });
  const text: Shape = {
    layer,
    kind: "text",
    at: middle,
    height: letters,
    content: figure,
    ...(upright ? { turn: 90 } : {}),
  };
  return [stroke(place(ends[0]!, at), place(ends[1]!, at)), ...sides, text];
}

/** Middle of a dimension's figure: above its line, or to the left of an upright one. */
function figurePlace({ from, to, at, upright }: Dimension): XY {
  const gap = dimensionSizes.letters * 0.75;
  return upright ? { x: at - gap, y: (from.y + to.y) / 2 } : { x: (from.x + to.x) / 2, y: at + gap };
}

/** An entity of a drawing; `block` is the name of a dimension's own block. */
export function entityOf(shape: Shape, handle: string, owner: string, block = ""): Tag[] {
  const entity = (type: string): Tag[] => [
    [0, type],
    [5, handle],
    [330, owner],
    [100, "AcDbEntity"],
    [8, shape.layer],
  ];
  const round = (centre: XY, radius: number): Tag[] => [
    [100, "AcDbCircle"],
    [10, centre.x],
    [20, centre.y],
    [30, 0],
    [40, radius],
  ];
  switch (shape.kind) {
    case "polyline":
      return [
        ...entity("LWPOLYLINE"),
        [100, "AcDbPolyline"],
        [90, shape.points.length],
        [70, shape.closed ? 1 : 0],
        ...vertices(shape.points),
      ];
    case "circle":
      return [...entity("CIRCLE"), ...round(shape.centre, shape.radius)];
    case "arc":
      return [
        ...entity("ARC"),
        ...round(shape.centre, shape.radius),
        [100, "AcDbArc"],
        [50, shape.from],
        [51, shape.to],
      ];
    case "text":
      return [
        ...entity("TEXT"),
        [100, "AcDbText"],
        [10, shape.at.x],
        [20, shape.at.y],
        [30, 0],
        [40, shape.height],
        [1, shape.content],
        [50, shape.turn ?? 0],
        [7, "Standard"],
        [72, 1],
        [11, shape.at.x],
        [21, shape.at.y],
        [31, 0],
        [100, "AcDbText"],
        [73, 2],
      ];
    case "fill":
      return [...entity("HATCH"), ...hatch(shape.rings)];
    case "dimension":
      return [...entity("DIMENSION"), ...dimension(shape, block)];
  }
}

const vertices = (points: readonly XY[]): Tag[] =>
  points.flatMap(({ x, y }): Tag[] => [
    [10, x],
    [20, y],
  ]);

const hatch = (rings: readonly (readonly XY[])[]): Tag[] => [
  [100, "AcDbHatch"],
  [10, 0],
  [20, 0],
  [30, 0],
  [210, 0],
  [220, 0],
  [230, 1],
  [2, "SOLID"],
  [70, 1],
  [71, 0],
  [91, rings.length],
  ...rings.flatMap((ring): Tag[] => [
    // An outer boundary given as a polyline.
    [92, 3],
    [72, 0],
    [73, 1],
    [93, ring.length],
    ...vertices(ring),
    [97, 0],
  ]),
  [75, 0],
  [76, 1],
  [98, 0],
];

function dimension(shape: Dimension, block: string): Tag[] {
  const { from, to, at, upright } = shape;
  const middle = figurePlace(shape);
  const line = upright ? { x: at, y: to.y } : { x: to.x, y: at };
  const point = (code: number, { x, y }: XY): Tag[] => [
    [code, x],
    [code + 10, y],
    [code + 20, 0],
  ];
  return [
    [100, "AcDbDimension"],
    [2, block],
    ...point(10, line),
    ...point(11, middle),
    // A rotated one whose block is its own.
    [70, 32],
    [71, 5],
    [42, Math.abs(upright ? to.y - from.y : to.x - from.x)],
    [3, "Standard"],
    [100, "AcDbAlignedDimension"],
    ...point(13, from),
    ...point(14, to),
    [50, upright ? 90 : 0],
    [100, "AcDbRotatedDimension"],
  ];
}
