import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { ringOf } from "../geometry/plan-shape.ts";
import { area, perimeter } from "../geometry/polygon.ts";
import { useClass } from "./classification.ts";
import type { Job, Place } from "./job.ts";
import { whereabouts } from "./project.ts";
import { compoundAngle } from "./projection.ts";
import { yes } from "./properties.ts";
import { writeQuantities } from "./quantities.ts";
import type { Ref } from "./schema.ts";
import { place } from "./shapes.ts";
import { typed } from "./step.ts";

/** The plot; its boundary is drawn by the terrain, for a site must carry no shape of its own. */
export function writeSite(job: Job, project: Ref<"IfcProject">, brief: Brief | undefined): Place<"IfcSite"> {
  const { writer, sheet, plan, properties, relations } = job;
  const { latitude, longitude, known } = whereabouts(brief?.location);
  const placement = place(writer, undefined);
  const ref = writer.add("IfcSite", {
    GlobalId: sheet.keyed("spatial", "site"),
    Name: brief?.location?.name || brief?.location?.city || "대지",
    Description: known ? undefined : "위치가 주어지지 않아 서울시청의 좌표를 쓴다.",
    ObjectPlacement: placement,
    LongName: brief?.location?.zone || undefined,
    CompositionType: "ELEMENT",
    RefLatitude: compoundAngle(latitude),
    RefLongitude: compoundAngle(longitude),
    RefElevation: 0,
  });
  relations.aggregate(project, ref);
  const boundary = ringOf(plan.site?.boundary);
  properties.put(ref, "Pset_SiteCommon", {
    TotalArea: boundary.length > 2 ? typed("IfcAreaMeasure", area(boundary)) : undefined,
  });
  properties.put(ref, "VIBA_Site", {
    Zone: label(brief?.location?.zone),
    ClimateRegion: label(brief?.location?.climate),
    RoadSide: label(plan.site?.roadSide),
    RoadWidth: plan.site ? typed("IfcLengthMeasure", plan.site.roadWidth) : undefined,
    LandscapeArea: typed("IfcAreaMeasure", plan.landscapeArea),
    ParkingSpaces: typed("IfcCountMeasure", plan.parking.length),
  });
  if (boundary.length > 2) {
    writeQuantities(sheet, ref, "site", "Qto_SiteBaseQuantities", {
      lengths: { GrossPerimeter: perimeter(boundary) },
      areas: { GrossArea: area(boundary) },
    });
  }
  return { ref, placement };
}

/** The building. */
export function writeBuilding(job: Job, site: Place<"IfcSite">, brief: Brief | undefined): Place<"IfcBuilding"> {
  const { writer, sheet, plan, properties, relations } = job;
  const placement = place(writer, site.placement);
  const ref = writer.add("IfcBuilding", {
    GlobalId: sheet.keyed("spatial", "building"),
    Name: plan.title || "건축물",
    Description: plan.concept?.narrativeKo || undefined,
    ObjectPlacement: placement,
    CompositionType: "ELEMENT",
  });
  relations.aggregate(site.ref, ref);
  for (const use of new Set(plan.storeys.map((storey) => storey.use))) job.classes.put(ref, useClass(plan, use));
  properties.put(ref, "Pset_BuildingCommon", {
    NumberOfStoreys: typed("IfcCountMeasure", plan.storeys.length),
    OccupancyType: label(brief?.use || plan.storeys.find(({ number }) => number === 1)?.use),
    GrossPlannedArea: typed("IfcAreaMeasure", plan.grossFloorArea),
  });
  properties.put(ref, "VIBA_Building", {
    Structure: label(plan.concept?.structure),
    Typology: label(plan.concept?.typology),
    Footprint: typed("IfcAreaMeasure", plan.footprint),
    GrossFloorAreaByCentreline: typed("IfcAreaMeasure", plan.grossFloorArea),
  });
  writeQuantities(sheet, ref, "building", "Qto_BuildingBaseQuantities", {
    areas: { GrossFloorArea: plan.grossFloorArea, FootPrintArea: plan.footprint },
  });
  return { ref, placement };
}

/** A storey; its height above ground is that of its placement. */
export function writeStorey(job: Job, building: Place<"IfcBuilding">, storey: Storey): Place<"IfcBuildingStorey"> {
  const { writer, sheet, properties, relations } = job;
  const placement = place(writer, building.placement, [0, 0, storey.elevation]);
  const ref = writer.add("IfcBuildingStorey", {
    GlobalId: sheet.keyed("spatial", storey.name),
    Name: storey.name,
    LongName: storey.number > 0 ? `지상 ${storey.number}층` : `지하 ${-storey.number}층`,
    ObjectPlacement: placement,
    CompositionType: "ELEMENT",
  });
  relations.aggregate(building.ref, ref);
  properties.put(ref, "Pset_BuildingStoreyCommon", {
    EntranceLevel: yes(storey.number === 1),
    AboveGround: typed("IfcLogical", storey.number > 0),
  });
  properties.put(ref, "VIBA_Storey", { Use: label(storey.use) });
  const spaces = storey.spaces.map((space) => area(ringOf(space.net)));
  const gross = area(ringOf(storey.outline));
  writeQuantities(sheet, ref, storey.name, "Qto_BuildingStoreyBaseQuantities", {
    lengths: { GrossHeight: storey.height, NetHeight: storey.height - storey.slab },
    areas: { GrossFloorArea: gross, NetFloorArea: spaces.reduce((sum, one) => sum + one, 0) },
    volumes: { GrossVolume: gross * storey.height },
  });
  return { ref, placement };
}

const label = (text: string | undefined) => (text ? typed("IfcLabel", text) : undefined);
