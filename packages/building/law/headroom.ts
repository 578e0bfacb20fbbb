import type { Stair, Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { headroom, soffitDrop } from "../geometry/flight.ts";
import type { FlightBody } from "../geometry/flight.ts";
import { contains, pointOf, ringOf } from "./polygon.ts";

/** A tread this near to the edge of the well has no slab above it, metres. */
const edgeM = 0.02;

/**
 * Clear height in metres over the treads of a stair: under the slab where the well does not reach, and under the stairs
 * of the next storey.
 */
export function headroomOf(stair: Stair, storey: Storey, plan: Plan): number {
  const above = plan.storeys.find((entry) => entry.number === next(storey.number));
  const well = ringOf(stair.well);
  const under = storey.height - (above?.slab ?? storey.slab);
  const over = above?.stairs.flatMap((entry) => bodiesOf(entry, storey.height)) ?? [];
  return headroom(bodiesOf(stair, 0), over, (point) => (contains(well, point, edgeM) ? undefined : under));
}

const next = (number: number): number => (number === -1 ? 1 : number + 1);

/** The flights of a stair, its floor at `floorM`. */
const bodiesOf = ({ flights, riser, going }: Stair, floorM: number): FlightBody[] =>
  flights.map(({ foot, direction, width, risers, base }) => ({
    foot: pointOf(foot),
    along: pointOf(direction),
    width,
    risers,
    riser,
    going,
    base: floorM + base,
    drop: soffitDrop({ riser, going }),
  }));
