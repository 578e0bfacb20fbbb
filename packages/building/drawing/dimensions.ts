import type { Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Bounds } from "../geometry/polygon.ts";
import { millimetres } from "./figures.ts";
import { element, text, textWidth } from "./svg.ts";
import type { Scale } from "./svg.ts";

const style = { stroke: "#6a6a6a", "stroke-width": 0.7 };
const size = 10;

/** Coordinates of wall centrelines that end at one side of the outline, with both ends of the whole. */
function stations(storey: Storey, box: Bounds, side: "S" | "N" | "W"): number[] {
  const values: number[] = side === "W" ? [box.minY, box.maxY] : [box.minX, box.maxX];
  const at = side === "S" ? box.minY : side === "N" ? box.maxY : box.minX;
  for (const { start, end, thickness } of storey.walls) {
    if (!start || !end) continue;
    const upright = Math.abs(start.x - end.x) < 1e-4;
    if (upright === (side === "W")) continue;
    const ends = side === "W" ? [start.x, end.x] : [start.y, end.y];
    if (!ends.some((value) => Math.abs(value - at) < thickness / 2 + 0.25)) continue;
    values.push(side === "W" ? start.y : start.x);
  }
  values.sort((a, b) => a - b);
  return values.filter((value, i) => i === 0 || value - values[i - 1]! > 0.02);
}

/** A chain of dimensions: along x at a sheet height, or along y at a sheet distance from the left. */
function chain(scale: Scale, values: readonly number[], at: number, upright: boolean): string {
  const parts: string[] = [];
  const place = (value: number) => (upright ? scale.y(value) : scale.x(value));
  const first = place(values[0]!);
  const last = place(values.at(-1)!);
  const stroke = (a: [number, number], b: [number, number], width = 0.7) =>
    element("line", { x1: a[0], y1: a[1], x2: b[0], y2: b[1], ...style, "stroke-width": width });
  parts.push(upright ? stroke([at, first], [at, last]) : stroke([first, at], [last, at]));
  for (const value of values) {
    const p = place(value);
    const [x, y] = upright ? [at, p] : [p, at];
    parts.push(stroke([x - 3.5, y + 3.5], [x + 3.5, y - 3.5], 1.1));
  }
  for (let i = 0; i + 1 < values.length; i++) {
    const label = millimetres(values[i + 1]! - values[i]!);
    const [a, b] = [place(values[i]!), place(values[i + 1]!)];
    if (Math.abs(b - a) < textWidth(label) * size + 3) continue;
    const middle = (a + b) / 2;
    const spot = upright ? { x: at - 4, y: middle } : { x: middle, y: at - 4 };
    parts.push(
      text(label, spot, {
        "font-size": size,
        fill: "#444444",
        "text-anchor": "middle",
        ...(upright ? { transform: `rotate(-90 ${spot.x} ${spot.y})` } : {}),
      }),
    );
  }
  return parts.join("");
}

/** Dimensions below and to the left of the plan, and above it where the back walls stand elsewhere than the front ones. */
export function drawDimensions(scale: Scale, storey: Storey, box: Bounds, overhang: number): string {
  const below = scale.y(box.minY) + overhang * scale.pixels + 34;
  const left = scale.x(box.minX) - overhang * scale.pixels - 34;
  const above = scale.y(box.maxY) - overhang * scale.pixels - 26;
  const south = stations(storey, box, "S");
  const north = stations(storey, box, "N");
  const west = stations(storey, box, "W");
  const parts: string[] = [];
  if (south.length > 2) parts.push(chain(scale, south, below, false));
  parts.push(chain(scale, [box.minX, box.maxX], below + (south.length > 2 ? 24 : 0), false));
  if (west.length > 2) parts.push(chain(scale, west, left, true));
  parts.push(chain(scale, [box.minY, box.maxY], left - (west.length > 2 ? 24 : 0), true));
  if (north.length > 2 && north.join() !== south.join()) parts.push(chain(scale, north, above, false));
  return element("g", { id: "dimensions" }, parts.join(""));
}
