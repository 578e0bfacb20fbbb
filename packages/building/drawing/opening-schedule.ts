import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { scheduleOf } from "../openings/schedule.ts";
import type { ScheduleRow } from "../openings/schedule.ts";
import { millimetres } from "./figures.ts";
import { heading } from "./heading.ts";
import { markSymbol } from "./opening-marks.ts";
import { drawOpeningPicture } from "./opening-picture.ts";
import { framed, pixelsPerMillimetre, usual } from "./paper.ts";
import { numbered, sheetNumber } from "./sheet-number.ts";
import { element, text } from "./svg.ts";
import { drawTitleBlock, fitted } from "./title-block.ts";
import { wrap } from "./wrap.ts";
import type { Row } from "./title-block.ts";

/** Fields of a sheet, pixels. */
const grid = { x: 40, y: 104, columns: 5, rows: 3, width: 203, height: 283 } as const;
/** What a picture may fill of its field. */
const picture = { width: 118, height: 108 } as const;

/** 창호표 on as many sheets as it takes: every make of door and window with its picture, sizes, number and places; none without openings. */
export function drawOpeningSchedule(plan: Plan, date = ""): string[] {
  const rows = scheduleOf(plan);
  const ratio = ratioOf(rows);
  const pixels = (1000 / ratio) * pixelsPerMillimetre;
  const each = grid.columns * grid.rows;
  const count = Math.ceil(rows.length / each);
  return Array.from({ length: count }, (_, sheet) =>
    framed(`${plan.title} 창호표`, [
      heading("창호표", "DOOR & WINDOW SCHEDULE", { x: 48, y: 66 }),
      ...rows.slice(sheet * each, (sheet + 1) * each).map((row, i) => drawField(row, i, pixels)),
      drawTitleBlock(
        {
          project: plan.title,
          drawing: numbered("창호표", sheet, count),
          english: "DOOR & WINDOW SCHEDULE",
          number: sheetNumber("openings", sheet),
          ratio,
          date,
        },
        factsOf(rows),
        {
          title: "기호별 수량",
          rows: rows.map(({ type, name }): Row => [`${type.mark}  ${name}`, `${type.placed.length}`]),
        },
      ),
    ]),
  );
}

/** The largest usual scale at which every picture fits its field. */
function ratioOf(rows: readonly ScheduleRow[]): number {
  const [width, height] = [
    Math.max(0, ...rows.map(({ type }) => type.width)),
    Math.max(0, ...rows.map(({ type }) => type.sill + type.height)),
  ];
  const fits = (ratio: number) => {
    const pixels = (1000 / ratio) * pixelsPerMillimetre;
    return width * pixels <= picture.width && height * pixels <= picture.height;
  };
  return usual.find(fits) ?? usual.at(-1)!;
}

function factsOf(rows: readonly ScheduleRow[]): Row[] {
  const count = (letter: string) => {
    const own = rows.filter(({ type }) => type.mark.startsWith(letter));
    return `${own.length}종 ${own.reduce((sum, { type }) => sum + type.placed.length, 0)}개소`;
  };
  return [
    ["문 (D)", count("D")],
    ["창 (W)", count("W")],
  ];
}

function drawField(row: ScheduleRow, index: number, pixels: number): string {
  const { type, name, material } = row;
  const x = grid.x + (index % grid.columns) * grid.width;
  const y = grid.y + Math.floor(index / grid.columns) * grid.height;
  const room = grid.width - 20;
  return element(
    "g",
    { class: "type" },
    [
      element("rect", {
        x,
        y,
        width: grid.width,
        height: grid.height,
        fill: "none",
        stroke: "#b9b2a6",
        "stroke-width": 0.8,
      }),
      markSymbol(type.mark, { x: x + 24, y: y + 25 }, type.kind === OpeningKind.WINDOW, 14),
      text(name, { x: x + 46, y: y + 23 }, { "font-size": 12, "font-weight": 700, fill: "#1f1f1f" }),
      text(fitted(material, room - 36, 10), { x: x + 46, y: y + 37 }, { "font-size": 10, fill: "#555555" }),
      drawOpeningPicture(type, { x: x + grid.width / 2 - 12, y: y + 154 }, pixels),
      ...drawLines(linesOf(row), { x: x + 10, y: y + 190 }),
    ].join(""),
  );
}

function linesOf({ type, storeys, rooms, uValue, remarks }: ScheduleRow): Row[] {
  const level = (z: number) => (z === 0 ? "FL ±0" : `FL +${millimetres(z)}`);
  return [
    ["규격", `${millimetres(type.width)} × ${millimetres(type.height)}`],
    ["하단/상단", `${level(type.sill)} / ${level(type.sill + type.height)}`],
    ["수량", `${type.placed.length}개소 (${storeys})`],
    ["위치", listed(rooms, type.external ? "외벽 · " : "")],
    ["열관류율", uValue > 0 ? `${uValue.toFixed(2)} W/㎡K` : "-"],
    ["비고", remarks.join(" · ") || "-"],
  ];
}

/** Letters of a field's values, the room they have across, and lines of a value at most. */
const value = { size: 9.5, width: grid.width - 66, lines: 3 } as const;

/** Rooms in a few lines: what finds no place is counted. */
function listed(rooms: string, before: string): string {
  const names = rooms.split(", ");
  const few = names.map((_, left) =>
    left === 0 ? names.join(", ") : `${names.slice(0, -left).join(", ")} 외 ${left}`,
  );
  return (
    few.map((one) => `${before}${one}`).find((one) => wrap(one, value.width, value.size).length <= value.lines) ?? rooms
  );
}

/** Lines of a field under one another, a long value on several. */
function drawLines(rows: readonly Row[], { x, y }: { x: number; y: number }): string[] {
  let at = y;
  return rows.flatMap(([label, content]) => {
    const lines = wrap(content, value.width, value.size);
    const drawn = lines.map((part, i) =>
      text(part, { x: x + 54, y: at + i * 11 }, { "font-size": value.size, fill: "#1f1f1f" }),
    );
    const name = text(label, { x, y: at }, { "font-size": 9, fill: "#767676" });
    at += 13 + (lines.length - 1) * 11;
    return [name, ...drawn];
  });
}
