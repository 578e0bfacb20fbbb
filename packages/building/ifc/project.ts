import type { Brief, Location } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Contexts } from "./contexts.ts";
import { toCentralBelt } from "./projection.ts";
import type { Ref } from "./schema.ts";
import type { Sheet } from "./sheet.ts";
import type { StepWriter } from "./step.ts";

/** Stands in where a sentence names no place: Seoul City Hall. The site's description says so. */
const seoul = { latitude: 37.5665, longitude: 126.978, known: false };

/** Degrees north and east of the plot, and whether anybody gave them. */
export interface Whereabouts {
  readonly latitude: number;
  readonly longitude: number;
  readonly known: boolean;
}

/** Where the plot is. */
export function whereabouts(location: Location | undefined): Whereabouts {
  if (!location || (location.latitude === 0 && location.longitude === 0)) return seoul;
  return { latitude: location.latitude, longitude: location.longitude, known: true };
}

/** The project with its units, contexts and map grid. */
export function writeProject(
  { writer, id }: Sheet,
  plan: Plan,
  brief: Brief | undefined,
  contexts: Contexts,
): Ref<"IfcProject"> {
  const { assignment, metre } = writeUnits(writer);
  const { easting, northing } = toMap(brief);
  const crs = writer.add("IfcProjectedCRS", {
    Name: "EPSG:5186",
    Description: "KGD2002 / Central Belt 2010",
    GeodeticDatum: "EPSG:6737",
    MapProjection: "Transverse Mercator",
    MapUnit: metre,
  });
  writer.add("IfcMapConversion", {
    SourceCRS: contexts.model,
    TargetCRS: crs,
    Eastings: easting,
    Northings: northing,
    OrthogonalHeight: 0,
    XAxisAbscissa: 1,
    XAxisOrdinate: 0,
    Scale: 1,
  });
  return writer.add("IfcProject", {
    GlobalId: id("project"),
    Name: plan.title || "건축 계획",
    Description: brief?.text || undefined,
    LongName: plan.title || undefined,
    Phase: "계획설계",
    RepresentationContexts: [contexts.model],
    UnitsInContext: assignment,
  });
}

function toMap(brief: Brief | undefined) {
  const { latitude, longitude } = whereabouts(brief?.location);
  return toCentralBelt(latitude, longitude);
}

function writeUnits(writer: StepWriter): {
  assignment: Ref<"IfcUnitAssignment">;
  metre: Ref<"IfcSIUnit">;
} {
  const metre = writer.share("IfcSIUnit", { UnitType: "LENGTHUNIT", Name: "METRE" });
  const kelvin = writer.share("IfcSIUnit", {
    UnitType: "THERMODYNAMICTEMPERATUREUNIT",
    Name: "KELVIN",
  });
  const watt = writer.share("IfcSIUnit", { UnitType: "POWERUNIT", Name: "WATT" });
  const power = (Unit: Ref<"IfcSIUnit">, Exponent: number) => writer.share("IfcDerivedUnitElement", { Unit, Exponent });
  const assignment = writer.add("IfcUnitAssignment", {
    Units: [
      metre,
      writer.share("IfcSIUnit", { UnitType: "AREAUNIT", Name: "SQUARE_METRE" }),
      writer.share("IfcSIUnit", { UnitType: "VOLUMEUNIT", Name: "CUBIC_METRE" }),
      writer.share("IfcSIUnit", { UnitType: "PLANEANGLEUNIT", Name: "RADIAN" }),
      writer.share("IfcSIUnit", { UnitType: "TIMEUNIT", Name: "SECOND" }),
      kelvin,
      watt,
      writer.share("IfcDerivedUnit", {
        Elements: [power(watt, 1), power(metre, -2), power(kelvin, -1)],
        UnitType: "THERMALTRANSMITTANCEUNIT",
      }),
    ],
  });
  return { assignment, metre };
}
