import type { Plan, Stair, Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { contains, pointOf, ringOf } from "./polygon.ts";

/** Thickness of a flight under its tread line, metres: what a stair above takes away. */
const waistM = 0.2;

/**
 * Clear height in metres over the treads of a stair: under the slab where the well does not reach, under the next stair in
 * the same well otherwise.
 */
export function headroomOf(stair: Stair, storey: Storey, plan: Plan): number {
  const above = plan.storeys.find((entry) => entry.number === next(storey.number));
  const well = ringOf(stair.well);
  const under = storey.height - (above?.slab ?? storey.slab);
  let least = Infinity;
  for (const { x, y, z } of treads(stair)) {
    const open = contains(well, { x, y });
    if (!open) least = Math.min(least, under - z);
    else if ((above?.stairs.length ?? 0) > 0)
      least = Math.min(least, clearUnderNext(above!, { x, y }, storey.height - z));
  }
  return least;
}

const next = (number: number): number => (number === -1 ? 1 : number + 1);

interface Tread {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** Middle of the front edge of each tread, with its height above the storey's floor. */
export function treads(stair: Stair): Tread[] {
  return stair.flights.flatMap((flight) => {
    const foot = pointOf(flight.foot);
    const direction = pointOf(flight.direction);
    return Array.from({ length: Math.max(0, flight.risers - 1) }, (_, step) => ({
      x: foot.x + direction.x * step * stair.going,
      y: foot.y + direction.y * step * stair.going,
      z: flight.base + (step + 1) * stair.riser,
    }));
  });
}

function clearUnderNext(above: Storey, at: { x: number; y: number }, toFloorM: number): number {
  let least = Infinity;
  for (const stair of above.stairs) {
    for (const tread of treads(stair)) {
      const near = Math.hypot(tread.x - at.x, tread.y - at.y) <= stair.going;
      if (near) least = Math.min(least, toFloorM + tread.z - stair.riser - waistM);
    }
  }
  return least;
}
