import { bounds, contains } from "../geometry/polygon.ts";
import type { Bounds } from "../geometry/polygon.ts";
import type { Rectangle } from "../geometry/rectangle.ts";
import { overlaps } from "../geometry/rectangle.ts";
import { snap } from "../geometry/snap.ts";
import { tolerance } from "../geometry/vector.ts";
import type { XY } from "../geometry/vector.ts";
import { largestBox } from "./boxes.ts";
import type { Side } from "../concept/buildable.ts";

/** A piece set into a room: at rotation 0 its back faces north, it turns counter-clockwise by quarters. */
export interface Item {
  readonly kind: string;
  readonly centre: XY;
  readonly width: number;
  readonly depth: number;
  readonly rotation: number;
}

/** A piece to be set: width along the wall, depth into the room, floor kept free in front of it, metres. */
export interface Piece {
  readonly kind: string;
  readonly width: number;
  readonly depth: number;
  readonly front?: number;
  /** Floor kept free behind it, for who works there: it stands that far off the wall. */
  readonly behind?: number;
  /** Its front may be floor that is also kept for a door or another piece. */
  readonly shares?: boolean;
}

/** Sets pieces into one room without overlaps and off the doors. */
export interface Placer {
  readonly room: Rectangle;
  readonly items: Item[];
  /** Sets a piece with its back to a wall; tries walls by length, or the given side first. False if there is no room. */
  againstWall(piece: Piece, options?: { side?: Side; middle?: boolean }): boolean;
  /** Sets a piece free in the room at a centre. */
  at(piece: Piece, centre: XY, rotation?: number): boolean;
  /** Undoes what `set` did where it says that it was in vain. */
  attempt(set: () => boolean): boolean;
  /** Keeps a stretch of floor free. */
  keepFree(box: Rectangle): void;
}

/** What is no longer free: a piece, or floor that is kept for people. */
interface Taken {
  readonly box: Rectangle;
  readonly floor: boolean;
}

const rotations: Record<Side, number> = { N: 0, W: 90, S: 180, E: 270 };
/** Pieces stand this far off walls and one another, metres. */
const gap = 0.02;

/** Pieces taller than window sills; a fridge stands there too, where a kitchen has no other wall for it. */
const tall: ReadonlySet<string> = new Set(["shelf", "wardrobe", "fridge"]);
const wanted: ReadonlySet<string> = new Set(["fridge"]);

/** A placer for a room with the given net boundary; `blocked` are door swings, columns and stairs, `glazed` is the floor before windows. */
export function placerFor(
  net: readonly XY[],
  blocked: readonly Rectangle[],
  glazed: readonly Rectangle[] = [],
): Placer {
  const outer = bounds(net);
  const whole = { x0: outer.minX, y0: outer.minY, x1: outer.maxX, y1: outer.maxY };
  const taken: Taken[] = blocked.filter((box) => overlaps(box, whole)).map((box) => ({ box, floor: true }));
  const items: Item[] = [];
  // What stands in the way is looked at before the walls: it is the cheaper question, asked for every spot of a wall.
  const free = (box: Rectangle): boolean => {
    const body = shrunk(box);
    return !taken.some((other) => overlaps(body, other.box)) && insideRing(net, outer, box);
  };
  const put = (piece: Piece, centre: XY, rotation: number, dark = false): boolean => {
    const side = sideOf(rotation);
    const body = bodyOf(piece, centre, rotation);
    const zone = withFront(withFront(body, side, piece.front ?? 0), opposite[side], piece.behind ?? 0);
    const { kind, width, depth, shares = false } = piece;
    const kept = shrunk(zone);
    const inTheWay = (other: Taken) => !(shares && other.floor) && overlaps(kept, other.box);
    if (!dark && tall.has(piece.kind) && glazed.some((pane) => overlaps(shrunk(body), pane))) return false;
    if (!free(body) || taken.some(inTheWay)) return false;
    taken.push(
      ...(shares
        ? [
            { box: body, floor: false },
            { box: zone, floor: true },
          ]
        : [{ box: zone, floor: false }]),
    );
    items.push({ kind, centre: { x: snap(centre.x), y: snap(centre.y) }, width, depth, rotation });
    return true;
  };
  const againstWall: Placer["againstWall"] = (piece, options = {}) => {
    const walls = wallsFor(net, piece, options);
    // Places along a wall are reckoned when those before are taken: most pieces stand at the first.
    const set = (dark: boolean) =>
      walls.some((wall) =>
        spotsAlong(wall, piece, options).some((spot) => put(piece, spot, rotations[wall.side], dark)),
      );
    return set(false) || (wanted.has(piece.kind) && set(true));
  };
  return {
    room: largestBox(net),
    items,
    keepFree: (box) => void taken.push({ box, floor: false }),
    at: (piece, centre, rotation = 0) => put(piece, centre, rotation),
    againstWall,
    attempt: (set) => {
      const [before, stood] = [taken.length, items.length];
      if (set()) return true;
      taken.length = before;
      items.length = stood;
      return false;
    },
  };
}

const opposite: Record<Side, Side> = { N: "S", S: "N", E: "W", W: "E" };

const sideOf = (rotation: number): Side =>
  (Object.keys(rotations) as Side[]).find((side) => rotations[side] === ((rotation % 360) + 360) % 360) ?? "N";

function bodyOf({ width, depth }: Piece, { x, y }: XY, rotation: number): Rectangle {
  const turned = Math.round(rotation / 90) % 2 !== 0;
  const [w, d] = turned ? [depth, width] : [width, depth];
  return { x0: x - w / 2, y0: y - d / 2, x1: x + w / 2, y1: y + d / 2 };
}

/** The body and the floor in front of it, opposite its back. */
function withFront(body: Rectangle, back: Side, front: number): Rectangle {
  return {
    x0: body.x0 - (back === "E" ? front : 0),
    y0: body.y0 - (back === "N" ? front : 0),
    x1: body.x1 + (back === "W" ? front : 0),
    y1: body.y1 + (back === "S" ? front : 0),
  };
}

const shrunk = ({ x0, y0, x1, y1 }: Rectangle): Rectangle => ({
  x0: x0 + 0.005,
  y0: y0 + 0.005,
  x1: x1 - 0.005,
  y1: y1 - 0.005,
});

/** Whether a box lies in a rectilinear ring: its corners and edge middles do, and no corner of the ring lies inside. */
function insideRing(ring: readonly XY[], { minX, minY, maxX, maxY }: Bounds, box: Rectangle): boolean {
  const within = Math.min(box.x0 - minX, box.y0 - minY, maxX - box.x1, maxY - box.y1) >= -tolerance;
  if (!within || ring.length === 4) return within;
  const [mx, my] = [(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2];
  const probes = [box.x0, mx, box.x1].flatMap((x) => [box.y0, my, box.y1].map((y) => ({ x, y })));
  if (!probes.every((probe) => contains(ring, probe))) return false;
  const inner = shrunk(box);
  return !ring.some((p) => p.x > inner.x0 && p.x < inner.x1 && p.y > inner.y0 && p.y < inner.y1);
}

type NetWall = ReturnType<typeof wallOf>;

/** Walls that a piece fits along, the best first: of the wished side, then the longest. */
const wallsFor = (net: readonly XY[], piece: Piece, options: { side?: Side }): NetWall[] =>
  net
    .map((a, i) => wallOf(a, net[(i + 1) % net.length]!))
    .filter((wall) => wall.length >= piece.width + 2 * gap)
    .toSorted((a, b) => Number(b.side === options.side) - Number(a.side === options.side) || b.length - a.length);

/** Where a piece may stand along a wall, the best first: from corners or from the middle. */
function spotsAlong(wall: NetWall, piece: Piece, options: { middle?: boolean }): XY[] {
  const room = wall.length - piece.width - 2 * gap;
  const steps = Math.max(1, Math.ceil(room / 0.15));
  const places = Array.from({ length: steps + 1 }, (_, i) => (room * i) / steps);
  const far = (p: number) => (options.middle ? Math.abs(p - room / 2) : Math.min(p, room - p));
  return places
    .toSorted((a, b) => far(a) - far(b))
    .map((p) => wall.point(gap + p + piece.width / 2, gap + (piece.behind ?? 0) + piece.depth / 2));
}

/** A wall of a counter-clockwise net ring: the room lies to its left. */
function wallOf(a: XY, b: XY) {
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  const unit = { x: (b.x - a.x) / (length || 1), y: (b.y - a.y) / (length || 1) };
  const side: Side = Math.abs(unit.x) > 0.5 ? (unit.x > 0 ? "S" : "N") : unit.y > 0 ? "E" : "W";
  return {
    length,
    side,
    point: (along: number, inward: number): XY => ({
      x: a.x + unit.x * along - unit.y * inward,
      y: a.y + unit.y * along + unit.x * inward,
    }),
  };
}
