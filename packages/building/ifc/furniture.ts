import type { Furniture } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { rotate } from "../geometry/vector.ts";
import { furnitureSolids } from "./furniture-shapes.ts";
import type { Job } from "./job.ts";
import { mappedShape } from "./mapped.ts";
import type { IfcFurnitureTypeEnum, IfcSanitaryTerminalTypeEnum, Ref, RefTo } from "./schema.ts";
import { place } from "./shapes.ts";

/** Where a piece stands: in a space, on a storey or on the plot. */
export interface Ground {
  readonly ref: RefTo<"IfcSpatialElement">;
  readonly placement: Ref<"IfcLocalPlacement">;
}

const names: Readonly<Record<string, string>> = {
  table: "테이블",
  chair: "의자",
  counter: "카운터",
  bed: "침대",
  sofa: "소파",
  desk: "책상",
  shelf: "선반",
  kitchen: "주방가구",
  wc: "대변기",
  basin: "세면기",
  shower: "샤워",
  tree: "나무",
  car: "자동차",
};

const furnitureKinds: Readonly<Record<string, IfcFurnitureTypeEnum>> = {
  table: "TABLE",
  chair: "CHAIR",
  bed: "BED",
  sofa: "SOFA",
  desk: "DESK",
  shelf: "SHELF",
};

const sanitaryKinds: Readonly<Record<string, IfcSanitaryTerminalTypeEnum>> = {
  wc: "TOILETPAN",
  basin: "WASHHANDBASIN",
  shower: "SHOWER",
};

/** A piece of furniture or equipment, a tree or a car; equal pieces share one shape. */
export function writeFurniture(job: Job, furniture: Furniture, ground: Ground): void {
  const { writer, sheet, relations, types, shapes } = job;
  const { id, kind, width, depth, rotation } = furniture;
  const { x, y } = furniture.centre ?? { x: 0, y: 0 };
  const size = `${Math.round(width * 1000)}x${Math.round(depth * 1000)}`;
  const key = `furniture/${kind}/${size}`;
  const shape = shapes.map(key, () => furnitureSolids(writer, furniture));
  const common = {
    GlobalId: sheet.keyed("furniture", id),
    Name: names[kind] ?? kind,
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
  const ref = sanitaryKinds[kind] ? writer.add("IfcSanitaryTerminal", common) : writer.add("IfcFurniture", common);
  relations.contain(ground.ref, ref);
  types.use(key, ref, () => writeType(job, kind, `${names[kind] ?? kind} ${size}`, key, shape));
}

function writeType(
  { writer, sheet }: Job,
  kind: string,
  name: string,
  key: string,
  shape: Ref<"IfcRepresentationMap">,
): Ref<"IfcSanitaryTerminalType"> | Ref<"IfcFurnitureType"> {
  const common = { GlobalId: sheet.id(key), Name: name, RepresentationMaps: [shape] };
  const sanitary = sanitaryKinds[kind];
  if (sanitary) {
    return writer.add("IfcSanitaryTerminalType", { ...common, PredefinedType: sanitary });
  }
  return writer.add("IfcFurnitureType", {
    ...common,
    ElementType: furnitureKinds[kind] ? undefined : kind,
    AssemblyPlace: "NOTDEFINED",
    PredefinedType: furnitureKinds[kind] ?? "USERDEFINED",
  });
}
