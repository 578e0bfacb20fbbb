import type { XY } from "../geometry/vector.ts";
import { blockOf, objectsOf, tablesOf } from "./dxf-tables.ts";
import type { Layer, NextHandle, Tag } from "./dxf-tables.ts";

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
);

/** An ASCII drawing of version AC1021 (2007), the first whose text is UTF-8; units are millimetres. */
export function dxfDocument(layers: readonly Layer[], shapes: readonly Shape[]): string {
  let used = 0x1f;
  const next: NextHandle = () => (++used).toString(16).toUpperCase();
  const model = next();
  const paper = next();
  const tables = tablesOf(layers, { model, paper }, next);
  const blocks = [...blockOf("*Model_Space", model, next), ...blockOf("*Paper_Space", paper, next)];
  const entities = shapes.flatMap((shape) => entityOf(shape, next(), model));
  const objects = objectsOf(next);
  const body = [
    ...section("CLASSES", []),
    ...section("TABLES", tables),
    ...section("BLOCKS", blocks),
    ...section("ENTITIES", entities),
    ...section("OBJECTS", objects),
    [0, "EOF"] as const,
  ];
  return written([...section("HEADER", headerOf(shapes, next())), ...body]);
}

const written = (tags: readonly Tag[]): string =>
  tags.map(([code, value]) => `${code}\n${valueText(value)}\n`).join("");

/** Line breaks would end a value early; four decimals are a ten-thousandth of a millimetre. */
const valueText = (value: string | number): string =>
  typeof value === "number" ? String(Math.round(value * 1e4) / 1e4 + 0) : value.replace(/[\r\n]+/g, " ");

const section = (name: string, tags: readonly Tag[]): Tag[] => [[0, "SECTION"], [2, name], ...tags, [0, "ENDSEC"]];

function headerOf(shapes: readonly Shape[], seed: string): Tag[] {
  const points = shapes.flatMap((shape) =>
    shape.kind === "polyline" ? shape.points : [shape.kind === "text" ? shape.at : shape.centre],
  );
  const least = (values: number[]) => values.reduce((a, b) => Math.min(a, b), 0);
  const most = (values: number[]) => values.reduce((a, b) => Math.max(a, b), 0);
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  return [
    [9, "$ACADVER"],
    [1, "AC1021"],
    [9, "$HANDSEED"],
    [5, seed],
    [9, "$INSUNITS"],
    [70, 4],
    [9, "$MEASUREMENT"],
    [70, 1],
    [9, "$LTSCALE"],
    [40, 1],
    [9, "$EXTMIN"],
    [10, least(xs)],
    [20, least(ys)],
    [30, 0],
    [9, "$EXTMAX"],
    [10, most(xs)],
    [20, most(ys)],
    [30, 0],
  ];
}

function entityOf(shape: Shape, handle: string, owner: string): Tag[] {
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
        ...shape.points.flatMap(({ x, y }): Tag[] => [
          [10, x],
          [20, y],
        ]),
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
  }
}
