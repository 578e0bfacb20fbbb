import type { Rectangle } from "../geometry/rectangle.ts";
import { millimetres } from "./figures.ts";
import { element, text, textWidth } from "./svg.ts";

const ink = "#6a6a6a";
const size = 10;
/** Figures of stretches that are too short for them stand in smaller letters, further from the line. */
const small = { size: 8, away: 15 } as const;

/** Figures stay readable where a line of the grid crosses them. */
const halo = {
  fill: "#444444",
  "text-anchor": "middle",
  stroke: "#ffffff",
  "stroke-width": 2.4,
  "paint-order": "stroke",
};

/** A chain of dimensions between stations: metres for the figures, pixels for their places on the sheet. */
export interface Chain {
  readonly stations: readonly Station[];
  /** The sheet coordinate of the chain across its direction, pixels. */
  readonly at: number;
  readonly upright: boolean;
  /** Where what is measured lies, seen across the chain: before it on the sheet (-1) or behind it (1); set, short lines lead there. */
  readonly object?: 1 | -1;
  /** How far the short lines lead, pixels. */
  readonly lead?: number;
  /** Figures too wide for their stretch stand on the other side of the line than the others. */
  readonly across?: boolean;
  /** Where other lines run across the chain, pixels along it: figures keep off them where their stretch leaves room. */
  readonly crossed?: readonly number[];
}

interface Station {
  readonly metres: number;
  readonly pixels: number;
}

/** A drawn chain, and the boxes that its figures fill, pixels. */
export interface DrawnChain {
  readonly markup: string;
  readonly figures: readonly Rectangle[];
}

/** Draws a chain of dimensions in millimetres: every stretch has its figure, and they add up to the whole; one wider than its stretch is moved off the line. */
export const drawChain = (chain: Chain): string => layChain(chain).markup;

/** The same, told where its figures lie. */
export function layChain(chain: Chain): DrawnChain {
  const { stations, at, upright, object, lead = 10, across = false, crossed = [] } = chain;
  const [first, last] = [stations[0], stations.at(-1)];
  if (!first || !last || stations.length < 2) return { markup: "", figures: [] };
  const boxes: Rectangle[] = [];
  const stroke = (a: readonly [number, number], b: readonly [number, number], width: number) =>
    element("line", { x1: a[0], y1: a[1], x2: b[0], y2: b[1], stroke: ink, "stroke-width": width });
  const place = (pixels: number, off = 0) => (upright ? ([at + off, pixels] as const) : ([pixels, at + off] as const));
  const ticks = stations.map(({ pixels }) => {
    const [x, y] = place(pixels);
    const line = object ? stroke(place(pixels, object * lead), place(pixels, -object * 3), 0.5) : "";
    return line + stroke([x - 3.5, y + 3.5], [x + 3.5, y - 3.5], 1.1);
  });
  const write = (figure: string, along: number, { off, letters }: { off: number; letters: number }) => {
    const [x, y] = place(along, off);
    const turn = upright ? { transform: `rotate(-90 ${x} ${y})` } : {};
    const [half, high] = [(textWidth(figure) * letters) / 2, letters * 0.75];
    boxes.push(
      upright
        ? { x0: x - high, x1: x, y0: y - half, y1: y + half }
        : { x0: x - half, x1: x + half, y0: y - high, y1: y },
    );
    return text(figure, { x, y }, { ...halo, "font-size": letters, ...turn });
  };
  // Beyond the line there may be the short ones that lead to the object.
  const sides: Side[] = [
    { off: -small.away, tip: 2 - small.away },
    object === 1 ? { off: lead + 9, tip: lead + 1 } : { off: small.away - 3, tip: 5 },
  ];
  const shelf = createShelf(across ? sides.toReversed() : sides);
  const figures = inOrder(stations).map(([before, station]) => {
    const figure = figureOf(first, before, station);
    const [from, to] = [before.pixels, station.pixels];
    const letters = sizeFor(figure, to - from);
    if (letters) return write(figure, clearOf(crossed, [from, to], textWidth(figure) * letters), { off: -4, letters });
    const middle = (from + to) / 2;
    const { along, side } = shelf(middle, textWidth(figure) * small.size + 2);
    return (
      stroke(place(middle), place(along, side.tip), 0.4) + write(figure, along, { off: side.off, letters: small.size })
    );
  });
  const line = stroke(place(first.pixels), place(last.pixels), 0.7);
  return { markup: line + ticks.join("") + figures.join(""), figures: boxes };
}

/** Letters with which the figure of a stretch fits into it; undefined where none do. */
const sizeFor = (figure: string, pixels: number): number | undefined =>
  [size, small.size].find((letters) => pixels >= textWidth(figure) * letters + 3);

/** Whether the figure of a stretch of so many metres is too wide for it, and stands off the line. */
export const isMovedOff = (metres: number, pixels: number): boolean =>
  sizeFor(millimetres(metres), pixels) === undefined;

/** The figure between two stations; both are rounded from the first one on, so that figures add up to the whole. */
function figureOf(first: Station, a: Station, b: Station): string {
  const rounded = (station: Station) => Math.round((station.metres - first.metres) * 1000);
  return millimetres(Math.abs(rounded(b) - rounded(a)) / 1000);
}

/** Middle of a figure `width` wide in a stretch, as near to the stretch's own as the lines across allow; its own where none is clear. */
function clearOf(crossed: readonly number[], [from, to]: readonly [number, number], width: number): number {
  const half = width / 2 + 2;
  const middle = (from + to) / 2;
  const spots = [middle, ...crossed.flatMap((line) => [line - half, line + half])];
  const clear = spots.filter(
    (spot) =>
      spot - half >= from - 1e-6 &&
      spot + half <= to + 1e-6 &&
      crossed.every((line) => Math.abs(line - spot) >= half - 1e-6),
  );
  return clear.toSorted((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0] ?? middle;
}

/** A side of a chain on which figures stand off it: their foot, and where the line to them ends, pixels across. */
interface Side {
  readonly off: number;
  readonly tip: number;
}

/** Places for figures off the line, asked for from one end to the other: at their stretch on the first side that is free there, else moved on where that takes least. */
function createShelf(sides: readonly Side[]): (middle: number, width: number) => { along: number; side: Side } {
  const taken = sides.map(() => -Infinity);
  return (middle, width) => {
    const spots = taken.map((end) => Math.max(middle, end + width / 2));
    const best = spots.indexOf(Math.min(...spots));
    taken[best] = spots[best]! + width / 2;
    return { along: spots[best]!, side: sides[best]! };
  };
}

/** Neighbours, from the left or from the top of the sheet. */
function inOrder(stations: readonly Station[]): [Station, Station][] {
  const sorted = stations.toSorted((a, b) => a.pixels - b.pixels);
  return sorted.slice(1).map((station, i) => [sorted[i]!, station]);
}
