import type { Entities } from "./entities.ts";
import { numberOf, textOf, truthOf, type Value } from "./value.ts";

/** Properties or quantities by set, then by name. */
export type Sets = ReadonlyMap<string, ReadonlyMap<string, Value>>;

/** Who belongs to whom, by instance number. */
export interface RelationIndex {
  readonly parts: ReadonlyMap<number, readonly number[]>;
  readonly whole: ReadonlyMap<number, number>;
  /** Spatial structure -> elements in it. */
  readonly contents: ReadonlyMap<number, readonly number[]>;
  /** Element -> voids cut into it. */
  readonly voids: ReadonlyMap<number, readonly number[]>;
  /** Void -> element it is cut into. */
  readonly host: ReadonlyMap<number, number>;
  /** Door or window -> its void. */
  readonly opening: ReadonlyMap<number, number>;
  /** Void -> door or window. */
  readonly filling: ReadonlyMap<number, number>;
  readonly typeOf: ReadonlyMap<number, number>;
  /** Element -> names of its materials, layer by layer. */
  readonly materials: ReadonlyMap<number, readonly string[]>;
  sets(id: number): Sets;
}

/** Gathers the relations of a file. */
export function indexRelations(entities: Entities): RelationIndex {
  const parts = new Map<number, number[]>();
  const contents = new Map<number, number[]>();
  const voids = new Map<number, number[]>();
  const whole = new Map<number, number>();
  const host = new Map<number, number>();
  const opening = new Map<number, number>();
  const filling = new Map<number, number>();
  const typeOf = new Map<number, number>();
  for (const relation of entities.all("IFCRELAGGREGATES")) {
    const one = entities.follow(relation, "RelatingObject");
    for (const part of entities.members(relation, "RelatedObjects")) {
      if (one) push(parts, one.id, part.id);
      if (one) whole.set(part.id, one.id);
    }
  }
  for (const relation of entities.all("IFCRELCONTAINEDINSPATIALSTRUCTURE")) {
    const place = entities.follow(relation, "RelatingStructure");
    for (const element of entities.members(relation, "RelatedElements")) {
      if (place) push(contents, place.id, element.id);
    }
  }
  for (const relation of entities.all("IFCRELVOIDSELEMENT")) {
    const element = entities.follow(relation, "RelatingBuildingElement");
    const hole = entities.follow(relation, "RelatedOpeningElement");
    if (!element || !hole) continue;
    push(voids, element.id, hole.id);
    host.set(hole.id, element.id);
  }
  for (const relation of entities.all("IFCRELFILLSELEMENT")) {
    const hole = entities.follow(relation, "RelatingOpeningElement");
    const filler = entities.follow(relation, "RelatedBuildingElement");
    if (!hole || !filler) continue;
    opening.set(filler.id, hole.id);
    filling.set(hole.id, filler.id);
  }
  for (const relation of entities.all("IFCRELDEFINESBYTYPE")) {
    const type = entities.follow(relation, "RelatingType");
    for (const one of entities.members(relation, "RelatedObjects")) {
      if (type) typeOf.set(one.id, type.id);
    }
  }
  const sets = indexSets(entities);
  return {
    parts,
    whole,
    contents,
    voids,
    host,
    opening,
    filling,
    typeOf,
    materials: indexMaterials(entities),
    sets: (id) => sets.get(id) ?? new Map<string, ReadonlyMap<string, Value>>(),
  };
}

function indexSets(entities: Entities): ReadonlyMap<number, Sets> {
  const holders = new Map<number, Map<string, ReadonlyMap<string, Value>>>();
  for (const relation of entities.all("IFCRELDEFINESBYPROPERTIES")) {
    const definition = entities.follow(relation, "RelatingPropertyDefinition");
    if (!definition) continue;
    const name = entities.text(definition, "Name");
    const values = new Map<string, Value>();
    for (const property of entities.members(definition, "HasProperties")) {
      const value = entities.value(property, "NominalValue");
      if (value) values.set(entities.text(property, "Name"), value);
    }
    for (const quantity of entities.members(definition, "Quantities")) {
      const value = ["LengthValue", "AreaValue", "VolumeValue", "CountValue"]
        .map((attribute) => entities.value(quantity, attribute))
        .find((one) => one !== undefined);
      if (value) values.set(entities.text(quantity, "Name"), value);
    }
    for (const one of entities.members(relation, "RelatedObjects")) {
      const sets = holders.get(one.id) ?? new Map<string, ReadonlyMap<string, Value>>();
      sets.set(name, values);
      holders.set(one.id, sets);
    }
  }
  return holders;
}

function indexMaterials(entities: Entities): ReadonlyMap<number, readonly string[]> {
  const names = new Map<number, string[]>();
  for (const relation of entities.all("IFCRELASSOCIATESMATERIAL")) {
    const given = entities.follow(relation, "RelatingMaterial");
    const set = entities.follow(given, "ForLayerSet") ?? given;
    const layers = entities.members(set, "MaterialLayers");
    const materials = layers.map((layer) => entities.follow(layer, "Material"));
    const list = (layers.length > 0 ? materials : [set]).map((one) => entities.text(one, "Name"));
    for (const one of entities.members(relation, "RelatedObjects")) names.set(one.id, list);
  }
  return names;
}

function push(map: Map<number, number[]>, key: number, member: number): void {
  const list = map.get(key);
  if (list) list.push(member);
  else map.set(key, [member]);
}

/** A number from the sets. */
export const numberIn = (sets: Sets, set: string, name: string): number | undefined =>
  numberOf(sets.get(set)?.get(name));

/** A text from the sets. */
export const textIn = (sets: Sets, set: string, name: string): string => textOf(sets.get(set)?.get(name)) ?? "";

/** A truth value from the sets. */
export const truthIn = (sets: Sets, set: string, name: string): boolean | undefined =>
  truthOf(sets.get(set)?.get(name));
