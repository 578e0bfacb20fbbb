import type { Opening, Storey, Wall } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { outwardSide, wallLine } from "../geometry/plan-shape.ts";
import type { WallLine } from "../geometry/plan-shape.ts";
import { elementClasses } from "./classification.ts";
import { productShape, solidRepresentation } from "./contexts.ts";
import { ModelError } from "./errors.ts";
import { fireRating } from "./fire-rating.ts";
import type { Job, Place } from "./job.ts";
import { yes, transmittance } from "./properties.ts";
import { writeQuantities } from "./quantities.ts";
import type { Ref } from "./schema.ts";
import { box, place } from "./shapes.ts";
import type { Solid } from "./shapes.ts";
import { typed } from "./step.ts";
import { styled } from "./styles.ts";

/** A written wall, for its openings and for the spaces beside it. */
export interface WrittenWall {
  readonly ref: Ref<"IfcWall">;
  readonly placement: Ref<"IfcLocalPlacement">;
  readonly wall: Wall;
  readonly line: WallLine;
}

/** A storey's walls by key, with layers, quantities and common properties. */
export function writeWalls(job: Job, storey: Storey, home: Place<"IfcBuildingStorey">): Map<string, WrittenWall> {
  return new Map(
    storey.walls.map((wall) => {
      const openings = storey.openings.filter((opening) => opening.wall === wall.id);
      return [wall.id, writeWall(job, wall, openings, home)];
    }),
  );
}

function writeWall(job: Job, wall: Wall, openings: readonly Opening[], home: Place<"IfcBuildingStorey">): WrittenWall {
  const { writer, sheet, contexts, relations, properties, materials, types } = job;
  const line = wallLine(wall);
  if (!line) throw new ModelError("DEGENERATE", wall.id, "its start and end coincide");
  const { thickness, height } = wall;
  const { start, along, length } = line;
  const placement = place(writer, home.placement, [start.x, start.y, 0], along);
  const body = box(writer, [0, -thickness / 2, 0], [length, thickness, height], wall.id);
  const construction = materials.construction(wall.construction, wall.id);
  const ref = writer.add("IfcWall", {
    GlobalId: sheet.keyed("wall", wall.id),
    Name: `${wall.external ? "외벽" : "내벽"} ${wall.id}`,
    ObjectPlacement: placement,
    Representation: productShape(
      writer,
      axisLine(job, length),
      solidRepresentation(writer, contexts, looked(job, wall, body)),
    ),
    Tag: wall.id,
  });
  relations.contain(home.ref, ref);
  relations.material(materials.wall(construction, thickness, outwardSide(wall)), ref);
  const typeKey = `wall/${construction.id}/${wall.external}`;
  types.use(typeKey, ref, () =>
    writer.add("IfcWallType", {
      GlobalId: sheet.id(typeKey),
      Name: construction.name,
      Tag: construction.id,
      PredefinedType: wall.external ? "SOLIDWALL" : "PARTITIONING",
    }),
  );
  job.classes.put(ref, elementClasses.wall);
  properties.put(ref, "Pset_WallCommon", {
    Reference: typed("IfcIdentifier", construction.id),
    IsExternal: yes(wall.external),
    LoadBearing: yes(wall.external && job.plan.concept?.structure !== "timber"),
    ThermalTransmittance: transmittance(construction.uValue),
    FireRating: wall.external ? fireRating(job.plan) : undefined,
  });
  writeWallQuantities(job, ref, wall, length, openings);
  return { ref, placement, wall, line };
}

function looked(job: Job, wall: Wall, body: Ref<"IfcExtrudedAreaSolid">): Solid[] {
  return styled(job.writer, wall.external ? "plaster" : "partition", body);
}

function axisLine({ writer, contexts }: Job, length: number): Ref<"IfcShapeRepresentation"> {
  const at = (x: number) => writer.share("IfcCartesianPoint", { Coordinates: [x, 0] });
  return writer.add("IfcShapeRepresentation", {
    ContextOfItems: contexts.axis,
    RepresentationIdentifier: "Axis",
    RepresentationType: "Curve2D",
    Items: [writer.share("IfcPolyline", { Points: [at(0), at(length)] })],
  });
}

function writeWallQuantities(
  { sheet }: Job,
  ref: Ref<"IfcWall">,
  wall: Wall,
  length: number,
  openings: readonly Opening[],
): void {
  const { thickness, height } = wall;
  const side = length * height;
  const open = openings.reduce((sum, opening) => sum + openArea(opening, length, height), 0);
  writeQuantities(sheet, ref, wall.id, "Qto_WallBaseQuantities", {
    lengths: { Length: length, Width: thickness, Height: height },
    areas: { GrossFootPrintArea: length * thickness, GrossSideArea: side, NetSideArea: side - open },
    volumes: { GrossVolume: side * thickness, NetVolume: (side - open) * thickness },
  });
}

/** The area an opening takes out of a wall of this length and height, m2: what sticks out of the wall takes nothing. */
function openArea({ at, width, sill, height }: Opening, length: number, wallHeight: number): number {
  const wide = Math.min(length, at + width / 2) - Math.max(0, at - width / 2);
  const high = Math.min(wallHeight, sill + height) - Math.max(0, sill);
  return Math.max(0, wide) * Math.max(0, high);
}
