import type { Flight, Landing, Stair, Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { flightProfile, landingThickness } from "../geometry/flight.ts";
import { ringOf } from "../geometry/plan-shape.ts";
import { area, perimeter } from "../geometry/polygon.ts";
import { cross, dot } from "../geometry/vector.ts";
import type { XY } from "../geometry/vector.ts";
import { bodyShape } from "./contexts.ts";
import type { Job, Place } from "./job.ts";
import { yes } from "./properties.ts";
import { writeQuantities } from "./quantities.ts";
import { elementClasses } from "./classification.ts";
import { writeRailings } from "./railings.ts";
import type { IfcStairTypeEnum, Ref } from "./schema.ts";
import { axes, extrude, place, prism, profile } from "./shapes.ts";
import { typed } from "./step.ts";
import { styled } from "./styles.ts";

/** A stair with its flights, landings and railings. */
export function writeStair(job: Job, stair: Stair, storey: Storey, home: Place<"IfcBuildingStorey">): void {
  const { writer, sheet, relations, properties, materials } = job;
  const placement = place(writer, home.placement);
  const ref = writer.add("IfcStair", {
    GlobalId: sheet.keyed("stair", stair.id),
    Name: `계단 ${stair.id}`,
    ObjectPlacement: placement,
    Tag: stair.id,
    PredefinedType: stairKind(stair.flights),
  });
  relations.contain(home.ref, ref);
  job.classes.put(ref, elementClasses.stair);
  const risers = stair.flights.reduce((sum, flight) => sum + flight.risers, 0);
  properties.put(ref, "Pset_StairCommon", {
    ...stepProperties(stair, risers, risers - stair.flights.length),
    IsExternal: yes(false),
  });
  const concrete = materials.plain("콘크리트");
  const whole = { ref, placement };
  stair.flights.forEach((flight, i) => {
    const part = writeFlight(job, stair, flight, `${stair.id}/flight-${i + 1}`, whole);
    relations.aggregate(ref, part);
    relations.material(concrete, part);
  });
  stair.landings.forEach((landing, i) => {
    const part = writeLanding(job, landing, `${stair.id}/landing-${i + 1}`, whole);
    relations.aggregate(ref, part);
    relations.material(concrete, part);
  });
  writeRailings(job, stair, storey, whole);
}

interface Whole {
  readonly placement: Ref<"IfcLocalPlacement">;
}

const stepProperties = (stair: Stair, risers: number, treads: number) => ({
  NumberOfRiser: typed("IfcCountMeasure", risers),
  NumberOfTreads: typed("IfcCountMeasure", treads),
  RiserHeight: typed("IfcPositiveLengthMeasure", stair.riser),
  TreadLength: typed("IfcPositiveLengthMeasure", stair.going),
});

function writeFlight(job: Job, stair: Stair, flight: Flight, path: string, whole: Whole): Ref<"IfcStairFlight"> {
  const { writer, sheet, contexts, properties } = job;
  const solid = flightSolid(job, stair, flight, path);
  const ref = writer.add("IfcStairFlight", {
    GlobalId: sheet.id(path),
    Name: "계단 디딤판",
    ObjectPlacement: place(writer, whole.placement),
    Representation: solid && bodyShape(writer, contexts, ...styled(writer, "concrete", solid)),
    PredefinedType: "STRAIGHT",
  });
  properties.put(ref, "Pset_StairFlightCommon", stepProperties(stair, flight.risers, flight.risers - 1));
  const [run, rise] = [(flight.risers - 1) * stair.going, flight.risers * stair.riser];
  const section = solid ? area(flightProfile(stair, flight.risers)) : 0;
  writeQuantities(sheet, ref, path, "Qto_StairFlightBaseQuantities", {
    lengths: { Length: Math.hypot(run, rise) },
    volumes: solid ? { GrossVolume: section * flight.width, NetVolume: section * flight.width } : {},
  });
  return ref;
}

/** The flight's body: its side view swept across its width. A single riser has none, for its step is the landing's edge. */
function flightSolid({ writer }: Job, stair: Stair, flight: Flight, path: string) {
  const { foot, direction, width, risers, base } = flight;
  if (!foot || !direction || risers < 2) return undefined;
  // Swept to the right of the ascent, from its left edge: x runs up the stair, y is up.
  const right: XY = { x: direction.y, y: -direction.x };
  const corner = { x: foot.x - (right.x * width) / 2, y: foot.y - (right.y * width) / 2 };
  const position = axes(writer, [corner.x, corner.y, base], [right.x, right.y, 0], [direction.x, direction.y, 0]);
  const side = profile(writer, flightProfile(stair, risers), path);
  return extrude(writer, side, position, width, path);
}

function writeLanding(job: Job, landing: Landing, path: string, whole: Whole): Ref<"IfcSlab"> {
  const { writer, sheet, contexts, properties } = job;
  const ring = ringOf(landing.outline);
  const solid = prism(writer, ring, landing.level - landingThickness, landingThickness, path);
  const ref = writer.add("IfcSlab", {
    GlobalId: sheet.id(path),
    Name: "계단참",
    ObjectPlacement: place(writer, whole.placement),
    Representation: bodyShape(writer, contexts, ...styled(writer, "concrete", solid)),
    PredefinedType: "LANDING",
  });
  properties.put(ref, "Pset_SlabCommon", { IsExternal: yes(false), LoadBearing: yes(true) });
  writeQuantities(job.sheet, ref, path, "Qto_SlabBaseQuantities", {
    lengths: { Width: landingThickness, Perimeter: perimeter(ring) },
    areas: { GrossArea: area(ring), NetArea: area(ring) },
    volumes: { GrossVolume: area(ring) * landingThickness, NetVolume: area(ring) * landingThickness },
  });
  return ref;
}

/** The kind of stair, by how its flights turn. */
function stairKind(flights: readonly Flight[]): IfcStairTypeEnum {
  const [first, second, ...more] = flights.map(({ direction }) => direction ?? { x: 1, y: 0 });
  if (!first || more.length > 0) return "NOTDEFINED";
  if (!second) return "STRAIGHT_RUN_STAIR";
  if (Math.abs(cross(first, second)) > 0.5) return "QUARTER_TURN_STAIR";
  return dot(first, second) < 0 ? "HALF_TURN_STAIR" : "TWO_STRAIGHT_RUN_STAIR";
}
