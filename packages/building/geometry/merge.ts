import { distanceToSegment, simplify } from "./polygon.ts";
import type { Ring } from "./polygon.ts";
import { dot, same, subtract } from "./vector.ts";
import type { XY } from "./vector.ts";

const key = ({ x, y }: XY): string => `${Math.round(x * 1e4)},${Math.round(y * 1e4)}`;

/**
 * Counter-clockwise rings that touch along edges but do not overlap, joined to as few rings as possible.
 * Where the union has a hole, or rings touch in a point only, they are given back as they came.
 */
export function mergeRings(rings: readonly Ring[]): XY[][] {
  const untouched = rings.map((ring) => [...ring]);
  const next = new Map<string, { from: XY; to: XY }>();
  for (const edge of outerEdges(rings)) {
    if (next.has(key(edge.from))) return untouched;
    next.set(key(edge.from), edge);
  }
  const loops: XY[][] = [];
  while (next.size > 0) {
    const loop = takeLoop(next);
    if (!loop) return untouched;
    loops.push(simplify(loop));
  }
  return loops.every(runsCounterClockwise) ? loops : untouched;
}

function outerEdges(rings: readonly Ring[]): { from: XY; to: XY }[] {
  const corners = rings.flat();
  const pieces = rings.flatMap((ring) => ring.flatMap((from, i) => split(from, ring[(i + 1) % ring.length]!, corners)));
  const present = new Set(pieces.map(({ from, to }) => `${key(from)}>${key(to)}`));
  return pieces.filter(({ from, to }) => !present.has(`${key(to)}>${key(from)}`));
}

function split(from: XY, to: XY, corners: readonly XY[]): { from: XY; to: XY }[] {
  const line = subtract(to, from);
  const stops = corners
    .filter((p) => !same(p, from, 1e-4) && !same(p, to, 1e-4))
    .filter((p) => distanceToSegment(p, from, to) < 1e-4)
    .sort((p, q) => dot(subtract(p, q), line));
  const chain = [from, ...stops, to].filter((p, i, all) => i === 0 || key(p) !== key(all[i - 1]!));
  return chain.slice(1).map((point, i) => ({ from: chain[i]!, to: point }));
}

function takeLoop(next: Map<string, { from: XY; to: XY }>): XY[] | undefined {
  const [start] = next.keys();
  const loop: XY[] = [];
  for (let at = start!; ;) {
    const edge = next.get(at);
    if (!edge) return undefined;
    next.delete(at);
    loop.push(edge.from);
    at = key(edge.to);
    if (at === start) return loop;
  }
}

function runsCounterClockwise(ring: Ring): boolean {
  let doubled = 0;
  ring.forEach((a, i) => {
    const b = ring[(i + 1) % ring.length]!;
    doubled += a.x * b.y - b.x * a.y;
  });
  return doubled > 0;
}
