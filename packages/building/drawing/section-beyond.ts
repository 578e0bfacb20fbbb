import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Cut } from "./section-place.ts";
import { buildingFaces } from "./view/building.ts";
import { convexParts } from "./view/convex.ts";
import { face } from "./view/face.ts";
import type { Face, Paint } from "./view/face.ts";
import { paletteOfPlan } from "./view/palette.ts";
import type { Palette } from "./view/palette.ts";
import { roofFaces } from "./view/roof.ts";
import type { XYZ } from "./view/space.ts";
import { plus, minus } from "./view/space.ts";

/** The outside of the building beyond the cut, in paler colours than an elevation's. */
export function facesBeyond(plan: Plan, cut: Cut): Face[] {
  const palette = paletteOfPlan(plan);
  const faces = [...buildingFaces(plan, palette), ...roofFaces(plan, palette)];
  return faces.flatMap(convexParts).flatMap((one) => beyond(one, cut));
}

/** The part of a convex face beyond the cut; where it was cut there is no edge to draw. */
function beyond(whole: Face, { facing, depth }: Cut): Face[] {
  const off = ([x, y]: XYZ) => x * facing.away.x + y * facing.away.y - depth;
  const points: XYZ[] = [];
  const edged: boolean[] = [];
  whole.points.forEach((point, i) => {
    const next = whole.points[(i + 1) % whole.points.length]!;
    const [a, b] = [off(point), off(next)];
    if (a >= 0) {
      points.push(point);
      edged.push(whole.edged[i]!);
    }
    if (a >= 0 === b >= 0) return;
    points.push(plus(point, minus(next, point), a / (a - b)));
    edged.push(a < 0 && whole.edged[i]!);
  });
  if (points.length < 3) return [];
  const lines = whole.lines.filter(({ from, to }) => off(from) >= 0 && off(to) >= 0);
  return [{ ...face(points, pale(whole.paint), { edged, lines, grain: whole.grain }), normal: whole.normal }];
}

const pale = (paint: Paint): Paint => ({
  ...paint,
  rgb: faded(paint.rgb),
  ...(paint.ink ? { ink: faded(paint.ink) } : {}),
});

const faded = ([red, green, blue]: Palette["wall"]["rgb"]): Palette["wall"]["rgb"] => [
  255 - (255 - red) * 0.72,
  255 - (255 - green) * 0.72,
  255 - (255 - blue) * 0.72,
];
