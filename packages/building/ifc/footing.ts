import type { Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { halfWall, outerFaces } from "../geometry/plan-shape.ts";
import { area, edges, offset } from "../geometry/polygon.ts";
import { distance } from "../geometry/vector.ts";
import { bodyShape } from "./contexts.ts";
import type { Job, Place } from "./job.ts";
import { yes } from "./properties.ts";
import { writeQuantities } from "./quantities.ts";
import { place, prism } from "./shapes.ts";
import { slabThickness } from "./slabs.ts";
import { styled } from "./styles.ts";

/** The plinth that carries a raised floor: a strip under the external walls from the ground to the slab's underside. */
export function writePlinth(job: Job, storey: Storey, home: Place<"IfcBuildingStorey">): void {
  const { writer, sheet, contexts, relations, properties, materials } = job;
  const height = storey.elevation - slabThickness(job, storey);
  if (height < 0.01) return;
  const breadth = Math.max(0.2, 2 * halfWall(storey));
  const outer = outerFaces(storey);
  const inner = edges(offset(outer, -breadth));
  edges(outer).forEach(([a, b], i) => {
    const path = `${storey.name}/plinth-${i + 1}`;
    const [p, q] = inner[i]!;
    const ring = [a, b, q, p];
    const solid = prism(writer, ring, -storey.elevation, height, path);
    const ref = writer.add("IfcFooting", {
      GlobalId: sheet.id(path),
      Name: "기단",
      ObjectPlacement: place(writer, home.placement),
      Representation: bodyShape(writer, contexts, ...styled(writer, "concrete", solid)),
      PredefinedType: "STRIP_FOOTING",
    });
    relations.contain(home.ref, ref);
    relations.material(materials.plain("콘크리트"), ref);
    properties.put(ref, "Pset_FootingCommon", { LoadBearing: yes(true) });
    const length = (distance(a, b) + distance(p, q)) / 2;
    writeQuantities(sheet, ref, path, "Qto_FootingBaseQuantities", {
      lengths: { Length: length, Width: breadth, Height: height },
      volumes: { GrossVolume: area(ring) * height, NetVolume: area(ring) * height },
    });
  });
}
