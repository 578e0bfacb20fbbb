import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { element, n, text, textWidth } from "./svg.ts";
import type { Scale } from "./svg.ts";

/** Where the title block stands on the sheet. */
export interface BlockFrame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A row of a table: name and value. */
export type Row = readonly [name: string, value: string];

const structures: Record<string, string> = { rc: "철근콘크리트조", timber: "목구조", steel: "철골조" };
const roofs: Record<string, string> = { flat: "평지붕", gable: "박공지붕", hip: "팔작·모임지붕" };

/** Structure and roof in Korean. */
export const structureName = (plan: Plan): string => structures[plan.concept?.structure ?? ""] ?? "-";
export const roofName = (plan: Plan): string => roofs[plan.roof?.kind ?? ""] ?? "-";

/** Title block: name of project and drawing, facts, and a table of spaces cut off where the sheet ends. */
export function drawTitleBlock(
  frame: BlockFrame,
  head: { project: string; drawing: string },
  facts: readonly Row[],
  table: { title: string; rows: readonly Row[] },
): string {
  const { x, y, width, height } = frame;
  const pad = 16;
  const parts = [
    element("rect", { x, y, width, height, fill: "none", stroke: "#2e2e2e", "stroke-width": 1.2 }),
    text(
      fitted(head.project, width - 2 * pad, 17),
      { x: x + pad, y: y + 32 },
      { "font-size": 17, "font-weight": 700, fill: "#1f1f1f" },
    ),
    text(head.drawing, { x: x + pad, y: y + 56 }, { "font-size": 14, fill: "#444444" }),
    element("line", { x1: x, y1: y + 70, x2: x + width, y2: y + 70, stroke: "#2e2e2e", "stroke-width": 0.8 }),
  ];
  let at = y + 92;
  for (const row of facts) {
    parts.push(tableRow(frame, row, at, 11.5));
    at += 20;
  }
  at += 6;
  parts.push(
    element("line", { x1: x, y1: at - 12, x2: x + width, y2: at - 12, stroke: "#2e2e2e", "stroke-width": 0.8 }),
    text(table.title, { x: x + pad, y: at + 8 }, { "font-size": 12, "font-weight": 700, fill: "#1f1f1f" }),
  );
  at += 28;
  const room = Math.floor((y + height - 14 - at) / 17) + 1;
  const fits = table.rows.length <= room;
  for (const row of table.rows.slice(0, fits ? room : Math.max(0, room - 1))) {
    parts.push(tableRow(frame, row, at, 10.5));
    at += 17;
  }
  if (!fits) parts.push(tableRow(frame, [`외 ${table.rows.length - Math.max(0, room - 1)}실`, ""], at, 10.5));
  return element("g", { id: "title-block" }, parts.join(""));
}

function tableRow({ x, width }: BlockFrame, [name, value]: Row, y: number, size: number): string {
  const left = fitted(name, width - 44 - textWidth(value) * size, size);
  return (
    text(left, { x: x + 16, y }, { "font-size": size, fill: "#555555" }) +
    text(value, { x: x + width - 16, y }, { "font-size": size, fill: "#1f1f1f", "text-anchor": "end" })
  );
}

/** Text cut to a width, with dots where something is missing. */
function fitted(content: string, width: number, size: number): string {
  if (textWidth(content) * size <= width) return content;
  let cut = content;
  while (cut.length > 1 && textWidth(`${cut}…`) * size > width) cut = cut.slice(0, -1);
  return `${cut}…`;
}

/** Scale bar of five steps in black and white. */
export function drawScaleBar(scale: Scale, x: number, y: number): string {
  const step = scale.pixels > 34 ? 1 : scale.pixels > 14 ? 2 : 5;
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

/** North arrow: the sheet's top is north. */
export function drawNorth(x: number, y: number): string {
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
