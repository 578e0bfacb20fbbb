import type { Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Bounds } from "../geometry/polygon.ts";
import { sweepsOf } from "../geometry/leaf-sweep.ts";
import { layChain } from "./chain.ts";
import type { DrawnChain } from "./chain.ts";
import { wallLine } from "./openings.ts";
import { element } from "./svg.ts";
import type { Scale } from "./svg.ts";

/** Distance from the building to the first chain, and from one chain to the next, pixels: section marks and the marks of doors and windows stand between. */
const first = 46;
const next = 26;

/** A side of the building. */
export type Side = "S" | "N" | "W" | "E";

const edgeOf = (box: Bounds, side: Side): number => ({ S: box.minY, N: box.maxY, W: box.minX, E: box.maxX })[side];
const isUpright = (side: Side): boolean => side === "W" || side === "E";

/** Coordinates of wall centrelines that end at one side of the outline, with both ends of the whole. */
export function stations(storey: Storey, box: Bounds, side: Side): number[] {
  const upright = isUpright(side);
  const values: number[] = upright ? [box.minY, box.maxY] : [box.minX, box.maxX];
  const at = edgeOf(box, side);
  for (const { start, end, thickness } of storey.walls) {
    if (!start || !end) continue;
    if (Math.abs(start.x - end.x) < 1e-4 === upright) continue;
    const ends = upright ? [start.x, end.x] : [start.y, end.y];
    if (!ends.some((value) => Math.abs(value - at) < thickness / 2 + 0.25)) continue;
    values.push(upright ? start.y : start.x);
  }
  return distinct(values);
}

function distinct(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted.filter((value, i) => i === 0 || value - sorted[i - 1]! > 0.02);
}

/** Both ends of one side and of every opening in its outer wall. */
function openingStations(storey: Storey, box: Bounds, side: Side): number[] {
  const upright = isUpright(side);
  const axis = upright ? "y" : "x";
  const values = storey.walls.flatMap((wall) => {
    const line = wallLine(wall);
    if (!line || !wall.external || Math.abs(line.along[axis]) < 0.999) return [];
    if (Math.abs(line.start[upright ? "x" : "y"] - edgeOf(box, side)) > 0.3) return [];
    return storey.openings
      .filter((opening) => opening.wall === wall.id)
      .flatMap(({ at, width }) => [at - width / 2, at + width / 2].map((s) => line.start[axis] + line.along[axis] * s));
  });
  const ends = upright ? [box.minY, box.maxY] : [box.minX, box.maxX];
  return values.length === 0 ? [] : distinct([...ends, ...values]);
}

/** Chains by side, from the building outward; on the left and above the grid's comes last but for the whole. */
export type PlanChains = Readonly<Record<Side, readonly (readonly number[])[]>>;

/** Where lines of the grid run, metres. */
interface GridLines {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
}

/** What is measured on each side: openings, walls, grid and the whole; nothing twice, and on a far side only what differs from the near one. */
export function planChains(storey: Storey, box: Bounds, grid: GridLines): PlanChains {
  const openings = (side: Side) => openingStations(storey, box, side);
  const walls = (side: Side) => stations(storey, box, side);
  const south = [openings("S"), walls("S"), [box.minX, box.maxX]];
  const west = [openings("W"), walls("W"), grid.ys, [box.minY, box.maxY]];
  const unlike = (rows: readonly (readonly number[])[], near: readonly (readonly number[])[]) =>
    rows.filter((row) => !near.some((other) => same(row, other)));
  return {
    S: chainsOf(south),
    W: chainsOf(west),
    N: chainsOf([...unlike([openings("N"), walls("N")], [south[0]!, south[1]!]), grid.xs]),
    E: chainsOf(unlike([openings("E"), walls("E")], [west[0]!, west[1]!])),
  };
}

const same = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((value, i) => Math.abs(value - b[i]!) < 0.01);

/** Chains of at least one stretch, each once. */
const chainsOf = (rows: readonly (readonly number[])[]): (readonly number[])[] =>
  rows.filter((row, i) => row.length >= 2 && !rows.slice(0, i).some((other) => same(row, other)));

/** Room between an open leaf and the first chain, whose small figures stand before it, pixels. */
const beforeChain = 26;

/** From the building to the first chain on each side, pixels: beyond every leaf that opens outward there. */
export function chainStarts(
  storey: Storey,
  box: Bounds,
  clear: number,
  pixels: number,
): Readonly<Record<Side, number>> {
  const tips = sweepsOf(storey).map(({ open }) => open);
  const start = (side: Side): number => {
    const axis = isUpright(side) ? "x" : "y";
    const sign = side === "S" || side === "W" ? -1 : 1;
    const reach = tips.reduce((far, tip) => Math.max(far, (tip[axis] - edgeOf(box, side)) * sign - clear), 0);
    return Math.max(first, reach * pixels + beforeChain);
  };
  return { S: start("S"), N: start("N"), W: start("W"), E: start("E") };
}

/** Room that chains take beside a building, pixels, without bubbles; `start` is where the first one lies. */
export const chainDepth = (rows: number, start: number = first): number =>
  rows === 0 ? start - 12 : start + (rows - 1) * next;

/** Draws the chains; `clear` is how far the building reaches beyond the box, metres, `starts` where the first ones lie. */
export function drawDimensions(
  scale: Scale,
  chains: PlanChains,
  box: Bounds,
  { clear, starts, grid }: { readonly clear: number; readonly starts: Readonly<Record<Side, number>>; grid: GridLines },
): DrawnChain {
  const gap = clear * scale.pixels;
  const from = {
    S: scale.y(box.minY) + gap,
    N: scale.y(box.maxY) - gap,
    W: scale.x(box.minX) - gap,
    E: scale.x(box.maxX) + gap,
  };
  // Lines of the grid run to their bubbles across the chains on the left and above.
  const crossed = { S: [], E: [], W: grid.ys.map(scale.y), N: grid.xs.map(scale.x) };
  const drawn = (["S", "W", "N", "E"] as const).flatMap((side) => {
    const upright = isUpright(side);
    const outward = side === "S" || side === "E" ? 1 : -1;
    const pixels = upright ? scale.y : scale.x;
    return chains[side].map((row, i) =>
      layChain({
        stations: row.map((metres) => ({ metres, pixels: pixels(metres) })),
        at: from[side] + outward * (starts[side] + i * next),
        upright,
        object: outward > 0 ? -1 : 1,
        crossed: crossed[side],
        // Between two chains there is just room for small figures.
        lead: i === 0 ? 10 : 4,
      }),
    );
  });
  return {
    markup: element("g", { id: "dimensions" }, drawn.map(({ markup }) => markup).join("")),
    figures: drawn.flatMap(({ figures }) => figures),
  };
}
