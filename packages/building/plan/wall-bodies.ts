import type { Rectangle } from "../geometry/rectangle.ts";
import { snap } from "../geometry/snap.ts";
import type { WallKind, WallRun } from "./wall-lines.ts";

/** Thickness of each kind of wall, metres. */
export type Thicknesses = Readonly<Record<WallKind, number>>;

/** A wall whose body ends where its neighbours begin. */
export interface WallBody {
  readonly run: WallRun;
  readonly thickness: number;
  /** Ends of the body along its line, metres. */
  readonly from: number;
  readonly to: number;
  readonly body: Rectangle;
}

interface Thick {
  readonly run: WallRun;
  readonly thickness: number;
}

/** Trims every wall at its ends so that bodies touch and never overlap; the thicker wall of a corner takes it. */
export function wallBodies(runs: readonly WallRun[], thicknesses: Thicknesses): WallBody[] {
  const walls: Thick[] = runs.map((run) => ({ run, thickness: thicknesses[run.kind] }));
  return walls.flatMap((wall) => {
    const from = snap(wall.run.from - reach(wall, wall.run.from, walls));
    const to = snap(wall.run.to + reach(wall, wall.run.to, walls));
    if (to - from < 0.01) return [];
    return [{ ...wall, from, to, body: bodyOf(wall, from, to) }];
  });
}

/** The millimetres that a wall of an odd thickness lies in: rooms beside it never reach into it. */
const floor = (metres: number): number => Math.floor(metres * 1000 + 1e-6) / 1000;
const ceiling = (metres: number): number => Math.ceil(metres * 1000 - 1e-6) / 1000;

function bodyOf({ run, thickness }: Thick, from: number, to: number): Rectangle {
  const [low, high] = [floor(run.at - thickness / 2), ceiling(run.at + thickness / 2)];
  return run.axis === "h" ? { x0: from, y0: low, x1: to, y1: high } : { x0: low, y0: from, x1: high, y1: to };
}

/** How far a wall reaches beyond its end node: positive if it takes the corner, negative if it stops short. */
function reach(wall: Thick, node: number, walls: readonly Thick[]): number {
  const others = walls.filter((other) => other !== wall && touches(other, wall, node));
  const across = others.filter((other) => other.run.axis !== wall.run.axis);
  const through = across.find((other) => other.run.from < wall.run.at - 1e-4 && other.run.to > wall.run.at + 1e-4);
  if (through) return -through.thickness / 2;
  const winner = [wall, ...others].reduce((best, other) => (stronger(other, best) ? other : best));
  const widest = Math.max(0, ...acrossOf(winner, [wall, ...others]).map((o) => o.thickness));
  if (winner === wall) return widest / 2;
  return winner.run.axis === wall.run.axis ? -widest / 2 : -winner.thickness / 2;
}

const acrossOf = (wall: Thick, walls: readonly Thick[]): Thick[] =>
  walls.filter((other) => other.run.axis !== wall.run.axis);

/** Whether `other` has the end node of `wall` on its line. */
function touches(other: Thick, wall: Thick, node: number): boolean {
  const { run } = other;
  if (run.axis === wall.run.axis) {
    const ends = Math.abs(run.from - node) < 1e-4 || Math.abs(run.to - node) < 1e-4;
    return run.at === wall.run.at && ends;
  }
  const onLine = Math.abs(run.at - node) < 1e-4;
  return onLine && wall.run.at > run.from - 1e-4 && wall.run.at < run.to + 1e-4;
}

function stronger(a: Thick, b: Thick): boolean {
  if (a.thickness !== b.thickness) return a.thickness > b.thickness;
  if (a.run.axis !== b.run.axis) return a.run.axis === "h";
  return a.run.from < b.run.from;
}
