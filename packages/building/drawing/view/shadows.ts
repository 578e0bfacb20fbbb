import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { halfWall, outerFaces, roofRings, storeyUnder, wallTop } from "../../geometry/plan-shape.ts";
import { counterClockwise, edges, offset } from "../../geometry/polygon.ts";
import type { Ring } from "../../geometry/polygon.ts";
import { pitchedRoof, run } from "../../geometry/roof.ts";
import { rotate } from "../../geometry/vector.ts";
import type { XY } from "../../geometry/vector.ts";
import { outdoorSprites } from "./entourage.ts";
import type { XYZ } from "./space.ts";

/** What the building darkens on the ground, as rings to be painted as one. */
export function groundShadows(plan: Plan, toSun: XYZ): Ring[] {
  const fall = (p: XY, z: number): XY => ({
    x: p.x - (toSun[0] / toSun[2]) * z,
    y: p.y - (toSun[1] / toSun[2]) * z,
  });
  const above = plan.storeys.filter(({ number }) => number > 0);
  const bodies = above.flatMap((storey) => {
    const parapet = plan.roof?.kind === "flat" && storey === above.at(-1) ? plan.roof.parapet + 0.3 : 0;
    return swept(outerFaces(storey), 0, storey.elevation + wallTop(storey) + parapet, fall);
  });
  const trees = outdoorSprites(plan).flatMap(({ at: [x, y], kind, width }) =>
    kind === "tree" ? [disc(fall({ x, y }, width * 0.75), width * 0.45)] : [],
  );
  return [...bodies, ...roofShadows(plan, fall), ...trees].map((ring) => counterClockwise(ring));
}

const disc = (centre: XY, radius: number): Ring =>
  Array.from({ length: 16 }, (_, i) => rotate({ x: centre.x + radius, y: centre.y }, i * 22.5, centre));

function swept(ring: Ring, low: number, high: number, fall: (p: XY, z: number) => XY): Ring[] {
  return [
    ring.map((p) => fall(p, high)),
    ...edges(ring).map(([a, b]) => [fall(a, low), fall(b, low), fall(b, high), fall(a, high)]),
  ];
}

function roofShadows({ roof, storeys }: Plan, fall: (p: XY, z: number) => XY): Ring[] {
  if (!roof || roof.kind === "flat" || roof.pitch <= 0) return [];
  const tangent = Math.tan((roof.pitch * Math.PI) / 180);
  return roofRings(roof).flatMap((ring) => {
    const storey = storeyUnder(storeys, ring);
    if (!storey) return [];
    const eave = storey.elevation + wallTop(storey) - roof.eaves * tangent;
    const outer = offset(ring, halfWall(storey) + roof.eaves);
    const { facets } = pitchedRoof(outer, roof.kind === "gable" ? "gable" : "hip");
    return facets.map((facet) => facet.ring.map((p) => fall(p, eave + 0.3 + run(facet.eave, p) * tangent)));
  });
}
