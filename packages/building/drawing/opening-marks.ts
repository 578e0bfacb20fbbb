import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { PlacedMark } from "./place-marks.ts";
import { element, escape, text } from "./svg.ts";
import type { Scale } from "./svg.ts";

/** Radius of a mark and the room kept round it, pixels. */
export const markSize = { radius: 9, gap: 1.5 } as const;

/** Draws marks as Korean drawings have them: a circle, in it the number over the letter of doors or windows. */
export function drawOpeningMarks(scale: Scale, marks: readonly PlacedMark[]): string {
  const drawn = marks.map(({ mark, opening, at, leader }) => {
    const spot = { x: scale.x(at.x), y: scale.y(at.y) };
    const lead = leader ? leaderLine(spot, { x: scale.x(leader.x), y: scale.y(leader.y) }) : "";
    return lead + markSymbol(mark, spot, opening.kind === OpeningKind.WINDOW);
  });
  return element("g", { id: "opening-marks" }, drawn.join(""));
}

/** A mark round a spot of the sheet. */
export function markSymbol(
  mark: string,
  { x, y }: { x: number; y: number },
  window: boolean,
  radius: number = markSize.radius,
): string {
  const ink = window ? "#2f5f86" : "#7a3b1d";
  const letters = { "text-anchor": "middle", fill: ink, "font-weight": 700 };
  const share = radius / 9;
  return element(
    "g",
    { class: "mark" },
    element("title", {}, escape(mark)) +
      element("circle", { cx: x, cy: y, r: radius, fill: "#ffffff", stroke: ink, "stroke-width": 0.9 * share }) +
      element("line", { x1: x - radius, x2: x + radius, y1: y, y2: y, stroke: ink, "stroke-width": 0.6 * share }) +
      text(mark.slice(1), { x, y: y - 1.2 * share }, { ...letters, "font-size": 7.5 * share }) +
      text(mark.slice(0, 1), { x, y: y + 6.9 * share }, { ...letters, "font-size": 7 * share }),
  );
}

function leaderLine(from: { x: number; y: number }, to: { x: number; y: number }): string {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const share = markSize.radius / length;
  return element("line", {
    x1: from.x + (to.x - from.x) * share,
    y1: from.y + (to.y - from.y) * share,
    x2: to.x,
    y2: to.y,
    stroke: "#8a8a8a",
    "stroke-width": 0.6,
  });
}
