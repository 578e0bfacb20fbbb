import { bounds, contains, offset } from "../../geometry/polygon.ts";
import type { Ring } from "../../geometry/polygon.ts";
import type { XY } from "../../geometry/vector.ts";
import { face } from "./face.ts";
import type { Face } from "./face.ts";
import { outdoors } from "./palette.ts";
import { lift } from "./space.ts";

/** A module's width and slant length, and the room from row to row, metres. */
const module = { width: 1.05, length: 1.75, row: 2.3, gap: 0.06, rise: 0.55 };

/** Rows of solar modules that look south, as many as the area allows and the roof holds. */
export function solarPanels(area: number, ring: Ring, deck: number): Face[] {
  const free = offset(ring, -0.8);
  const { minX, minY, maxX, maxY } = bounds(free);
  const count = Math.floor(area / (module.width * module.length));
  const run = Math.sqrt(module.length ** 2 - module.rise ** 2);
  const spots: XY[] = [];
  for (let y = minY; y + run <= maxY; y += module.row) {
    for (let x = minX; x + module.width <= maxX; x += module.width + module.gap) {
      const corners = [
        { x, y },
        { x: x + module.width, y },
        { x: x + module.width, y: y + run },
        { x, y: y + run },
      ];
      if (corners.every((corner) => contains(free, corner))) spots.push({ x, y });
    }
  }
  return spots.slice(0, count).flatMap((spot) => panel(spot, run, deck + 0.15));
}

function panel({ x, y }: XY, run: number, low: number): Face[] {
  const [a, b] = [
    { x, y },
    { x: x + module.width, y },
  ];
  const [c, d] = [
    { x: x + module.width, y: y + run },
    { x, y: y + run },
  ];
  const high = low + module.rise;
  const back = { rgb: [120, 124, 130] as const };
  return [
    face([lift(a, low), lift(b, low), lift(c, high), lift(d, high)], outdoors.panel),
    face([lift(c, low - 0.15), lift(d, low - 0.15), lift(d, high), lift(c, high)], back, { edged: false }),
    face([lift(b, low), lift(c, low - 0.15), lift(c, high)], back, { edged: false }),
    face([lift(a, low), lift(d, high), lift(d, low - 0.15)], back, { edged: false }),
  ];
}
