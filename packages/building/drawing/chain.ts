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
  readonly stations: readonly { readonly metres: number; readonly pixels: number }[];
  /** The sheet coordinate of the chain across its direction, pixels. */
  readonly at: number;
  readonly upright: boolean;
  /** Where what is measured lies, seen across the chain: before it on the sheet (-1) or behind it (1); set, short lines lead there. */
  readonly object?: 1 | -1;
  /** How far the short lines lead, pixels. */
  readonly lead?: number;
  /** Figures too wide for their stretch stand on the other side of the line than the others. */
  readonly across?: boolean;
}

/** Draws a chain of dimensions in millimetres; a figure wider than its stretch is moved off the line, and left out where its neighbour took the place. */
export function drawChain({ stations, at, upright, object, lead = 10, across = false }: Chain): string {
  const [first, last] = [stations[0], stations.at(-1)];
  if (!first || !last || stations.length < 2) return "";
  const stroke = (a: readonly [number, number], b: readonly [number, number], width: number) =>
    element("line", { x1: a[0], y1: a[1], x2: b[0], y2: b[1], stroke: ink, "stroke-width": width });
  const place = (pixels: number, off = 0) => (upright ? ([at + off, pixels] as const) : ([pixels, at + off] as const));
  const ticks = stations.map(({ pixels }) => {
    const [x, y] = place(pixels);
    const line = object ? stroke(place(pixels, object * lead), place(pixels, -object * 3), 0.5) : "";
    return line + stroke([x - 3.5, y + 3.5], [x + 3.5, y - 3.5], 1.1);
  });
  let taken = -Infinity;
  const figures = inOrder(stations).map(([before, station]) => {
    const figure = millimetres(Math.abs(station.metres - before.metres));
    const [from, to] = [before.pixels, station.pixels];
    const middle = (from + to) / 2;
    const write = (away: number, letters: number) => {
      const [x, y] = place(middle, -away);
      const turn = upright ? { transform: `rotate(-90 ${x} ${y})` } : {};
      return text(figure, { x, y }, { ...halo, "font-size": letters, ...turn });
    };
    if (hasRoom(figure, to - from)) return write(4, size);
    const half = (textWidth(figure) * small.size) / 2 + 1;
    if (middle - half < taken) return "";
    taken = middle + half;
    if (across) return stroke(place(middle), place(middle, 5), 0.4) + write(-small.away + 3, small.size);
    return stroke(place(middle), place(middle, 2 - small.away), 0.4) + write(small.away, small.size);
  });
  return stroke(place(first.pixels), place(last.pixels), 0.7) + ticks.join("") + figures.join("");
}

const hasRoom = (figure: string, pixels: number): boolean => pixels >= textWidth(figure) * size + 3;

/** Whether the figure of a stretch of so many metres is too wide for it, and stands off the line. */
export const isMovedOff = (metres: number, pixels: number): boolean => !hasRoom(millimetres(metres), pixels);

type Station = Chain["stations"][number];

/** Neighbours, from the left or from the top of the sheet. */
function inOrder(stations: readonly Station[]): [Station, Station][] {
  const sorted = stations.toSorted((a, b) => a.pixels - b.pixels);
  return sorted.slice(1).map((station, i) => [sorted[i]!, station]);
}
