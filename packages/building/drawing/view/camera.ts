import type { XY } from "../../geometry/vector.ts";
import { bearing, cross3, dot3 } from "./space.ts";
import type { XYZ } from "./space.ts";

/** An axonometric view: where the viewer and the sun stand, and how space falls on the sheet. */
export interface Camera {
  readonly toViewer: XYZ;
  readonly toSun: XYZ;
  /** Sheet coordinates in metres, y downward. */
  project(point: XYZ): XY;
}

/** Viewer and sun for each side the road may lie on, as bearings in degrees counter-clockwise from east: the street front shows, one of the two visible sides is lit. */
const stands: Readonly<Record<string, { viewer: number; sun: number }>> = {
  S: { viewer: -56, sun: -118 },
  E: { viewer: -34, sun: -100 },
  W: { viewer: -146, sun: -78 },
  N: { viewer: 124, sun: 186 },
};

const viewerHeight = 27;
const sunHeight = 46;

/** The camera that looks at the street front. */
export function createCamera(roadSide: string): Camera {
  const { viewer, sun } = stands[roadSide] ?? stands["S"]!;
  const toViewer = bearing(viewer, viewerHeight);
  const right = bearing(viewer + 90, 0);
  const up = cross3(toViewer, right);
  return {
    toViewer,
    toSun: bearing(sun, sunHeight),
    project: (point) => ({ x: dot3(point, right), y: -dot3(point, up) }),
  };
}
