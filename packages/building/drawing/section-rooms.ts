import type { Space, Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { ringOf } from "../geometry/plan-shape.ts";
import { direction, dot } from "../geometry/vector.ts";
import type { XY } from "../geometry/vector.ts";
import { cutRing, reach } from "./facing.ts";
import type { Facing } from "./facing.ts";
import { millimetres } from "./figures.ts";
import type { Cut } from "./section-place.ts";
import { line, rectangle, text, textWidth } from "./svg.ts";
import type { Attributes, Scale } from "./svg.ts";

/** A room where the section runs through it: from where to where along the view, metres. */
interface CutRoom {
  readonly space: Space;
  readonly from: number;
  readonly to: number;
}

const roomsIn = (storey: Storey, { facing, depth }: Cut): CutRoom[] =>
  storey.spaces.flatMap((space) =>
    cutRing(facing, depth, ringOf(space.net)).map(([from, to]) => ({ space, from, to })),
  );

/** Stair wells and lift shafts go on through the floors. */
const hasCeiling = ({ kind }: Space): boolean => !/stair|lift|elevator|shaft/.test(kind);

/** Draws the rooms behind the cut: back walls, the doors and windows in them, and ceilings. */
export function drawRooms(scale: Scale, storey: Storey, cut: Cut): string {
  const { elevation, height, ceiling } = storey;
  return roomsIn(storey, cut)
    .map((room) => {
      const { space, from: x0, to: x1 } = room;
      const back = rectangle(scale, { x0, x1, y0: elevation, y1: elevation + height }, { fill: "#faf8f2" });
      const z = elevation + ceiling;
      const under = hasCeiling(space)
        ? line(scale, { x: x0, y: z }, { x: x1, y: z }, { stroke: "#2e2e2e", "stroke-width": 1.2 })
        : "";
      return back + drawOpeningsBeyond(scale, storey, room, cut) + under;
    })
    .join("");
}

function drawOpeningsBeyond(
  scale: Scale,
  storey: Storey,
  { space, from, to }: CutRoom,
  { facing, depth }: Cut,
): string {
  return storey.openings
    .filter((opening) => opening.spaces.includes(space.id))
    .map((opening) => {
      const wall = storey.walls.find(({ id }) => id === opening.wall);
      const centre = wall && faceOn(facing, depth, wall.start, wall.end, opening.at);
      if (centre === undefined) return "";
      const [x0, x1] = [Math.max(from, centre - opening.width / 2), Math.min(to, centre + opening.width / 2)];
      if (x1 - x0 < 0.05) return "";
      const y0 = storey.elevation + opening.sill;
      const style = { fill: opening.sill > 0 ? "#e6eff4" : "#ffffff", stroke: "#9a9a9a", "stroke-width": 0.8 };
      return rectangle(scale, { x0, x1, y0, y1: y0 + opening.height }, style);
    })
    .join("");
}

type Ends = { x: number; y: number } | undefined;

/** Place along the view of a point of a wall that stands face on beyond the cut; undefined for other walls. */
function faceOn({ along, away }: Facing, depth: number, start: Ends, end: Ends, at: number): number | undefined {
  const unit = start && end && direction(start, end);
  if (!unit || Math.abs(dot(unit, away)) > 0.1 || dot(start, away) < depth) return undefined;
  return dot(start, along) + dot(unit, along) * at;
}

const halo: Attributes = { stroke: "#ffffff", "stroke-width": 3, "stroke-linejoin": "round", "paint-order": "stroke" };

/** Where a name stands: its middle, y above the floor, and the width that is free for it, metres. */
interface NameSpot extends XY {
  readonly free: number;
}

/** Under the first landing of the stair in a room, where no flight crosses the name. */
function nameSpot({ stairs }: Storey, { id }: Space, facing: Facing): NameSpot | undefined {
  const landing = stairs.find(({ space }) => space === id)?.landings[0];
  if (!landing?.outline?.points.length) return undefined;
  const [from, to] = reach(facing, landing.outline.points);
  return { x: (from + to) / 2, y: landing.level * 0.4, free: to - from };
}

/** Names of the cut rooms and the clear heights under their ceilings; rooms too narrow for letters stay without. */
export function drawRoomNames(scale: Scale, storey: Storey, cut: Cut): string {
  return roomsIn(storey, cut)
    .map(({ space, from, to }) => {
      const at: NameSpot = nameSpot(storey, space, cut.facing) ?? {
        x: (from + to) / 2,
        y: storey.ceiling / 2,
        free: to - from,
      };
      const free = at.free * scale.pixels - 6;
      const size = [13, 12, 11, 10, 9, 8].find((one) => textWidth(space.name) * one <= free);
      if (size === undefined) return "";
      const spot = { x: scale.x(at.x), y: scale.y(storey.elevation + at.y) };
      const figure = `CH ${millimetres(storey.ceiling)}`;
      const small = Math.min(10, size);
      const fits = hasCeiling(space) && textWidth(figure) * small <= free;
      const style = { "text-anchor": "middle", ...halo };
      return (
        text(space.name, spot, { "font-size": size, fill: "#1f1f1f", ...style }) +
        (fits ? text(figure, { x: spot.x, y: spot.y + 14 }, { "font-size": small, fill: "#666666", ...style }) : "")
      );
    })
    .join("");
}
