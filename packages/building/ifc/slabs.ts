import type { Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { outerFaces, ringOf } from "../geometry/plan-shape.ts";
import { area, contains, perimeter } from "../geometry/polygon.ts";
import type { Ring } from "../geometry/polygon.ts";
import { elementClasses } from "./classification.ts";
import { bodyShape } from "./contexts.ts";
import { fireRating } from "./fire-rating.ts";
import type { Job, Place } from "./job.ts";
import { transmittance, yes } from "./properties.ts";
import { writeQuantities } from "./quantities.ts";
import type { Ref } from "./schema.ts";
import { place, prism } from "./shapes.ts";
import { typed } from "./step.ts";
import { styled } from "./styles.ts";

/** How far a void sticks out above and below its slab. */
const clearance = 0.05;

/** Thickness of a storey's floor slab in metres: the lowest is as thick as its layers, for it rests on the ground. */
export function slabThickness({ plan, materials }: Pick<Job, "plan" | "materials">, storey: Storey): number {
  const layers = storey === plan.storeys[0] ? (materials.find("floor.ground")?.layers ?? []) : [];
  return Math.max(
    storey.slab,
    layers.reduce((sum, { thickness }) => sum + thickness, 0),
  );
}

/** The storey's floor slab with its holes; `wells` are the stair wells that rise from the storey below. */
export function writeSlab(
  job: Job,
  storey: Storey,
  home: Place<"IfcBuildingStorey">,
  wells: readonly Ring[],
  lowest: boolean,
): void {
  const { writer, sheet, contexts, relations, properties, materials, types } = job;
  const ring = outerFaces(storey);
  const { name } = storey;
  const slab = slabThickness(job, storey);
  const path = `${name}/slab`;
  const placement = place(writer, home.placement);
  const construction = lowest ? materials.find("floor.ground", "floor") : materials.find("floor.inter", "floor");
  const ref = writer.add("IfcSlab", {
    GlobalId: sheet.keyed("slab", path),
    Name: `${name} 바닥`,
    ObjectPlacement: placement,
    Representation: bodyShape(writer, contexts, ...styled(writer, "concrete", prism(writer, ring, -slab, slab, path))),
  });
  relations.contain(home.ref, ref);
  const typeKey = `slab/${construction?.id ?? "plain"}/${lowest}`;
  types.use(typeKey, ref, () =>
    writer.add("IfcSlabType", {
      GlobalId: sheet.id(typeKey),
      Name: construction?.name ?? "바닥판",
      PredefinedType: lowest ? "BASESLAB" : "FLOOR",
    }),
  );
  relations.material(
    construction ? materials.slab(construction, slab, "below", -slab) : materials.plain("콘크리트"),
    ref,
  );
  job.classes.put(ref, elementClasses.floor);
  properties.put(ref, "Pset_SlabCommon", {
    Reference: construction ? typed("IfcIdentifier", construction.id) : undefined,
    IsExternal: yes(lowest),
    LoadBearing: yes(true),
    ThermalTransmittance: lowest ? transmittance(construction?.uValue) : undefined,
    FireRating: lowest ? undefined : fireRating(job.plan),
  });
  const holes = holesOf(storey, wells);
  holes.forEach((hole, i) => writeHole(job, hole, slab, `${path}/hole-${i + 1}`, { ref, placement }));
  const open = holes.reduce((sum, hole) => sum + area(hole), 0);
  writeQuantities(sheet, ref, path, "Qto_SlabBaseQuantities", {
    lengths: { Width: slab, Perimeter: perimeter(ring) },
    areas: { GrossArea: area(ring), NetArea: area(ring) - open },
    volumes: { GrossVolume: area(ring) * slab, NetVolume: (area(ring) - open) * slab },
  });
}

/** The storey's own holes, and those stair wells that no hole covers yet. */
function holesOf(storey: Storey, wells: readonly Ring[]): Ring[] {
  const own = storey.holes.map(ringOf);
  const missing = wells.filter((well) => !own.some((hole) => well.every((point) => contains(hole, point))));
  return [...own, ...missing];
}

function writeHole(
  { writer, sheet, contexts }: Job,
  hole: Ring,
  slab: number,
  path: string,
  host: { ref: Ref<"IfcSlab">; placement: Ref<"IfcLocalPlacement"> },
): void {
  const solid = prism(writer, hole, -slab - clearance, slab + 2 * clearance, path);
  const ref = writer.add("IfcOpeningElement", {
    GlobalId: sheet.id(path),
    Name: "바닥 개구부",
    ObjectPlacement: place(writer, host.placement),
    Representation: bodyShape(writer, contexts, solid),
    PredefinedType: "OPENING",
  });
  writer.add("IfcRelVoidsElement", {
    GlobalId: sheet.id(`${path}/voids`),
    RelatingBuildingElement: host.ref,
    RelatedOpeningElement: ref,
  });
}
