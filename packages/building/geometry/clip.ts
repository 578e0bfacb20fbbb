import type { Ring } from "./polygon.ts";
import type { XY } from "./vector.ts";

/** The part of a convex ring where `height` (a linear function of the point) is not negative; empty if there is none. */
export function clipConvex(ring: Ring, height: (point: XY) => number): XY[] {
  const kept: XY[] = [];
  ring.forEach((point, i) => {
    const next = ring[(i + 1) % ring.length]!;
    const [h, n] = [height(point), height(next)];
    if (h >= 0) kept.push(point);
    if (h >= 0 === n >= 0) return;
    const share = h / (h - n);
    kept.push({ x: point.x + (next.x - point.x) * share, y: point.y + (next.y - point.y) * share });
  });
  return kept;
}
