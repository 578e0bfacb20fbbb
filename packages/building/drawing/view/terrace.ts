import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { outerFaces, ringOf } from "../../geometry/plan-shape.ts";
import { contains, counterClockwise, edges, offset } from "../../geometry/polygon.ts";
import { direction, distance, dot, locate, rotate, turnRight } from "../../geometry/vector.ts";
import type { XY } from "../../geometry/vector.ts";
import { block } from "./block.ts";
import { face } from "./face.ts";
import type { Face } from "./face.ts";
import { outdoors } from "./palette.ts";
import { lift } from "./space.ts";

/** Uses that set tables before the house. */
const served = new Set(["cafe", "restaurant"]);
/** Distance of the tables from the wall, and of one table from the next, metres. */
const out = 2.1;
const pitch = 3.1;
const mostTables = 4;

/** A way in: middle of the door at the wall's face, and its width. */
interface Door {
  readonly door: XY;
  readonly width: number;
}

/** Tables under parasols along the front of a cafe, where nobody walks or parks, and planters beside the ways in. */
export function terraceFaces(plan: Plan, doors: readonly Door[], road: XY): Face[] {
  const ground = plan.storeys.find(({ number }) => number === 1);
  if (!ground || plan.concept?.structure === "timber") return [];
  const sides = edges(counterClockwise(outerFaces(ground))).flatMap(([a, b]) => {
    const along = direction(a, b);
    return along && dot(turnRight(along), road) > 0.7 ? [{ a, along, length: distance(a, b) }] : [];
  });
  const pots = sides.flatMap(({ along }) => doors.flatMap((door) => planters(door, along, turnRight(along))));
  if (!served.has(ground.use)) return pots;
  const spots = sides.flatMap(({ a, along, length }) =>
    Array.from({ length: Math.floor(length / pitch) }, (_, i) => locate(a, along, (i + 0.5) * pitch, -out)),
  );
  return [
    ...spots
      .filter((spot) => isFree(plan, doors, spot))
      .slice(0, mostTables)
      .flatMap(table),
    ...pots,
  ];
}

function isFree(plan: Plan, doors: readonly Door[], spot: XY): boolean {
  const boundary = counterClockwise(ringOf(plan.site?.boundary));
  const trees = plan.storeys.flatMap(({ furniture }) => furniture).filter(({ kind }) => kind === "tree");
  return (
    contains(offset(boundary, -1.3), spot) &&
    plan.parking.every((space) => !contains(offset(counterClockwise(ringOf(space.outline)), 1.3), spot)) &&
    trees.every(({ centre }) => !centre || distance(centre, spot) > 1.9) &&
    doors.every(({ door, width }) => distance(door, spot) > out + 0.2 || distance(door, spot) > width / 2 + 1.6)
  );
}

const octagon = (centre: XY, radius: number): XY[] =>
  Array.from({ length: 8 }, (_, i) => rotate({ x: centre.x + radius, y: centre.y }, i * 45 + 22.5, centre));

/** A round table with two seats under a parasol of 2.6 m. */
function table(centre: XY): Face[] {
  const rim = octagon(centre, 1.3);
  const top = lift(centre, 2.75);
  const cloth = edges(rim).map(([a, b]) => face([lift(a, 2.25), lift(b, 2.25), top], outdoors.parasol));
  const hem = edges(rim).map(([a, b]) =>
    face([lift(a, 2.1), lift(b, 2.1), lift(b, 2.25), lift(a, 2.25)], outdoors.awning),
  );
  const box = (at: XY, size: number, low: number, high: number) =>
    block(
      { centre: { ...at, $typeName: "viba.aec.v1.Point" }, width: size, depth: size, rotation: 0 },
      low,
      high,
      outdoors.tableTop,
    );
  return [
    ...cloth,
    ...hem,
    ...block(
      { centre: { ...centre, $typeName: "viba.aec.v1.Point" }, width: 0.08, depth: 0.08, rotation: 0 },
      0.74,
      2.2,
      outdoors.canopy,
    ),
    face(
      octagon(centre, 0.42).map((p) => lift(p, 0.74)),
      outdoors.tableTop,
    ),
    ...box({ x: centre.x - 0.75, y: centre.y }, 0.42, 0, 0.45),
    ...box({ x: centre.x + 0.75, y: centre.y }, 0.42, 0, 0.45),
  ];
}

function planters({ door, width }: Door, along: XY, outward: XY): Face[] {
  return [-1, 1].flatMap((side) => {
    const at = {
      x: door.x + along.x * side * (width / 2 + 0.55) + outward.x * 0.4,
      y: door.y + along.y * side * (width / 2 + 0.55) + outward.y * 0.4,
    };
    const piece = { centre: { ...at, $typeName: "viba.aec.v1.Point" as const }, width: 0.5, depth: 0.5, rotation: 0 };
    const leaves = { rgb: [104, 138, 82] as const, ink: [62, 88, 48] as const };
    return [
      ...block(piece, 0, 0.5, outdoors.planter),
      ...block({ ...piece, width: 0.42, depth: 0.42 }, 0.5, 0.95, leaves),
    ];
  });
}
