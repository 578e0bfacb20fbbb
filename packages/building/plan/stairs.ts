import { create } from "@bufbuild/protobuf";
import { StairSchema } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Stair } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { risersFor } from "../concept/stair-size.ts";
import { bounds } from "../geometry/polygon.ts";
import { corners } from "../geometry/rectangle.ts";
import type { Rectangle } from "../geometry/rectangle.ts";
import { snap } from "../geometry/snap.ts";
import { turnRight } from "../geometry/vector.ts";
import type { XY } from "../geometry/vector.ts";
import type { DraftStair } from "./draft.ts";

/** A point of the stair's box: metres from the arrival end along `up`, and to the right of the first flight's left edge. */
type At = (along: number, right: number) => XY;

/** A half-turn stair: the first flight starts behind the arrival landing, the second comes back beside it. */
export function stairOf(draft: DraftStair, keys: { id: string; space: string }, height: number): Stair {
  const { size } = draft;
  const { length, breadth, at } = axes(draft);
  const risers = risersFor(height) / 2;
  const run = snap((risers - 1) * size.going);
  const start = snap(length - size.run - size.landing);
  // No wider than the landing is deep, where that is less than the law's 1.2 m.
  const widest = size.landing < 1.2 ? size.landing : Infinity;
  const flightWidth = snap(Math.min(Math.max(size.flightWidth, (breadth - size.gap) / 2), widest));
  const middle = flightWidth / 2;
  return create(StairSchema, {
    ...keys,
    riser: height / (risers * 2),
    going: size.going,
    flights: [
      { foot: at(start, middle), direction: draft.up, width: flightWidth, risers, base: 0 },
      {
        foot: at(start + run, breadth - middle),
        direction: { x: -draft.up.x + 0, y: -draft.up.y + 0 },
        width: flightWidth,
        risers,
        base: height / 2,
      },
    ],
    landings: [
      { outline: { points: landingOf(draft, between(at, [start + run, length], breadth)) }, level: height / 2 },
    ],
    well: { points: wellOf(draft) },
  });
}

/** The half landing carried on to the walls of its own storey, but for the side of the flights. */
function landingOf({ reach, up }: DraftStair, ring: XY[]): XY[] {
  if (!reach) return ring;
  const { minX, minY, maxX, maxY } = bounds(ring);
  return corners({
    x0: up.x > 0 ? minX : reach.x0,
    y0: up.y > 0 ? minY : reach.y0,
    x1: up.x < 0 ? maxX : reach.x1,
    y1: up.y < 0 ? maxY : reach.y1,
  });
}

/** Hole in the slab above: over flights and half landing, the arrival landing stays. */
export function wellOf(draft: DraftStair): XY[] {
  const { length, breadth, at } = axes(draft);
  return between(at, [snap(length - draft.size.run - draft.size.landing), length], breadth);
}

function axes({ box, up }: DraftStair): { length: number; breadth: number; at: At } {
  const horizontal = up.x !== 0;
  const length = snap(horizontal ? box.x1 - box.x0 : box.y1 - box.y0);
  const breadth = snap(horizontal ? box.y1 - box.y0 : box.x1 - box.x0);
  const right = turnRight(up);
  const origin = {
    x: up.x + right.x > 0 ? box.x0 : box.x1,
    y: up.y + right.y > 0 ? box.y0 : box.y1,
  };
  const at: At = (along, aside) => ({
    x: snap(origin.x + up.x * along + right.x * aside),
    y: snap(origin.y + up.y * along + right.y * aside),
  });
  return { length, breadth, at };
}

function between(at: At, [from, to]: [number, number], breadth: number): XY[] {
  const [a, b] = [at(from, 0), at(to, breadth)];
  const part: Rectangle = {
    x0: Math.min(a.x, b.x),
    y0: Math.min(a.y, b.y),
    x1: Math.max(a.x, b.x),
    y1: Math.max(a.y, b.y),
  };
  return corners(part);
}
