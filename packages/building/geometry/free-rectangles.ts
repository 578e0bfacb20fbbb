import type { Rectangle } from "./rectangle.ts";

/** The largest rectangles inside `whole` that share no ground with the obstacles; those less wide or high than `least` are left out. */
export function freeRectangles(
  whole: readonly Rectangle[],
  obstacles: readonly Rectangle[],
  least: { readonly width: number; readonly height: number },
): Rectangle[] {
  const fits = ({ x0, y0, x1, y1 }: Rectangle) => x1 - x0 >= least.width && y1 - y0 >= least.height;
  let free = whole.filter(fits);
  for (const obstacle of obstacles) {
    const apart = free.filter((box) => !meet(box, obstacle));
    if (apart.length === free.length) continue;
    const parts = free.filter((box) => meet(box, obstacle)).flatMap((box) => beside(box, obstacle).filter(fits));
    free = [
      ...apart,
      ...parts.filter(
        (part, i) =>
          !apart.some((other) => holds(other, part)) &&
          // Of two equal ones the first stays.
          !parts.some((other, k) => k !== i && holds(other, part) && (k < i || !holds(part, other))),
      ),
    ];
  }
  return free;
}

const meet = (a: Rectangle, b: Rectangle): boolean => a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;

const holds = (a: Rectangle, b: Rectangle): boolean => a.x0 <= b.x0 && a.y0 <= b.y0 && a.x1 >= b.x1 && a.y1 >= b.y1;

/** What is left of a box on the four sides of an obstacle. */
const beside = (box: Rectangle, obstacle: Rectangle): Rectangle[] => [
  { ...box, x1: obstacle.x0 },
  { ...box, x0: obstacle.x1 },
  { ...box, y1: obstacle.y0 },
  { ...box, y0: obstacle.y1 },
];
