import type { XY } from "../../geometry/vector.ts";
import type { Camera } from "./camera.ts";
import type { XYZ } from "./space.ts";

/** Space on the sheet: pixels per metre and the place of the origin. */
export interface Sheet {
  readonly camera: Camera;
  readonly pixelsPerMetre: number;
  readonly left: number;
  readonly top: number;
}

/** A point in pixels. */
export function pixel({ camera, pixelsPerMetre, left, top }: Sheet, point: XYZ): XY {
  const { x, y } = camera.project(point);
  return { x: left + x * pixelsPerMetre, y: top + y * pixelsPerMetre };
}

/** Where a vector of space leads on the sheet, pixels. */
export function onSheet({ camera, pixelsPerMetre }: Sheet, vector: XYZ): XY {
  const [zero, end] = [camera.project([0, 0, 0]), camera.project(vector)];
  return { x: (end.x - zero.x) * pixelsPerMetre, y: (end.y - zero.y) * pixelsPerMetre };
}
