import type { Opening, Storey, Wall } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { outwardSide } from "../geometry/plan-shape.ts";
import type { Rectangle } from "../geometry/rectangle.ts";
import { distanceToSegment } from "../geometry/polygon.ts";
import { crossing, runsThrough } from "../geometry/segment.ts";
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
  /** Set for what is written: no line to a mark may run through it. */
  readonly written?: boolean;
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
  /** The same with its distance, metres. */
  readonly cost: number;
}

/** What others see of a mark. */
type Seen = Pick<PlacedMark, "at" | "leader">;

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
  const surroundings = new Map(wanted.map((one) => [one, surroundingsOf(task, reading, one)]));
  const place = (fixed: ReadonlyMap<Wanted, PlacedMark>, ones: readonly Wanted[], rounds: number) => {
    const placed = new Map(fixed);
    const seen = new Map<Wanted, readonly Seen[]>();
    // The first ones do not know yet where the others will want to lie, so that all choose more than once.
    for (let round = 0; round < rounds; round++) {
      for (const one of ones) {
        const before = placed.get(one);
        placed.delete(one);
        const around = surroundings.get(one)!;
        const marks = [...placed.values()].filter(({ at }) => around.isNear(at));
        // Who sees the same others as the last time chooses the same.
        placed.set(one, before && sameSpots(seen.get(one), marks) ? before : placeOne(around, one, marks));
        seen.set(one, marks);
      }
    }
    return placed;
  };
  let placed = place(new Map(), wanted, 3);
  // One that has no good place left may choose before its neighbours.
  for (const one of wanted.filter((each) => placed.get(each)!.strain > bearable)) {
    const near = wanted.filter(
      (other) => other !== one && distance(centreOf(one), centreOf(other)) < neighbourly * task.radius,
    );
    const rest = new Map([...placed].filter(([other]) => other !== one && !near.includes(other)));
    const moved = place(rest, [one, ...near], 2);
    const cost = (marks: ReadonlyMap<Wanted, PlacedMark>) =>
      [one, ...near].reduce((sum, each) => sum + marks.get(each)!.cost, 0);
    if (cost(moved) < cost(placed)) placed = moved;
  }
  return [...placed.values()];
}

/** What a mark suffers at worst in a good place, in its radii. */
export const bearable = 5;

/** Openings nearer than this stand in each other's way, in radii of a mark. */
const neighbourly = 8;

const centreOf = ({ opening, line }: Wanted): XY => locate(line.start, line.along, opening.at);

const sameSpots = (a: readonly Seen[] | undefined, b: readonly Seen[]): boolean =>
  a?.length === b.length && a.every(({ at: { x, y } }, i) => x === b[i]!.at.x && y === b[i]!.at.y);

/** A mark with its opening and the wall that has it. */
interface Wanted {
  readonly opening: Opening;
  readonly wall: Wall;
  readonly line: WallLine;
  readonly mark: string;
}

/** What an opening's mark may meet; lengths in metres. */
interface Surroundings extends Pick<MarkTask, "radius" | "gap" | "obstacles" | "within"> {
  readonly centre: XY;
  /** Distance of a mark beside the wall from the wall's line. */
  readonly near: number;
  readonly reading: Reading;
  readonly hard: readonly Obstacle[];
  readonly words: readonly Obstacle[];
  /** Whether a mark there may be met. */
  readonly isNear: (spot: XY) => boolean;
}

function surroundingsOf({ radius, gap, obstacles, within }: MarkTask, whole: Reading, wanted: Wanted): Surroundings {
  const { wall } = wanted;
  const centre = centreOf(wanted);
  const near = wall.thickness / 2 + radius + gap;
  const reach = near + tries * radius * stride + 2 * radius;
  const close = obstacles.filter(
    ({ box }) =>
      box.x0 < centre.x + reach && box.x1 > centre.x - reach && box.y0 < centre.y + reach && box.y1 > centre.y - reach,
  );
  return {
    ...{ radius, gap, within, centre, near },
    obstacles: close,
    hard: close.filter(({ weight }) => weight === Infinity),
    words: close.filter(({ written }) => written),
    reading: readingNear(whole, centre, reach),
    isNear: (spot) => distance(spot, centre) < reach + 2 * radius,
  };
}

interface Candidate {
  readonly at: XY;
  /** The part of the cost that is not distance. */
  readonly strain: number;
  readonly cost: number;
  /** Its place in the order in which places are tried: of two as good the earlier one is taken. */
  readonly turn: number;
}

function placeOne(around: Surroundings, wanted: Wanted, marks: readonly Seen[]): PlacedMark {
  const { opening, wall, line, mark } = wanted;
  const { radius, centre, near, reading } = around;
  const step = radius * stride;
  const beside = Math.max(near, opening.width / 2) + radius * 0.5;
  const outward = outwardSide(wall) === "left" ? 1 : -1;
  const others = { opening, line, marks: marks.map(({ at }) => at) };
  let best: Candidate | undefined;
  const isBeaten = (cost: number, turn: number) =>
    best !== undefined && (cost > best.cost || (cost === best.cost && turn > best.turn));
  for (const side of wall.external ? [outward, -outward] : [0]) {
    const wrong = side === -outward ? 3 : 0;
    for (const { out, along, left, turn, away } of places) {
      if (side !== 0 && left !== side) continue;
      // No place that follows is nearer.
      if (best && away * step + wrong > best.cost + 1e-9) break;
      const across = near + out * step;
      const cost = Math.hypot(across - near, along * step) + wrong;
      if (isBeaten(cost, turn)) continue;
      const at = locate(line.start, line.along, opening.at + along * step, across * left);
      const spot = cost + misreading(reading, wanted, at, radius);
      if (isBeaten(spot, turn)) continue;
      const led = distance(at, centre) > beside;
      const leads = led ? crossed(around, marks, [centre, at]) + misleading(reading, others, [centre, at], radius) : 0;
      const whole = spot + leads + burden(around, marks, at);
      if (!isBeaten(whole, turn)) best = { at, strain: whole - cost, cost: whole, turn };
    }
  }
  const { at, strain, cost } = best!;
  const leader = distance(at, centre) > beside ? { leader: centre } : {};
  return { opening, mark, at, ...leader, strain: strain / radius, cost };
}

/** How often a mark is moved on, away from the wall and along it, and by which share of its radius. */
const tries = 14;
const stride = 0.75;

/** A place near an opening, in steps. */
interface Place {
  /** Away from the wall. */
  readonly out: number;
  readonly along: number;
  /** Side of the wall: 1 left of its line, -1 right of it. */
  readonly left: number;
  /** Distance from the place beside the opening. */
  readonly away: number;
  readonly turn: number;
}

/** All places that are tried, the nearest first. */
const places: readonly Place[] = Array.from({ length: tries }, (_, out) =>
  Array.from({ length: tries + 1 }, (_, aside) =>
    [1, -1].flatMap((left) => (aside === 0 ? [0] : [aside, -aside]).map((along) => ({ out, along, left }))),
  ),
)
  .flat(2)
  .map((place, turn): Place => ({ ...place, away: Math.hypot(place.out, place.along), turn }))
  .sort((a, b) => a.away - b.away || a.turn - b.turn);

/** What it costs that the line from an opening to its mark runs over words, walls and other such lines. */
function crossed({ hard, words, radius }: Surroundings, marks: readonly Seen[], [from, to]: readonly [XY, XY]): number {
  if (words.some(({ box }) => runsThrough(from, to, box))) return struck * radius;
  if (marks.some(({ at, leader }) => leader && crossing(from, to, at, leader))) return struck * radius;
  let over = 0;
  for (const share of crossedAt) {
    const [x, y] = [from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share];
    if (hard.some(({ box }) => x > box.x0 && x < box.x1 && y > box.y0 && y < box.y1)) over += 1;
  }
  return over * 0.5;
}

/** Where on the line from a mark to its opening it is looked what lies under it, as shares. */
const crossedAt = [0.25, 0.4, 0.55, 0.7, 0.85];

/** In radii of a mark: more than any place near it costs for its distance. */
const struck = 30;

const covers = 1e3;

/** What it costs to lie on all that is there. */
function burden({ radius, gap, obstacles, within }: Surroundings, marks: readonly Seen[], { x, y }: XY): number {
  const box = { x0: x - radius, y0: y - radius, x1: x + radius, y1: y + radius };
  let cost = 0;
  if (box.x0 < within.x0 || box.y0 < within.y0 || box.x1 > within.x1 || box.y1 > within.y1) cost += covers * 10;
  for (const { at, leader } of marks) {
    if (distance(at, { x, y }) < 2 * radius + gap) cost += covers;
    else if (leader && distanceToSegment({ x, y }, at, leader) < radius) cost += struck * radius;
  }
  for (const { box: other, weight } of obstacles) {
    const width = Math.min(box.x1, other.x1) - Math.max(box.x0, other.x0);
    const height = Math.min(box.y1, other.y1) - Math.max(box.y0, other.y0);
    if (width <= 0 || height <= 0) continue;
    cost += weight === Infinity ? covers : (weight * width * height) / (4 * radius * radius);
  }
  return cost;
}
