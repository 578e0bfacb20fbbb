import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Furniture, Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { outerFaces, outwardSide, ringOf, wallLine } from "../../geometry/plan-shape.ts";
import { bounds, contains, counterClockwise, edges, offset } from "../../geometry/polygon.ts";
import { turnedRectangle } from "../../geometry/rectangle.ts";
import { direction, distance, dot, locate, turnRight } from "../../geometry/vector.ts";
import type { XY } from "../../geometry/vector.ts";
import { block } from "./block.ts";
import { face } from "./face.ts";
import type { Face, Paint, Sprite } from "./face.ts";
import { outdoors } from "./palette.ts";
import { lift } from "./space.ts";
import { terraceFaces } from "./terrace.ts";

const mostPeople = 3;
/** Most shrubs along the edges of a plot. */
const mostBushes = 48;

/** What stands outside: the plan's trees, shrubs, and people near the entrances to give the scale. */
export function outdoorSprites(plan: Plan): Sprite[] {
  const trees = outdoorFurniture(plan)
    .filter(({ kind }) => kind === "tree")
    .map(({ centre, width }, i): Sprite => ({
      at: lift(centre ?? { x: 0, y: 0 }, 0),
      kind: "tree",
      width: Math.max(1, width),
      seed: i + 1,
    }));
  const people = entrances(plan)
    .slice(0, mostPeople)
    .map(({ front }, i): Sprite => ({
      at: lift(front, 0),
      kind: "person",
      width: 0.5,
      seed: i + 1,
    }));
  return [...trees, ...people, ...bushes(plan)];
}

/** Shrubs along the edges of the plot, but for the road side, where nothing else stands or leads through. */
function bushes(plan: Plan): Sprite[] {
  const boundary = counterClockwise(ringOf(plan.site?.boundary));
  if (boundary.length < 3) return [];
  const busy = [
    ...plan.parking.map((space) => offset(counterClockwise(ringOf(space.outline)), 0.7)),
    ...plan.storeys.filter(({ number }) => number === 1).map((storey) => offset(outerFaces(storey), 0.5)),
  ];
  const trees = outdoorFurniture(plan).flatMap(({ centre }) => (centre ? [centre] : []));
  const road = toStreet(plan);
  const spots = edges(offset(boundary, -0.55)).flatMap(([a, b]) => {
    const unit = direction(a, b);
    if (!unit || dot(turnRight(unit), road) > 0.7) return [];
    const count = Math.floor(distance(a, b) / 1.15);
    return Array.from({ length: count }, (_, i) => locate(a, unit, (i + 0.5) * 1.15));
  });
  const free = spots.filter(
    (spot) => !busy.some((ring) => contains(ring, spot)) && trees.every((tree) => distance(tree, spot) > 0.9),
  );
  const step = Math.max(1, Math.ceil(free.length / mostBushes));
  return free
    .filter((_, i) => i % step === 0)
    .map((spot, i): Sprite => ({ at: lift(spot, 0), kind: "bush", width: 0.75 + ((i * 7) % 5) * 0.07, seed: i }));
}

/** The direction from the plot to its street. */
export const toStreet = ({ site }: Plan): XY =>
  ({ N: { x: 0, y: 1 }, E: { x: 1, y: 0 }, W: { x: -1, y: 0 } })[site?.roadSide ?? "S"] ?? { x: 0, y: -1 };

/** Cars in some of the bays, seats and parasols outside. */
export function outdoorFaces(plan: Plan): Face[] {
  const furniture = outdoorFurniture(plan).flatMap((piece) => {
    if (piece.kind === "tree") return [];
    return piece.kind === "car" ? car(piece) : block(piece, 0, 0.7, outdoors.furniture);
  });
  const parked = plan.parking.flatMap((space, i) => (hasCar(plan, i) ? parkedCar(ringOf(space.outline), i) : []));
  return [...furniture, ...parked, ...terraceFaces(plan, entrances(plan), toStreet(plan))];
}

/** Every other bay shows a car; bays for the disabled stay free. */
export const hasCar = ({ parking }: Plan, index: number): boolean =>
  index % 2 === 1 && parking[index]?.accessible === false && (parking[index].outline?.points.length ?? 0) >= 3;

const coats: readonly Paint[] = [
  outdoors.car,
  { rgb: [236, 236, 234], ink: [90, 90, 90] },
  { rgb: [92, 104, 118], ink: [40, 44, 50] },
  { rgb: [58, 62, 66], ink: [30, 32, 34] },
];

function parkedCar(ring: readonly XY[], index: number): Face[] {
  const { minX, minY, maxX, maxY } = bounds(ring);
  const upright = maxY - minY > maxX - minX;
  const centre = { x: (minX + maxX) / 2, y: (minY + maxY) / 2 };
  return carFaces(centre, upright ? 90 : 0, coats[index % coats.length]!);
}

const outdoorFurniture = (plan: Plan): Furniture[] =>
  plan.storeys.filter(({ number }) => number === 1).flatMap(({ furniture }) => furniture.filter(({ space }) => !space));

/** A way into the building from the ground. */
export interface Entrance {
  /** Middle of the door, at the wall's face. */
  readonly door: XY;
  /** A spot some steps in front of it. */
  readonly front: XY;
  readonly width: number;
  /** Slides aside, as doors to a garden do. */
  readonly sliding: boolean;
}

/** Ways into the ground storey that lie on the plot. */
export function entrances(plan: Plan): Entrance[] {
  const boundary = ringOf(plan.site?.boundary);
  return plan.storeys
    .filter(({ number }) => number === 1)
    .flatMap(({ walls, openings }) =>
      openings
        .filter(({ exit, kind }) => exit && kind !== OpeningKind.WINDOW)
        .flatMap((opening) => {
          const wall = walls.find(({ id }) => id === opening.wall);
          const line = wall && wallLine(wall);
          if (!wall || !line) return [];
          const sign = outwardSide(wall) === "left" ? 1 : -1;
          const at = (out: number, along = 0) =>
            locate(line.start, line.along, opening.at + along, sign * (wall.thickness / 2 + out));
          const { width, kind } = opening;
          const sliding = kind === OpeningKind.SLIDING_DOOR;
          return [{ door: at(0), front: at(3.3, sign * (width / 2 + 0.2)), width, sliding }];
        }),
    )
    .filter(({ front }) => contains(boundary, front));
}

function car(piece: Furniture): Face[] {
  const turn = piece.rotation + (piece.width > piece.depth ? 0 : 90);
  return carFaces(piece.centre ?? { x: 0, y: 0 }, turn, outdoors.car);
}

/** A saloon of 4.4 by 1.8 m. */
function carFaces(middle: XY, turn: number, coat: Paint): Face[] {
  const [length, breadth] = [4.4, 1.8];
  const level = (share: number, inset: number, z: number) =>
    turnedRectangle(middle, length * share, breadth - inset, turn).map((p) => lift(p, z));
  const glass: Paint = { rgb: [74, 92, 104] };
  return [
    ...loft(level(0.94, 0.2, 0.15), level(0.98, 0.06, 0.35), outdoors.tyre),
    ...loft(level(1, 0, 0.35), level(0.97, 0.06, 0.82), coat),
    ...loft(level(0.66, 0.1, 0.82), level(0.46, 0.3, 1.36), glass),
    face(level(0.97, 0.06, 0.82), coat),
    face(level(0.46, 0.3, 1.36), coat),
  ];
}

function loft(low: ReturnType<typeof lift>[], high: ReturnType<typeof lift>[], paint: Paint): Face[] {
  return low.map((a, i) => {
    const next = (i + 1) % low.length;
    return face([a, low[next]!, high[next]!, high[i]!], paint);
  });
}
