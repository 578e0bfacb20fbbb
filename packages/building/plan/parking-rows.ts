import type { Rectangle } from "../geometry/rectangle.ts";
import { overlap } from "../geometry/rectangle.ts";
import type { XY } from "../geometry/vector.ts";
import { box } from "./draft.ts";

/** Sizes of a parking space, metres (주차장법 시행규칙 §3). */
export const bay = { width: 2.5, accessible: 3.3, depth: 5.0 } as const;
/** Lane between two rows of cars, metres (주차장법 시행규칙 §6). */
export const lane = 6;
/** The way in through a row, metres: as wished for, and the least where no more than `few` cars stand (주차장법 시행규칙 §6, §11). */
const passages = { wide: 3.5, narrow: 2.5 } as const;
/** So few cars may stand one behind another, two deep (주차장법 시행규칙 §11). */
const few = 8;
/** What stays free before the first row, metres. */
const first = 0.3;

/** A stretch along the street, metres. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Ground between street and building, seen from the street: u along it, v away from it, metres. */
export interface Yard {
  readonly width: number;
  /** Clear depth before the building. */
  readonly front: number;
  /** The building with the floor kept free round it. */
  readonly building: readonly Rectangle[];
  /** Ways to doors which stay free of cars; where one drives in, nobody walks. */
  readonly ways: readonly Rectangle[];
  /** Doors on the street side. */
  readonly doors: readonly XY[];
  /** What stays free along the sides of the plot, metres. */
  readonly edge: number;
}

/** A parking space in the yard. */
export interface Stall {
  readonly box: Rectangle;
  readonly accessible: boolean;
}

/** How many cars are wanted, and whether one space is for people in wheelchairs. */
export interface Wanted {
  readonly count: number;
  readonly accessible: boolean;
}

/**
 * Rows of cars along the street. The first is driven into from the street; the next stand at lanes which one way in
 * leads to, free of cars and of people who walk. Numbered row by row. As few rows as hold all; fewer cars than wanted
 * where the yard holds no more.
 */
export function parkRows(yard: Yard, wanted: Wanted): Stall[] {
  let best: Stall[] = [];
  const passage = wanted.count > few ? [passages.wide] : [passages.wide, passages.narrow];
  for (const width of passage) {
    for (const rows of rowSets(yard.front)) {
      for (const drive of rows.length === 1 ? [undefined] : driveways(yard, rows, width)) {
        const found = fill(yard, { rows, drive }, wanted);
        if (found.length > best.length) best = found;
        if (best.length >= wanted.count) return inOrder(best);
      }
    }
  }
  return inOrder(wanted.count > few ? best : twoDeep(yard, best, wanted.count));
}

/** Starts of rows from the street on: one row, two, and so on as far as the yard goes. */
function rowSets(front: number): number[][] {
  const starts = [first];
  for (let v = first + bay.depth; v + lane + bay.depth <= front - 0.5; v += lane + 2 * bay.depth) {
    starts.push(v + lane);
    if (v + 2 * (lane + bay.depth) <= front - 0.5) starts.push(v + lane + bay.depth);
  }
  return starts.map((_, i) => starts.slice(0, i + 1));
}

/** The place of a way in that nobody walks on: where it costs the fewest cars, rather between them than beside, and far from doors. */
function driveways(yard: Yard, rows: readonly number[], width: number): Rectangle[] {
  // A row that stands back to back with the one before is driven into from the lane behind it.
  const behind = rows.length > 2 && rows.length % 2 === 1;
  const end = rows.at(-1)! + (behind ? bay.depth : 0);
  const places: Rectangle[] = [];
  const { edge } = yard;
  for (let u = edge; u + width <= yard.width - edge + 1e-6; u += 0.1) {
    const drive = box(u, -1, u + width, end);
    if (!yard.ways.some((way) => overlap(way, drive))) places.push(drive);
  }
  return places
    .map((drive) => {
      const held = rows.flatMap((v) => slots(yard, [drive], v));
      const between = held.some(({ x1 }) => x1 <= drive.x0 + 1e-6) && held.some(({ x0 }) => x0 >= drive.x1 - 1e-6);
      const middle = (drive.x0 + drive.x1) / 2;
      const toDoors = Math.min(yard.width, ...yard.doors.map(({ x }) => Math.abs(x - middle)));
      return { drive, worth: held.length + (between ? 0.5 : 0) + (toDoors / yard.width) * 0.4 };
    })
    .toSorted((a, b) => b.worth - a.worth)
    .slice(0, 1)
    .map(({ drive }) => drive);
}

interface Rows {
  readonly rows: readonly number[];
  readonly drive: Rectangle | undefined;
}

/** The space for wheelchairs as near to a door as leaves room for the others, then the others from both ends of the rows. */
function fill(yard: Yard, { rows, drive }: Rows, { count, accessible }: Wanted): Stall[] {
  const kept = drive ? [drive] : [];
  const standard = (taken: readonly Rectangle[]) =>
    rows
      .flatMap((v) => slots(yard, [...kept, ...taken], v))
      .slice(0, Math.max(0, count - taken.length))
      .map((place): Stall => ({ box: place, accessible: false }));
  if (!accessible) return standard([]);
  let best: Stall[] = [];
  for (const place of wideSlots(yard, kept, rows)) {
    const found = [{ box: place, accessible: true }, ...standard([place])];
    if (found.length > best.length) best = found;
    if (best.length >= count) break;
  }
  return best;
}

/** Where the space for wheelchairs may be, those nearest to a door first. */
function wideSlots(yard: Yard, kept: readonly Rectangle[], rows: readonly number[]): Rectangle[] {
  const places = rows.flatMap((v) =>
    stretches(yard, kept, v).flatMap(({ from, to }) => {
      const steps = Math.floor((to - from - bay.accessible + 1e-6) / bay.width) + 1;
      return Array.from({ length: Math.max(0, steps) }, (_, i) => i * bay.width).flatMap((step) =>
        [from + step, to - bay.accessible - step].map((u) => box(u, v, u + bay.accessible, v + bay.depth)),
      );
    }),
  );
  return places.toSorted((a, b) => toDoor(yard, a) - toDoor(yard, b));
}

const toDoor = ({ doors, width, front }: Yard, place: Rectangle): number =>
  Math.min(
    ...(doors.length > 0 ? doors : [{ x: width / 2, y: front }]).map(({ x, y }) =>
      Math.hypot(x - (place.x0 + place.x1) / 2, y - (place.y0 + place.y1) / 2),
    ),
  );

/** Spaces of a row beside what is kept free, from the ends of the plot inward. */
function slots(yard: Yard, kept: readonly Rectangle[], v: number): Rectangle[] {
  const { edge } = yard;
  const places = stretches(yard, kept, v).flatMap(({ from, to }) => {
    const many = Math.floor((to - from + 1e-6) / bay.width);
    const low = from <= edge + 1e-6 ? Math.ceil(many / (to >= yard.width - edge - 1e-6 ? 2 : 1)) : 0;
    const left = from > edge + 1e-6 && to < yard.width - edge - 1e-6 ? many : low;
    return Array.from({ length: many }, (_, i) => {
      const u = i < left ? from + i * bay.width : to - (many - i) * bay.width;
      return box(u, v, u + bay.width, v + bay.depth);
    });
  });
  const inward = ({ x0, x1 }: Rectangle) => Math.min(x0, yard.width - x1);
  return places.toSorted((a, b) => inward(a) - inward(b));
}

/** Free stretches of the row at v. */
function stretches(yard: Yard, kept: readonly Rectangle[], v: number): Stretch[] {
  const row = box(yard.edge, v, yard.width - yard.edge, v + bay.depth);
  const taken = [...yard.building, ...yard.ways, ...kept].filter((part) => overlap(part, row));
  const free: Stretch[] = [];
  let from = row.x0;
  for (const part of taken.toSorted((a, b) => a.x0 - b.x0)) {
    if (part.x0 > from) free.push({ from, to: part.x0 });
    from = Math.max(from, part.x1);
  }
  if (row.x1 > from) free.push({ from, to: row.x1 });
  return free;
}

/** With few cars, one may stand behind each of those at the street. */
function twoDeep(yard: Yard, stalls: readonly Stall[], count: number): Stall[] {
  const behind = stalls
    .filter(({ box: { y0 }, accessible }) => y0 < 1 && !accessible)
    .map(({ box: { x0, x1, y1 } }) => box(x0, y1 + first, x1, y1 + first + bay.depth))
    .filter(
      (place) =>
        ![...yard.building, ...yard.ways, ...stalls.map((stall) => stall.box)].some((part) => overlap(part, place)),
    )
    .slice(0, Math.max(0, count - stalls.length));
  return [...stalls, ...behind.map((place): Stall => ({ box: place, accessible: false }))];
}

const inOrder = (stalls: readonly Stall[]): Stall[] =>
  stalls.toSorted(({ box: a }, { box: b }) => a.y0 - b.y0 || a.x0 - b.x0);
