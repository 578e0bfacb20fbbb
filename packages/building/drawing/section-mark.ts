import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Bounds } from "../geometry/polygon.ts";
import type { Rectangle } from "../geometry/rectangle.ts";
import type { XY } from "../geometry/vector.ts";
import { placeCut } from "./section-place.ts";
import { element, n, text } from "./svg.ts";
import type { Scale } from "./svg.ts";

/** A mark at one end of the line along which the section cuts: its end at the building, metres, and which way it points. */
export interface SectionMark {
  readonly at: XY;
  readonly outward: XY;
  readonly away: XY;
}

/** The marks at both ends of the section; `gap` is how far the building reaches beyond the box, metres. */
export function sectionMarks(plan: Plan, box: Bounds, gap: number): SectionMark[] {
  const cut = placeCut(plan);
  if (!cut) return [];
  const { along, away } = cut.facing;
  const reachOf = (sign: 1 | -1) => {
    const ends = [box.minX * along.x, box.maxX * along.x].map(
      (x, i) => x + [box.minY * along.y, box.maxY * along.y][i]!,
    );
    return sign > 0 ? Math.max(...ends) + gap : Math.min(...ends) - gap;
  };
  return ([1, -1] as const).map((sign) => {
    const s = reachOf(sign);
    const at: XY = { x: along.x * s + away.x * cut.depth, y: along.y * s + away.y * cut.depth };
    return { at, outward: { x: along.x * sign, y: along.y * sign }, away };
  });
}

/** Draws the marks: a head that looks where the section looks, and its letter. */
export const drawSectionMarks = (scale: Scale, marks: readonly SectionMark[]): string =>
  element("g", { id: "section-marks" }, marks.map((one) => mark(scale, one)).join(""));

/** The box that a mark fills, metres, where a metre has so many pixels. */
export function sectionMarkBox({ at, outward, away }: SectionMark, pixels: number): Rectangle {
  const reach = (d: number, side: number): XY => ({
    x: at.x + (outward.x * d + away.x * side) / pixels,
    y: at.y + (outward.y * d + away.y * side) / pixels,
  });
  const spots = [
    reach(-12, -radius),
    reach(out + radius, -radius),
    reach(-12, radius + 7),
    reach(out + radius, radius + 7),
  ];
  const [xs, ys] = [spots.map(({ x }) => x), spots.map(({ y }) => y)];
  return { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) };
}

/** Pixels from the building's edge to the middle of a mark. */
const out = 15;
const radius = 7;

function mark(scale: Scale, { at, outward, away }: SectionMark): string {
  const [x, y] = [scale.x(at.x) + outward.x * out, scale.y(at.y) - outward.y * out];
  const tip = { x: x + away.x * (radius + 7), y: y - away.y * (radius + 7) };
  const side = { x: away.y * radius, y: away.x * radius };
  const head = `M${n(tip.x)} ${n(tip.y)}L${n(x + side.x)} ${n(y + side.y)}L${n(x - side.x)} ${n(y - side.y)}Z`;
  const line = {
    x1: x - outward.x * radius,
    y1: y + outward.y * radius,
    x2: scale.x(at.x) - outward.x * 12,
    y2: scale.y(at.y) + outward.y * 12,
  };
  return (
    element("line", { ...line, stroke: "#b3372f", "stroke-width": 1.8 }) +
    element("path", { d: head, fill: "#b3372f" }) +
    element("circle", { cx: x, cy: y, r: radius, fill: "#ffffff", stroke: "#b3372f", "stroke-width": 1.2 }) +
    text("A", { x, y: y + 3.2 }, { "font-size": 9, "font-weight": 700, "text-anchor": "middle", fill: "#b3372f" })
  );
}
