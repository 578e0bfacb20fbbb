import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { innerRectangle, roadSide, siteRing } from "../concept/buildable.ts";
import { eavesOf, roofOf } from "../concept/roof-kind.ts";
import { area, bounds } from "../geometry/polygon.ts";
import type { Rectangle } from "../geometry/rectangle.ts";
import { grow, overlap, rectangleArea } from "../geometry/rectangle.ts";
import { snap } from "../geometry/snap.ts";
import type { XY } from "../geometry/vector.ts";
import { box } from "./draft.ts";
import { onSite } from "./frame.ts";
import type { Frame } from "./frame.ts";

/** Sizes of a parking space, metres (주차장법 시행규칙 §3). */
const bay = { width: 2.5, accessible: 3.3, depth: 5.0 } as const;
/** Lane between two rows of cars, and the way to the doors between cars. */
const lane = 6;
/** Gap in a row through which cars get to those behind it, metres (주차장법 시행규칙 §6: 3.5 m to drive in). */
const passage = 3.5;
const approach = 1.55;

/** A parking space on the site. */
export interface Bay {
  readonly box: Rectangle;
  readonly accessible: boolean;
}

/** What stands round the building. */
export interface SitePlan {
  readonly parking: Bay[];
  /** Planted area, m2. */
  readonly landscape: number;
  /** Centres of trees. */
  readonly trees: XY[];
}

/** What the yards are laid out round. */
export interface SiteTask {
  readonly brief: Brief;
  readonly frame: Frame;
  /** Rectangles of the building by outer wall faces. */
  readonly building: readonly Rectangle[];
  /** Middle of every door to the street, on the site. */
  readonly entrances: readonly XY[];
  /** Middle of every door to the open air, on the site. */
  readonly exits: readonly XY[];
  readonly spaces: number;
}

/** Frame of the plot as seen from the street, so that rows of cars can be counted along u and v. */
interface PlotFrame {
  readonly width: number;
  readonly depth: number;
  readonly toSite: (part: Rectangle) => Rectangle;
  readonly toPlot: (point: XY) => XY;
}

/** Parking, planting and trees on the plot; as many cars as the rules ask for and the yards hold. */
export function sitePlan(task: SiteTask): SitePlan {
  const ring = siteRing(task.brief.site);
  if (ring.length < 3) return { parking: [], landscape: 0, trees: [] };
  const plot = plotFrame(innerRectangle(ring), task.frame);
  const parking = parkCars(task, plot);
  const drive = driveOf(parking, plot);
  const paved = drive
    ? rectangleArea(drive)
    : parking.reduce((sum, { box: part }) => sum + rectangleArea(part) * 1.1, 0);
  const built = task.building.reduce((sum, part) => sum + rectangleArea(part), 0);
  const front = frontDepth(task, plot);
  const paths = task.entrances.length * approach * front + pathRound(task);
  const landscape = Math.max(0, area(ring) - built - paved - paths);
  const cars = [...parking.map((entry) => entry.box), ...(drive ? [plot.toSite(drive)] : [])];
  return { parking, landscape, trees: plantTrees(task, ring, cars) };
}

/** Ground from the street to the farthest bay, as wide as all bays stand; undefined where none stands behind another. */
function driveOf(parking: readonly Bay[], plot: PlotFrame): Rectangle | undefined {
  const ends = parking.map(({ box: { x0, y0, x1, y1 } }) =>
    bounds(
      [
        { x: x0, y: y0 },
        { x: x1, y: y1 },
      ].map(plot.toPlot),
    ),
  );
  if (ends.every(({ minY }) => minY < 1)) return undefined;
  // Cars that stand back to back with others are driven in from the lane behind them.
  const backs = ends.filter((one) =>
    ends.some((other) => Math.abs(other.maxY - one.minY) < 0.1 && other.minX < one.maxX && one.minX < other.maxX),
  );
  return box(
    Math.min(...ends.map(({ minX }) => minX)),
    0,
    Math.max(...ends.map(({ maxX }) => maxX)),
    Math.max(...ends.map(({ maxY }) => maxY), ...backs.map(({ maxY }) => maxY + lane)),
  );
}

const pathRound = ({ building }: SiteTask): number => {
  const round = bounds(
    building.flatMap((part) => [
      { x: part.x0, y: part.y0 },
      { x: part.x1, y: part.y1 },
    ]),
  );
  return (round.maxX - round.minX + round.maxY - round.minY) * 0.9;
};

function plotFrame(inner: Rectangle, frame: Frame): PlotFrame {
  const turned = frame.road === "E" || frame.road === "W";
  const [w, d] = [inner.x1 - inner.x0, inner.y1 - inner.y0];
  const plot: Frame = {
    origin: { x: inner.x0, y: inner.y0 },
    width: turned ? d : w,
    depth: turned ? w : d,
    road: frame.road,
    mirrored: false,
  };
  const toSite = (part: Rectangle): Rectangle =>
    onSite(plot, {
      number: 1,
      use: "",
      rooms: [{ id: "", kind: "", name: "", unit: "", boxes: [part] }],
      stairs: [],
    }).rooms[0]!.boxes[0]!;
  const toPlot = ({ x, y }: XY): XY => {
    const [dx, dy] = [x - inner.x0, y - inner.y0];
    const places = {
      S: { x: dx, y: dy },
      N: { x: w - dx, y: d - dy },
      E: { x: dy, y: w - dx },
      W: { x: d - dy, y: dx },
    };
    return places[frame.road];
  };
  return { width: plot.width, depth: plot.depth, toSite, toPlot };
}

/** Clear depth between the street and the building. */
function frontDepth({ building }: SiteTask, plot: PlotFrame): number {
  const depths = building.flatMap((part) =>
    [
      { x: part.x0, y: part.y0 },
      { x: part.x1, y: part.y1 },
    ].map((corner) => plot.toPlot(corner).y),
  );
  return Math.max(0, Math.min(...depths));
}

function parkCars(task: SiteTask, plot: PlotFrame): Bay[] {
  const wanted = task.brief.exclusions.includes("parking") ? 0 : task.spaces;
  if (wanted === 0) return [];
  // Too few between ways from every door: then only the outermost doors have ways of their own; on small plots cars stand
  // nearer to the house.
  const us = task.entrances.toSorted((a, b) => plot.toPlot(a).x - plot.toPlot(b).x);
  const outermost = us.length < 3 ? us : [us[0]!, us.at(-1)!];
  let best: Bay[] = [];
  for (const passed of [true, false]) {
    for (const clear of clearances) {
      for (const ways of [task.entrances, outermost]) {
        for (const rows of rowCounts(task, plot, passed)) {
          const found = placeCars(task, plot, { wanted, ways, clear, rows, passed });
          if (found.length > best.length) best = found;
          if (best.length >= wanted) return best;
        }
      }
    }
  }
  return best;
}

/** How many rows of cars are tried, the fewest first: a row with others behind it leaves room to get to them. */
function rowCounts(task: SiteTask, plot: PlotFrame, passed: boolean): number[] {
  const all = rowStarts(Math.max(frontDepth(task, plot), 0)).length;
  return passed && all > 2 ? Array.from({ length: all - 1 }, (_, i) => i + 2) : [all];
}

/** Floor kept free between cars and the street side of the building, metres: as wished for, and at least. */
const clearances = [1.2, 0.5] as const;

interface Parked {
  readonly wanted: number;
  /** Doors with a way straight to the street. */
  readonly ways: readonly XY[];
  /** Floor kept free before the building, metres. */
  readonly clear: number;
  /** Rows of cars from the street on. */
  readonly rows: number;
  /** Whether every row leaves a lane to those behind it, not the first alone. */
  readonly passed: boolean;
}

function placeCars(task: SiteTask, plot: PlotFrame, parked: Parked): Bay[] {
  const { wanted, ways, clear } = parked;
  const obstacles = obstaclesOf({ ...task, entrances: ways }, plot, clear);
  const taken: Rectangle[] = [];
  const parking: Bay[] = [];
  const accessibleWanted = wanted >= 10 || task.brief.certificates.includes("BF") ? 1 : 0;
  for (const spot of spotsOf(plot, frontDepth(task, plot), parked)) {
    if (parking.length >= wanted) break;
    const accessible = parking.length < accessibleWanted;
    const part = spot(accessible ? bay.accessible : bay.width);
    const inside = part.x0 >= 0.2 && part.x1 <= plot.width - 0.2 && part.y1 <= plot.depth - 0.2;
    if (!inside || [...obstacles, ...taken].some((other) => overlap(part, other))) continue;
    taken.push(part);
    parking.push({ box: plot.toSite(part), accessible });
  }
  return parking;
}

/** The building with a step of clearance, and the ways from its doors to the street. */
function obstaclesOf(task: SiteTask, plot: PlotFrame, clear: number): Rectangle[] {
  const boxes = task.building.map((part) => {
    const [a, b] = [
      { x: part.x0, y: part.y0 },
      { x: part.x1, y: part.y1 },
    ].map(plot.toPlot);
    return box(
      Math.min(a!.x, b!.x) - 0.3,
      Math.min(a!.y, b!.y) - clear,
      Math.max(a!.x, b!.x) + 0.3,
      Math.max(a!.y, b!.y) + 0.3,
    );
  });
  const ways = task.entrances.map((entrance) => {
    const { x, y } = plot.toPlot(entrance);
    return box(x - approach / 2, -1, x + approach / 2, y);
  });
  return [...boxes, ...ways];
}

type Spot = (width: number) => Rectangle;

/** A place outside every plot. */
const nowhere: Rectangle = box(-2, -2, -1, -1);

/** Places to try: rows in the front yard from both ends, further rows behind lanes, then cars in the side yards. */
function spotsOf(plot: PlotFrame, front: number, { wanted, rows: count, passed }: Parked): Spot[] {
  const spots: Spot[] = [];
  const rowOf = (v: number, keepLane: boolean): void => {
    const half = keepLane ? (plot.width - (passed ? passage : lane)) / 2 : plot.width;
    const steps = Math.floor(half / 0.1);
    for (let i = 0; i < steps; i++) {
      const u = 0.3 + i * 0.1;
      // Where cars would find no place otherwise, those of both sides may come nearer to one another than a passage.
      const fits = (width: number) => !passed || !keepLane || u + width <= half;
      spots.push((width) => (fits(width) ? box(u, v, u + width, v + bay.depth) : nowhere));
      spots.push((width) => (fits(width) ? box(plot.width - u - width, v, plot.width - u, v + bay.depth) : nowhere));
    }
  };
  const rows = rowStarts(Math.max(front, 0)).slice(0, count);
  const single = Math.floor((plot.width - 0.6 - approach) / bay.width) >= wanted || rows.length < 2;
  const used = single ? rows.slice(0, 1) : rows;
  for (const [i, v] of used.entries()) rowOf(v, i < (passed ? used.length - 1 : Math.min(1, used.length - 1)));
  for (const v of [0.3, 5.6, 10.9]) {
    spots.push((width) => box(0.25, v, 0.25 + width, v + bay.depth));
    spots.push((width) => box(plot.width - 0.25 - width, v, plot.width - 0.25, v + bay.depth));
  }
  return spots;
}

/** The first row backs onto the street; the next ones stand on both sides of lanes. */
function rowStarts(front: number): number[] {
  const starts: number[] = [];
  if (front >= bay.depth + 0.3) starts.push(0.3);
  for (let v = 0.3 + bay.depth; v + lane + bay.depth <= front - 1; v += lane + 2 * bay.depth) {
    starts.push(v + lane);
    if (v + lane + 2 * bay.depth + lane <= front - 1) starts.push(v + lane + bay.depth);
  }
  return starts;
}

/** Trees along the boundary, away from building, cars and ways. */
/** No tree stands nearer to a door than this, metres. */
const doorway = 2.4;

function plantTrees(task: SiteTask, ring: readonly XY[], cars: readonly Rectangle[]): XY[] {
  const inner = innerRectangle(ring);
  const far = 1.1;
  const spacing = 3.2;
  const line = box(inner.x0 + far, inner.y0 + far, inner.x1 - far, inner.y1 - far);
  const points: XY[] = [];
  for (let x = line.x0; x <= line.x1 + 1e-6; x += spacing) points.push({ x, y: line.y1 }, { x, y: line.y0 });
  for (let y = line.y0 + spacing; y < line.y1 - 1; y += spacing) points.push({ x: line.x0, y }, { x: line.x1, y });
  const road = roadSide(task.brief.site);
  const eaves = eavesOf(roofOf(task.brief));
  const roofs = task.building.map((part) => grow(part, eaves));
  const clear = (p: XY): boolean => {
    const crown = box(p.x - 0.9, p.y - 0.9, p.x + 0.9, p.y + 0.9);
    if (roofs.some((part) => overlap(crown, part))) return false;
    if (cars.some((part) => overlap(crown, part))) return false;
    if (task.exits.some((door) => Math.hypot(door.x - p.x, door.y - p.y) < doorway)) return false;
    return !task.entrances.some((door) =>
      road === "S" || road === "N" ? Math.abs(door.x - p.x) < 1.8 : Math.abs(door.y - p.y) < 1.8,
    );
  };
  const apart: XY[] = [];
  for (const p of points.filter(clear)) {
    if (apart.every((q) => Math.hypot(p.x - q.x, p.y - q.y) > 2.4)) apart.push(p);
  }
  return apart.slice(0, 24).map(({ x, y }) => ({ x: snap(x), y: snap(y) }));
}
