import type { Flight, Stair, Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { ringOf } from "./plan-shape.ts";
import { counterClockwise, distanceToSegment, edges } from "./polygon.ts";
import { add, between, distance, dot, locate, scale, subtract, turnRight } from "./vector.ts";
import type { XY } from "./vector.ts";

/** Height over the nosings, over level edges, and thickness of a railing, metres. */
const overNosing = 0.9;
const overFloor = 1.2;
export const railThickness = 0.03;
/** A wall whose face is no further than this from an edge guards it, metres. */
const reachM = 0.12;
/** A flight that ends no further than this from an edge leaves it open, metres. */
const meetsM = 0.15;

/** A railing along a line, seen from its side: heights over the stair's floor at its start and its end. */
export interface RailingRun {
  readonly from: XY;
  readonly to: XY;
  readonly bottom: readonly [number, number];
  readonly height: number;
}

/** The railings of a stair: where an edge has no wall and the fall is over it, on flights, landings and round the well of the storey above. */
export function railingRuns(stair: Stair, storey: Storey, above: Storey | undefined): RailingRun[] {
  return [
    ...stair.flights.flatMap((flight) => flightRuns(stair, flight, storey)),
    ...landingRuns(stair, storey),
    ...(above ? wellRuns(stair, storey, above) : []),
  ];
}

/** Whether a wall of the storey runs along the whole line. */
export function walled(storey: Storey, from: XY, to: XY): boolean {
  return [0.05, 0.5, 0.95].every((share) => {
    const at = between(from, to, share);
    return storey.walls.some(({ start, end, thickness: wall }) => {
      return start && end && distanceToSegment(at, start, end) <= wall / 2 + reachM;
    });
  });
}

function flightRuns({ riser, going }: Stair, flight: Flight, storey: Storey): RailingRun[] {
  const { foot, direction, width, risers, base } = flight;
  if (!foot || !direction || risers < 2) return [];
  const length = (risers - 1) * going;
  return [1, -1].flatMap((side) => {
    const aside = scale(turnRight(direction), side);
    const edge = add(foot, scale(aside, width / 2));
    const far = add(edge, scale(direction, length));
    if (walled(storey, edge, far)) return [];
    const out = scale(aside, railThickness / 2 + 0.005);
    const bottom = [base + riser, base + risers * riser] as const;
    return [{ from: add(edge, out), to: add(far, out), bottom, height: overNosing }];
  });
}

function landingRuns(stair: Stair, storey: Storey): RailingRun[] {
  return stair.landings.flatMap(({ outline, level }) =>
    edges(counterClockwise(ringOf(outline))).flatMap(([a, b]) => {
      const meets = stair.flights.some((flight) =>
        [flight.foot, topOf(stair, flight)].some((end) => end && distanceToSegment(end, a, b) < meetsM),
      );
      if (meets || walled(storey, a, b)) return [];
      return [{ from: a, to: b, bottom: [level, level] as const, height: overFloor }];
    }),
  );
}

const topOf = ({ going }: Stair, { foot, direction, risers }: Flight): XY | undefined =>
  foot && direction && add(foot, scale(direction, (risers - 1) * going));

/** Round the well on the storey above, but for where the flight arrives and where the next stair begins. */
function wellRuns(stair: Stair, storey: Storey, above: Storey): RailingRun[] {
  const arrival = stair.flights.at(-1);
  const open = [
    ...(arrival ? [{ at: topOf(stair, arrival), width: arrival.width }] : []),
    ...above.stairs.flatMap(({ flights: [first] }) => (first ? [{ at: first.foot, width: first.width }] : [])),
  ];
  return edges(counterClockwise(ringOf(stair.well))).flatMap(([a, b]) => {
    if (walled(above, a, b)) return [];
    const along = scale(subtract(b, a), 1 / distance(a, b));
    const gaps = open
      .flatMap(({ at, width }) => {
        if (!at || distanceToSegment(at, a, b) > meetsM) return [];
        const middle = dot(subtract(at, a), along);
        return [[middle - width / 2 - 0.05, middle + width / 2 + 0.05] as const];
      })
      .toSorted(([p], [q]) => p - q);
    const level = [storey.height, storey.height] as const;
    // On the floor beside the well: the ring runs counter-clockwise, so the floor is on its right.
    const at = (far: number): XY => locate(a, along, far, -railThickness);
    const starts = [0, ...gaps.map(([, end]) => end)];
    const ends = [...gaps.map(([start]) => start), distance(a, b)];
    return starts
      .map((start, i) => [start, ends[i]!] as const)
      .filter(([start, end]) => end - start > 0.2)
      .map(([start, end]) => ({ from: at(start), to: at(end), bottom: level, height: overFloor }));
  });
}
