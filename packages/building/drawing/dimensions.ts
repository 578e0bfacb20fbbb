import type { Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Bounds } from "../geometry/polygon.ts";
import { drawChain } from "./chain.ts";
import { wallLine } from "./openings.ts";
import { element } from "./svg.ts";
import type { Scale } from "./svg.ts";

/** Distance from the building to the first chain, and from one chain to the next, pixels: section marks and window numbers stand between. */
const first = 40;
const next = 22;

/** Coordinates of wall centrelines that end at one side of the outline, with both ends of the whole. */
export function stations(storey: Storey, box: Bounds, side: "S" | "N" | "W"): number[] {
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
  return distinct(values);
}

function distinct(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted.filter((value, i) => i === 0 || value - sorted[i - 1]! > 0.02);
}

/** Both ends of the outline and of every opening in its front wall, along x. */
function openingStations(storey: Storey, box: Bounds): number[] {
  const values = storey.walls.flatMap((wall) => {
    const line = wallLine(wall);
    if (!line || !wall.external || Math.abs(line.start.y - box.minY) > 0.3 || Math.abs(line.along.y) > 1e-3) return [];
    return storey.openings
      .filter((opening) => opening.wall === wall.id)
      .flatMap(({ at, width }) => [at - width / 2, at + width / 2].map((s) => line.start.x + line.along.x * s));
  });
  return values.length === 0 ? [] : distinct([box.minX, ...values, box.maxX]);
}

/** Where the outermost chains lie, and beyond them the bubbles of the grid, pixels. */
export interface PlanEdges {
  readonly left: number;
  readonly top: number;
}

/** Chains of a plan and where bubbles may stand. */
export interface PlanDimensions {
  readonly markup: string;
  readonly bubbles: PlanEdges;
}

/** Dimensions below (openings, walls, the whole), to the left (walls, the whole), and above where the back walls stand elsewhere than the front ones. `clear` is how far the building reaches beyond the box, metres. */
export function drawDimensions(scale: Scale, storey: Storey, box: Bounds, clear: number): PlanDimensions {
  const below = scale.y(box.minY) + clear * scale.pixels + first;
  const left = scale.x(box.minX) - clear * scale.pixels - first;
  const above = scale.y(box.maxY) - clear * scale.pixels - first + 6;
  const south = stations(storey, box, "S");
  const north = stations(storey, box, "N");
  const west = stations(storey, box, "W");
  const holes = openingStations(storey, box);
  const level = (values: readonly number[], at: number) =>
    drawChain({ stations: values.map((metres) => ({ metres, pixels: scale.x(metres) })), at, upright: false });
  const upright = (values: readonly number[], at: number) =>
    drawChain({ stations: values.map((metres) => ({ metres, pixels: scale.y(metres) })), at, upright: true });
  const rows = [...(holes.length > 2 ? [holes] : []), ...(south.length > 2 ? [south] : []), [box.minX, box.maxX]];
  const columns = [...(west.length > 2 ? [west] : []), [box.minY, box.maxY]];
  const back = north.length > 2 && (north.join() !== south.join() || holes.length > 2);
  const chains = [
    ...rows.map((row, i) => level(row, below + i * next)),
    ...columns.map((column, i) => upright(column, left - i * next)),
    back ? level(north, above) : "",
  ];
  return {
    markup: element("g", { id: "dimensions" }, chains.join("")),
    bubbles: { left: left - columns.length * next - 8, top: above - (back ? next + 4 : 0) },
  };
}
