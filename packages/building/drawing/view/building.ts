import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Opening, Plan, Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { roomKind } from "../../concept/rooms.ts";
import { useOf } from "../../concept/uses.ts";
import { outerFaces, outwardSide, wallLine, wallTop } from "../../geometry/plan-shape.ts";
import { edges } from "../../geometry/polygon.ts";
import type { Ring } from "../../geometry/polygon.ts";
import { sharedStretch } from "../../geometry/segment.ts";
import { direction, distance, locate } from "../../geometry/vector.ts";
import type { XY } from "../../geometry/vector.ts";
import { columnFaces, postsOn } from "./columns.ts";
import { face } from "./face.ts";
import type { Face } from "./face.ts";
import { facadeFaces } from "./facade.ts";
import type { Facade, Hole } from "./facade.ts";
import type { Palette } from "./palette.ts";
import { lift } from "./space.ts";

/** The storeys above ground, from the outside. */
export function buildingFaces(plan: Plan, palette: Palette): Face[] {
  return plan.storeys
    .filter(({ number }) => number > 0)
    .flatMap((storey, i) => storeyFaces(plan, storey, palette, i === 0));
}

function storeyFaces(plan: Plan, storey: Storey, palette: Palette, lowest: boolean): Face[] {
  const ring = outerFaces(storey);
  const { elevation, slab } = storey;
  const top = elevation + wallTop(storey);
  const sides = edges(ring);
  const facades = sides.map(([a, b]) => facadeOf(plan, storey, a, b));
  const open = facades.some(({ stretches, length }) => !covers(stretches, length));
  return [
    ...facades.flatMap((facade) => facadeFaces(facade, palette)),
    ...sides.flatMap(([a, b]) => band(a, b, elevation - slab, elevation, palette.slabEdge)),
    ...(lowest && elevation - slab > 0.01
      ? sides.flatMap(([a, b]) => band(a, b, 0, elevation - slab, palette.plinth))
      : []),
    face(
      ring.map((p) => lift(p, top)),
      palette.roof.texture === "tiles" ? palette.reveal : palette.roof,
    ),
    ...columnFaces(storey, ring, palette, open),
    ...(open ? inside(storey, ring, palette) : []),
  ];
}

const band = (a: XY, b: XY, low: number, high: number, paint: Palette["wall"]): Face[] =>
  high - low < 1e-3 ? [] : [face([lift(a, low), lift(b, low), lift(b, high), lift(a, high)], paint)];

/** Walls of an odd thickness end less than this beside the corner of the outline, metres. */
const odd = 0.005;

/** What stands along one side of a storey's outer ring. */
function facadeOf(plan: Plan, storey: Storey, a: XY, b: XY): Facade {
  const along = direction(a, b) ?? { x: 1, y: 0 };
  const length = distance(a, b);
  const stretches: [number, number][] = [];
  const holes: Hole[] = [];
  for (const wall of storey.walls) {
    const line = wallLine(wall);
    if (!wall.external || !line) continue;
    const left = (outwardSide(wall) === "left" ? 1 : -1) * (wall.thickness / 2);
    const outer = [locate(line.start, line.along, 0, left), locate(line.start, line.along, line.length, left)] as const;
    const shared = sharedStretch([a, b], outer, 0.02);
    if (!shared) continue;
    // A wall that ends at a neighbour's inner face still shows its face up to the corner.
    const [from, to] = [shared.from - wall.thickness, shared.to + wall.thickness];
    stretches.push([from < odd ? 0 : from, to > length - odd ? length : to]);
    for (const opening of storey.openings.filter((one) => one.wall === wall.id)) {
      const centre = locate(line.start, line.along, opening.at, left);
      const middle = distance(a, centre) * (sameWay(a, centre, along) ? 1 : -1);
      const lit = isLit(storey, opening, facesRoad(plan, along));
      holes.push({ ...holeOf(opening, middle, length, wallTop(storey)), lit });
    }
  }
  return {
    origin: lift(a, storey.elevation),
    along,
    length,
    height: wallTop(storey),
    stretches,
    holes: holes.filter(({ to, from, high, low }) => to - from > 0.05 && high - low > 0.05),
    posts: plan.concept?.structure === "timber" ? postsOn(storey, a, along, length) : [],
    timber: plan.concept?.structure === "timber",
    ...(storey.number === 1 && named.has(storey.use) && facesRoad(plan, along) ? { sign: signText(plan, storey) } : {}),
  };
}

/**
 * What hangs over the door: "2층 의원" there would be read as the clinic upstairs, and the title of a building of several
 * uses is not the name of its shop.
 */
function signText({ title, storeys }: Plan, { use }: Storey): string {
  const several = storeys.some((other) => other.use !== use);
  return several ? useOf(use).ko : title.replace(/^\d+층 /, "");
}

/** Uses that hang out a sign. */
const named = new Set(["cafe", "restaurant", "guesthouse", "clinic", "gallery", "kindergarten", "academy", "elderly"]);

/** Whether a side that runs along a direction, its outside on the right hand, looks at the road. */
function facesRoad(plan: Plan, along: XY): boolean {
  const outward = { x: along.y, y: -along.x };
  const ways: Readonly<Record<string, XY>> = {
    S: { x: 0, y: -1 },
    N: { x: 0, y: 1 },
    E: { x: 1, y: 0 },
    W: { x: -1, y: 0 },
  };
  const way = ways[plan.site?.roadSide ?? "S"] ?? ways["S"]!;
  return outward.x * way.x + outward.y * way.y > 0.7;
}

const sameWay = (a: XY, point: XY, along: XY): boolean => (point.x - a.x) * along.x + (point.y - a.y) * along.y >= 0;

/** Whether an opening is a glass door or a shop front: by what it is, for a large window of an office is neither. */
export function isLit(storey: Storey, { kind, spaces }: Opening, onRoad: boolean): boolean {
  if (kind !== OpeningKind.WINDOW) return kind === OpeningKind.DOUBLE_DOOR || kind === OpeningKind.SLIDING_DOOR;
  const fronts = storey.spaces.filter((space) => roomKind(space.kind).window === "shop").map(({ id }) => id);
  return storey.number === 1 && onRoad && spaces.some((id) => fronts.includes(id));
}

function holeOf(opening: Opening, at: number, length: number, height: number): Omit<Hole, "lit"> {
  return {
    from: Math.max(0.01, at - opening.width / 2),
    to: Math.min(length - 0.01, at + opening.width / 2),
    low: Math.max(0, opening.sill),
    high: Math.min(height - 0.01, opening.sill + opening.height),
    kind: opening.kind,
    exit: opening.exit && opening.kind !== OpeningKind.WINDOW,
  };
}

function covers(stretches: readonly [number, number][], length: number): boolean {
  let reached = 0;
  for (const [from, to] of stretches.toSorted((p, q) => p[0] - q[0])) {
    if (from > reached + 0.05) return false;
    reached = Math.max(reached, to);
  }
  return reached > length - 0.05;
}

/** Floor and inner walls, which show where a side is open. */
function inside(storey: Storey, ring: Ring, palette: Palette): Face[] {
  const floor = ring.map((p) => lift(p, storey.elevation));
  return [face(floor, palette.reveal), ...innerWalls(storey, palette)];
}

function innerWalls(storey: Storey, palette: Palette): Face[] {
  const [low, high] = [storey.elevation, storey.elevation + wallTop(storey)];
  return storey.walls.flatMap((wall) => {
    const line = wallLine(wall);
    if (!line) return [];
    const half = wall.thickness / 2;
    const corner = (s: number, left: number) => locate(line.start, line.along, s, left);
    const ring = [corner(0, -half), corner(line.length, -half), corner(line.length, half), corner(0, half)];
    return edges(ring).flatMap(([a, b]) => band(a, b, low + 0.001, high - 0.001, palette.wall));
  });
}
