import { bounds, contains, type Ring } from "../geometry/polygon.ts";
import type { BuildingRead } from "../ifc-read/building.ts";

/** A storey as rooms of a kind: what a plan is, apart from walls and furniture. */
export interface StoreyRooms {
  readonly storey: number;
  readonly rooms: readonly { readonly kind: string; readonly ring: Ring }[];
}

/** Side of the squares that two plans are compared on, metres: smaller than the narrowest room. */
const cellM = 0.5;
/** Most squares along one side; a plan larger than that is compared on larger squares. */
const mostCells = 160;

/** The rooms of a model that was read back, storey by storey, lowest first. */
export function roomsOf(building: BuildingRead): StoreyRooms[] {
  return building.storeys.map(({ spaces }, storey) => ({
    storey,
    rooms: spaces.map(({ kind, ring }) => ({ kind, ring })),
  }));
}

/**
 * How far two plans are apart, 0 to 1: the share of the floor, both laid on one corner, where the rooms are of
 * different kinds or only one plan has a room. 0 is the same plan, 1 shares nothing.
 */
export function planDistance(a: readonly StoreyRooms[], b: readonly StoreyRooms[]): number {
  let all = 0;
  let different = 0;
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const [one, other] = [rasterOf(a[index]), rasterOf(b[index])];
    const cell = Math.max(one.cell, other.cell);
    const left = one.at(cell);
    const right = other.at(cell);
    for (const key of new Set([...left.keys(), ...right.keys()])) {
      all += cell * cell;
      if (left.get(key) !== right.get(key)) different += cell * cell;
    }
  }
  return all === 0 ? 0 : different / all;
}

/** Kinds by square; squares outside every room are absent. */
function rasterOf(storey: StoreyRooms | undefined): { cell: number; at: (cell: number) => Map<string, string> } {
  const rooms = storey?.rooms ?? [];
  const points = rooms.flatMap(({ ring }) => ring);
  if (points.length === 0) return { cell: cellM, at: () => new Map() };
  const box = bounds(points);
  const cell = Math.max(cellM, (box.maxX - box.minX) / mostCells, (box.maxY - box.minY) / mostCells);
  const at = (size: number) => {
    const kinds = new Map<string, string>();
    for (let i = 0; box.minX + i * size < box.maxX; i += 1) {
      for (let j = 0; box.minY + j * size < box.maxY; j += 1) {
        const middle = { x: box.minX + (i + 0.5) * size, y: box.minY + (j + 0.5) * size };
        const room = rooms.find(({ ring }) => contains(ring, middle));
        if (room !== undefined) kinds.set(`${i},${j}`, room.kind);
      }
    }
    return kinds;
  };
  return { cell, at };
}

/** The smallest distance between any two of the plans; 1 for fewer than two. */
export function leastDistance(plans: readonly (readonly StoreyRooms[])[]): number {
  let least = 1;
  plans.forEach((plan, index) => {
    for (const other of plans.slice(index + 1)) least = Math.min(least, planDistance(plan, other));
  });
  return least;
}
