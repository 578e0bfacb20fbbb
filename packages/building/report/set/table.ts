import { element, text } from "../../drawing/svg.ts";
import { wrap } from "../../drawing/wrap.ts";

/** A column of a table on a sheet. */
export interface Column {
  readonly title: string;
  /** Pixels. */
  readonly width: number;
  readonly numeric?: boolean;
}

/** A row: a text for each column; a tone sets it off. */
export interface TableRow {
  readonly cells: readonly string[];
  readonly tone?: "sum" | "group" | "bad";
}

const size = 10.5;
const lineHeight = 14;
const padding = 6;

const heightOf = (lines: readonly (readonly string[])[]): number =>
  Math.max(...lines.map((cell) => cell.length)) * lineHeight + 6;

/** A part of a table that fits a box: its markup, and the rows that are left for the next box. */
export interface TablePart {
  readonly markup: string;
  readonly rest: readonly TableRow[];
  /** Where the table ends, pixels from the top of the sheet. */
  readonly end: number;
}

/** Draws a table from the top of a box down as far as it goes; at least one row is drawn. */
export function drawTable(
  columns: readonly Column[],
  rows: readonly TableRow[],
  box: { readonly x: number; readonly y: number; readonly height: number },
): TablePart {
  const width = columns.reduce((sum, column) => sum + column.width, 0);
  const rule = (y: number, stroke: string, weight: number) =>
    element("line", { x1: box.x, y1: y, x2: box.x + width, y2: y, stroke, "stroke-width": weight });
  const titles = columns.map(({ title }) => title);
  const parts = [
    line(
      columns,
      titles.map((title) => [title]),
      { x: box.x, y: box.y },
      true,
    ),
  ];
  let y = box.y + lineHeight + 6;
  parts.push(rule(box.y, "#1f1f1f", 1.4), rule(y, "#1f1f1f", 0.8));
  let drawn = 0;
  for (const row of rows) {
    const { tone } = row;
    const lines = linesOf(columns, row);
    const height = heightOf(lines);
    if (drawn > 0 && y + height > box.y + box.height) break;
    if (tone) {
      const fill = { sum: "#f2efe8", group: "#e6ebe6", bad: "#fbeae7" }[tone];
      parts.push(element("rect", { x: box.x, y, width, height, fill }));
    }
    parts.push(line(columns, lines, { x: box.x, y }, tone === "sum" || tone === "group"));
    y += height;
    parts.push(rule(y, "#cfcac0", 0.6));
    drawn++;
  }
  parts.push(rule(y, "#1f1f1f", 1));
  return { markup: parts.join(""), rest: rows.slice(drawn), end: y };
}

function line(
  columns: readonly Column[],
  cells: readonly (readonly string[])[],
  at: { readonly x: number; readonly y: number },
  bold: boolean,
): string {
  let x = at.x;
  return columns
    .map(({ width, numeric }, i) => {
      const spot = numeric ? x + width - padding : x + padding;
      const style = {
        "font-size": size,
        fill: "#1f1f1f",
        ...(bold ? { "font-weight": 700 } : {}),
        ...(numeric ? { "text-anchor": "end" } : {}),
      };
      x += width;
      return cells[i]!.map((content, k) => text(content, { x: spot, y: at.y + 14 + k * lineHeight }, style)).join("");
    })
    .join("");
}

/**
 * A table laid over as many boxes as it takes, sheet by sheet. The rows of a block stay together: one that doesn't fit below the
 * others begins the next box, and only one that is longer than a box goes on in another.
 */
export function flowTable(
  columns: readonly Column[],
  blocks: readonly (readonly TableRow[])[],
  boxes: readonly { readonly x: number; readonly y: number; readonly height: number }[],
): string[][] {
  const sheets: string[][] = [];
  const rest = [...blocks];
  do {
    const sheet: string[] = [];
    for (const box of boxes) {
      if (rest.length === 0 && (sheet.length > 0 || sheets.length > 0)) break;
      const part = drawTable(columns, takeBlocks(columns, rest, box.height), box);
      sheet.push(part.markup);
      if (part.rest.length > 0) rest.unshift(part.rest);
    }
    sheets.push(sheet);
  } while (rest.length > 0);
  return sheets;
}

/** Takes the blocks that fit a box of the height out of those that are left, at least one. */
function takeBlocks(columns: readonly Column[], rest: (readonly TableRow[])[], height: number): TableRow[] {
  let left = height - lineHeight - 6;
  const taken: TableRow[] = [];
  while (rest.length > 0) {
    left -= rest[0]!.reduce((sum, row) => sum + heightOf(linesOf(columns, row)), 0);
    if (taken.length > 0 && left < 0) break;
    taken.push(...rest.shift()!);
  }
  return taken;
}

function linesOf(columns: readonly Column[], { cells }: TableRow): string[][] {
  return columns.map((column, i) => wrap(cells[i] ?? "", column.width - 2 * padding, size));
}
