import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { halfWall, roofRings, storeyUnder, wallTop } from "../geometry/plan-shape.ts";
import { offset } from "../geometry/polygon.ts";
import { pitchedRoof, run } from "../geometry/roof.ts";
import { add, dot, scale } from "../geometry/vector.ts";
import type { XY } from "../geometry/vector.ts";
import { cutRing } from "./facing.ts";
import type { Cut } from "./section-place.ts";
import { paletteOfPlan } from "./view/palette.ts";
import { ridgeBoxes } from "./view/roof.ts";
import { minus, plus } from "./view/space.ts";

/** A roof part in the cut: its outline and the space under it down to the wall tops, x along the view, y upward. */
export interface RoofCut {
  readonly body: XY[];
  readonly attic: XY[];
}

/** Width of a parapet, metres. */
const parapetWidth = 0.15;

/** What a section cuts of the roofs. */
export function cutRoofs(plan: Plan, cut: Cut): RoofCut[] {
  const { roof } = plan;
  if (!roof) return [];
  const layers = plan.constructions.find(({ id }) => id.startsWith("roof"))?.layers ?? [];
  const thickness = layers.reduce((sum, layer) => sum + layer.thickness, 0) || 0.25;
  return roofRings(roof).flatMap((ring) => {
    const storey = storeyUnder(plan.storeys, ring) ?? plan.storeys.at(-1);
    if (!storey) return [];
    const outer = offset(ring, halfWall(storey) + roof.eaves);
    const base = storey.elevation + wallTop(storey);
    if (roof.kind === "flat" || roof.pitch <= 0) {
      const lowest = base - storey.slab;
      return flat(cut, outer, { lowest, deck: base + thickness, parapet: roof.parapet });
    }
    return pitched(cut, outer, { roof, base, thickness });
  });
}

/** What a section cuts of the raised ridges and hips: convex outlines. */
export function cutRidges(plan: Plan, { facing, depth }: Cut): XY[][] {
  return ridgeBoxes(plan, paletteOfPlan(plan)).flatMap((box) => {
    const points = box.flatMap(({ points: ring }) =>
      ring.flatMap((a, i): XY[] => {
        const b = ring[(i + 1) % ring.length]!;
        const [u, v] = [dot({ x: a[0], y: a[1] }, facing.away) - depth, dot({ x: b[0], y: b[1] }, facing.away) - depth];
        if (u > 0 === v > 0) return [];
        const [x, y, z] = plus(a, minus(b, a), u / (u - v));
        return [{ x: dot({ x, y }, facing.along), y: z }];
      }),
    );
    return points.length < 3 ? [] : [roundMiddle(points)];
  });
}

/** Corners of a convex shape in their order round its middle. */
function roundMiddle(points: readonly XY[]): XY[] {
  const middle = scale(
    points.reduce((sum, point) => add(sum, point), { x: 0, y: 0 }),
    1 / points.length,
  );
  const turn = ({ x, y }: XY) => Math.atan2(y - middle.y, x - middle.x);
  return points.toSorted((a, b) => turn(a) - turn(b));
}

function flat(cut: Cut, outer: XY[], z: { lowest: number; deck: number; parapet: number }): RoofCut[] {
  return cutRing(cut.facing, cut.depth, outer).map(([a, b]) => {
    const top = z.deck + z.parapet;
    const rim = z.parapet > 0 ? parapetWidth : 0;
    const body = [
      { x: a, y: z.lowest },
      { x: b, y: z.lowest },
      { x: b, y: top },
      { x: b - rim, y: top },
      { x: b - rim, y: z.deck },
      { x: a + rim, y: z.deck },
      { x: a + rim, y: top },
      { x: a, y: top },
    ];
    return { body, attic: [] };
  });
}

function pitched(
  { facing, depth }: Cut,
  outer: XY[],
  { roof, base, thickness }: { roof: NonNullable<Plan["roof"]>; base: number; thickness: number },
): RoofCut[] {
  const pitch = (roof.pitch * Math.PI) / 180;
  const eave = base - roof.eaves * Math.tan(pitch);
  const upright = thickness / Math.cos(pitch);
  return pitchedRoof(outer, roof.kind === "gable" ? "gable" : "hip").facets.flatMap((facet) =>
    cutRing(facing, depth, facet.ring).map(([a, b]) => {
      const under = (s: number) =>
        eave + run(facet.eave, add(scale(facing.along, s), scale(facing.away, depth))) * Math.tan(pitch);
      const [p, q] = [under(a), under(b)];
      const body = [
        { x: a, y: p },
        { x: b, y: q },
        { x: b, y: q + upright },
        { x: a, y: p + upright },
      ];
      return { body, attic: above(base, { x: a, y: p }, { x: b, y: q }) };
    }),
  );
}

/** The region between a level and a sloping line above it. */
function above(level: number, a: XY, b: XY): XY[] {
  if (a.y <= level && b.y <= level) return [];
  const meet = { x: a.x + ((level - a.y) / (b.y - a.y)) * (b.x - a.x), y: level };
  const left = a.y > level ? [{ x: a.x, y: level }, a] : [meet];
  const right = b.y > level ? [b, { x: b.x, y: level }] : [meet];
  return [...left, ...right];
}
