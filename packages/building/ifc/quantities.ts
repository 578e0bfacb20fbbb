import type { RefTo } from "./schema.ts";
import type { Sheet } from "./sheet.ts";

/** Quantities by name, each a length in m, an area in m2, a volume in m3 or a count. */
export interface QuantityValues {
  readonly lengths?: Readonly<Record<string, number>>;
  readonly areas?: Readonly<Record<string, number>>;
  readonly volumes?: Readonly<Record<string, number>>;
}

/** Writes a base quantity set for one object. */
export function writeQuantities(
  { writer, id }: Sheet,
  object: RefTo<"IfcObjectDefinition">,
  path: string,
  name: string,
  { lengths = {}, areas = {}, volumes = {} }: QuantityValues,
): void {
  const quantities = [
    ...Object.entries(lengths).map(([Name, LengthValue]) => writer.share("IfcQuantityLength", { Name, LengthValue })),
    ...Object.entries(areas).map(([Name, AreaValue]) => writer.share("IfcQuantityArea", { Name, AreaValue })),
    ...Object.entries(volumes).map(([Name, VolumeValue]) => writer.share("IfcQuantityVolume", { Name, VolumeValue })),
  ];
  const set = writer.add("IfcElementQuantity", {
    GlobalId: id(`quantities/${path}`),
    Name: name,
    MethodOfMeasurement: "BaseQuantities",
    Quantities: quantities,
  });
  writer.add("IfcRelDefinesByProperties", {
    GlobalId: id(`measures/${path}`),
    RelatedObjects: [object],
    RelatingPropertyDefinition: set,
  });
}
