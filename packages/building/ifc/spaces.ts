import type { Space, Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { ringOf } from "../geometry/plan-shape.ts";
import { area, contains, interiorPoint, perimeter } from "../geometry/polygon.ts";
import { bodyShape } from "./contexts.ts";
import { useClass } from "./classification.ts";
import type { Job, Place } from "./job.ts";
import { yes } from "./properties.ts";
import { writeQuantities } from "./quantities.ts";
import type { Ref } from "./schema.ts";
import { createGroups } from "./sheet.ts";
import { place, prism } from "./shapes.ts";
import { typed } from "./step.ts";

/** A written space and whether it lies outside the building, as a yard does. */
export interface WrittenSpace extends Place<"IfcSpace"> {
  readonly space: Space;
  readonly outside: boolean;
}

/** The storey's spaces by key. */
export function writeSpaces(job: Job, storey: Storey, home: Place<"IfcBuildingStorey">): Map<string, WrittenSpace> {
  return new Map(storey.spaces.map((space) => [space.id, writeSpace(job, space, storey, home)]));
}

function writeSpace(job: Job, space: Space, storey: Storey, home: Place<"IfcBuildingStorey">): WrittenSpace {
  const { writer, sheet, contexts, relations, properties, types } = job;
  const net = ringOf(space.net);
  const outside = net.length > 2 && !contains(ringOf(storey.outline), interiorPoint(net));
  const placement = place(writer, home.placement);
  const body = prism(writer, net, 0, storey.ceiling, space.id);
  const ref = writer.add("IfcSpace", {
    GlobalId: sheet.keyed("space", space.id),
    Name: space.id,
    ObjectPlacement: placement,
    Representation: bodyShape(writer, contexts, body),
    LongName: space.name || space.kind,
    CompositionType: "ELEMENT",
  });
  relations.aggregate(home.ref, ref);
  job.classes.put(ref, useClass(job.plan, storey.use));
  const typeKey = `space/${space.kind}`;
  types.use(typeKey, ref, () =>
    writer.add("IfcSpaceType", {
      GlobalId: sheet.id(typeKey),
      Name: space.kind,
      PredefinedType: "SPACE",
    }),
  );
  properties.put(ref, "Pset_SpaceCommon", {
    Reference: typed("IfcIdentifier", space.kind),
    IsExternal: yes(outside),
    PubliclyAccessible: yes(space.public),
    HandicapAccessible: yes(space.accessible),
    NetPlannedArea: typed("IfcAreaMeasure", area(net)),
  });
  properties.put(ref, "VIBA_Space", {
    Habitable: yes(space.habitable),
    Wet: yes(space.wet),
    Unit: space.unit ? typed("IfcIdentifier", space.unit) : undefined,
  });
  writeSpaceQuantities(job, ref, space, storey.ceiling);
  return { ref, placement, space, outside };
}

function writeSpaceQuantities({ sheet }: Job, ref: Ref<"IfcSpace">, space: Space, height: number): void {
  const net = ringOf(space.net);
  const gross = space.gross && space.gross.points.length > 2 ? ringOf(space.gross) : net;
  writeQuantities(sheet, ref, space.id, "Qto_SpaceBaseQuantities", {
    lengths: { Height: height, FinishCeilingHeight: height, GrossPerimeter: perimeter(net) },
    areas: {
      GrossFloorArea: area(gross),
      NetFloorArea: area(net),
      GrossCeilingArea: area(net),
      GrossWallArea: perimeter(net) * height,
    },
    volumes: { GrossVolume: area(gross) * height, NetVolume: area(net) * height },
  });
}

/** One zone for each dwelling or guest unit. */
export function writeZones(
  { writer, sheet, relations }: Job,
  spaces: Iterable<WrittenSpace>,
  building: Place<"IfcBuilding">,
): void {
  const units = createGroups<string, Ref<"IfcSpace">>();
  for (const { space, ref } of spaces) if (space.unit) units.put(space.unit, ref);
  for (const [unit, members] of units.entries()) {
    const zone = writer.add("IfcZone", {
      GlobalId: sheet.id(`unit/${unit}`),
      Name: unit,
      LongName: `${unit} 세대`,
      ObjectType: "UNIT",
    });
    writer.add("IfcRelAssignsToGroup", {
      GlobalId: sheet.id(`unit/${unit}/members`),
      RelatedObjects: members,
      RelatingGroup: zone,
    });
    relations.serve(zone, building.ref);
  }
}
