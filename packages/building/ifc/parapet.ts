import { area, edges, offset } from "../geometry/polygon.ts";
import type { Ring } from "../geometry/polygon.ts";
import { distance } from "../geometry/vector.ts";
import type { XY } from "../geometry/vector.ts";
import { elementClasses } from "./classification.ts";
import { bodyShape } from "./contexts.ts";
import type { Job } from "./job.ts";
import { yes } from "./properties.ts";
import { writeQuantities } from "./quantities.ts";
import type { RoofPart } from "./roof-part.ts";
import { place, prism } from "./shapes.ts";
import { styled } from "./styles.ts";

/** Thickness of a parapet, metres. */
export const parapetThickness = 0.15;

/** The parapet along the edge of a flat roof, one wall a side with mitred corners. */
export function writeParapet(job: Job, part: RoofPart, outer: Ring, height: number): void {
  const inner = edges(offset(outer, -parapetThickness));
  edges(offset(outer, 0)).forEach(([a, b], i) => {
    const [p, q] = inner[i]!;
    writeSide(job, part, [a, b, q, p], { height, path: `${part.path}/parapet-${i + 1}` });
  });
}

function writeSide(job: Job, part: RoofPart, ring: Ring, { height, path }: { height: number; path: string }): void {
  const { writer, sheet, contexts, relations, properties, materials } = job;
  const [a, b, q, p] = ring as [XY, XY, XY, XY];
  const ref = writer.add("IfcWall", {
    GlobalId: sheet.id(path),
    Name: "파라펫",
    ObjectPlacement: place(writer, part.home.placement, [0, 0, part.top + part.thickness]),
    Representation: bodyShape(writer, contexts, ...styled(writer, "plaster", prism(writer, ring, 0, height, path))),
    PredefinedType: "PARAPET",
  });
  relations.contain(part.home.ref, ref);
  relations.material(materials.plain("콘크리트"), ref);
  properties.put(ref, "Pset_WallCommon", { IsExternal: yes(true), LoadBearing: yes(false) });
  job.classes.put(ref, elementClasses.wall);
  // At an inner corner of the roof the mitre makes the inner edge the longer one.
  const length = Math.max(distance(a, b), distance(p, q));
  const side = area(ring) / parapetThickness;
  writeQuantities(sheet, ref, path, "Qto_WallBaseQuantities", {
    lengths: { Length: length, Width: parapetThickness, Height: height },
    areas: { GrossFootPrintArea: area(ring), GrossSideArea: side * height, NetSideArea: side * height },
    volumes: { GrossVolume: area(ring) * height, NetVolume: area(ring) * height },
  });
}
