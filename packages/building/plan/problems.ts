import type { Opening, Plan, Storey, Wall } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { area } from "../geometry/polygon.ts";
import { overlap } from "../geometry/rectangle.ts";
import type { Rectangle } from "../geometry/rectangle.ts";
import { regionRings } from "../geometry/rectilinear.ts";
import { boxesOf } from "./boxes.ts";
import { reachedSpaces } from "./reach.ts";

/**
 * Bodies nearer than this count as touching, m2 of shared area: half a millimetre (walls of an odd thickness stand on
 * whole millimetres) beside a wall of 0.5 m.
 */
const dustM2 = 2.5e-4;
/** Smallest distance of openings from wall ends and from one another, metres. */
const openingGap = 0.1;

/** Faults of geometry that no plan may have, in plain words; an empty list is a sound plan. */
export function problemsOf(plan: Plan): string[] {
  const reached = reachedSpaces(plan);
  return plan.storeys.flatMap((storey) => [
    ...storey.spaces.filter((space) => !reached.has(space.id)).map((space) => `${space.id} is not reached`),
    ...tiling(storey),
    ...wallOverlaps(storey),
    ...openingFaults(storey),
    ...stairFaults(plan, storey),
  ]);
}

function tiling(storey: Storey): string[] {
  const outline = area(storey.outline?.points ?? []);
  const spaces = storey.spaces.map((space) => ({
    id: space.id,
    boxes: boxesOf(space.gross?.points ?? []),
  }));
  const faults: string[] = [];
  let sum = 0;
  spaces.forEach((space, i) => {
    sum += space.boxes.reduce((total, box) => total + (box.x1 - box.x0) * (box.y1 - box.y0), 0);
    for (const other of spaces.slice(i + 1)) {
      if (sharedArea(space.boxes, other.boxes) > dustM2) faults.push(`${space.id} overlaps ${other.id}`);
    }
  });
  if (Math.abs(sum - outline) > 0.01) {
    faults.push(`${storey.name}: spaces cover ${sum.toFixed(2)} of ${outline.toFixed(2)} m2`);
  }
  const outside = regionRings(
    spaces.flatMap((space) => space.boxes),
    boxesOf(storey.outline?.points ?? []),
  );
  if (outside.some((ring) => area(ring) > dustM2)) faults.push(`${storey.name}: spaces lie outside the outline`);
  const parts = regionRings(spaces.flatMap((space) => space.boxes)).length;
  if (parts !== 1) faults.push(`${storey.name}: outline falls into ${parts} parts`);
  return faults;
}

function sharedArea(a: readonly Rectangle[], b: readonly Rectangle[]): number {
  let sum = 0;
  for (const p of a) {
    for (const q of b) {
      const part = overlap(p, q);
      if (part) sum += (part.x1 - part.x0) * (part.y1 - part.y0);
    }
  }
  return sum;
}

/** Body of an upright wall. */
export function wallBody({ start, end, thickness }: Wall): Rectangle {
  const half = thickness / 2;
  const [a, b] = [start!, end!];
  const horizontal = Math.abs(a.y - b.y) < 1e-6;
  const [gx, gy] = horizontal ? [0, half] : [half, 0];
  return {
    x0: Math.min(a.x, b.x) - gx,
    y0: Math.min(a.y, b.y) - gy,
    x1: Math.max(a.x, b.x) + gx,
    y1: Math.max(a.y, b.y) + gy,
  };
}

function wallOverlaps(storey: Storey): string[] {
  const bodies = storey.walls.map((wall) => ({ id: wall.id, body: wallBody(wall) }));
  return bodies.flatMap((wall, i) =>
    bodies
      .slice(i + 1)
      .filter((other) => sharedArea([wall.body], [other.body]) > dustM2)
      .map((other) => `${wall.id} runs into ${other.id}`),
  );
}

const lengthOf = ({ start, end }: Wall): number => Math.hypot(end!.x - start!.x, end!.y - start!.y);

function openingFaults(storey: Storey): string[] {
  const faults: string[] = [];
  const ids = new Set(storey.spaces.map((space) => space.id));
  for (const wall of storey.walls) {
    const openings = storey.openings.filter((opening) => opening.wall === wall.id).toSorted((a, b) => a.at - b.at);
    let free = openingGap - 1e-6;
    for (const opening of openings) {
      const [from, to] = [opening.at - opening.width / 2, opening.at + opening.width / 2];
      if (from < free) faults.push(`${opening.id} is too near its neighbour or the end of ${wall.id}`);
      free = to + openingGap - 1e-6;
    }
    const last = openings.at(-1);
    if (last && free > lengthOf(wall) + 1e-6) faults.push(`${last.id} is too near the end of ${wall.id}`);
    for (const opening of openings) {
      if (opening.sill + opening.height > wall.height + 1e-6) faults.push(`${opening.id} is higher than its wall`);
      if (opening.spaces.length !== (wall.external ? 1 : 2))
        faults.push(`${opening.id} joins the wrong number of spaces`);
    }
  }
  const stray = (opening: Opening) =>
    !storey.walls.some((wall) => wall.id === opening.wall) || opening.spaces.some((id) => !ids.has(id));
  return [...faults, ...storey.openings.filter(stray).map((opening) => `${opening.id} has no wall or space`)];
}

function stairFaults(plan: Plan, storey: Storey): string[] {
  const above = plan.storeys[plan.storeys.indexOf(storey) + 1];
  return storey.stairs.flatMap((stair) => {
    const room = storey.spaces.find((space) => space.id === stair.space);
    const faults: string[] = [];
    const well = stair.well?.points ?? [];
    const net = boxesOf(room?.net?.points ?? []);
    const covered = sharedArea(boxesOf(well), net);
    if (Math.abs(covered - area(well)) > 0.005) faults.push(`${stair.id} leaves its room`);
    const rise = stair.flights.reduce((sum, flight) => sum + flight.risers, 0) * stair.riser;
    if (Math.abs(rise - storey.height) > 1e-6) faults.push(`${stair.id} rises ${rise.toFixed(3)} m`);
    if (stair.riser > 0.18 + 1e-9 || stair.going < 0.26) faults.push(`${stair.id} is steep`);
    const hole = above?.holes.some(
      (points) => Math.abs(sharedArea(boxesOf(points.points), boxesOf(well)) - area(well)) < 0.005,
    );
    if (!hole) faults.push(`${stair.id} has no hole above`);
    return faults;
  });
}
