import type { Ref, RefTo } from "./schema.ts";
import { createGroups } from "./sheet.ts";
import type { Groups, Sheet } from "./sheet.ts";

/** Relations that gather many members and are written once, at the end. */
export interface Relations {
  /** The element stands in the storey, space or site. */
  contain(structure: RefTo<"IfcSpatialElement">, element: RefTo<"IfcProduct">): void;
  /** The occurrence is of the type. */
  type(type: RefTo<"IfcTypeObject">, occurrence: RefTo<"IfcObject">): void;
  /** The element is made of the material, or of the layers as used. */
  material(material: MaterialRef, element: RefTo<"IfcObjectDefinition">): void;
  /** The part belongs to the whole. */
  aggregate(whole: RefTo<"IfcObjectDefinition">, part: RefTo<"IfcObjectDefinition">): void;
  /** The system or zone serves the building. */
  serve(group: Ref<"IfcZone"> | Ref<"IfcDistributionSystem">, building: Ref<"IfcBuilding">): void;
  /** Writes them all. */
  write(): void;
}

/** What an element can be made of. */
export type MaterialRef = Ref<"IfcMaterial"> | Ref<"IfcMaterialLayerSet"> | Ref<"IfcMaterialLayerSetUsage">;

/** No relations yet. */
export function createRelations(sheet: Sheet): Relations {
  const contained = createGroups<RefTo<"IfcSpatialElement">, RefTo<"IfcProduct">>();
  const types = createGroups<RefTo<"IfcTypeObject">, RefTo<"IfcObject">>();
  const materials = createGroups<MaterialRef, RefTo<"IfcObjectDefinition">>();
  const parts = createGroups<RefTo<"IfcObjectDefinition">, RefTo<"IfcObjectDefinition">>();
  const served = createGroups<Ref<"IfcBuilding">, Ref<"IfcZone"> | Ref<"IfcDistributionSystem">>();
  const { writer } = sheet;
  return {
    contain: (structure, element) => contained.put(structure, element),
    type: (type, occurrence) => types.put(type, occurrence),
    material: (material, element) => materials.put(material, element),
    aggregate: (whole, part) => parts.put(whole, part),
    serve: (group, building) => served.put(building, group),
    write() {
      each(sheet, "aggregates", parts, (GlobalId, RelatingObject, RelatedObjects) =>
        writer.add("IfcRelAggregates", { GlobalId, RelatingObject, RelatedObjects }),
      );
      each(sheet, "contains", contained, (GlobalId, RelatingStructure, RelatedElements) =>
        writer.add("IfcRelContainedInSpatialStructure", {
          GlobalId,
          RelatedElements,
          RelatingStructure,
        }),
      );
      each(sheet, "serves", served, (GlobalId, RelatingStructure, RelatedElements) =>
        writer.add("IfcRelReferencedInSpatialStructure", {
          GlobalId,
          RelatedElements,
          RelatingStructure,
        }),
      );
      each(sheet, "type", types, (GlobalId, RelatingType, RelatedObjects) =>
        writer.add("IfcRelDefinesByType", { GlobalId, RelatedObjects, RelatingType }),
      );
      each(sheet, "material", materials, (GlobalId, RelatingMaterial, RelatedObjects) =>
        writer.add("IfcRelAssociatesMaterial", { GlobalId, RelatedObjects, RelatingMaterial }),
      );
    },
  };
}

function each<Key, Member>(
  sheet: Sheet,
  name: string,
  groups: Groups<Key, Member>,
  add: (guid: string, key: Key, members: Member[]) => unknown,
): void {
  let number = 0;
  for (const [key, members] of groups.entries()) {
    number++;
    add(sheet.id(`relation/${name}/${number}`), key, members);
  }
}
