import { locate, type XY } from "../geometry/vector.ts";
import type { SpaceRead, StairRead } from "../ifc-read/building.ts";
import { contains } from "../law/polygon.ts";
import type { Measured } from "./measure.ts";
import type { StoreyMeasure } from "./storey-measure.ts";
import { isGround, sidesOf } from "./places.ts";

/** A stair that joins two storeys, and the spaces in which it begins and ends. */
export interface StairLink {
  readonly stair: StairRead;
  readonly lower: StoreyMeasure;
  readonly upper: StoreyMeasure;
  readonly foot: { readonly at: XY; readonly space: SpaceRead | undefined };
  readonly head: { readonly at: XY; readonly space: SpaceRead | undefined };
}

/** A stair's foot or top may miss the floor by this much and still join it, metres. */
const joinM = 0.1;

/** Height to which a stair leads: its last tread and one more riser. */
export function topOfStair({ flights }: StairRead): number {
  const last = flights.at(-1);
  if (!last) return -Infinity;
  const riser = last.risersM.reduce((sum, one) => sum + one, 0) / last.risersM.length;
  return last.lastTreadZ + riser;
}

/** Stairs found by their geometry: from a floor to the next floor above. */
export function stairLinks({ storeys }: Measured): StairLink[] {
  return storeys.flatMap((lower, index) => {
    const upper = storeys[index + 1];
    if (!upper) return [];
    return lower.read.stairs.flatMap((stair) => {
      const [first, last] = [stair.flights[0], stair.flights.at(-1)];
      const stands = first && Math.abs(first.fromZ - lower.read.elevation) <= joinM;
      const arrives = Math.abs(topOfStair(stair) - upper.read.elevation) <= joinM;
      if (!first || !last || !stands || !arrives) return [];
      return [
        {
          stair,
          lower,
          upper,
          foot: stepIn(lower, first.foot, first.along, -1),
          head: stepIn(upper, last.head, last.along, 1),
        },
      ];
    });
  });
}

/** The space one steps from or onto: in front of the stair first, then on the stair itself. */
function stepIn(storey: StoreyMeasure, at: XY, along: XY, way: 1 | -1) {
  for (const step of [0.3, 0.1, 0, -0.3]) {
    const spot = locate(at, along, way * step);
    const space = storey.read.spaces.find((one) => contains(one.ring, spot));
    if (space) return { at: spot, space };
  }
  return { at, space: undefined };
}

/** Spaces one can walk to from outside, through doors, passages and stairs. */
export function reachableSpaces(measured: Measured): ReadonlySet<SpaceRead> {
  const next = new Map<SpaceRead, SpaceRead[]>();
  const queue: SpaceRead[] = [];
  const join = (a: SpaceRead, b: SpaceRead): void => {
    next.set(a, [...(next.get(a) ?? []), b]);
    next.set(b, [...(next.get(b) ?? []), a]);
  };
  for (const storey of measured.storeys) {
    for (const space of storey.read.spaces) if (space.external && storey.ground) queue.push(space);
    for (const opening of storey.openings) {
      if (opening.filling?.type === "IFCWINDOW" || opening.fromZ > storey.read.elevation + 0.3) {
        continue;
      }
      const [one, other] = sidesOf(storey, opening);
      if (one.kind === "space" && other.kind === "space") join(one.space, other.space);
      else if (one.kind === "space" && isGround(storey, other)) queue.push(one.space);
      else if (other.kind === "space" && isGround(storey, one)) queue.push(other.space);
    }
  }
  for (const { foot, head } of stairLinks(measured)) {
    if (foot.space && head.space) join(foot.space, head.space);
  }
  const reached = new Set(queue);
  for (const space of reached) for (const one of next.get(space) ?? []) reached.add(one);
  return reached;
}
