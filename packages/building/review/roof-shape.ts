import { bounds } from "../geometry/polygon.ts";
import { cornersOfProduct, type Product } from "../ifc-read/building.ts";
import { cross3, plus, times, type XYZ } from "../ifc-read/frame.ts";
import type { Measured } from "./measure.ts";

/** Pitch in degrees of a roof slab: the angle between its swept outline and the ground; 0 for bodies without one. */
export function pitchOf(roof: Product): number {
  const solid = roof.solids[0];
  if (solid?.kind !== "prism") return 0;
  const [a, b, c] = solid.base as readonly [XYZ, XYZ, XYZ];
  const normal = cross3(plus(b, times(a, -1)), plus(c, times(a, -1)));
  const length = Math.hypot(...normal);
  return length < 1e-9 ? 0 : (Math.acos(Math.abs(normal[2]) / length) * 180) / Math.PI;
}

/** Smallest overhang of the roofs beyond the outer wall faces, over the four sides, metres. */
export function eavesOf({ read, storeys }: Measured): number {
  const roof = read.roofs.flatMap(cornersOfProduct).map(([x, y]) => ({ x, y }));
  const walls = (storeys.at(-1)?.read.walls ?? [])
    .filter((wall) => wall.external)
    .flatMap(cornersOfProduct)
    .map(([x, y]) => ({ x, y }));
  if (roof.length === 0 || walls.length === 0) return 0;
  const [outer, inner] = [bounds(roof), bounds(walls)];
  return Math.min(inner.minX - outer.minX, inner.minY - outer.minY, outer.maxX - inner.maxX, outer.maxY - inner.maxY);
}
