import type { Rectangle } from "../geometry/rectangle.ts";
import type { XY } from "../geometry/vector.ts";
import { frame, strip } from "./paper.ts";
import { element, n, text, textWidth } from "./svg.ts";
import type { Scale } from "./svg.ts";

/** A row of a table: name and value. */
export type Row = readonly [name: string, value: string];

/** What a title block says of its sheet. */
export interface SheetHead {
  readonly project: string;
  readonly drawing: string;
  readonly english: string;
  /** "A-101". */
  readonly number: string;
  /** The number after "1/" on A3; absent for sheets that are not to scale. */
  readonly ratio?: number;
  /** Date of the permit, YYYY-MM-DD; empty when it is not known yet. */
  readonly date: string;
}

const pad = 16;
const ink = "#2e2e2e";

/** Title block: name of project and drawing, facts, a table cut off where the room ends, and at the foot scale, date and number of the sheet. */
export function drawTitleBlock(
  head: SheetHead,
  facts: readonly Row[],
  table: { title: string; rows: readonly Row[] },
): string {
  const { x, y, width, height } = strip;
  const rule = (at: number, weight = 0.8) =>
    element("line", { x1: x, y1: at, x2: x + width, y2: at, stroke: ink, "stroke-width": weight });
  const parts = [
    element("rect", { x, y, width, height, fill: "none", stroke: ink, "stroke-width": 1.2 }),
    text(
      fitted(head.project, width - 2 * pad, 17),
      { x: x + pad, y: y + 32 },
      { "font-size": 17, "font-weight": 700, fill: "#1f1f1f" },
    ),
    text(head.drawing, { x: x + pad, y: y + 56 }, { "font-size": 14, fill: "#444444" }),
    rule(y + 70),
  ];
  let at = y + 92;
  for (const row of facts) {
    parts.push(tableRow(row, at, 11.5));
    at += 20;
  }
  at += 6;
  parts.push(
    rule(at - 12),
    text(table.title, { x: x + pad, y: at + 8 }, { "font-size": 12, "font-weight": 700, fill: "#1f1f1f" }),
  );
  at += 28;
  const room = Math.floor((y + height - footHeight - 14 - at) / 17) + 1;
  const fits = table.rows.length <= room;
  for (const row of table.rows.slice(0, fits ? room : Math.max(0, room - 1))) {
    parts.push(tableRow(row, at, 10.5));
    at += 17;
  }
  if (!fits) parts.push(tableRow([`외 ${table.rows.length - Math.max(0, room - 1)}건`, ""], at, 10.5));
  return element("g", { id: "title-block" }, parts.join("") + drawFoot(head));
}

/** Height of the foot of the title block, pixels. */
const footHeight = 148;

function drawFoot(head: SheetHead): string {
  const { x, width } = strip;
  const top = strip.y + strip.height - footHeight;
  const middle = x + width / 2;
  const line = (x1: number, y1: number, x2: number, y2: number) =>
    element("line", { x1, y1, x2, y2, stroke: ink, "stroke-width": 0.8 });
  const cell = (label: string, value: string, at: { x: number; y: number }, size: number) =>
    text(label, { x: at.x, y: at.y }, { "font-size": 9, fill: "#767676" }) +
    text(value, { x: at.x, y: at.y + size + 6 }, { "font-size": size, "font-weight": 700, fill: "#1f1f1f" });
  return [
    line(x, top, x + width, top),
    line(x, top + 48, x + width, top + 48),
    line(x, top + 96, x + width, top + 96),
    line(middle, top + 48, middle, top + footHeight),
    cell(
      "도면명 DRAWING",
      fitted(`${head.drawing} ${head.english}`, width - 2 * pad, 12),
      { x: x + pad, y: top + 16 },
      12,
    ),
    cell("축척 SCALE (A3)", head.ratio === undefined ? "NTS" : `1/${head.ratio}`, { x: x + pad, y: top + 64 }, 14),
    cell("허가 신청일 DATE", head.date === "" ? "-" : head.date, { x: middle + pad, y: top + 64 }, 14),
    cell("설계 DESIGN", "VIBA mesh", { x: x + pad, y: top + 112 }, 14),
    cell("도면번호 SHEET", head.number, { x: middle + pad, y: top + 112 }, 17),
  ].join("");
}

function tableRow([name, value]: Row, y: number, size: number): string {
  const { x, width } = strip;
  const left = fitted(name, width - 44 - textWidth(value) * size, size);
  return (
    text(left, { x: x + pad, y }, { "font-size": size, fill: "#555555" }) +
    text(value, { x: x + width - pad, y }, { "font-size": size, fill: "#1f1f1f", "text-anchor": "end" })
  );
}

/** Text cut to a width, with dots where something is missing. */
export function fitted(content: string, width: number, size: number): string {
  if (textWidth(content) * size <= width) return content;
  let cut = content;
  while (cut.length > 1 && textWidth(`${cut}…`) * size > width) cut = cut.slice(0, -1);
  return `${cut}…`;
}

/** Metres of a fifth of the bar of a scale. */
const barStep = ({ pixels }: Scale): number => (pixels > 34 ? 1 : pixels > 14 ? 2 : 5);

/** Where the bar of a scale ends, pixels. */
export const scaleBarEnd = (scale: Scale): number => barLeft + 5 * barStep(scale) * scale.pixels;
const barLeft = 60;

/** Scale bar of five steps in black and white. */
export function drawScaleBar(scale: Scale): string {
  const [x, y] = [barLeft, frame.y + frame.height - 32];
  const step = barStep(scale);
  const parts: string[] = [];
  for (let i = 0; i < 5; i++) {
    parts.push(
      element("rect", {
        x: x + i * step * scale.pixels,
        y,
        width: step * scale.pixels,
        height: 6,
        fill: i % 2 === 0 ? "#2e2e2e" : "#ffffff",
        stroke: "#2e2e2e",
        "stroke-width": 0.8,
      }),
    );
  }
  for (const i of [0, 1, 3, 5]) {
    const label = i === 5 ? `${5 * step} m` : String(i * step);
    parts.push(
      text(
        label,
        { x: x + i * step * scale.pixels, y: y + 19 },
        { "font-size": 10, "text-anchor": "middle", fill: "#444444" },
      ),
    );
  }
  return element("g", { id: "scale-bar" }, parts.join(""));
}

/** Where a north arrow may stand in the upper corners of a sheet, the usual place first, pixels. */
const corners = [
  { x: 1040, y: 76 },
  { x: 60, y: 76 },
  { x: 1052, y: 72 },
] as const;

/** The corner in which a north arrow touches nothing that is there; the usual one if it does everywhere. */
export const northSpot = (taken: readonly Rectangle[] = []): XY =>
  corners.find(({ x, y }) =>
    taken.every(({ x0, y0, x1, y1 }) => x1 < x - 22 || x0 > x + 22 || y1 < y - 38 || y0 > y + 22),
  ) ?? corners[0];

/** North arrow: the sheet's top is north. */
export function drawNorth({ x, y }: XY): string {
  const arrow =
    element("circle", { r: 18, fill: "none", stroke: "#2e2e2e", "stroke-width": 1 }) +
    element("path", { d: "M0 -18L7 12L0 6Z", fill: "#2e2e2e" }) +
    element("path", { d: "M0 -18L-7 12L0 6Z", fill: "#ffffff", stroke: "#2e2e2e", "stroke-width": 0.8 });
  const style = { "font-size": 13, "font-weight": 700, "text-anchor": "middle", fill: "#1f1f1f" };
  return element(
    "g",
    { id: "north" },
    element("g", { transform: `translate(${n(x)} ${n(y)})` }, arrow) + text("N", { x, y: y - 24 }, style),
  );
}
