import { area, bounds, contains, offset } from "./polygon.ts";
import type { Ring } from "./polygon.ts";
import { run } from "./roof.ts";
import type { RoofFacet } from "./roof.ts";
import { dot, locate, turnRight } from "./vector.ts";
import type { XY } from "./vector.ts";

/** Size of a solar module in metres; the length runs up its slope. */
export const moduleSize = { width: 1.05, length: 1.75 } as const;

/** A solar module on a roof. */
export interface SolarModule {
  /** Lower left corner, seen from the front, in plan. */
  readonly corner: XY;
  /** Height of the lower edge above what the roof's heights are counted from, metres. */
  readonly z: number;
  /** Unit vector along the lower edge, to the right. */
  readonly along: XY;
  /** Radians from the horizontal. */
  readonly pitch: number;
}

/** From row to row on a flat roof, between neighbours, and from the edge of the roof, metres. */
const spacing = { row: 2.3, side: 0.06, edge: 0.8, verge: 0.4 } as const;
const flatPitch = Math.asin(0.55 / moduleSize.length);
/** Clear of a flat roof's deck, and of a slope's surface. */
const clear = { flat: 0.15, slope: 0.08 } as const;

const countFor = (areaM2: number): number => Math.floor(areaM2 / (moduleSize.width * moduleSize.length) + 1e-9);

/** Modules in rows that look south, as many as `areaM2` allows and the roof inside `ring` holds; heights from its deck. */
export function flatModules(areaM2: number, ring: Ring): SolarModule[] {
  const free = offset(ring, -spacing.edge);
  const along = { x: 1, y: 0 };
  const grid = { along, deep: moduleSize.length * Math.cos(flatPitch), row: spacing.row, free };
  return spots(grid)
    .slice(0, countFor(areaM2))
    .map((corner) => ({ corner, z: clear.flat, along, pitch: flatPitch }));
}

/** Modules laid on the pitched roof plane that turns most of its area south; heights from the eave line. */
export function slopeModules(
  areaM2: number,
  facets: readonly RoofFacet[],
  { pitch, thickness }: { pitch: number; thickness: number },
): SolarModule[] {
  const sunny = (facet: RoofFacet) => facet.eave.inward.y * area(facet.ring);
  const best = facets.reduce<RoofFacet | undefined>(
    (one, two) => (!one || sunny(two) > sunny(one) + 1e-6 ? two : one),
    undefined,
  );
  if (!best || sunny(best) <= 0) return [];
  const along = turnRight(best.eave.inward);
  const deep = moduleSize.length * Math.cos(pitch);
  const free = offset(best.ring, -spacing.verge);
  const above = (thickness + clear.slope) / Math.cos(pitch);
  return spots({ along, deep, row: deep + spacing.side, free })
    .slice(0, countFor(areaM2))
    .map((corner) => ({ corner, along, pitch, z: run(best.eave, corner) * Math.tan(pitch) + above }));
}

interface Grid {
  readonly along: XY;
  /** Depth of a module in plan, and from one row's lower edge to the next's. */
  readonly deep: number;
  readonly row: number;
  readonly free: Ring;
}

/** Lower left corners of the modules that lie wholly inside, from the lowest row up. */
function spots({ along, deep, row, free }: Grid): XY[] {
  const up = { x: -along.y, y: along.x };
  const local = free.map((point) => ({ x: dot(point, along), y: dot(point, up) }));
  const { minX, minY, maxX, maxY } = bounds(local);
  const found: XY[] = [];
  for (let y = minY; y + deep <= maxY + 1e-9; y += row) {
    for (let x = minX; x + moduleSize.width <= maxX + 1e-9; x += moduleSize.width + spacing.side) {
      const corners = [
        { x, y },
        { x: x + moduleSize.width, y },
        { x: x + moduleSize.width, y: y + deep },
        { x, y: y + deep },
      ];
      if (!corners.every((corner) => contains(local, corner))) continue;
      found.push({ x: along.x * x + up.x * y, y: along.y * x + up.y * y });
    }
  }
  return found;
}

/** The four corners of a module, counter-clockwise seen from above, as plan points with their heights. */
export function moduleCorners(module: SolarModule): [XY, number][] {
  const { corner, z, along, pitch } = module;
  const deep = moduleSize.length * Math.cos(pitch);
  const high = z + moduleSize.length * Math.sin(pitch);
  return [
    [corner, z],
    [locate(corner, along, moduleSize.width), z],
    [locate(corner, along, moduleSize.width, deep), high],
    [locate(corner, along, 0, deep), high],
  ];
}
