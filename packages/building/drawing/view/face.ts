import { normalOf } from "./space.ts";
import type { XYZ } from "./space.ts";

/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** What is laid over a surface: patterns that lie in its plane, or the light on glass. */
export type Texture =
  | "tiles"
  | "eaves"
  | "seams"
  | "brick"
  | "panel"
  | "concrete"
  | "boards"
  | "paving"
  | "sheen"
  | "glow";

/** How a surface is painted. */
export interface Paint {
  readonly rgb: Rgb;
  /** 0 to 1; 1 if absent. */
  readonly opacity?: number;
  /** Keep the colour as it is, whichever way the surface faces. */
  readonly flat?: boolean;
  /** A texture laid over it. */
  readonly texture?: Texture;
  /** Colour of the surface's lines. */
  readonly ink?: Rgb;
}

/** A flat surface, seen from the side where its points run counter-clockwise. */
export interface Face {
  readonly points: readonly XYZ[];
  readonly normal: XYZ;
  readonly paint: Paint;
  /** Whether the edge from each point on is drawn. */
  readonly edged: readonly boolean[];
  /** Lines on the surface, such as mullions, with their width in metres. */
  readonly lines: readonly Line[];
  /** The direction whose texture it takes, where it is not its own normal. */
  readonly grain: XYZ;
  /** What is written on it. */
  readonly label?: Label;
}

/** A line of text on an upright surface, in the middle of a point. */
export interface Label {
  readonly text: string;
  readonly at: XYZ;
  /** Unit vector of the writing. */
  readonly along: XYZ;
  /** Height of the letters, metres. */
  readonly height: number;
  readonly rgb: Rgb;
}

/** A line on a surface. */
export interface Line {
  readonly from: XYZ;
  readonly to: XYZ;
  readonly width: number;
}

/** What goes with a face beside its points and paint. */
export interface FaceOptions {
  readonly edged?: boolean | readonly boolean[];
  readonly lines?: readonly Line[];
  readonly grain?: XYZ;
  readonly label?: Label;
}

/** A face; its edges are drawn unless told otherwise. */
export function face(
  points: readonly XYZ[],
  paint: Paint,
  { edged = true, lines = [], grain, label }: FaceOptions = {},
): Face {
  const all = typeof edged === "boolean" ? points.map(() => edged) : edged;
  const normal = normalOf(points);
  return { points, normal, paint, edged: all, lines, grain: grain ?? normal, ...(label ? { label } : {}) };
}

/** A picture that always faces the viewer, such as a tree, standing at a point. */
export interface Sprite {
  readonly at: XYZ;
  readonly kind: "tree" | "bush" | "person";
  /** Width in metres. */
  readonly width: number;
  /** Varies the picture; the same seed gives the same one. */
  readonly seed: number;
}
