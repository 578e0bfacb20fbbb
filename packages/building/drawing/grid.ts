import type { Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Bounds } from "../geometry/polygon.ts";
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

/** Thin lines across the plan, drawn under its walls. */
export function drawGridLines(scale: Scale, { xs, ys }: Grid, box: Bounds, edges: PlanEdges): string {
  const style = { stroke: "#b9b2a6", "stroke-width": 0.6, "stroke-dasharray": "16 3 2 3" };
  const lines = [
    ...xs.map((x) =>
      element("line", {
        x1: scale.x(x),
        x2: scale.x(x),
        y1: edges.top + bubbleRadius,
        y2: scale.y(box.minY) + 6,
        ...style,
      }),
    ),
    ...ys.map((y) =>
      element("line", {
        x1: edges.left + bubbleRadius,
        x2: scale.x(box.maxX) + 6,
        y1: scale.y(y),
        y2: scale.y(y),
        ...style,
      }),
    ),
  ];
  return element("g", { id: "grid" }, lines.join(""));
}

/** The bubbles with X1, X2 … above and Y1, Y2 … on the left. */
export function drawBubbles(scale: Scale, { xs, ys }: Grid, edges: PlanEdges): string {
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
      ...xs.map((x, i) => bubble(`X${i + 1}`, scale.x(x), edges.top)),
      ...ys.map((y, i) => bubble(`Y${i + 1}`, edges.left, scale.y(y))),
    ].join(""),
  );
}
