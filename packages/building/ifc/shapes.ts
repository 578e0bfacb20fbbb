import { area, counterClockwise, simplify } from "../geometry/polygon.ts";
import type { Ring } from "../geometry/polygon.ts";
import type { XY } from "../geometry/vector.ts";
import { ModelError } from "./errors.ts";
import type { Ref, RefTo } from "./schema.ts";
import type { StepWriter } from "./step.ts";

/** A point or vector in space, metres. */
export type XYZ = readonly [x: number, y: number, z: number];

/** A body's solid. */
export type Solid = Ref<"IfcExtrudedAreaSolid"> | Ref<"IfcFacetedBrep">;

const up: XYZ = [0, 0, 1];
const east: XYZ = [1, 0, 0];

/** A point in space. */
export const point = (writer: StepWriter, coordinates: XYZ): Ref<"IfcCartesianPoint"> =>
  writer.share("IfcCartesianPoint", { Coordinates: coordinates });

/** A direction in space. */
const directionOf = (writer: StepWriter, ratios: XYZ): Ref<"IfcDirection"> =>
  writer.share("IfcDirection", { DirectionRatios: ratios });

/** A coordinate system: origin, z axis and x axis. */
export function axes(
  writer: StepWriter,
  origin: XYZ = [0, 0, 0],
  z: XYZ = up,
  x: XYZ = east,
): Ref<"IfcAxis2Placement3D"> {
  return writer.share("IfcAxis2Placement3D", {
    Location: point(writer, origin),
    Axis: directionOf(writer, z),
    RefDirection: directionOf(writer, x),
  });
}

/** A placement relative to another one: an origin and the direction of its x axis in plan. */
export function place(
  writer: StepWriter,
  relativeTo: Ref<"IfcLocalPlacement"> | undefined,
  origin: XYZ = [0, 0, 0],
  x: XY = { x: 1, y: 0 },
): Ref<"IfcLocalPlacement"> {
  return writer.add("IfcLocalPlacement", {
    PlacementRelTo: relativeTo,
    RelativePlacement: axes(writer, origin, up, [x.x, x.y, 0]),
  });
}

/** The ring as a closed polyline that ends in the very point it began with. */
export function closedLine(writer: StepWriter, ring: Ring): Ref<"IfcPolyline"> {
  const points = ring.map(({ x, y }) => writer.share("IfcCartesianPoint", { Coordinates: [x, y] }));
  return writer.add("IfcPolyline", { Points: [...points, points[0]!] });
}

/** The ring as a profile, without repeated or straight points. */
export function profile(
  writer: StepWriter,
  ring: Ring,
  subject: string,
  holes: readonly Ring[] = [],
): RefTo<"IfcProfileDef"> {
  const outer = tidy(ring, subject);
  if (holes.length === 0) {
    return writer.add("IfcArbitraryClosedProfileDef", {
      ProfileType: "AREA",
      OuterCurve: closedLine(writer, outer),
    });
  }
  return writer.add("IfcArbitraryProfileDefWithVoids", {
    ProfileType: "AREA",
    OuterCurve: closedLine(writer, outer),
    InnerCurves: holes.map((hole) => closedLine(writer, tidy(hole, subject).reverse())),
  });
}

function tidy(ring: Ring, subject: string): XY[] {
  const points = simplify(counterClockwise(ring));
  if (points.length < 3 || area(points) < 1e-6) {
    throw new ModelError("DEGENERATE", subject, "its outline has no area");
  }
  return points;
}

/** A solid that rises `depth` metres from the ring laid at height `z`. */
export function prism(
  writer: StepWriter,
  ring: Ring,
  z: number,
  depth: number,
  subject: string,
): Ref<"IfcExtrudedAreaSolid"> {
  return extrude(writer, profile(writer, ring, subject), axes(writer, [0, 0, z]), depth, subject);
}

/** A solid swept from a profile in `position`, along its z axis unless another direction is given. */
export function extrude(
  writer: StepWriter,
  area: RefTo<"IfcProfileDef">,
  position: Ref<"IfcAxis2Placement3D">,
  depth: number,
  subject: string,
  along: XYZ = up,
): Ref<"IfcExtrudedAreaSolid"> {
  demandSize(depth, subject);
  return writer.add("IfcExtrudedAreaSolid", {
    SweptArea: area,
    Position: position,
    ExtrudedDirection: directionOf(writer, along),
    Depth: depth,
  });
}

/** An upright box from its lowest corner. */
export function box(writer: StepWriter, corner: XYZ, size: XYZ, subject: string): Ref<"IfcExtrudedAreaSolid"> {
  const [x, y, z] = corner;
  const [width, depth, height] = size;
  demandSize(Math.min(width, depth), subject);
  const area = writer.share("IfcRectangleProfileDef", {
    ProfileType: "AREA",
    Position: writer.share("IfcAxis2Placement2D", {
      Location: writer.share("IfcCartesianPoint", { Coordinates: [0, 0] }),
      RefDirection: writer.share("IfcDirection", { DirectionRatios: [1, 0] }),
    }),
    XDim: width,
    YDim: depth,
  });
  return extrude(writer, area, axes(writer, [x + width / 2, y + depth / 2, z]), height, subject);
}

/** An upright cylinder from the middle of its foot. */
export function cylinder(
  writer: StepWriter,
  foot: XYZ,
  radius: number,
  height: number,
  subject: string,
): Ref<"IfcExtrudedAreaSolid"> {
  const circle = writer.share("IfcCircleProfileDef", { ProfileType: "AREA", Radius: radius });
  return extrude(writer, circle, axes(writer, foot), height, subject);
}

/** A solid bounded by flat faces; each face is a ring of indices into `corners`, counter-clockwise from outside. */
export function polyhedron(
  writer: StepWriter,
  corners: readonly XYZ[],
  faces: readonly (readonly number[])[],
): Ref<"IfcFacetedBrep"> {
  const points = corners.map((corner) => point(writer, corner));
  const shell = writer.add("IfcClosedShell", {
    CfsFaces: faces.map((face) =>
      writer.add("IfcFace", {
        Bounds: [
          writer.add("IfcFaceOuterBound", {
            Bound: writer.add("IfcPolyLoop", { Polygon: face.map((index) => points[index]!) }),
            Orientation: true,
          }),
        ],
      }),
    ),
  });
  return writer.add("IfcFacetedBrep", { Outer: shell });
}

/** A body without size is no body; what is not even a number is left for the writer to refuse. */
function demandSize(metres: number, subject: string): void {
  if (metres <= 1e-6) {
    throw new ModelError("DEGENERATE", subject, `a size of ${metres} m is no body`);
  }
}
