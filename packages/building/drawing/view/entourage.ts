import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Furniture, Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { wallLine, outwardSide, ringOf } from "../../geometry/plan-shape.ts";
import { contains, edges } from "../../geometry/polygon.ts";
import { turnedRectangle } from "../../geometry/rectangle.ts";
import { locate } from "../../geometry/vector.ts";
import type { XY } from "../../geometry/vector.ts";
import { face } from "./face.ts";
import type { Face, Paint, Sprite } from "./face.ts";
import { outdoors } from "./palette.ts";
import { lift } from "./space.ts";

const mostPeople = 3;

/** What stands outside: the plan's trees, and a person at each entrance to give the scale. */
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
  return [...trees, ...people];
}

/** Cars and seats outside. */
export function outdoorFaces(plan: Plan): Face[] {
  return outdoorFurniture(plan).flatMap((piece) => {
    if (piece.kind === "tree") return [];
    return piece.kind === "car" ? car(piece) : block(piece, 0, 0.7, outdoors.furniture);
  });
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
          return [{ door: at(0), front: at(1.6, opening.width * 0.6), width: opening.width }];
        }),
    )
    .filter(({ front }) => contains(boundary, front));
}

function car(piece: Furniture): Face[] {
  const long = piece.width > piece.depth;
  const [length, breadth] = long ? [piece.width, piece.depth] : [piece.depth, piece.width];
  const turn = piece.rotation + (long ? 0 : 90);
  const middle = piece.centre ?? { x: 0, y: 0 };
  const level = (share: number, inset: number, z: number) =>
    turnedRectangle(middle, length * share, breadth - inset, turn).map((p) => lift(p, z));
  const glass: Paint = { rgb: [74, 92, 104] };
  return [
    ...loft(level(0.94, 0.2, 0.15), level(0.98, 0.06, 0.35), outdoors.tyre),
    ...loft(level(1, 0, 0.35), level(0.97, 0.06, 0.82), outdoors.car),
    ...loft(level(0.66, 0.1, 0.82), level(0.46, 0.3, 1.36), glass),
    face(level(0.97, 0.06, 0.82), outdoors.car),
    face(level(0.46, 0.3, 1.36), outdoors.car),
    face(level(0.46, 0.3, 1.365), outdoors.car),
  ];
}

function loft(low: ReturnType<typeof lift>[], high: ReturnType<typeof lift>[], paint: Paint): Face[] {
  return low.map((a, i) => {
    const next = (i + 1) % low.length;
    return face([a, low[next]!, high[next]!, high[i]!], paint);
  });
}

function block(piece: Furniture, low: number, high: number, paint: Paint): Face[] {
  const ring = turnedRectangle(piece.centre ?? { x: 0, y: 0 }, piece.width, piece.depth, piece.rotation);
  return [
    face(
      ring.map((p) => lift(p, high)),
      paint,
    ),
    ...edges(ring).map(([a, b]) => face([lift(a, low), lift(b, low), lift(b, high), lift(a, high)], paint)),
  ];
}
