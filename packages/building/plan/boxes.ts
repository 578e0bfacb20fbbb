import { maximalRectangles } from "../geometry/maximal-rectangles.ts";
import { bounds } from "../geometry/polygon.ts";
import { rectangleArea } from "../geometry/rectangle.ts";
import type { Rectangle } from "../geometry/rectangle.ts";
import { regionRings } from "../geometry/rectilinear.ts";
import type { XY } from "../geometry/vector.ts";

/** The largest upright rectangle inside a rectilinear ring; its bounding box if the ring is something else. */
export function largestBox(ring: readonly XY[]): Rectangle {
  // A ring that is nowhere wide holds none.
  const found = maximalRectangles(ring)?.reduce<Rectangle | undefined>(
    (best, part) => (best && rectangleArea(part) <= rectangleArea(best) ? best : part),
    undefined,
  );
  const { minX, minY, maxX, maxY } = bounds(ring);
  return found ?? { x0: minX, y0: minY, x1: maxX, y1: maxY };
}

/** Rectangles that tile a rectilinear ring, the largest first. */
export function boxesOf(ring: readonly XY[]): Rectangle[] {
  const boxes: Rectangle[] = [];
  let rest: (readonly XY[])[] = [ring];
  while (rest.length > 0) {
    const part = rest.shift()!;
    const largest = largestBox(part);
    boxes.push(largest);
    const slabs = slabsOf(part);
    rest = [...rest, ...regionRings(slabs, [largest])];
  }
  return boxes.sort((a, b) => rectangleArea(b) - rectangleArea(a));
}

/** Horizontal slabs that tile a rectilinear ring. */
function slabsOf(ring: readonly XY[]): Rectangle[] {
  const ys = [...new Set(ring.map((p) => p.y))].sort((a, b) => a - b);
  const slabs: Rectangle[] = [];
  for (let j = 0; j < ys.length - 1; j++) {
    const middle = (ys[j]! + ys[j + 1]!) / 2;
    const xs: number[] = [];
    ring.forEach((a, i) => {
      const b = ring[(i + 1) % ring.length]!;
      if (a.y > middle !== b.y > middle) xs.push(a.x);
    });
    xs.sort((a, b) => a - b);
    for (let k = 0; k + 1 < xs.length; k += 2) {
      slabs.push({ x0: xs[k]!, y0: ys[j]!, x1: xs[k + 1]!, y1: ys[j + 1]! });
    }
  }
  return slabs;
}
