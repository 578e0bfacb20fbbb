import { clipConvex } from "../../geometry/clip.ts";
import { area, edges } from "../../geometry/polygon.ts";
import type { Ring } from "../../geometry/polygon.ts";
import { isConvex } from "../../geometry/triangulate.ts";
import { cross, direction, turnLeft } from "../../geometry/vector.ts";
import type { XY } from "../../geometry/vector.ts";
import { face } from "./face.ts";
import type { Face } from "./face.ts";
import { outdoors } from "./palette.ts";
import { lift } from "./space.ts";
import type { XYZ } from "./space.ts";

/** What the parapet darkens of the roof it stands round, for a sun in a direction. */
export function deckShadow(inner: Ring, parapet: number, deck: number, toSun: XYZ | undefined): Face[] {
  if (!toSun || parapet < 0.2 || !isConvex(inner)) return [];
  const reach = { x: (-toSun[0] / toSun[2]) * parapet, y: (-toSun[1] / toSun[2]) * parapet };
  const lit = inner.map((p) => ({ x: p.x + reach.x, y: p.y + reach.y }));
  // What the sun still reaches is the deck moved along the light and cut by itself; the rest is dark.
  let bright: XY[] = lit;
  for (const [a, b] of edges(inner)) {
    const way = turnLeft(direction(a, b)!);
    bright = clipConvex(bright, (p) => (p.x - a.x) * way.x + (p.y - a.y) * way.y);
  }
  if (bright.length < 3)
    return [
      face(
        inner.map((p) => lift(p, deck + 0.004)),
        outdoors.shade,
        { edged: false },
      ),
    ];
  const strips = edges(bright).flatMap(([a, b]) => {
    const way = direction(a, b);
    if (!way) return [];
    const beyond = clipConvex(inner, (p) => -cross(way, { x: p.x - a.x, y: p.y - a.y }));
    return beyond.length < 3 ? [] : [{ ring: beyond, a, way }];
  });
  // Strips overlap at corners: each later one gives way to those before it.
  return strips.flatMap(({ ring }, i) => {
    let rest: XY[] = ring;
    for (const { a, way } of strips.slice(0, i))
      rest = clipConvex(rest, (p) => cross(way, { x: p.x - a.x, y: p.y - a.y }));
    return rest.length < 3 || area(rest) < 0.01
      ? []
      : [
          face(
            rest.map((p) => lift(p, deck + 0.004)),
            outdoors.shade,
            { edged: false },
          ),
        ];
  });
}
