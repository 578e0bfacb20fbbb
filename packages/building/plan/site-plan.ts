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
import { lane, parkRows } from "./parking-rows.ts";
import type { Stall, Yard } from "./parking-rows.ts";

/** A way from a door to the street between cars, metres. */
const approach = 1.51;

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
  const count = task.brief.exclusions.includes("parking") ? 0 : task.spaces;
  if (count === 0) return [];
  const doors = task.entrances.map(plot.toPlot).toSorted((a, b) => a.x - b.x);
  const accessible = count >= 10 || task.brief.certificates.includes("BF");
  const front = frontDepth(task, plot);
  let best: Stall[] = [];
  for (const kept of waysTried(doors)) {
    const ways = kept.map(wayOf);
    for (const { clear, edge } of clearances) {
      const yard: Yard = { width: plot.width, front, building: buildingOf(task, plot, clear), ways, doors, edge };
      const found = parkRows(yard, { count, accessible });
      if (found.length > best.length) best = found;
      if (best.length >= count) return onPlot(best, plot);
    }
  }
  return onPlot(best, plot);
}

const onPlot = (stalls: readonly Stall[], plot: PlotFrame): Bay[] =>
  stalls.map(({ box: place, accessible }) => ({ box: plot.toSite(place), accessible }));

/** Which doors have a way straight to the street: all; where the cars find no place between, two far apart; at last one. */
function waysTried(doors: readonly XY[]): XY[][] {
  const pairs = doors.flatMap((one, i) => doors.slice(i + 1).map((two) => [one, two]));
  const apart = ([one, two]: readonly XY[]) => two!.x - one!.x;
  const middle = doors.reduce((sum, { x }) => sum + x, 0) / doors.length;
  const inward = doors.toSorted((a, b) => Math.abs(a.x - middle) - Math.abs(b.x - middle));
  return [[...doors], ...pairs.toSorted((a, b) => apart(b) - apart(a)), ...inward.map((door) => [door])];
}

const wayOf = ({ x, y }: XY): Rectangle => box(x - approach / 2, -1, x + approach / 2, y);

/** Floor kept free before the building and along the sides of the plot, metres: as wished for, and at least. */
const clearances = [
  { clear: 1, edge: 0.2 },
  { clear: 1, edge: 0 },
  { clear: 0.5, edge: 0 },
] as const;

/** The building with a step of clearance. */
function buildingOf(task: SiteTask, plot: PlotFrame, clear: number): Rectangle[] {
  return task.building.map((part) => {
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
