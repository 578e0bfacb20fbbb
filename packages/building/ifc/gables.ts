import { halfWall } from "../geometry/plan-shape.ts";
import type { GableEnd } from "../geometry/roof.ts";
import { direction, distance, locate } from "../geometry/vector.ts";
import { bodyShape } from "./contexts.ts";
import type { Job } from "./job.ts";
import { transmittance, yes } from "./properties.ts";
import type { Slope } from "./roof-shapes.ts";
import type { RoofPart } from "./roof-part.ts";
import { axes, extrude, place, profile } from "./shapes.ts";
import { styled } from "./styles.ts";
import { writeQuantities } from "./quantities.ts";

/** The triangles of wall between the wall tops and the underside of a gabled roof. */
export function writeGables(job: Job, part: RoofPart, gables: readonly GableEnd[], { pitch, eaves }: Slope): void {
  const thickness = Math.max(0.1, 2 * halfWall(part.storey));
  gables.forEach((gable, i) => {
    const width = distance(gable.from, gable.to) - 2 * eaves;
    const height = (width / 2) * Math.tan(pitch);
    if (width < 0.2 || height < 0.05) return;
    writeGable(job, part, gable, `${part.path}/gable-${i + 1}`, { width, height, eaves, thickness });
  });
}

interface GableSize {
  readonly width: number;
  readonly height: number;
  readonly eaves: number;
  readonly thickness: number;
}

function writeGable(
  job: Job,
  part: RoofPart,
  { from, to }: GableEnd,
  path: string,
  { width, height, eaves, thickness }: GableSize,
): void {
  const { writer, sheet, contexts, relations, properties, materials } = job;
  const along = direction(from, to)!;
  // The outer face lies `eaves` inside the verge; the body reaches inward from it, to the left of the ring's edge.
  const corner = locate(from, along, eaves, eaves + thickness);
  const triangle = [
    { x: 0, y: 0 },
    { x: width, y: 0 },
    { x: width / 2, y: height },
  ];
  // x along the wall, y up, so z points outward.
  const position = axes(writer, [0, 0, 0], [0, -1, 0], [1, 0, 0]);
  const solid = extrude(writer, profile(writer, triangle, path), position, thickness, path);
  const ref = writer.add("IfcWall", {
    GlobalId: sheet.id(path),
    Name: "박공벽",
    ObjectPlacement: place(writer, part.home.placement, [corner.x, corner.y, part.top], along),
    Representation: bodyShape(writer, contexts, ...styled(writer, "plaster", solid)),
    PredefinedType: "SOLIDWALL",
  });
  relations.contain(part.home.ref, ref);
  const layers = materials.find("wall.ext");
  relations.material(layers ? materials.wall(layers, thickness, "right") : materials.plain("박공벽"), ref);
  properties.put(ref, "Pset_WallCommon", {
    IsExternal: yes(true),
    LoadBearing: yes(false),
    ThermalTransmittance: layers ? transmittance(layers.uValue) : undefined,
  });
  const side = (width * height) / 2;
  writeQuantities(sheet, ref, path, "Qto_WallBaseQuantities", {
    lengths: { Length: width, Width: thickness, Height: height },
    areas: { GrossSideArea: side, NetSideArea: side },
    volumes: { GrossVolume: side * thickness, NetVolume: side * thickness },
  });
}
