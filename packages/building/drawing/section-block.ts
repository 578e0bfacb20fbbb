import type { Rectangle } from "../geometry/rectangle.ts";
import type { XY } from "../geometry/vector.ts";
import { text, textWidth } from "./svg.ts";
import type { Attributes } from "./svg.ts";

/** A line of a block. */
interface Line {
  readonly content: string;
  readonly size: number;
  readonly fill: string;
  /** From the block's first edge to the base of the letters, pixels. */
  readonly base: number;
}

/** Some lines of text about one middle, pixels; turned ones are read from below. */
export interface Block {
  readonly lines: readonly Line[];
  readonly width: number;
  readonly height: number;
  readonly turned: boolean;
}

/** Free height between two lines, pixels. */
const lead = 4;

/** A name in lines of a size with a figure under it, which is never larger than 10 pixels; either may be missing. */
export function blockOf(names: readonly string[], size: number, figure = ""): Block {
  const rows = [
    ...names.map((content) => ({ content, size, fill: "#1f1f1f" })),
    ...(figure === "" ? [] : [{ content: figure, size: Math.min(10, size), fill: "#666666" }]),
  ];
  let reached = -lead;
  const lines = rows.map((row): Line => {
    reached += lead + row.size * 0.85;
    return { ...row, base: reached };
  });
  const width = Math.max(...rows.map((row) => textWidth(row.content) * row.size));
  return { lines, width, height: reached + 1, turned: false };
}

/** The block turned so that it is read from below. */
export const turned = (block: Block): Block => ({ ...block, width: block.height, height: block.width, turned: true });

/** What a block about a middle covers. */
export const boxAt = ({ width, height }: Block, { x, y }: XY): Rectangle => ({
  x0: x - width / 2,
  x1: x + width / 2,
  y0: y - height / 2,
  y1: y + height / 2,
});

const halo: Attributes = { stroke: "#ffffff", "stroke-width": 3, "stroke-linejoin": "round", "paint-order": "stroke" };

/** Writes a block about its middle. */
export const write = (block: Block, middle: XY): string =>
  block.lines
    .map(({ content, size, fill, base }) => {
      const x = block.turned ? middle.x - block.width / 2 + base : middle.x;
      const y = block.turned ? middle.y : middle.y - block.height / 2 + base;
      const turn: Attributes = block.turned ? { transform: `rotate(-90 ${x.toFixed(2)} ${y.toFixed(2)})` } : {};
      return text(content, { x, y }, { "font-size": size, fill, "text-anchor": "middle", ...halo, ...turn });
    })
    .join("");
