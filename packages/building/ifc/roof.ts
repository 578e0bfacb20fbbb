import type { Roof, Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { halfWall, roofRings, storeyUnder, wallTop } from "../geometry/plan-shape.ts";
import { area, offset, perimeter } from "../geometry/polygon.ts";
import { pitchedRoof } from "../geometry/roof.ts";
import { flatModules, slopeModules } from "../geometry/solar.ts";
import { elementClasses } from "./classification.ts";
import { bodyShape } from "./contexts.ts";
import { fireRating } from "./fire-rating.ts";
import { writeGables } from "./gables.ts";
import type { Job, Place } from "./job.ts";
import { parapetThickness, writeParapet } from "./parapet.ts";
import { facetSolid } from "./roof-shapes.ts";
import { transmittance, yes } from "./properties.ts";
import { writeQuantities } from "./quantities.ts";
import type { RoofPart } from "./roof-part.ts";
import type { IfcRoofTypeEnum, Ref } from "./schema.ts";
import { place, prism } from "./shapes.ts";
import type { Solid } from "./shapes.ts";
import { typed } from "./step.ts";
import { writeModules } from "./solar.ts";
import { styled } from "./styles.ts";

/** Thickness of a roof of which no construction is given, metres. */
const plainThickness = 0.25;

const kinds: Readonly<Record<string, IfcRoofTypeEnum>> = {
  flat: "FLAT_ROOF",
  gable: "GABLE_ROOF",
  hip: "HIP_ROOF",
};

/** The roof over each outline, on the highest storey that lies under it. */
export function writeRoof(job: Job, homes: ReadonlyMap<Storey, Place<"IfcBuildingStorey">>): void {
  const { plan, materials } = job;
  const { roof } = plan;
  if (!roof) return;
  const layers = materials.find("roof")?.layers ?? [];
  const thickness = layers.reduce((sum, layer) => sum + layer.thickness, 0) || plainThickness;
  roofRings(roof).forEach((ring, i) => {
    const storey = storeyUnder(plan.storeys, ring) ?? plan.storeys.at(-1);
    const home = storey && homes.get(storey);
    if (!storey || !home) return;
    const path = i === 0 ? "roof" : `roof-${i + 1}`;
    writePart(job, roof, { path, ring, storey, home, top: wallTop(storey), thickness });
  });
}

function writePart(job: Job, roof: Roof, part: RoofPart): void {
  const { writer, sheet, relations, properties, materials } = job;
  const { home, path } = part;
  const placement = place(writer, home.placement, [0, 0, part.top]);
  const ref = writer.add("IfcRoof", {
    GlobalId: sheet.keyed("roof", path),
    Name: "지붕",
    ObjectPlacement: placement,
    PredefinedType: kinds[roof.kind] ?? "NOTDEFINED",
  });
  relations.contain(home.ref, ref);
  const whole = { ref, placement };
  const flat = roof.kind === "flat" || roof.pitch <= 0;
  const areas = flat ? writeFlat(job, roof, part, whole) : writePitched(job, roof, part, whole);
  properties.put(ref, "Pset_RoofCommon", {
    IsExternal: yes(true),
    ThermalTransmittance: transmittance(materials.find("roof")?.uValue),
  });
  writeQuantities(sheet, ref, path, "Qto_RoofBaseQuantities", {
    areas: { GrossArea: areas.surface, NetArea: areas.surface, ProjectedArea: areas.projected },
  });
}

interface Whole {
  readonly ref: Ref<"IfcRoof">;
  readonly placement: Ref<"IfcLocalPlacement">;
}

function writeFlat(job: Job, roof: Roof, part: RoofPart, whole: Whole) {
  const { path, ring, thickness } = part;
  const half = halfWall(part.storey);
  const outer = offset(ring, half + roof.eaves);
  const solid = prism(job.writer, outer, 0, thickness, path);
  const surface = area(outer);
  writeRoofSlab(job, `${path}/slab`, whole, styled(job.writer, "concrete", solid), {
    thickness,
    surface,
    volume: surface * thickness,
    edge: perimeter(outer),
  });
  if (roof.parapet > 0) writeParapet(job, part, outer, roof.parapet);
  writeModules(job, part, flatModules(roof.solarArea, offset(outer, -parapetThickness)), thickness);
  return { surface, projected: surface };
}

function writePitched(job: Job, roof: Roof, part: RoofPart, whole: Whole) {
  const { path, ring, thickness } = part;
  const pitch = (roof.pitch * Math.PI) / 180;
  const outer = offset(ring, halfWall(part.storey) + roof.eaves);
  const { facets, gables } = pitchedRoof(outer, roof.kind === "gable" ? "gable" : "hip");
  facets.forEach((facet, i) => {
    const solid = facetSolid(job.writer, facet, { pitch, eaves: roof.eaves, thickness, subject: path });
    const surface = area(facet.ring) / Math.cos(pitch);
    writeRoofSlab(job, `${path}/slab-${i + 1}`, whole, styled(job.writer, "tile", solid), {
      thickness,
      surface,
      volume: surface * thickness,
      edge: undefined,
    });
  });
  writeGables(job, part, gables, { pitch, eaves: roof.eaves });
  const modules = slopeModules(roof.solarArea, facets, { pitch, thickness });
  writeModules(job, part, modules, -roof.eaves * Math.tan(pitch));
  return { surface: area(outer) / Math.cos(pitch), projected: area(outer) };
}

interface RoofSlab {
  readonly thickness: number;
  readonly surface: number;
  readonly volume: number;
  readonly edge: number | undefined;
}

function writeRoofSlab(
  job: Job,
  path: string,
  whole: Whole,
  solids: Solid[],
  { thickness, surface, volume, edge }: RoofSlab,
): void {
  const { writer, sheet, contexts, relations, properties, materials, types } = job;
  const construction = materials.find("roof");
  const ref = writer.add("IfcSlab", {
    GlobalId: sheet.id(path),
    Name: "지붕판",
    ObjectPlacement: place(writer, whole.placement),
    Representation: bodyShape(writer, contexts, ...solids),
  });
  relations.aggregate(whole.ref, ref);
  types.use("slab/roof", ref, () =>
    writer.add("IfcSlabType", {
      GlobalId: sheet.id("slab/roof"),
      Name: construction?.name ?? "지붕",
      PredefinedType: "ROOF",
    }),
  );
  relations.material(construction ? materials.slab(construction, thickness, "above", 0) : materials.plain("지붕"), ref);
  job.classes.put(ref, elementClasses.roof);
  properties.put(ref, "Pset_SlabCommon", {
    Reference: construction ? typed("IfcIdentifier", construction.id) : undefined,
    IsExternal: yes(true),
    LoadBearing: yes(true),
    ThermalTransmittance: transmittance(construction?.uValue),
    FireRating: fireRating(job.plan),
  });
  writeQuantities(sheet, ref, path, "Qto_SlabBaseQuantities", {
    lengths: { Width: thickness, ...(edge === undefined ? {} : { Perimeter: edge }) },
    areas: { GrossArea: surface, NetArea: surface },
    volumes: { GrossVolume: volume, NetVolume: volume },
  });
}
