import type { Opening, Storey, Wall } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { outwardSide } from "../geometry/plan-shape.ts";
import type { Rectangle } from "../geometry/rectangle.ts";
import { distance, locate } from "../geometry/vector.ts";
import type { XY } from "../geometry/vector.ts";
import { misleading, misreading, readingNear, readingOf } from "./mark-reading.ts";
import type { Reading } from "./mark-reading.ts";
import { wallLine } from "./openings.ts";
import type { WallLine } from "./openings.ts";

/** Something a mark had better not lie on, metres. */
export interface Obstacle {
  readonly box: Rectangle;
  /** How bad it is to cover it whole, in metres of distance from the opening; infinite where a mark may never lie. */
  readonly weight: number;
}

/** Where the marks of a storey are wanted; lengths in metres. */
export interface MarkTask {
  readonly storey: Storey;
  /** Marks by the key of the opening; one without is left alone. */
  readonly marks: ReadonlyMap<string, string>;
  readonly radius: number;
  /** Kept free round a mark. */
  readonly gap: number;
  readonly obstacles: readonly Obstacle[];
  /** No mark lies beyond. */
  readonly within: Rectangle;
}

/** A mark and its middle, with the spot of its opening where it stands too far away to be understood; metres. */
export interface PlacedMark {
  readonly opening: Opening;
  readonly mark: string;
  readonly at: XY;
  readonly leader?: XY;
  /** How bad its place is but for the distance: on a leaf, on what is written, read as another door's; in radii. */
  readonly strain: number;
}

/** Places a mark beside every door and window where it covers nothing that is written, no wall and no other mark. */
export function placeMarks(task: MarkTask): PlacedMark[] {
  const { storey, marks } = task;
  const reading = readingOf(storey);
  const walls = new Map(storey.walls.map((wall) => [wall.id, wall]));
  // Doors inside have the fewest places to go to, so they choose first.
  const order = storey.openings.toSorted(
    (a, b) => Number(walls.get(a.wall)?.external ?? false) - Number(walls.get(b.wall)?.external ?? false),
  );
  const wanted = order.flatMap((opening): Wanted[] => {
    const wall = walls.get(opening.wall);
    const line = wall && wallLine(wall);
    const mark = marks.get(opening.id);
    return wall && line && mark ? [{ opening, wall, line, mark }] : [];
  });
  const placed = new Map<Wanted, PlacedMark>();
  // The first ones do not know yet where the others will want to lie, so that all choose more than once.
  for (let round = 0; round < rounds; round++) {
    for (const one of wanted) {
      placed.delete(one);
      placed.set(one, placeOne({ ...task, reading }, one, [...placed.values()]));
    }
  }
  return [...placed.values()];
}

const rounds = 3;

/** A mark with its opening and the wall that has it. */
interface Wanted {
  readonly opening: Opening;
  readonly wall: Wall;
  readonly line: WallLine;
  readonly mark: string;
}

interface Candidate {
  readonly at: XY;
  /** The part of the cost that is not distance. */
  readonly strain: number;
  readonly cost: number;
}

function placeOne(
  task: MarkTask & { readonly reading: Reading },
  wanted: Wanted,
  placed: readonly PlacedMark[],
): PlacedMark {
  const { opening, wall, line, mark } = wanted;
  const { radius, gap } = task;
  const centre = locate(line.start, line.along, opening.at);
  const near = wall.thickness / 2 + radius + gap;
  const reach = near + tries * radius * stride + 2 * radius;
  const close = ({ box }: Obstacle) =>
    box.x0 < centre.x + reach && box.x1 > centre.x - reach && box.y0 < centre.y + reach && box.y1 > centre.y - reach;
  const reading = readingNear(task.reading, centre, reach);
  const around = {
    ...task,
    obstacles: task.obstacles.filter(close),
    placed: placed.filter(({ at }) => distance(at, centre) < reach + 2 * radius),
  };
  const beside = Math.max(near, opening.width / 2) + radius * 0.5;
  let best: Candidate | undefined;
  for (const { at, cost } of candidates(opening, wall, line, near, radius)) {
    if (best && cost >= best.cost) continue;
    const spot = cost + misreading(reading, wanted, at, radius);
    if (best && spot >= best.cost) continue;
    const led = distance(at, centre) > beside;
    const others = { ...wanted, marks: around.placed.map((other) => other.at) };
    const leads = led ? crossed(around.obstacles, centre, at) + misleading(reading, others, [centre, at], radius) : 0;
    const whole = spot + leads + burden(around, at);
    if (!best || whole < best.cost) best = { at, strain: whole - cost, cost: whole };
  }
  const { at, strain } = best!;
  const leader = distance(at, centre) > beside ? { leader: centre } : {};
  return { opening, mark, at, ...leader, strain: strain / radius };
}

/** How often a mark is moved on, away from the wall and along it, and by which share of its radius. */
const tries = 14;
const stride = 0.75;

/** Places near an opening, and what their distance costs; the outside of an outer wall comes first. */
function* candidates(
  opening: Opening,
  wall: Wall,
  line: WallLine,
  near: number,
  radius: number,
): Generator<Omit<Candidate, "strain">> {
  const outward = outwardSide(wall) === "left" ? 1 : -1;
  const step = radius * stride;
  for (let out = 0; out < tries; out++) {
    for (let aside = 0; aside <= tries; aside++) {
      for (const left of [1, -1]) {
        for (const way of aside === 0 ? [1] : [1, -1]) {
          const [across, along] = [near + out * step, aside * step * way];
          const at = locate(line.start, line.along, opening.at + along, across * left);
          const wrong = wall.external && left !== outward ? 3 : 0;
          yield { at, cost: Math.hypot(across - near, along) + wrong };
        }
      }
    }
  }
}

/** What it costs that the line from a mark to its opening runs over words and walls. */
function crossed(obstacles: readonly Obstacle[], from: XY, to: XY): number {
  const shares = [0.25, 0.4, 0.55, 0.7, 0.85];
  const hard = obstacles.filter(({ weight }) => weight === Infinity);
  const over = shares.filter((share) => {
    const [x, y] = [from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share];
    return hard.some(({ box }) => x > box.x0 && x < box.x1 && y > box.y0 && y < box.y1);
  });
  return over.length * 0.5;
}

const covers = 1e3;

/** What it costs to lie on all that is there. */
function burden(
  { radius, gap, obstacles, within, placed }: MarkTask & { readonly placed: readonly PlacedMark[] },
  { x, y }: XY,
): number {
  const box = { x0: x - radius, y0: y - radius, x1: x + radius, y1: y + radius };
  let cost = 0;
  if (box.x0 < within.x0 || box.y0 < within.y0 || box.x1 > within.x1 || box.y1 > within.y1) cost += covers * 10;
  for (const { at } of placed) if (distance(at, { x, y }) < 2 * radius + gap) cost += covers;
  for (const { box: other, weight } of obstacles) {
    const width = Math.min(box.x1, other.x1) - Math.max(box.x0, other.x0);
    const height = Math.min(box.y1, other.y1) - Math.max(box.y0, other.y0);
    if (width <= 0 || height <= 0) continue;
    cost += weight === Infinity ? covers : (weight * width * height) / (4 * radius * radius);
  }
  return cost;
}
