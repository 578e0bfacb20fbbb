import { millimetres } from "./figures.ts";
import { element, text, textWidth } from "./svg.ts";

const ink = "#6a6a6a";
const size = 10;

/** A chain of dimensions between stations: metres for the figures, pixels for their places on the sheet. */
export interface Chain {
  readonly stations: readonly { readonly metres: number; readonly pixels: number }[];
  /** The sheet coordinate of the chain across its direction, pixels. */
  readonly at: number;
  readonly upright: boolean;
}

/** Draws a chain of dimensions in millimetres; figures wider than their stretch are left out. */
export function drawChain({ stations, at, upright }: Chain): string {
  const [first, last] = [stations[0], stations.at(-1)];
  if (!first || !last || stations.length < 2) return "";
  const stroke = (a: readonly [number, number], b: readonly [number, number], width: number) =>
    element("line", { x1: a[0], y1: a[1], x2: b[0], y2: b[1], stroke: ink, "stroke-width": width });
  const place = (pixels: number) => (upright ? ([at, pixels] as const) : ([pixels, at] as const));
  const ticks = stations.map(({ pixels }) => {
    const [x, y] = place(pixels);
    return stroke([x - 3.5, y + 3.5], [x + 3.5, y - 3.5], 1.1);
  });
  const figures = stations.slice(1).map((station, i) => {
    const before = stations[i]!;
    const figure = millimetres(Math.abs(station.metres - before.metres));
    if (Math.abs(station.pixels - before.pixels) < textWidth(figure) * size + 3) return "";
    const [x, y] = place((station.pixels + before.pixels) / 2);
    const spot = upright ? { x: x - 4, y } : { x, y: y - 4 };
    const turn = upright ? { transform: `rotate(-90 ${spot.x} ${spot.y})` } : {};
    return text(figure, spot, { "font-size": size, fill: "#444444", "text-anchor": "middle", ...turn });
  });
  return stroke(place(first.pixels), place(last.pixels), 0.7) + ticks.join("") + figures.join("");
}
