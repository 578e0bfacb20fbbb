import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Opening, Storey, Wall } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { doorSwing } from "../geometry/door-swing.ts";
import { wallLine } from "../geometry/plan-shape.ts";
import { elementClasses } from "./classification.ts";
import { paneCount } from "../openings/panes.ts";
import { constructionOf, kindName, materialName } from "../openings/words.ts";
import { doorSolids, windowSolids } from "./filling-shapes.ts";
import type { Job } from "./job.ts";
import { mappedShape } from "./mapped.ts";
import { transmittance, yes } from "./properties.ts";
import { writeQuantities } from "./quantities.ts";
import type { IfcDoorTypeOperationEnum, IfcWindowTypePartitioningEnum, Ref } from "./schema.ts";
import { place } from "./shapes.ts";
import { typed } from "./step.ts";

/** An opening and where it is. */
export interface Opened {
  readonly storey: Storey;
  readonly opening: Opening;
  readonly wall: Wall;
}

/** The door or window in an opening: a window on the opening's own axes, a door so that its leaf opens along its y axis. */
export function writeFilling(
  job: Job,
  opened: Opened,
  placement: Ref<"IfcLocalPlacement">,
): Ref<"IfcDoor"> | Ref<"IfcWindow"> {
  const { opening, wall } = opened;
  if (opening.kind === OpeningKind.WINDOW) return writeWindow(job, opening, wall, place(job.writer, placement));
  const line = wallLine(wall);
  const swing = line && doorSwing(opened.storey, opening, { ...line, thickness: wall.thickness });
  const turned = swing?.side === -1;
  const own = turned
    ? place(job.writer, placement, [opening.width, 0, 0], { x: -1, y: 0 })
    : place(job.writer, placement);
  const left = (swing?.hingeAtStart ?? true) !== turned;
  const operation = opening.kind === OpeningKind.DOOR && !left ? "SINGLE_SWING_RIGHT" : operations[opening.kind];
  return writeDoor(job, opening, wall, { placement: own, operation: operation ?? "NOTDEFINED" });
}

interface Hung {
  readonly placement: Ref<"IfcLocalPlacement">;
  readonly operation: IfcDoorTypeOperationEnum;
}

const operations: Readonly<Partial<Record<OpeningKind, IfcDoorTypeOperationEnum>>> = {
  [OpeningKind.DOOR]: "SINGLE_SWING_LEFT",
  [OpeningKind.DOUBLE_DOOR]: "DOUBLE_DOOR_SINGLE_SWING",
  [OpeningKind.SLIDING_DOOR]: "SLIDING_TO_RIGHT",
};

function writeDoor(job: Job, opening: Opening, wall: Wall, { placement, operation }: Hung): Ref<"IfcDoor"> {
  const { writer, sheet, properties, types, shapes, materials, plan } = job;
  const { id, kind, width, height } = opening;
  const made = { kind, width, external: wall.external, service: job.services.get(id) ?? "" };
  const mark = markOf(job, opening);
  const key = `door/${mark}/${operation}`;
  const shape = shapes.map(key, () => doorSolids(writer, opening, wall.external));
  const ref = writer.add("IfcDoor", {
    GlobalId: sheet.keyed("filling", id),
    Name: `${mark} ${opening.exit ? "출입구" : "문"} ${id}`,
    ObjectPlacement: placement,
    Representation: mappedShape(job, shape),
    Tag: id,
    OverallHeight: height,
    OverallWidth: width,
  });
  types.use(key, ref, () =>
    writer.add("IfcDoorType", {
      GlobalId: sheet.id(key),
      Name: `${mark} ${kindName(made)} ${size(opening)}`,
      RepresentationMaps: [shape],
      Tag: mark,
      PredefinedType: "DOOR",
      OperationType: operation,
    }),
  );
  properties.put(ref, "Pset_DoorCommon", {
    Reference: typed("IfcIdentifier", mark),
    IsExternal: yes(wall.external),
    FireExit: yes(opening.exit),
    HandicapAccessible: yes(width >= 0.9),
    ThermalTransmittance: transmittance(constructionOf(plan, made)?.uValue),
  });
  job.classes.put(ref, elementClasses.filling);
  job.relations.material(materials.plain(materialName(plan, made)), ref);
  writeFillingQuantities(job, ref, opening, "Qto_DoorBaseQuantities");
  return ref;
}

function writeWindow(job: Job, opening: Opening, wall: Wall, placement: Ref<"IfcLocalPlacement">): Ref<"IfcWindow"> {
  const { writer, sheet, properties, types, shapes, materials, plan } = job;
  const { id, kind, width, height } = opening;
  const made = { kind, width, external: wall.external, service: job.services.get(id) ?? "" };
  const mark = markOf(job, opening);
  const key = `window/${mark}`;
  const shape = shapes.map(key, () => windowSolids(writer, opening));
  const ref = writer.add("IfcWindow", {
    GlobalId: sheet.keyed("filling", id),
    Name: `${mark} 창 ${id}`,
    ObjectPlacement: placement,
    Representation: mappedShape(job, shape),
    Tag: id,
    OverallHeight: height,
    OverallWidth: width,
  });
  types.use(key, ref, () =>
    writer.add("IfcWindowType", {
      GlobalId: sheet.id(key),
      Name: `${mark} ${kindName(made)} ${size(opening)}`,
      RepresentationMaps: [shape],
      Tag: mark,
      PredefinedType: "WINDOW",
      PartitioningType: partitioning[paneCount(width)] ?? "NOTDEFINED",
    }),
  );
  properties.put(ref, "Pset_WindowCommon", {
    Reference: typed("IfcIdentifier", mark),
    IsExternal: yes(wall.external),
    ThermalTransmittance: transmittance(constructionOf(plan, made)?.uValue),
    GlazingAreaFraction: typed("IfcPositiveRatioMeasure", glazedShare(opening)),
  });
  properties.put(ref, "VIBA_Window", {
    OpenableShare: typed("IfcNormalisedRatioMeasure", Math.min(1, Math.max(0, opening.openable))),
    FirefighterEntry: yes(opening.firefighter),
  });
  job.classes.put(ref, elementClasses.filling);
  job.relations.material(materials.plain(materialName(plan, made)), ref);
  writeFillingQuantities(job, ref, opening, "Qto_WindowBaseQuantities");
  return ref;
}

const partitioning: Readonly<Record<number, IfcWindowTypePartitioningEnum>> = {
  1: "SINGLE_PANEL",
  2: "DOUBLE_PANEL_VERTICAL",
  3: "TRIPLE_PANEL_VERTICAL",
};

function glazedShare({ width, height }: Opening): number {
  const panes = paneCount(width);
  const glass = Math.max(0.1, width - 0.05 * (panes + 1)) * Math.max(0.1, height - 0.1);
  return Math.min(1, glass / (width * height));
}

function writeFillingQuantities(
  { sheet }: Job,
  ref: Ref<"IfcDoor"> | Ref<"IfcWindow">,
  { id, width, height }: Opening,
  name: string,
): void {
  writeQuantities(sheet, ref, id, name, {
    lengths: { Width: width, Height: height, Perimeter: 2 * (width + height) },
    areas: { Area: width * height },
  });
}

/** The mark that the drawings give it; its size where they give it none. */
const markOf = ({ marks }: Job, opening: Opening): string => marks.get(opening.id) ?? size(opening);

const size = ({ width, height }: Opening): string => `${Math.round(width * 1000)}x${Math.round(height * 1000)}`;
