import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Opening, Plan, Storey, Wall } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { direction, locate, turnRight } from "../geometry/vector.ts";
import type { LitBy } from "./types.ts";
import type { MeritStorey } from "./types.ts";

/** The storeys of a plan as merit sees them. */
export function planStoreys(plan: Plan): MeritStorey[] {
  return plan.storeys.map((storey) => ({
    number: storey.number,
    use: storey.use,
    rooms: storey.spaces.map((space) => ({
      kind: space.kind,
      ring: space.net?.points ?? [],
      windows: windowsOf(storey, space.id),
    })),
  }));
}

const glazed: ReadonlySet<OpeningKind> = new Set([
  OpeningKind.WINDOW,
  OpeningKind.DOUBLE_DOOR,
  OpeningKind.SLIDING_DOOR,
]);

function windowsOf(storey: Storey, space: string): LitBy[] {
  return storey.openings.flatMap((opening) => {
    const wall = storey.walls.find(({ id }) => id === opening.wall);
    const out = wall?.external && glazed.has(opening.kind) && opening.spaces.includes(space);
    return out ? (litBy(opening, wall) ?? []) : [];
  });
}

/** Outer walls run with the inside on their left. */
function litBy({ at, width, height, sill }: Opening, { start, end }: Wall): LitBy | undefined {
  const along = direction(start!, end!);
  if (!along) return undefined;
  return { at: locate(start!, along, at), out: turnRight(along), widthM: width, headM: sill + height };
}
