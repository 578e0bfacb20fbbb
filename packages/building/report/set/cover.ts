import type { Review } from "@viba/contracts/gen/viba/aec/v1/review_pb";
import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { framed, strip } from "../../drawing/paper.ts";
import { sheetNumber } from "../../drawing/sheet-number.ts";
import { element, text } from "../../drawing/svg.ts";
import { drawTitleBlock, fitted } from "../../drawing/title-block.ts";
import type { Facts } from "../../law/facts.ts";
import { factRows, missingOf, placeName } from "../overview.ts";
import { assumedValue } from "../words.ts";
import { heading } from "../../drawing/heading.ts";
import { wrap } from "../../drawing/wrap.ts";

/** A sheet that the cover lists. */
export interface Listed {
  readonly number: string;
  readonly name: string;
}

/** The picture on the cover. */
export const coverPicture = { width: strip.x - 26, height: 560, caption: false } as const;
const picture = { x: 25, y: 25, width: strip.x - 26, height: 560 } as const;

/** The cover: the building, what was asked for, 건축개요 and the list of sheets. `viewSvg` is drawn into it. */
export function coverSheet(
  { facts, brief, review }: { facts: Facts; brief: Brief; review?: Review | undefined },
  viewSvg: string,
  sheets: readonly Listed[],
): string {
  const { title } = facts.plan;
  const rows = factRows(facts);
  const half = Math.ceil(rows.length / 2);
  const sentence = brief.text === "" ? [] : wrap(`“${brief.text}”`, 960, 13).slice(0, 1);
  return framed(`${title} 표지`, [
    inset(viewSvg),
    heading("건축개요", "BUILDING OVERVIEW", { x: 48, y: 626 }),
    ...sentence.map((line) =>
      text(line, { x: strip.x - 28, y: 626 }, { "font-size": 13, fill: "#6a655e", "text-anchor": "end" }),
    ),
    ...remarks(brief, review).map((line, i) =>
      text(line, { x: strip.x - 28, y: 646 + i * 16 }, { "font-size": 11.5, fill: "#8f5600", "text-anchor": "end" }),
    ),
    ...[rows.slice(0, half), rows.slice(half)].flatMap((part, column) =>
      part.map(([ko, , value], i) => factLine(ko, value, { x: 48 + column * 506, y: 676 + i * 30 })),
    ),
    drawTitleBlock(
      {
        project: title,
        drawing: "표지 · 건축개요",
        english: "COVER",
        number: sheetNumber("cover"),
        date: brief.permitDate,
      },
      [
        ["위치", fitted(placeName(brief) || "-", 190, 11.5)],
        ["용도지역", brief.location?.zone || "-"],
      ],
      { title: "도면 목록", rows: sheets.map(({ number, name }) => [`${number}  ${name}`, ""]) },
    ),
  ]);
}

/** What who reads only the cover must know: another use than the one asked for, and what the design lacks. */
function remarks(brief: Brief, review: Review | undefined): string[] {
  const other = brief.assumed.find(({ subject }) => subject === "use");
  const missing = review ? missingOf(review) : [];
  return [
    ...(other ? [`가정: ${other.reasonKo} (${assumedValue("use", other.value)})`] : []),
    ...(review && missing.length > 0 ? [`품질 ${review.quality.toFixed(2)} · 빠짐: ${missing.join(", ")}`] : []),
  ].map((line) => fitted(line, 760, 11.5));
}

function factLine(name: string, value: string, { x, y }: { x: number; y: number }): string {
  return (
    text(name, { x: x + 8, y }, { "font-size": 12.5, fill: "#6a655e" }) +
    text(fitted(value, 330, 13), { x: x + 130, y }, { "font-size": 13, "font-weight": 700, fill: "#1f1f1f" }) +
    element("line", { x1: x, y1: y + 10, x2: x + 478, y2: y + 10, stroke: "#d9d5cc", "stroke-width": 0.8 })
  );
}

/** A drawing inside a box of the sheet: filled by it, what overhangs is cut off. */
function inset(svg: string): string {
  const [, body] = /<svg [^>]*>([\s\S]*)<\/svg>/.exec(svg) ?? ["", ""];
  const [, w, h] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? ["", "1", "1"];
  const scale = Math.max(picture.width / Number(w), picture.height / Number(h));
  const [x, y] = [
    picture.x + (picture.width - Number(w) * scale) / 2,
    picture.y + (picture.height - Number(h) * scale) / 2,
  ];
  const clip = element("clipPath", { id: "picture" }, element("rect", picture));
  return `${clip}${element("g", { "clip-path": "url(#picture)" }, element("g", { transform: `translate(${x.toFixed(2)} ${y.toFixed(2)}) scale(${scale.toFixed(4)})` }, body))}`;
}
