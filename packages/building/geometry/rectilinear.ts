import { maximalRectangles } from "./maximal-rectangles.ts";
import { area, simplify } from "./polygon.ts";
import type { Ring } from "./polygon.ts";
import { rectangleArea } from "./rectangle.ts";
import type { Rectangle } from "./rectangle.ts";
import { tolerance } from "./vector.ts";
import type { XY } from "./vector.ts";

/**
 * The outer rings, counter-clockwise and largest first, of what some upright rectangles cover less what others cut away.
 * Parts that touch at a corner only stay apart; rings round holes are left out.
 */
export function regionRings(add: readonly Rectangle[], remove: readonly Rectangle[] = []): XY[][] {
  const all = [...add, ...remove];
  const xs = lines(all.flatMap(({ x0, x1 }) => [x0, x1]));
  const ys = lines(all.flatMap(({ y0, y1 }) => [y0, y1]));
  const filled = (i: number, j: number): boolean => {
    if (i < 0 || j < 0 || i > xs.length - 2 || j > ys.length - 2) return false;
    const middle = { x: (xs[i]! + xs[i + 1]!) / 2, y: (ys[j]! + ys[j + 1]!) / 2 };
    return add.some((box) => holds(box, middle)) && !remove.some((box) => holds(box, middle));
  };
  return trace(cells(filled, xs.length, ys.length), xs.length, ys.length)
    .map((loop) => simplify(loop.map(([i, j]) => ({ x: xs[i]!, y: ys[j]! }))))
    .filter((ring) => runsLeft(ring))
    .sort((a, b) => area(b) - area(a));
}

/** The largest upright rectangle inside a rectilinear ring; undefined if the ring is not rectilinear. */
export function largestRectangle(ring: Ring): Rectangle | undefined {
  return maximalRectangles(ring)?.reduce((best, box) => (rectangleArea(box) > rectangleArea(best) ? box : best));
}

type Corner = readonly [i: number, j: number];

/** Closed walks along the border between filled and empty cells, the filled ones on the left hand. */
function trace(filled: (i: number, j: number) => boolean, columns: number, rows: number): Corner[][] {
  const next: Ways = new Map();
  const put = (from: Corner, to: Corner) => {
    const ways = next.get(keyOf(from));
    if (ways) ways.push(to);
    else next.set(keyOf(from), [to]);
  };
  for (let i = 0; i < columns - 1; i++) {
    for (let j = 0; j < rows - 1; j++) {
      if (!filled(i, j)) continue;
      if (!filled(i, j - 1)) put([i, j], [i + 1, j]);
      if (!filled(i + 1, j)) put([i + 1, j], [i + 1, j + 1]);
      if (!filled(i, j + 1)) put([i + 1, j + 1], [i, j + 1]);
      if (!filled(i - 1, j)) put([i, j + 1], [i, j]);
    }
  }
  const loops: Corner[][] = [];
  for (let start = next.keys().next(); !start.done; start = next.keys().next()) {
    loops.push(walk(next, cornerOf(start.value)));
  }
  return loops;
}

/** Where the edges out of each corner lead. */
type Ways = Map<number, Corner[]>;

/** More lines than any plan has. */
const mostLines = 1 << 20;
const keyOf = ([i, j]: Corner): number => i * mostLines + j;
const cornerOf = (key: number): Corner => [Math.floor(key / mostLines), key % mostLines];

function walk(next: Ways, start: Corner): Corner[] {
  const loop: Corner[] = [start];
  let [before, at] = [start, take(next, start, start)];
  while (at[0] !== start[0] || at[1] !== start[1]) {
    loop.push(at);
    [before, at] = [at, take(next, before, at)];
  }
  return loop;
}

/** Takes the edge out of `at`; where two leave, the left turn, which keeps parts apart that touch at this corner only. */
function take(next: Ways, before: Corner, at: Corner): Corner {
  const ways = next.get(keyOf(at))!;
  const turn = (to: Corner) => (at[0] - before[0]) * (to[1] - at[1]) - (at[1] - before[1]) * (to[0] - at[0]);
  const best = ways.reduce((a, b) => (Math.sign(turn(b)) > Math.sign(turn(a)) ? b : a));
  if (ways.length > 1)
    next.set(
      keyOf(at),
      ways.filter((way) => way !== best),
    );
  else next.delete(keyOf(at));
  return best;
}

const holds = ({ x0, y0, x1, y1 }: Rectangle, { x, y }: XY): boolean => x > x0 && x < x1 && y > y0 && y < y1;

/** What is asked of a cell, asked once for each. */
function cells(filled: (i: number, j: number) => boolean, columns: number, rows: number): typeof filled {
  const known = Array.from({ length: Math.max(0, columns - 1) }, (_, i) =>
    Array.from({ length: Math.max(0, rows - 1) }, (__, j) => filled(i, j)),
  );
  return (i, j) => known[i]?.[j] ?? false;
}

function runsLeft(ring: Ring): boolean {
  let doubled = 0;
  ring.forEach((a, i) => {
    const b = ring[(i + 1) % ring.length]!;
    doubled += a.x * b.y - b.x * a.y;
  });
  return doubled > 0;
}

function lines(values: number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.filter((value, i) => i === 0 || value - sorted[i - 1]! > tolerance);
}
