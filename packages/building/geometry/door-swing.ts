import type { Opening, Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { bounds, contains } from "./polygon.ts";
import type { Bounds } from "./polygon.ts";
import { ringOf, wallLine } from "./plan-shape.ts";
import type { WallLine } from "./plan-shape.ts";
import { dot, locate, scale, subtract, turnLeft } from "./vector.ts";
import type { XY } from "./vector.ts";

/** How a door's leaf hangs: drawings and models show the same. */
export interface DoorSwing {
  /** Side of the wall on which it opens: 1 to the left of the wall's direction, -1 to the right. */
  readonly side: 1 | -1;
  /** The hinge is at the end of the hole nearer to the wall's start. */
  readonly hingeAtStart: boolean;
}

/** Depth of the floor before a door over which no other door's leaf passes, metres: somebody stands there. */
export const doorstep = 0.5;

/** Outer doors of these open outward: the way one flees from stairs and corridors, and off the floor for shoes of a home. */
const openOut: ReadonlySet<string> = new Set(["stair", "corridor", "corehall", "entrance"]);

/** Whether the outer door of a room opens outward; all of a house of worship do (피난규칙 §11②). */
export const opensOut = (kind: string, use: string): boolean => openOut.has(kind) || use === "worship";

type ThickLine = WallLine & { readonly thickness: number };

/**
 * A leaf opens into the room it leads to; landings of stairs are kept clear of it. It rests on the nearer crossing wall,
 * or on the other side where it would be in the way of other doors there, or over the landing where it would on both.
 */
export function doorSwing(storey: Storey, opening: Opening, wall: ThickLine): DoorSwing {
  const spaces = opening.spaces.map((id) => storey.spaces.find((space) => space.id === id));
  const into = spaces.findLast((space) => space && space.kind !== "stair") ?? spaces.at(-1);
  const probe = locate(wall.start, wall.along, opening.at, wall.thickness / 2 + 0.3);
  const inside = contains(ringOf(into?.gross), probe);
  const outward = opening.exit && spaces.length === 1 && opensOut(into?.kind ?? "", storey.use);
  const side = inside !== outward ? 1 : -1;
  const nearer = opening.at - opening.width / 2 < wall.length - (opening.at + opening.width / 2);
  const usual: DoorSwing = { side, hingeAtStart: nearer };
  if (opening.kind !== OpeningKind.DOOR) return usual;
  const over = (turned: 1 | -1, room: string | undefined) =>
    [nearer, !nearer].map((hingeAtStart) => ({ swing: { side: turned, hingeAtStart }, room }));
  const stair = spaces.length === 2 ? spaces.find((space) => space?.kind === "stair") : undefined;
  const hangs = [...over(side, outward ? undefined : into?.id), ...(stair ? over(side === 1 ? -1 : 1, stair.id) : [])];
  let best = { swing: usual, crossed: Infinity };
  for (const { swing, room } of hangs) {
    const crossed = crossings(storey, { ...swing, opening, wall }, room);
    if (crossed < best.crossed) best = { swing, crossed };
    if (crossed === 0) break;
  }
  return best.swing;
}

/** How often a leaf is in the way of other doors of a room, or of the open air if none is given: on its way, and open. */
function crossings(storey: Storey, hung: Hung, room: string | undefined): number {
  return storey.openings
    .filter((other) => other.id !== hung.opening.id && isDoor(other) && meetsIn(other, room))
    .map((other) => doorstepOf(storey, other))
    .filter((step) => step !== undefined)
    .reduce((sum, step) => sum + (passes(hung, step) ? 1 : 0) + (rests(hung, step) ? 1 : 0), 0);
}

const isDoor = ({ kind }: Opening): boolean => kind !== OpeningKind.WINDOW;

/** Whether a door opens to a room, or to the open air if none is given. */
const meetsIn = ({ spaces }: Opening, room: string | undefined): boolean =>
  room === undefined ? spaces.length === 1 : spaces.includes(room);

/** The floor before and behind a door that leaves of others keep free, a ring; undefined if its wall has no line. */
export function doorstepOf(storey: Storey, { wall: id, at, width }: Opening): XY[] | undefined {
  const wall = storey.walls.find((entry) => entry.id === id);
  const line = wall && wallLine(wall);
  if (!line) return undefined;
  const reach = wall.thickness / 2 + doorstep;
  const corner = (end: number, left: number) => locate(line.start, line.along, at + (end * width) / 2, left);
  return [corner(-1, -reach), corner(1, -reach), corner(1, reach), corner(-1, reach)];
}

interface Hung extends DoorSwing {
  readonly opening: Opening;
  readonly wall: ThickLine;
}

/** What merely touches is not in the way, metres. */
const slack = 0.03;

/** Whether a leaf hung so passes over a ring on its way. */
function passes(hung: Hung, ring: readonly XY[]): boolean {
  const { minX, minY, maxX, maxY } = seenFrom(hung, ring);
  const nearest = Math.hypot(Math.max(0, minX), Math.max(0, minY));
  return maxX > slack && maxY > slack && nearest < hung.opening.width - slack;
}

/** Whether a leaf hung so stands over a ring when it is open. */
function rests(hung: Hung, ring: readonly XY[]): boolean {
  const { minX, minY, maxX, maxY } = seenFrom(hung, ring);
  return minX < slack && maxX > -slack && maxY > slack && minY < hung.opening.width - slack;
}

/** The box of a ring seen from the hinge: x along the shut leaf, y along the open one. */
function seenFrom({ opening: { at, width }, wall, side, hingeAtStart }: Hung, ring: readonly XY[]): Bounds {
  const sign = hingeAtStart ? 1 : -1;
  const pivot = locate(wall.start, wall.along, at - (sign * width) / 2, (side * wall.thickness) / 2);
  const [shut, open] = [scale(wall.along, sign), scale(turnLeft(wall.along), side)];
  return bounds(ring.map((point) => subtract(point, pivot)).map((p) => ({ x: dot(p, shut), y: dot(p, open) })));
}
