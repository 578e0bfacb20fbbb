import type { Plan, Space, Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { roomKind } from "../concept/rooms.ts";
import { area } from "../geometry/polygon.ts";
import { sharedStretch } from "../geometry/segment.ts";
import type { XY } from "../geometry/vector.ts";
import { largestBox } from "./boxes.ts";
import { reachedSpaces } from "./reach.ts";

/** Figures of a plan; shares are 0 to 1. */
export interface PlanMetrics {
  /** Deviation of the gross floor area from the programme's, as a share. */
  readonly areaError: number;
  /** Mean deviation of the spaces' areas from the programme's, weighted by area. */
  readonly programmeError: number;
  /** Share of rooms (no circulation, no shafts, no washrooms before toilets) whose sides are within 1 : 2.5. */
  readonly aspect: number;
  /** Share of spaces at least as wide as their kind asks. */
  readonly minSide: number;
  /** Share of the programme's wished neighbours that touch over 1.1 m or are joined by a door. */
  readonly adjacency: number;
  /** Share of the rooms that want daylight and have a window or a glazed door. */
  readonly daylight: number;
  /** Smallest window area per net floor area among rooms people stay in; 0 if one has no window. */
  readonly worstDaylight: number;
  /** Share of spaces reached from outside. */
  readonly reach: number;
  /** Circulation, stairs and shafts as a share of the gross floor area. */
  readonly circulation: number;
  /** Share of the street face of the ground floor that is glass. */
  readonly streetGlazing: number;
}

const roleOf = (space: Space) => roomKind(space.kind).role;
const points = (polygon: Space["gross"]): XY[] => polygon?.points ?? [];
const share = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole);

/** Measures a plan; nothing is taken from what the planner meant, everything from the geometry. */
export function measurePlan(plan: Plan): PlanMetrics {
  const spaces = plan.storeys.flatMap((storey) => storey.spaces);
  const wanted = plan.concept?.storeys.reduce((sum, storey) => sum + storey.areaM2, 0) ?? 0;
  const gross = plan.storeys.reduce((sum, storey) => sum + area(points(storey.outline)), 0);
  const moving = spaces.filter((space) => ["circulation", "shaft"].includes(roleOf(space)));
  const rooms = spaces.filter((space) => !moving.includes(space) && space.kind !== "washroom");
  const lit = plan.storeys.filter((storey) => storey.number > 0).flatMap(litRooms);
  const reached = reachedSpaces(plan);
  const count = <T>(list: readonly T[], test: (one: T) => boolean) => share(list.filter(test).length, list.length);
  return {
    areaError: wanted === 0 ? 0 : Math.abs(gross - wanted) / wanted,
    programmeError: programmeError(plan),
    aspect: count(rooms, (space) => aspectOf(space) <= 2.5 + 1e-6),
    minSide: count(spaces, (space) => sideOf(space) >= roomKind(space.kind).minSide - 0.02),
    adjacency: adjacency(plan),
    daylight: count(lit, (room) => room.ratio > 0),
    worstDaylight: Math.min(1, ...lit.filter((room) => room.habitable).map((room) => room.ratio)),
    reach: count(spaces, (space) => reached.has(space.id)),
    circulation: moving.reduce((sum, space) => sum + area(points(space.gross)), 0) / (gross || 1),
    streetGlazing: streetGlazing(plan),
  };
}

/** Proportion of the largest rectangle inside a space: corners and nooks don't count against it. */
function aspectOf(space: Space): number {
  const { x0, y0, x1, y1 } = largestBox(points(space.net));
  const [a, b] = [x1 - x0, y1 - y0];
  return Math.max(a, b) / Math.max(1e-6, Math.min(a, b));
}

function sideOf(space: Space): number {
  const { x0, y0, x1, y1 } = largestBox(points(space.net));
  return Math.min(x1 - x0, y1 - y0);
}

interface LitRoom {
  readonly ratio: number;
  readonly habitable: boolean;
}

/** Rooms that want daylight, with window area per net floor area. */
function litRooms(storey: Storey): LitRoom[] {
  const outer = new Set(storey.walls.filter((wall) => wall.external).map((wall) => wall.id));
  return storey.spaces
    .filter((space) => roomKind(space.kind).daylight && roomKind(space.kind).habitable)
    .map((space) => {
      const glass = storey.openings
        .filter((opening) => opening.spaces.includes(space.id) && outer.has(opening.wall))
        .filter((opening) => opening.kind !== OpeningKind.DOOR)
        .reduce((sum, opening) => sum + opening.width * opening.height, 0);
      return { ratio: glass / (area(points(space.net)) || 1), habitable: space.habitable };
    });
}

function programmeError(plan: Plan): number {
  let off = 0;
  let total = 0;
  for (const storey of plan.storeys) {
    const programme = plan.concept?.storeys.find((entry) => entry.storey === storey.number);
    for (const wanted of programme?.spaces ?? []) {
      const space = storey.spaces.find((entry) => entry.id === `${storey.name}/${wanted.id}`);
      off += Math.abs(wanted.areaM2 - (space ? area(points(space.gross)) : 0));
      total += wanted.areaM2;
    }
  }
  return total === 0 ? 0 : off / total;
}

function adjacency(plan: Plan): number {
  let met = 0;
  let all = 0;
  for (const storey of plan.storeys) {
    const find = (id: string) => storey.spaces.find((space) => space.id === `${storey.name}/${id}`);
    const programme = plan.concept?.storeys.find((entry) => entry.storey === storey.number);
    for (const wanted of programme?.spaces ?? []) {
      for (const near of wanted.near) {
        const [a, b] = [find(wanted.id), find(near)];
        all += 1;
        if (a && b && (touching(a, b) >= 1.1 || joined(storey, a, b))) met += 1;
      }
    }
  }
  return share(met, all);
}

/** Joined by a door, or by one to a space that lies open to the other: a passage goes on in the living room. */
function joined(storey: Storey, a: Space, b: Space): boolean {
  const link = (x: string, y: string) =>
    storey.openings.filter((entry) => [x, y].every((id) => entry.spaces.includes(id)));
  if (link(a.id, b.id).length > 0) return true;
  const open = storey.openings.filter((entry) => entry.kind === OpeningKind.PASSAGE && entry.spaces.includes(b.id));
  return open.some((entry) => entry.spaces.some((id) => id !== b.id && id !== a.id && link(a.id, id).length > 0));
}

/** Length of boundary two spaces share, metres. */
export function touching(a: Space, b: Space): number {
  const ring = (space: Space) => points(space.gross);
  const sides = (ringOf: XY[]) => ringOf.map((point, i): [XY, XY] => [point, ringOf[(i + 1) % ringOf.length]!]);
  let length = 0;
  for (const side of sides(ring(a))) {
    for (const other of sides(ring(b))) {
      const shared = sharedStretch(side, other);
      if (shared) length += shared.to - shared.from;
    }
  }
  return length;
}

function streetGlazing(plan: Plan): number {
  const ground = plan.storeys.find((storey) => storey.number === 1);
  const road = plan.site?.roadSide || "S";
  if (!ground) return 0;
  const walls = ground.walls.filter((wall) => wall.external && wall.faces === road);
  const face = walls.reduce(
    (sum, { start, end, height }) => sum + Math.hypot(end!.x - start!.x, end!.y - start!.y) * height,
    0,
  );
  const ids = new Set(walls.map((wall) => wall.id));
  const glass = ground.openings
    .filter((opening) => ids.has(opening.wall) && opening.kind !== OpeningKind.DOOR)
    .reduce((sum, opening) => sum + opening.width * opening.height, 0);
  return face === 0 ? 0 : glass / face;
}
