import type { MeasureName, RefTo, Typed } from "./schema.ts";
import { createGroups } from "./sheet.ts";
import type { Sheet } from "./sheet.ts";
import { typed } from "./step.ts";

/** Properties by name; an absent value leaves its property out. */
export type PropertyValues = Readonly<Record<string, Typed<PropertyMeasure> | undefined>>;

type PropertyMeasure = Extract<
  MeasureName,
  | "IfcBoolean"
  | "IfcLogical"
  | "IfcLabel"
  | "IfcText"
  | "IfcIdentifier"
  | "IfcCountMeasure"
  | "IfcInteger"
  | "IfcAreaMeasure"
  | "IfcLengthMeasure"
  | "IfcPositiveLengthMeasure"
  | "IfcNonNegativeLengthMeasure"
  | "IfcPlaneAngleMeasure"
  | "IfcPositiveRatioMeasure"
  | "IfcNormalisedRatioMeasure"
  | "IfcThermalTransmittanceMeasure"
>;

/** A property that is true or false. */
export const yes = (value: boolean): Typed<"IfcBoolean"> => typed("IfcBoolean", value);

/** A thermal transmittance in W/(m2 K); none for a figure that nobody gave. */
export const transmittance = (value: number | undefined): Typed<"IfcThermalTransmittanceMeasure"> | undefined =>
  value === undefined || value <= 0 ? undefined : typed("IfcThermalTransmittanceMeasure", value);

/** Property sets: equal ones are written once and shared. */
export interface Properties {
  put(object: RefTo<"IfcObjectDefinition">, set: string, values: PropertyValues): void;
  write(): void;
}

/** No property sets yet. */
export function createProperties(sheet: Sheet): Properties {
  const sets = new Map<string, { set: string; values: [string, Typed<PropertyMeasure>][] }>();
  const holders = createGroups<string, RefTo<"IfcObjectDefinition">>();
  return {
    put(object, set, values) {
      const given = Object.entries(values).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value] satisfies [string, unknown]],
      );
      if (given.length === 0) return;
      const key = `${set}${JSON.stringify(given)}`;
      sets.set(key, { set, values: given });
      holders.put(key, object);
    },
    write() {
      for (const [key, objects] of holders.entries()) {
        const { set, values } = sets.get(key)!;
        writeSet(sheet, key, set, values, objects);
      }
    },
  };
}

function writeSet(
  { writer, id }: Sheet,
  path: string,
  name: string,
  values: [string, Typed<PropertyMeasure>][],
  objects: RefTo<"IfcObjectDefinition">[],
): void {
  const set = writer.add("IfcPropertySet", {
    GlobalId: id(`properties/${path}`),
    Name: name,
    HasProperties: values.map(([property, value]) =>
      writer.share("IfcPropertySingleValue", { Name: property, NominalValue: value }),
    ),
  });
  writer.add("IfcRelDefinesByProperties", {
    GlobalId: id(`defines/${path}`),
    RelatedObjects: objects,
    RelatingPropertyDefinition: set,
  });
}
