import { area, type Ring } from "../geometry/polygon.ts";
import type { XY } from "../geometry/vector.ts";
import type { Entities } from "./entities.ts";
import { axesOf, coordinatesOf, placed } from "./frame.ts";
import type { Instance } from "./value.ts";

/** A flat outline with holes, in its own plane. */
export interface Profile {
  readonly outer: Ring;
  readonly holes: readonly Ring[];
}

/** Corners of the polygon that stands for a circle; its area is that of the circle. */
const circleCorners = 32;

/** The outline of a profile definition; undefined for kinds the reader does not know. */
export function profileOf(entities: Entities, instance: Instance | undefined): Profile | undefined {
  switch (instance?.type) {
    case "IFCARBITRARYCLOSEDPROFILEDEF":
    case "IFCARBITRARYPROFILEDEFWITHVOIDS": {
      const outer = curveOf(entities, entities.follow(instance, "OuterCurve"));
      const holes = entities.members(instance, "InnerCurves").map((one) => curveOf(entities, one));
      if (!outer || holes.some((hole) => hole === undefined)) return undefined;
      return { outer, holes: holes.flatMap((hole) => (hole ? [hole] : [])) };
    }
    case "IFCRECTANGLEPROFILEDEF": {
      const x = (entities.number(instance, "XDim") ?? 0) / 2;
      const y = (entities.number(instance, "YDim") ?? 0) / 2;
      const corners = [
        { x: -x, y: -y },
        { x, y: -y },
        { x, y },
        { x: -x, y },
      ];
      return { outer: shifted(entities, instance, corners), holes: [] };
    }
    case "IFCCIRCLEPROFILEDEF": {
      const angle = (2 * Math.PI) / circleCorners;
      const radius = (entities.number(instance, "Radius") ?? 0) * Math.sqrt(angle / Math.sin(angle));
      const corners = Array.from({ length: circleCorners }, (_, index) => ({
        x: radius * Math.cos(index * angle),
        y: radius * Math.sin(index * angle),
      }));
      return { outer: shifted(entities, instance, corners), holes: [] };
    }
    default:
      return undefined;
  }
}

/** A profile's area less its holes, m2. */
export const profileArea = ({ outer, holes }: Profile): number =>
  area(outer) - holes.reduce((sum, hole) => sum + area(hole), 0);

function shifted(entities: Entities, instance: Instance, corners: XY[]): Ring {
  const frame = axesOf(entities, entities.follow(instance, "Position"));
  return corners.map(({ x, y }) => {
    const [px, py] = placed(frame, [x, y, 0]);
    return { x: px, y: py };
  });
}

/** The corners of a closed polyline, the closing point left out. */
export function curveOf(entities: Entities, instance: Instance | undefined): Ring | undefined {
  if (instance?.type !== "IFCPOLYLINE") return undefined;
  const points = entities.members(instance, "Points").map((point) => {
    const [x, y] = coordinatesOf(entities, point);
    return { x, y };
  });
  const [first, last] = [points[0], points.at(-1)];
  const closed = first && last && Math.hypot(first.x - last.x, first.y - last.y) < 1e-9;
  return closed ? points.slice(0, -1) : points;
}
