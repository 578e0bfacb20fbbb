import type { Furniture } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { edges } from "../../geometry/polygon.ts";
import { turnedRectangle } from "../../geometry/rectangle.ts";
import { face } from "./face.ts";
import type { Face, Paint } from "./face.ts";
import { lift } from "./space.ts";

/** A box on the ground. */
export function block(
  piece: Pick<Furniture, "centre" | "width" | "depth" | "rotation">,
  low: number,
  high: number,
  paint: Paint,
): Face[] {
  const ring = turnedRectangle(piece.centre ?? { x: 0, y: 0 }, piece.width, piece.depth, piece.rotation);
  return [
    face(
      ring.map((p) => lift(p, high)),
      paint,
    ),
    ...edges(ring).map(([a, b]) => face([lift(a, low), lift(b, low), lift(b, high), lift(a, high)], paint)),
  ];
}
