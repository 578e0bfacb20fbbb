import type { Opening, Space, Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { ringOf } from "../geometry/plan-shape.ts";
import type { Rectangle } from "../geometry/rectangle.ts";
import { direction, dot } from "../geometry/vector.ts";
import { cutRing } from "./facing.ts";
import type { Facing } from "./facing.ts";
import type { Cut } from "./section-place.ts";
import { line, rectangle } from "./svg.ts";
import type { Scale } from "./svg.ts";

/** A room where the section runs through it: from where to where along the view, metres. */
export interface CutRoom {
  readonly space: Space;
  readonly from: number;
  readonly to: number;
}

/** The rooms of a storey in the cut. */
export const roomsIn = (storey: Storey, { facing, depth }: Cut): CutRoom[] =>
  storey.spaces.flatMap((space) =>
    cutRing(facing, depth, ringOf(space.net)).map(([from, to]) => ({ space, from, to })),
  );

/** Stair wells and lift shafts go on through the floors. */
export const hasCeiling = ({ kind }: Space): boolean => !/stair|lift|elevator|shaft/.test(kind);

/** How far the back wall of a room reaches under its floor, metres. */
const lap = 0.04;

/** Draws the rooms behind the cut: back walls, the doors and windows in them, and ceilings. */
export function drawRooms(scale: Scale, storey: Storey, cut: Cut): string {
  const { elevation, height, ceiling } = storey;
  return roomsIn(storey, cut)
    .map((room) => {
      const { space, from: x0, to: x1 } = room;
      // Down into the floor, so that nothing behind shines through between the storeys of a stair well.
      const back = rectangle(scale, { x0, x1, y0: elevation - lap, y1: elevation + height }, { fill: "#faf8f2" });
      const z = elevation + ceiling;
      const under = hasCeiling(space)
        ? line(scale, { x: x0, y: z }, { x: x1, y: z }, { stroke: "#2e2e2e", "stroke-width": 1.2 })
        : "";
      return back + drawOpeningsBeyond(scale, storey, room, cut) + under;
    })
    .join("");
}

/** A door or window in the wall behind a cut room, metres along the view and above the ground. */
interface Beyond {
  readonly opening: Opening;
  readonly box: Rectangle;
}

/** The doors and windows in the wall behind a cut room. */
export function openingsBeyond(storey: Storey, { space, from, to }: CutRoom, { facing, depth }: Cut): Beyond[] {
  return storey.openings
    .filter((opening) => opening.spaces.includes(space.id))
    .flatMap((opening): Beyond[] => {
      const wall = storey.walls.find(({ id }) => id === opening.wall);
      const centre = wall && faceOn(facing, depth, wall.start, wall.end, opening.at);
      if (centre === undefined) return [];
      const [x0, x1] = [Math.max(from, centre - opening.width / 2), Math.min(to, centre + opening.width / 2)];
      const y0 = storey.elevation + opening.sill;
      return x1 - x0 < 0.05 ? [] : [{ opening, box: { x0, x1, y0, y1: y0 + opening.height } }];
    });
}

const drawOpeningsBeyond = (scale: Scale, storey: Storey, room: CutRoom, cut: Cut): string =>
  openingsBeyond(storey, room, cut)
    .map(({ opening, box }) => {
      const fill = opening.sill > 0 ? "#e6eff4" : "#ffffff";
      return rectangle(scale, box, { fill, stroke: "#9a9a9a", "stroke-width": 0.8 });
    })
    .join("");

type Ends = { x: number; y: number } | undefined;

/** Place along the view of a point of a wall that stands face on beyond the cut; undefined for other walls. */
function faceOn({ along, away }: Facing, depth: number, start: Ends, end: Ends, at: number): number | undefined {
  const unit = start && end && direction(start, end);
  if (!unit || Math.abs(dot(unit, away)) > 0.1 || dot(start, away) < depth) return undefined;
  return dot(start, along) + dot(unit, along) * at;
}
