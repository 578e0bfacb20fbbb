import { outerFaces, ringOf } from "../geometry/plan-shape.ts";
import { area, contains } from "../geometry/polygon.ts";
import type { Ring } from "../geometry/polygon.ts";
import { bodyShape, productShape, solidRepresentation } from "./contexts.ts";
import type { Job, Place } from "./job.ts";
import type { Ref } from "./schema.ts";
import { axes, closedLine, extrude, place, prism, profile } from "./shapes.ts";
import { slabThickness } from "./slabs.ts";
import { styled } from "./styles.ts";

/** Depth of the ground that is shown, and height of paving on it, metres. */
const groundDepth = 0.3;
const pavingHeight = 0.02;

/** The plot's ground with its boundary, and its parking spaces. */
export function writeGrounds(job: Job, site: Place<"IfcSite">): void {
  writeTerrain(job, site);
  job.plan.parking.forEach((space, i) => {
    const ring = ringOf(space.outline);
    const name = `${space.accessible ? "장애인 " : ""}주차구획 ${i + 1}`;
    writeParking(job, site, ring, { path: `parking-${i + 1}`, name });
  });
}

function writeTerrain(job: Job, site: Place<"IfcSite">): void {
  const { writer, sheet, contexts, relations, plan } = job;
  const boundary = ringOf(plan.site?.boundary);
  if (boundary.length < 3) return;
  const area2 = profile(writer, boundary, "site", dugOut(job, boundary));
  const solid = extrude(writer, area2, axes(writer, [0, 0, -groundDepth]), groundDepth, "site");
  const line = writer.add("IfcShapeRepresentation", {
    ContextOfItems: contexts.footprint,
    RepresentationIdentifier: "FootPrint",
    RepresentationType: "Curve2D",
    Items: [closedLine(writer, boundary)],
  });
  const ref = writer.add("IfcGeographicElement", {
    GlobalId: sheet.id("terrain"),
    Name: "대지",
    ObjectPlacement: place(writer, site.placement),
    Representation: productShape(writer, line, solidRepresentation(writer, contexts, styled(writer, "grass", solid))),
    PredefinedType: "TERRAIN",
  });
  relations.contain(site.ref, ref);
}

/** Outlines of the building where it reaches into the ground; none where it would cut through the plot's boundary. */
function dugOut(job: Job, boundary: Ring): Ring[] {
  const below = job.plan.storeys
    .filter((storey) => storey.elevation - slabThickness(job, storey) < -1e-3)
    .map(outerFaces)
    .sort((a, b) => area(b) - area(a));
  const largest = below[0];
  return largest?.every((point) => contains(boundary, point)) ? [largest] : [];
}

function writeParking(
  { writer, sheet, contexts, relations }: Job,
  site: Place<"IfcSite">,
  ring: Ring,
  { path, name }: { path: string; name: string },
): Ref<"IfcGeographicElement"> {
  const solid = prism(writer, ring, 0, pavingHeight, path);
  const ref = writer.add("IfcGeographicElement", {
    GlobalId: sheet.keyed("parking", path),
    Name: name,
    ObjectType: "PARKINGSPACE",
    ObjectPlacement: place(writer, site.placement),
    Representation: bodyShape(writer, contexts, ...styled(writer, "paving", solid)),
    PredefinedType: "USERDEFINED",
  });
  relations.contain(site.ref, ref);
  return ref;
}
