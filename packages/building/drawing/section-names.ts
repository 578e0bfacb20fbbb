import type { Space, Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { overlaps } from "../geometry/rectangle.ts";
import type { Rectangle } from "../geometry/rectangle.ts";
import type { XY } from "../geometry/vector.ts";
import { reach } from "./facing.ts";
import type { Facing } from "./facing.ts";
import { millimetres } from "./figures.ts";
import { blockOf, boxAt, turned, write } from "./section-block.ts";
import type { Block } from "./section-block.ts";
import type { Cut } from "./section-place.ts";
import { hasCeiling, openingsBeyond, roomsIn } from "./section-rooms.ts";
import { element } from "./svg.ts";
import type { Scale } from "./svg.ts";

/** Sizes of a name that are read at once, the wished one first, and those it falls back to where nothing else fits, pixels. */
const sizes = [13, 12, 11, 10, 9];
const smallSizes = [8, 7];
/** Size of a figure that stands apart from its name, pixels. */
const apart = 9;

/** Names of the cut rooms and the clear heights under their ceilings, clear of doors, windows and stairs; `stairs` are boxes in metres. */
export function drawRoomNames(scale: Scale, storey: Storey, cut: Cut, stairs: readonly Rectangle[]): string {
  const { elevation, height, ceiling } = storey;
  const solid = stairs.map((box) => onSheet(scale, box));
  const rooms = roomsIn(storey, cut).map((room) => {
    const { space, from: x0, to: x1 } = room;
    const top = elevation + (hasCeiling(space) ? ceiling : height - storey.slab);
    const place: Place = {
      room: onSheet(scale, { x0, x1, y0: elevation, y1: top }),
      openings: openingsBeyond(storey, room, cut).map(({ box }) => onSheet(scale, box)),
      solid,
    };
    const middle = { x: (x0 + x1) / 2, y: ceiling / 2 };
    const { x, y } = underLanding(storey, space, cut.facing) ?? middle;
    const wished = { x: scale.x(x), y: scale.y(elevation + y) };
    const figure = hasCeiling(space) ? `CH ${millimetres(ceiling)}` : "";
    return { name: space.name, figure, wished, place, written: written(space.name, figure, wished, place) };
  });
  // One clear height is told on every storey, if need be in a box of its own before a door.
  const told = rooms.some(({ written, figure }) => figure !== "" && written.includes(figure));
  const due = told ? undefined : rooms.filter(({ figure }) => figure !== "").toSorted((p, q) => wide(q) - wide(p))[0];
  return rooms
    .map((room) =>
      room === due ? written(room.name, room.figure, room.wished, { ...room.place, boxed: true }) : room.written,
    )
    .join("");
}

const wide = ({ place: { room } }: { place: Place }): number => room.x1 - room.x0;

/** A name and a figure in the first wording that fits; nothing where none does. */
function written(name: string, figure: string, wished: XY, place: Place): string {
  for (const blocks of wordings(name, figure)) {
    const spots = spotsFor(blocks, wished, place);
    if (!spots) continue;
    return blocks
      .map((block, i) => (place.boxed && block.turned ? box(block, spots[i]!) : "") + write(block, spots[i]!))
      .join("");
  }
  return "";
}

/** A white box behind a block. */
function box(block: Block, middle: XY): string {
  const { x0, y0, x1, y1 } = boxAt(block, middle);
  return element("rect", { x: x0 - 1, y: y0 - 1, width: x1 - x0 + 2, height: y1 - y0 + 2, fill: "#ffffff" });
}

/** The middle of the first landing of the stair in a room, and a height below it, metres. */
function underLanding({ stairs }: Storey, { id }: Space, facing: Facing): XY | undefined {
  const landing = stairs.find(({ space }) => space === id)?.landings[0];
  if (!landing?.outline?.points.length) return undefined;
  const [from, to] = reach(facing, landing.outline.points);
  return { x: (from + to) / 2, y: landing.level * 0.5 };
}

/** Ways to write a name and a figure, the best first: each as blocks that are placed one after the other. */
function wordings(name: string, figure: string): Block[][] {
  const whole = [name];
  const words = name.split(" ");
  const names = words.length > 1 ? [whole, words] : [whole];
  const inSizes = (some: readonly number[], write: (lines: string[], size: number) => Block[]) =>
    names.flatMap((lines) => some.map((size) => write(lines, size)));
  const bare = (lines: string[], size: number) => [blockOf(lines, size)];
  if (figure === "") return [...inSizes(sizes, bare), [turned(blockOf(whole, apart))], ...inSizes(smallSizes, bare)];
  const stacked = (lines: string[], size: number) => [blockOf(lines, size, figure)];
  const beside = (lines: string[], size: number) => [blockOf(lines, size), turned(blockOf([], apart, figure))];
  return [
    ...inSizes(sizes, stacked),
    ...inSizes(sizes, beside),
    ...[11, 10, 9].map((size) => [turned(blockOf(whole, size, figure))]),
    ...[11, 10, 9].map((size) => [turned(blockOf([`${name}  ${figure}`], size))]),
    ...inSizes(sizes, bare),
    [turned(blockOf(whole, apart))],
    ...inSizes(smallSizes, stacked),
    ...inSizes(smallSizes, bare),
  ];
}

/** Where blocks may stand, pixels. */
interface Place {
  readonly room: Rectangle;
  /** Doors and windows, whose edges may run through nothing. */
  readonly openings: readonly Rectangle[];
  /** What may be covered by nothing. */
  readonly solid: readonly Rectangle[];
  /** Whether what is turned has a box of its own, so that it may stand before a door or window. */
  readonly boxed?: boolean;
}

/** The places of blocks, each nearest to the wished one; undefined if one of them has none. */
function spotsFor(blocks: readonly Block[], wished: XY, place: Place): XY[] | undefined {
  const spots: XY[] = [];
  let free = place;
  for (const block of blocks) {
    const spot = clearSpot(block, wished, free);
    if (!spot) return undefined;
    spots.push(spot);
    free = { ...free, solid: [...free.solid, boxAt(block, spot)] };
  }
  return spots;
}

/** Free space beside what is written, and over and under it, where ceilings run; pixels. */
const margin = { beside: 1.5, over: 2.5 } as const;
/** Places that are tried along and up a room. */
const tries = 17;

function clearSpot(block: Block, wished: XY, { room, openings, solid, boxed }: Place): XY | undefined {
  const [half, tall] = [block.width / 2 + margin.beside, block.height / 2 + margin.over];
  const range = (low: number, high: number, first: number): number[] =>
    high < low
      ? []
      : [
          Math.min(high, Math.max(low, first)),
          ...Array.from({ length: tries }, (_, i) => low + ((high - low) * i) / (tries - 1)),
        ];
  const xs = range(room.x0 + half, room.x1 - half, wished.x);
  const ys = range(room.y0 + tall, room.y1 - tall, wished.y);
  const strikes = ({ x, y }: XY): boolean => {
    const box = { x0: x - half, x1: x + half, y0: y - tall, y1: y + tall };
    const inside = (other: Rectangle) =>
      box.x0 >= other.x0 && box.x1 <= other.x1 && box.y0 >= other.y0 && box.y1 <= other.y1;
    return (
      solid.some((other) => overlaps(box, other)) ||
      // What is read from below would be taken for a mark of the leaf on which it stands.
      openings.some((other) => overlaps(box, other) && ((block.turned && !boxed) || !inside(other)))
    );
  };
  let best: { readonly spot: XY; readonly away: number } | undefined;
  for (const x of xs) {
    for (const y of ys) {
      const away = Math.hypot(x - wished.x, y - wished.y);
      // Asked first, because most places lie farther off than one that is known to be free.
      if (best && away >= best.away) continue;
      if (!strikes({ x, y })) best = { spot: { x, y }, away };
    }
  }
  return best?.spot;
}

const onSheet = (scale: Scale, { x0, x1, y0, y1 }: Rectangle): Rectangle => ({
  x0: scale.x(x0),
  x1: scale.x(x1),
  y0: scale.y(y1),
  y1: scale.y(y0),
});
