import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { doorstep, opensOut } from "../geometry/door-swing.ts";
import type { Rectangle } from "../geometry/rectangle.ts";
import type { DraftRoom } from "./draft.ts";
import type { DraftOpening, Span } from "./openings.ts";
import type { Edge } from "./storey-walls.ts";

/** A door on an edge, whose place along it may not yet be known. */
export interface Hanging {
  readonly edge: Edge;
  readonly kind: OpeningKind;
  readonly width: number;
  /** As of an opening: the room it leads into comes last. */
  readonly rooms: readonly DraftRoom[];
  readonly exit: boolean;
}

/** What a door needs free on one side of its wall: floor to stand on, and where its leaf opens the square round its sweep. */
interface Claim {
  /** Undefined in the open air. */
  readonly room: DraftRoom | undefined;
  readonly leaf: boolean;
  /** Distances from the wall's line, metres: negative towards smaller coordinates. */
  readonly low: number;
  readonly high: number;
}

/** Stretches along an edge where a door would hang in the way of others, or they in its way. */
export function crossedSpans(door: Hanging, others: readonly DraftOpening[], use: string): Span[] {
  const { axis, at } = door.edge.wall.run;
  const claims = claimsOf(door, use);
  return others.flatMap((other) =>
    claimsOf(other, use).flatMap((theirs) => {
      const taken = boxOf(other, theirs);
      const [low, high, from, to] =
        axis === "h" ? [taken.y0, taken.y1, taken.x0, taken.x1] : [taken.x0, taken.x1, taken.y0, taken.y1];
      const meets = claims.some(
        (ours) =>
          ours.room === theirs.room &&
          (ours.leaf || theirs.leaf) &&
          low < at + ours.high - slack &&
          high > at + ours.low + slack,
      );
      return meets ? [{ from, to }] : [];
    }),
  );
}

/** What merely touches is not in the way, metres. */
const slack = 0.01;

function claimsOf(door: Hanging, use: string): Claim[] {
  const { piece, wall } = door.edge;
  const half = wall.thickness / 2;
  return ([-1, 1] as const).map((side) => {
    const room = side < 0 ? piece.low : piece.high;
    const leaf = opensInto(door, room, use);
    const reach = half + (leaf ? leafOf(door) : doorstep);
    return { room, leaf, low: side < 0 ? -reach : half, high: side < 0 ? -half : reach };
  });
}

const leafOf = ({ kind, width }: Hanging): number => (kind === OpeningKind.DOUBLE_DOOR ? width / 2 : width);

/** Whether the leaf of a door swings into a room, or the open air: as drawings and models hang it. */
function opensInto({ kind, rooms, exit }: Hanging, room: DraftRoom | undefined, use: string): boolean {
  if (kind !== OpeningKind.DOOR && kind !== OpeningKind.DOUBLE_DOOR) return false;
  const into = rooms.findLast((one) => one.kind !== "stair") ?? rooms.at(-1);
  const outward = exit && rooms.length === 1 && opensOut(into?.kind ?? "", use);
  return outward ? room === undefined : room === into;
}

function boxOf({ edge, centre, width }: DraftOpening, { low, high }: Claim): Rectangle {
  const { axis, at } = edge.wall.run;
  const [from, to] = [centre - width / 2, centre + width / 2];
  return axis === "h"
    ? { x0: from, y0: at + low, x1: to, y1: at + high }
    : { x0: at + low, y0: from, x1: at + high, y1: to };
}
