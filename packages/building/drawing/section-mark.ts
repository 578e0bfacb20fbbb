import type { Bounds } from "../geometry/polygon.ts";
import type { Rectangle } from "../geometry/rectangle.ts";
import type { XY } from "../geometry/vector.ts";
import { chainDepth } from "./dimensions.ts";
import type { PlanChains, Side } from "./dimensions.ts";
import { bubbleGap, bubbleRadius } from "./grid.ts";
import type { Grid } from "./grid.ts";
import type { Cut } from "./section-place.ts";
import { element, n, text } from "./svg.ts";
import type { Scale } from "./svg.ts";

/** An end of the line along which the section cuts: where it leaves the building, metres, on which side, and which way it points. */
export interface SectionEnd {
  readonly at: XY;
  readonly side: Side;
  readonly outward: XY;
  readonly away: XY;
}

/** The mark at an end: how far its middle lies from there, pixels. */
export interface SectionMark extends SectionEnd {
  readonly out: number;
}

/** Both ends of the section; `gap` is how far the building reaches beyond the box, metres. */
export function sectionEnds(cut: Cut | undefined, box: Bounds, gap: number): SectionEnd[] {
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
    const outward = { x: along.x * sign, y: along.y * sign };
    return { at, side: sideOf(outward), outward, away };
  });
}

const sideOf = ({ x, y }: XY): Side => (Math.abs(x) > Math.abs(y) ? (x > 0 ? "E" : "W") : y > 0 ? "N" : "S");

const radius = 7;
/** Length of the head from the middle of a mark, and of the stroke that shows the line of the section, pixels. */
const head = radius + 7;
const stroke = 7;
/** From the last chain to the middle of a mark: beyond figures that stand off that chain, pixels. */
const beyondChains = 28;
/** The same where there are neither chains nor bubbles. */
const beyondNothing = 6;
/** The same where a bubble of the grid has that place. */
const beyondBubble = bubbleGap + bubbleRadius + 3 + stroke + radius;

/** What lies round a storey on its sheet. */
export interface Surroundings {
  readonly chains: PlanChains;
  readonly starts: Readonly<Record<Side, number>>;
  readonly grid: Grid;
}

/** The marks at the ends, outside of all dimensions and clear of the grid's bubbles, where neither words nor doors are; a metre has so many pixels. */
export const placeSectionMarks = (
  ends: readonly SectionEnd[],
  { chains, starts, grid }: Surroundings,
  pixels: number,
): SectionMark[] =>
  ends.map((end) => {
    const { at, side, away } = end;
    const bubbles = { S: [], E: [], W: grid.ys.map((y) => y - at.y), N: grid.xs.map((x) => x - at.x) }[side];
    const looks = side === "W" ? away.y : away.x;
    const taken = bubbles.some((off) => {
      const room = bubbleRadius + 3 + (off * looks > 0 ? head : radius);
      return Math.abs(off) * pixels < room;
    });
    const bare = chains[side].length === 0 && bubbles.length === 0;
    const beyond = bare ? beyondNothing : taken ? beyondBubble : beyondChains;
    return { ...end, out: chainDepth(chains[side].length, starts[side]) + beyond };
  });

/** How far the mark on a side reaches from the building, pixels; 0 without one. */
export const markReach = (marks: readonly SectionMark[], side: Side): number =>
  Math.max(0, ...marks.filter((mark) => mark.side === side).map(({ out }) => out + radius));

/** Draws the marks: a head that looks where the section looks, and its letter. */
export const drawSectionMarks = (scale: Scale, marks: readonly SectionMark[]): string =>
  element("g", { id: "section-marks" }, marks.map((one) => mark(scale, one)).join(""));

/** The box that a mark fills, metres, where a metre has so many pixels. */
export function sectionMarkBox({ at, outward, away, out }: SectionMark, pixels: number): Rectangle {
  const reach = (d: number, side: number): XY => ({
    x: at.x + (outward.x * d + away.x * side) / pixels,
    y: at.y + (outward.y * d + away.y * side) / pixels,
  });
  const from = out - radius - stroke;
  const spots = [reach(from, -radius), reach(out + radius, -radius), reach(from, head), reach(out + radius, head)];
  const [xs, ys] = [spots.map(({ x }) => x), spots.map(({ y }) => y)];
  return { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) };
}

function mark(scale: Scale, { at, outward, away, out }: SectionMark): string {
  const reach = (d: number): XY => ({ x: scale.x(at.x) + outward.x * d, y: scale.y(at.y) - outward.y * d });
  const { x, y } = reach(out);
  const tip = { x: x + away.x * head, y: y - away.y * head };
  const side = { x: away.y * radius, y: away.x * radius };
  const arrow = `M${n(tip.x)} ${n(tip.y)}L${n(x + side.x)} ${n(y + side.y)}L${n(x - side.x)} ${n(y - side.y)}Z`;
  const [inner, outer] = [reach(out - radius - stroke), reach(out - radius)];
  return (
    element("line", { x1: outer.x, y1: outer.y, x2: inner.x, y2: inner.y, stroke: "#b3372f", "stroke-width": 1.8 }) +
    element("path", { d: arrow, fill: "#b3372f" }) +
    element("circle", { cx: x, cy: y, r: radius, fill: "#ffffff", stroke: "#b3372f", "stroke-width": 1.2 }) +
    text("A", { x, y: y + 3.2 }, { "font-size": 9, "font-weight": 700, "text-anchor": "middle", fill: "#b3372f" })
  );
}
