import { dimensionParts, entityOf } from "./dxf-entities.ts";
import type { Shape } from "./dxf-entities.ts";
import { blockOf, objectsOf, tablesOf } from "./dxf-tables.ts";
import type { Layer, NextHandle, Tag } from "./dxf-tables.ts";
import { millimetres } from "./figures.ts";

/** An ASCII drawing of version AC1021 (2007), the first whose text is UTF-8; units are millimetres. */
export function dxfDocument(layers: readonly Layer[], shapes: readonly Shape[]): string {
  let used = 0x1f;
  const next: NextHandle = () => (++used).toString(16).toUpperCase();
  const model = next();
  const paper = next();
  // Readers show a dimension by the block that it names.
  const dimensions = shapes
    .filter((shape) => shape.kind === "dimension")
    .map((shape, i) => ({ shape, name: `*D${i + 1}`, handle: next() }));
  const tables = tablesOf(layers, { model, paper, blocks: dimensions }, next);
  const blocks = [
    ...blockOf("*Model_Space", model, next),
    ...blockOf("*Paper_Space", paper, next),
    ...dimensions.flatMap(({ shape, name, handle }) => {
      const length = Math.abs(shape.upright ? shape.to.y - shape.from.y : shape.to.x - shape.from.x);
      const parts = dimensionParts(shape, millimetres(length / 1000));
      return blockOf(name, handle, next, () => parts.flatMap((part) => entityOf(part, next(), handle)));
    }),
  ];
  const names = new Map<Shape, string>(dimensions.map(({ shape, name }) => [shape, name]));
  const entities = shapes.flatMap((shape) => entityOf(shape, next(), model, names.get(shape)));
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
  const points = shapes.flatMap((shape) => {
    if (shape.kind === "polyline") return shape.points;
    if (shape.kind === "fill") return shape.rings.flat();
    if (shape.kind === "dimension") return [shape.from, shape.to];
    return [shape.kind === "text" ? shape.at : shape.centre];
  });
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
    [9, "$LWDISPLAY"],
    [290, 1],
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
