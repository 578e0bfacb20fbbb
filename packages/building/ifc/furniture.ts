import type { Furniture } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { rotate } from "../geometry/vector.ts";
import { pieceOf } from "./furniture-kinds.ts";
import type { Piece } from "./furniture-kinds.ts";
import { furnitureSolids } from "./furniture-shapes.ts";
import type { Job } from "./job.ts";
import { mappedShape } from "./mapped.ts";
import type { Ref, RefTo } from "./schema.ts";
import { place } from "./shapes.ts";

/** Where a piece stands: in a space, on a storey or on the plot. */
export interface Ground {
  readonly ref: RefTo<"IfcSpatialElement">;
  readonly placement: Ref<"IfcLocalPlacement">;
}

/** A piece of furniture or equipment, a tree or a car; equal pieces share one shape. */
export function writeFurniture(job: Job, furniture: Furniture, ground: Ground): void {
  const { writer, sheet, relations, types, shapes } = job;
  const { id, kind, width, depth, rotation } = furniture;
  const { x, y } = furniture.centre ?? { x: 0, y: 0 };
  const size = `${Math.round(width * 1000)}x${Math.round(depth * 1000)}`;
  const key = `furniture/${kind}/${size}`;
  const piece = pieceOf(kind);
  const shape = shapes.map(key, () => furnitureSolids(writer, furniture));
  const common = {
    GlobalId: sheet.keyed("furniture", id),
    Name: piece.name,
    ObjectPlacement: place(writer, ground.placement, [x, y, 0], rotate({ x: 1, y: 0 }, rotation)),
    Representation: mappedShape(job, shape),
    Tag: id,
  };
  if (kind === "tree") {
    const tree = writer.add("IfcGeographicElement", { ...common, PredefinedType: "VEGETATION" });
    return relations.contain(ground.ref, tree);
  }
  if (kind === "car") {
    const car = writer.add("IfcVehicle", { ...common, PredefinedType: "VEHICLE" });
    return relations.contain(ground.ref, car);
  }
  const ref = writer.add(piece.entity, common);
  relations.contain(ground.ref, ref);
  types.use(key, ref, () => writeType(job, kind, piece, `${piece.name} ${size}`, key, shape));
}

function writeType(
  { writer, sheet }: Job,
  kind: string,
  piece: Piece,
  name: string,
  key: string,
  shape: Ref<"IfcRepresentationMap">,
): RefTo<"IfcElementType"> {
  const common = {
    GlobalId: sheet.id(key),
    Name: name,
    RepresentationMaps: [shape],
    ElementType: piece.type === "USERDEFINED" ? kind : undefined,
  };
  switch (piece.entity) {
    case "IfcSanitaryTerminal":
      return writer.add("IfcSanitaryTerminalType", { ...common, PredefinedType: piece.type });
    case "IfcElectricAppliance":
      return writer.add("IfcElectricApplianceType", { ...common, PredefinedType: piece.type });
    case "IfcTransportElement":
      return writer.add("IfcTransportElementType", { ...common, PredefinedType: piece.type });
    default:
      return writer.add("IfcFurnitureType", { ...common, AssemblyPlace: "NOTDEFINED", PredefinedType: piece.type });
  }
}
