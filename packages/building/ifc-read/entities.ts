import { attributeKinds, type EntityName } from "../ifc/schema.ts";
import type { StepFile } from "./step-file.ts";
import { type Instance, listOf, numberOf, refOf, textOf, type Value } from "./value.ts";

/** Entity in capitals -> its name in the schema table. */
const names: ReadonlyMap<string, EntityName> = new Map(
  (Object.keys(attributeKinds) as EntityName[]).map((name) => [name.toUpperCase(), name]),
);

/** Entity -> position of each attribute. */
const positions: ReadonlyMap<string, ReadonlyMap<string, number>> = new Map(
  [...names].map(([capitals, name]) => [
    capitals,
    new Map(Object.keys(attributeKinds[name]).map((attribute, index) => [attribute, index])),
  ]),
);

/** The schema's name of an entity in capitals; undefined for one that is not in the table. */
export const schemaName = (type: string): EntityName | undefined => names.get(type);

/** Looks at a file's instances by entity and attribute name. */
export interface Entities {
  readonly file: StepFile;
  get(id: number | undefined): Instance | undefined;
  /** All instances of these entities (in capitals), in file order. */
  all(...types: string[]): readonly Instance[];
  /** All instances of entities that have this attribute, by number. */
  withAttribute(attribute: string): readonly Instance[];
  /** An attribute by name; undefined where the entity has none or the file leaves it out. */
  value(instance: Instance | undefined, attribute: string): Value | undefined;
  text(instance: Instance | undefined, attribute: string): string;
  number(instance: Instance | undefined, attribute: string): number | undefined;
  /** The instance an attribute refers to. */
  follow(instance: Instance | undefined, attribute: string): Instance | undefined;
  /** The instances a list attribute refers to; dangling ones are left out. */
  members(instance: Instance | undefined, attribute: string): readonly Instance[];
}

/** An index over a file. */
export function createEntities(file: StepFile): Entities {
  const byType = new Map<string, Instance[]>();
  for (const instance of file.instances.values()) {
    const list = byType.get(instance.type);
    if (list) list.push(instance);
    else byType.set(instance.type, [instance]);
  }
  const get = (id: number | undefined) => (id === undefined ? undefined : file.instances.get(id));
  const value = (instance: Instance | undefined, attribute: string): Value | undefined => {
    const position = instance && positions.get(instance.type)?.get(attribute);
    return position === undefined ? undefined : instance?.values[position];
  };
  return {
    file,
    get,
    all: (...types) => types.flatMap((type) => byType.get(type) ?? []),
    withAttribute: (attribute) =>
      [...byType]
        .filter(([type]) => positions.get(type)?.has(attribute))
        .flatMap(([, list]) => list)
        .toSorted((a, b) => a.id - b.id),
    value,
    text: (instance, attribute) => textOf(value(instance, attribute)) ?? "",
    number: (instance, attribute) => numberOf(value(instance, attribute)),
    follow: (instance, attribute) => get(refOf(value(instance, attribute))),
    members: (instance, attribute) => listOf(value(instance, attribute)).flatMap((item) => get(refOf(item)) ?? []),
  };
}
