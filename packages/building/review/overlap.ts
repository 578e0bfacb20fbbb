import { edges, type Ring } from "../geometry/polygon.ts";
import { crossing } from "../geometry/segment.ts";

/** Area in m2 that two rings share, whatever their shape: level strips between all corners and crossings. */
export function sharedArea(a: Ring, b: Ring): number {
  const ys = [...a, ...b].map((point) => point.y);
  for (const [p, q] of edges(a)) {
    for (const [r, s] of edges(b)) {
      const meet = crossing(p, q, r, s);
      if (meet) ys.push(meet.y);
    }
  }
  const levels = [...new Set(ys)].toSorted((low, high) => low - high);
  let shared = 0;
  for (let i = 1; i < levels.length; i++) {
    const height = levels[i]! - levels[i - 1]!;
    if (height < 1e-9) continue;
    const y = (levels[i]! + levels[i - 1]!) / 2;
    shared += height * sharedLength(cuts(a, y), cuts(b, y));
  }
  return shared;
}

/** Where the level line at y runs inside a ring: pairs of x. */
function cuts(ring: Ring, y: number): number[] {
  return edges(ring)
    .filter(([p, q]) => p.y > y !== q.y > y)
    .map(([p, q]) => p.x + ((y - p.y) / (q.y - p.y)) * (q.x - p.x))
    .toSorted((left, right) => left - right);
}

function sharedLength(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i + 1 < a.length; i += 2) {
    for (let j = 0; j + 1 < b.length; j += 2) {
      sum += Math.max(0, Math.min(a[i + 1]!, b[j + 1]!) - Math.max(a[i]!, b[j]!));
    }
  }
  return sum;
}
