import type { Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { bounds } from "../geometry/polygon.ts";
import { turnedRectangle } from "../geometry/rectangle.ts";
import type { Rectangle } from "../geometry/rectangle.ts";
import type { XY } from "../geometry/vector.ts";
import { stretch, wallLine } from "./openings.ts";
import type { Obstacle } from "./place-marks.ts";

const boxOf = (points: readonly XY[]): Rectangle => {
  const { minX, minY, maxX, maxY } = bounds(points);
  return { x0: minX, y0: minY, x1: maxX, y1: maxY };
};

/** Walls and columns, that no mark may cover, and furniture, that it had better not. */
export function storeyObstacles(storey: Storey): Obstacle[] {
  const walls = storey.walls.flatMap((wall): Obstacle[] => {
    const line = wallLine(wall);
    return line ? [{ box: boxOf(stretch(line, 0, line.length)), weight: Infinity }] : [];
  });
  const columns = storey.columns.flatMap(({ centre, size }): Obstacle[] =>
    centre ? [{ box: boxOf(turnedRectangle(centre, size, size)), weight: Infinity }] : [],
  );
  const furniture = storey.furniture.flatMap(({ centre, width, depth, rotation, space }): Obstacle[] =>
    centre && space !== "" ? [{ box: boxOf(turnedRectangle(centre, width, depth, rotation)), weight: 1 }] : [],
  );
  return [...walls, ...columns, ...furniture];
}
