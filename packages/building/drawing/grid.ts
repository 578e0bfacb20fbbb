import type { Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { bounds } from "../geometry/polygon.ts";
import type { Bounds } from "../geometry/polygon.ts";
import type { Rectangle } from "../geometry/rectangle.ts";
import { stations } from "./dimensions.ts";
import { element, text } from "./svg.ts";
import type { Scale } from "./svg.ts";

/** Centrelines of the structure: coordinates in metres, from the left and from below. */
export interface Grid {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
}

/** Where the middles of the bubbles lie, pixels. */
export interface PlanEdges {
  readonly left: number;
  readonly top: number;
}

/** From the last chain of dimensions to the middle of a bubble, pixels. */
export const bubbleGap = 26;
/** Radius of the bubbles, pixels. */
export const bubbleRadius = 9;
/** Lines nearer than this are one, metres. */
const merged = 0.45;

/** Lines through the columns, or where there are none through the walls that end at the outer ones; those whose bubbles would touch are left out. */
export function gridOf({ pixels }: Pick<Scale, "pixels">, storey: Storey, box: Bounds): Grid {
  const centres = storey.columns.flatMap(({ centre }) => (centre ? [centre] : []));
  const pick = (values: readonly number[], walls: readonly number[]) =>
    apart(values.length >= 2 ? values : walls, (bubbleRadius * 2 + 4) / pixels);
  return {
    xs: pick(cluster(centres.map(({ x }) => x)), stations(storey, box, "S")),
    ys: pick(cluster(centres.map(({ y }) => y)), stations(storey, box, "W")),
  };
}

/** The lines of all storeys: those of the building, which name those of each storey. */
export function axesOf(scale: Pick<Scale, "pixels">, storeys: readonly Storey[]): Grid {
  const grids = storeys.map((storey) => gridOf(scale, storey, bounds(storey.outline?.points ?? [])));
  const union = (values: readonly number[]) => {
    const kept: number[] = [];
    for (const value of values.toSorted((a, b) => a - b))
      if (value - (kept.at(-1) ?? -Infinity) > same) kept.push(value);
    return kept;
  };
  return { xs: union(grids.flatMap(({ xs }) => xs)), ys: union(grids.flatMap(({ ys }) => ys)) };
}

/** Lines of two storeys that lie no farther apart are one, metres. */
const same = 0.05;

/** Names of lines by their places among the building's, from 1. */
export const axisNumbers = (values: readonly number[], axes: readonly number[]): number[] =>
  values.map((value) => axes.filter((axis) => axis < value - same).length + 1);

function cluster(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted.filter((value, i) => i === 0 || value - sorted[i - 1]! > merged);
}

/** Values of which each is at least `gap` from the one before; the last one always stays. */
function apart(values: readonly number[], gap: number): number[] {
  const kept: number[] = [];
  for (const value of values) {
    if (kept.length === 0 || value - kept.at(-1)! >= gap) kept.push(value);
  }
  const last = values.at(-1);
  if (last !== undefined && kept.length > 1 && last !== kept.at(-1)) kept[kept.length - 1] = last;
  return kept;
}

/** Thin lines across the plan, drawn under its walls; they stop at what is written and at marks, boxes in pixels. */
export function drawGridLines(
  scale: Scale,
  { xs, ys }: Grid,
  { box, edges, kept }: { readonly box: Bounds; readonly edges: PlanEdges; readonly kept: readonly Rectangle[] },
): string {
  const style = { stroke: "#b9b2a6", "stroke-width": 0.6, "stroke-dasharray": "16 3 2 3" };
  const upright = xs.map(scale.x).flatMap((x) => {
    const across = kept.filter(({ x0, x1 }) => x0 < x && x < x1).map(({ y0, y1 }) => [y0, y1] as const);
    return stretchesOutside([edges.top + bubbleRadius, scale.y(box.minY) + 6], across).map(([y1, y2]) =>
      element("line", { x1: x, x2: x, y1, y2, ...style }),
    );
  });
  const level = ys.map(scale.y).flatMap((y) => {
    const across = kept.filter(({ y0, y1 }) => y0 < y && y < y1).map(({ x0, x1 }) => [x0, x1] as const);
    return stretchesOutside([edges.left + bubbleRadius, scale.x(box.maxX) + 6], across).map(([x1, x2]) =>
      element("line", { x1, x2, y1: y, y2: y, ...style }),
    );
  });
  return element("g", { id: "grid" }, [...upright, ...level].join(""));
}

type Stretch = readonly [from: number, to: number];

/** What is left of a stretch outside of others. */
function stretchesOutside([from, to]: Stretch, others: readonly Stretch[]): Stretch[] {
  const left: Stretch[] = [];
  let at = from;
  for (const [start, end] of others.toSorted((a, b) => a[0] - b[0])) {
    if (start > at) left.push([at, Math.min(start, to)]);
    at = Math.max(at, end);
    if (at >= to) return left;
  }
  return [...left, [at, to]];
}

/** Boxes of the bubbles, pixels. */
export const bubbleBoxes = (scale: Scale, { xs, ys }: Grid, { left, top }: PlanEdges): Rectangle[] =>
  [...xs.map((x) => [scale.x(x), top] as const), ...ys.map((y) => [left, scale.y(y)] as const)].map(([x, y]) => ({
    x0: x - bubbleRadius,
    y0: y - bubbleRadius,
    x1: x + bubbleRadius,
    y1: y + bubbleRadius,
  }));

/** The bubbles with X1, X2 … above and Y1, Y2 … on the left, numbered among the building's axes. */
export function drawBubbles(scale: Scale, { xs, ys }: Grid, edges: PlanEdges, axes: Grid): string {
  const [across, along] = [axisNumbers(xs, axes.xs), axisNumbers(ys, axes.ys)];
  const bubble = (label: string, cx: number, cy: number) =>
    element("circle", { cx, cy, r: bubbleRadius, fill: "#ffffff", stroke: "#6a6a6a", "stroke-width": 0.9 }) +
    text(
      label,
      { x: cx, y: cy + 3 },
      { "font-size": 8.5, "font-weight": 700, "text-anchor": "middle", fill: "#3a3a3a" },
    );
  return element(
    "g",
    { id: "bubbles" },
    [
      ...xs.map((x, i) => bubble(`X${across[i]}`, scale.x(x), edges.top)),
      ...ys.map((y, i) => bubble(`Y${along[i]}`, edges.left, scale.y(y))),
    ].join(""),
  );
}
