import type { Opening, Space, Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { ringOf } from "../geometry/plan-shape.ts";
import { overlap } from "../geometry/rectangle.ts";
import type { Rectangle } from "../geometry/rectangle.ts";
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

function openingsBeyond(storey: Storey, { space, from, to }: CutRoom, { facing, depth }: Cut): Beyond[] {
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

/** What is written into a cut room, pixels: half its width, and how far it reaches over and under the base of its first line. */
interface Writing {
  readonly half: number;
  readonly over: number;
  readonly under: number;
}

/** The place in a room, nearest to the wished one, where no edge of a door or window runs through what is written; undefined if there is none. Pixels. */
function clearSpot(wished: XY, writing: Writing, room: Rectangle, openings: readonly Rectangle[]): XY | undefined {
  const { half, over, under } = writing;
  const margin = 1.5;
  const strikes = ({ x, y }: XY): boolean => {
    const box = { x0: x - half - margin, x1: x + half + margin, y0: y - over - margin, y1: y + under + margin };
    return openings.some(
      (other) =>
        overlap(box, other) && !(box.x0 >= other.x0 && box.x1 <= other.x1 && box.y0 >= other.y0 && box.y1 <= other.y1),
    );
  };
  const between = (low: number, high: number): number[] =>
    high < low ? [] : Array.from({ length: 13 }, (_, i) => low + ((high - low) * i) / 12);
  const xs = [wished.x, ...between(room.x0 + half + margin, room.x1 - half - margin)];
  const ys = [wished.y, ...between(room.y0 + over + margin, room.y1 - under - margin)];
  const spots = xs
    .flatMap((x) => ys.map((y) => ({ x, y })))
    .toSorted((a, b) => Math.hypot(a.x - wished.x, a.y - wished.y) - Math.hypot(b.x - wished.x, b.y - wished.y));
  return spots.find((spot) => !strikes(spot));
}

/** Sizes of a name, the wished one first, pixels. */
const sizes = [13, 12, 11, 10, 9, 8, 7];
/** The clear height is given up before a name is written smaller than this, pixels. */
const legible = 9;

/** Names of the cut rooms and the clear heights under their ceilings; rooms too narrow for letters beside their doors stay without. */
export function drawRoomNames(scale: Scale, storey: Storey, cut: Cut): string {
  return roomsIn(storey, cut)
    .map((room) => {
      const { space, from, to } = room;
      const under = nameSpot(storey, space, cut.facing);
      const at: NameSpot = under ?? { x: (from + to) / 2, y: storey.ceiling / 2, free: to - from };
      const free = at.free * scale.pixels - 6;
      const fitting = sizes.filter((one) => textWidth(space.name) * one <= free);
      if (fitting.length === 0) return "";
      const figure = `CH ${millimetres(storey.ceiling)}`;
      const wordings = fitting
        .flatMap((size) => [true, false].map((tall) => wordingOf(space.name, tall ? figure : "", size)))
        .filter(({ writing, figure: line }) => writing.half * 2 <= free && (line === "" || hasCeiling(space)))
        .toSorted(
          (a, b) =>
            Number(b.size >= legible) - Number(a.size >= legible) || Number(b.figure !== "") - Number(a.figure !== ""),
        );
      const wished = { x: scale.x(at.x), y: scale.y(storey.elevation + at.y) };
      const { elevation, ceiling } = storey;
      const inside = onSheet(scale, { x0: from, x1: to, y0: elevation, y1: elevation + ceiling });
      const openings = openingsBeyond(storey, room, cut).map(({ box }) => onSheet(scale, box));
      for (const wording of wordings) {
        const spot = under ? wished : clearSpot(wished, wording.writing, inside, openings);
        if (spot) return write(wording, spot);
      }
      return "";
    })
    .join("");
}

/** A name, and the clear height under it if there is one. */
interface Wording {
  readonly name: string;
  readonly figure: string;
  readonly size: number;
  readonly writing: Writing;
}

function wordingOf(name: string, figure: string, size: number): Wording {
  const half = Math.max(textWidth(name) * size, textWidth(figure) * Math.min(10, size)) / 2;
  return { name, figure, size, writing: { half, over: size * 0.95 + 1, under: figure === "" ? 2 : 16 } };
}

function write({ name, figure, size }: Wording, spot: XY): string {
  const style = { "text-anchor": "middle", ...halo };
  const under = { "font-size": Math.min(10, size), fill: "#666666", ...style };
  return (
    text(name, spot, { "font-size": size, fill: "#1f1f1f", ...style }) +
    (figure === "" ? "" : text(figure, { x: spot.x, y: spot.y + 14 }, under))
  );
}

const onSheet = (scale: Scale, { x0, x1, y0, y1 }: Rectangle): Rectangle => ({
  x0: scale.x(x0),
  x1: scale.x(x1),
  y0: scale.y(y1),
  y1: scale.y(y0),
});
