import type { Concept } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import type { Rectangle } from "../geometry/rectangle.ts";
import { overlap } from "../geometry/rectangle.ts";
import { snap } from "../geometry/snap.ts";
import type { XY } from "../geometry/vector.ts";
import { shapeOf } from "./layout-bands.ts";
import { skeletonOf } from "../concept/skeleton.ts";
import type { Frame } from "./frame.ts";
import { onSite } from "./frame.ts";
import type { Span } from "./openings.ts";
import type { DraftWall } from "./storey-walls.ts";

/** A column in the making. */
export interface DraftColumn {
  readonly centre: XY;
  readonly size: number;
  readonly round: boolean;
  readonly material: string;
}

/** Diameter of a hanok's posts, metres. */
export const postSize = 0.24;
/** Side of a concrete column, and the widest span between columns, metres. */
const columnSize = 0.4;
const widestSpan = 7.8;

/** Posts on the grid points that lie on walls: a room is never interrupted by one. */
export function timberPosts(posts: readonly XY[], walls: readonly DraftWall[]): DraftColumn[] {
  return posts
    .filter((post) => walls.some(({ run }) => onLine(run, post)))
    .map((centre) => ({ centre, size: postSize, round: false, material: "timber" }));
}

const onLine = (run: DraftWall["run"], { x, y }: XY): boolean => {
  const [off, along] = run.axis === "h" ? [y - run.at, x] : [x - run.at, y];
  return Math.abs(off) < 0.01 && along > run.from - 0.01 && along < run.to + 0.01;
};

/** Keeps openings off the posts of a wall. */
export function reservePosts(posts: readonly DraftColumn[], walls: readonly DraftWall[]): void {
  for (const wall of walls) {
    for (const { centre, size } of posts) {
      if (!onLine(wall.run, centre)) continue;
      const along = wall.run.axis === "h" ? centre.x : centre.y;
      wall.taken.push({ from: along - size / 2, to: along + size / 2 });
    }
  }
}

/** A column this near to an outer wall's inner face would stand before a window, metres. */
const before = 0.6;

/** Keeps windows off the stretches of outer walls that columns stand before. */
export function reserveColumns(columns: readonly DraftColumn[], walls: readonly DraftWall[]): void {
  for (const { run, thickness, from, to, taken } of walls) {
    if (run.kind !== "external") continue;
    for (const { centre, size } of columns) {
      const [off, along] = run.axis === "h" ? [centre.y - run.at, centre.x] : [centre.x - run.at, centre.y];
      if (Math.abs(off) > (thickness + size) / 2 + before || along < from || along > to) continue;
      taken.push({ from: along - size / 2, to: along + size / 2 });
    }
  }
}

/** Crossings of the grid of concrete columns inside the walls of a wide building: the same on every storey. */
export function columnGrid(
  concept: Concept,
  frame: Frame,
  options: { outerWall: number; innerWall: number },
): readonly XY[] {
  if (!["open_hall", "double_corridor"].includes(concept.typology)) return [];
  const { width } = concept;
  if (width * concept.depth < 90) return [];
  const skeleton = skeletonOf(shapeOf(concept));
  const edge = (options.outerWall + columnSize) / 2;
  const inner = (options.innerWall + columnSize) / 2;
  const us = spread(edge, width - edge);
  const vs = skeleton.bars.flatMap((bar) => [
    ...spread(bar.v0 + edge, bar.v0 + skeleton.front - inner),
    bar.v0 + bar.depth - edge,
  ]);
  const drafts = us.flatMap((u) => vs.map((v) => ({ x: u, y: snap(v) })));
  return onSite(frame, { number: 1, use: "", rooms: [], stairs: [], posts: drafts }).posts!;
}

/** Columns on the crossings of a grid, from the lowest storey to the highest; `blocked` of any storey is kept free. */
export function concreteColumns(grid: readonly XY[], blocked: readonly Rectangle[]): DraftColumn[] {
  return grid
    .filter((centre) => {
      const body = around(centre, columnSize / 2 - 0.001);
      return !blocked.some((part) => overlap(body, part));
    })
    .map((centre) => ({ centre, size: columnSize, round: false, material: "concrete" }));
}

/** Stretches of a wall where a door would have a column before it; `before` is the floor a door wants free, metres. */
export function columnSpans({ run, thickness }: DraftWall, grid: readonly XY[], before: number): Span[] {
  const half = columnSize / 2;
  return grid
    .map(({ x, y }) => (run.axis === "h" ? { off: y - run.at, along: x } : { off: x - run.at, along: y }))
    .filter(({ off }) => Math.abs(off) < thickness / 2 + before + half)
    .map(({ along }) => ({ from: along - half, to: along + half }));
}

/** Evenly spread positions no farther apart than the widest span. */
function spread(from: number, to: number): number[] {
  const spans = Math.max(1, Math.ceil((to - from) / widestSpan));
  return Array.from({ length: spans + 1 }, (_, i) => snap(from + ((to - from) * i) / spans));
}

const around = ({ x, y }: XY, half: number): Rectangle => ({
  x0: x - half,
  y0: y - half,
  x1: x + half,
  y1: y + half,
});
