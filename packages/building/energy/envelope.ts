import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { Opening, Plan, Storey, Wall } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { area } from "../geometry/polygon.ts";
import { insulationLimits } from "../law/insulation.ts";

/** The four sides of a building, in the order of all lists by side. */
export const sides = ["S", "E", "N", "W"] as const;

/** Areas by side, m2, in the order of `sides`. */
export type BySide = [number, number, number, number];

/** Storeys of one use as a thermal zone; storeys of other uses beside it are as warm as it is. */
export interface Zone {
  readonly use: string;
  /** Floor area by wall centreline, m2. */
  readonly floorArea: number;
  /** Air volume, m3. */
  readonly volume: number;
  /** Glass with its frame, m2. */
  readonly glass: BySide;
  /** Outer wall less its openings, m2. */
  readonly wall: BySide;
  /** Roof open to the sky, m2. */
  readonly roof: number;
  /** Heat flow through windows and doors, W/K. */
  readonly glassLoss: number;
  /** Heat flow through walls, W/K, and through roofs, W/K. */
  readonly wallLoss: number;
  readonly roofLoss: number;
  /** Heat flow to the ground, with the ground's own resistance, W/K. */
  readonly groundLoss: number;
  /** Massive structure (concrete) rather than timber. */
  readonly heavy: boolean;
}

/** The ground under a floor or behind a basement wall keeps off part of the cold. */
const groundFactor = 0.6;
/** Heat bridges at slabs, reveals and corners, as a surcharge on the opaque surfaces. */
const bridgeFactor = 1.08;

/** Walls, windows, roofs and floors of a plan, by use. */
export function zonesOf(plan: Plan, brief: Brief): Zone[] {
  const transmittance = transmittances(plan, brief);
  const storeys = plan.storeys.toSorted((a, b) => a.number - b.number);
  const zones = new Map<string, Zone>();
  storeys.forEach((storey, index) => {
    const use = storey.use === "" || storey.use === "mixed" ? "shop" : storey.use;
    const part = storeyZone({
      storey,
      use,
      above: storeys[index + 1],
      isLowest: index === 0,
      timber: plan.concept?.structure === "timber",
      transmittance,
    });
    zones.set(use, merge(zones.get(use), part));
  });
  return [...zones.values()];
}

interface Transmittances {
  readonly wall: (key: string) => number;
  readonly window: number;
  readonly door: number;
  readonly roof: number;
  readonly floor: number;
}

/** U values of the plan's constructions, W/(m2 K); the law's limit where a plan names none. */
function transmittances(plan: Plan, brief: Brief): Transmittances {
  const region = brief.location?.climate ?? "";
  const limit = (table: Readonly<Record<string, number>>) => table[region] ?? table["중부2"] ?? 0.2;
  const first = (pattern: RegExp, otherwise: number) =>
    plan.constructions.find((item) => item.uValue > 0 && pattern.test(item.id))?.uValue ?? otherwise;
  const wall = first(/^wall\.ext/, limit(insulationLimits.wallOther));
  const window = first(/window|glass/, limit(insulationLimits.windowOther));
  const byKey = new Map(plan.constructions.map((item) => [item.id, item.uValue]));
  return {
    wall: (key) => byKey.get(key) || wall,
    window,
    door: first(/^door/, window),
    roof: first(/roof/, limit(insulationLimits.roof)),
    floor: first(/floor\.ground|floor|slab/, limit(insulationLimits.floor)),
  };
}

interface StoreyTask {
  readonly storey: Storey;
  readonly use: string;
  readonly above: Storey | undefined;
  readonly isLowest: boolean;
  readonly timber: boolean;
  readonly transmittance: Transmittances;
}

function outlineArea(storey: Storey | undefined): number {
  return area(storey?.outline?.points ?? []);
}

function storeyZone(task: StoreyTask): Zone {
  const { storey, transmittance } = task;
  const floorArea = outlineArea(storey);
  const roof = Math.max(0, floorArea - outlineArea(task.above));
  const below = storey.number < 0;
  const glass: BySide = [0, 0, 0, 0];
  const wall: BySide = [0, 0, 0, 0];
  let glassLoss = 0;
  let wallLoss = 0;
  let buried = 0;
  for (const item of storey.walls.filter((candidate) => candidate.external)) {
    const side = sideOf(item, storey);
    const gross = lengthOf(item) * storey.height;
    const holes = storey.openings.filter((opening) => opening.wall === item.id);
    const open = Math.min(
      gross,
      holes.reduce((sum, hole) => sum + hole.width * hole.height, 0),
    );
    const heatFlow = (gross - open) * transmittance.wall(item.construction) * bridgeFactor;
    if (below) buried += heatFlow * groundFactor;
    else {
      wallLoss += heatFlow;
      wall[side] += gross - open;
    }
    for (const hole of holes) {
      const size = hole.width * hole.height;
      glass[side] += size * glazedShare(hole);
      glassLoss += size * (hole.kind === OpeningKind.WINDOW ? transmittance.window : transmittance.door);
    }
  }
  const ground = task.isLowest ? floorArea * transmittance.floor * groundFactor : 0;
  return {
    use: task.use,
    floorArea,
    volume: floorArea * Math.max(2.1, storey.ceiling || storey.height - 0.5),
    glass,
    wall,
    roof,
    glassLoss,
    wallLoss,
    roofLoss: roof * transmittance.roof * bridgeFactor,
    groundLoss: ground + buried,
    heavy: !task.timber,
  };
}

/** Share of an opening that is glass: whole windows, most of a sliding door, a pane in a double door. */
function glazedShare(opening: Opening): number {
  if (opening.kind === OpeningKind.WINDOW) return 1;
  if (opening.kind === OpeningKind.SLIDING_DOOR) return 0.85;
  return opening.kind === OpeningKind.DOUBLE_DOOR ? 0.6 : 0;
}

function lengthOf(wall: Wall): number {
  return Math.hypot((wall.end?.x ?? 0) - (wall.start?.x ?? 0), (wall.end?.y ?? 0) - (wall.start?.y ?? 0));
}

/** Side an outer wall faces: as the plan says, else away from the middle of the storey. */
function sideOf(wall: Wall, storey: Storey): 0 | 1 | 2 | 3 {
  const named = sides.findIndex((side) => side === wall.faces);
  if (named >= 0) return named as 0 | 1 | 2 | 3;
  const points = storey.outline?.points ?? [];
  const middle = {
    x: points.reduce((sum, p) => sum + p.x, 0) / Math.max(1, points.length),
    y: points.reduce((sum, p) => sum + p.y, 0) / Math.max(1, points.length),
  };
  const dx = ((wall.start?.x ?? 0) + (wall.end?.x ?? 0)) / 2 - middle.x;
  const dy = ((wall.start?.y ?? 0) + (wall.end?.y ?? 0)) / 2 - middle.y;
  const alongX =
    Math.abs((wall.end?.x ?? 0) - (wall.start?.x ?? 0)) > Math.abs((wall.end?.y ?? 0) - (wall.start?.y ?? 0));
  if (alongX) return dy < 0 ? 0 : 2;
  return dx > 0 ? 1 : 3;
}

function merge(a: Zone | undefined, b: Zone): Zone {
  if (a === undefined) return b;
  const add = (x: BySide, y: BySide): BySide => [x[0] + y[0], x[1] + y[1], x[2] + y[2], x[3] + y[3]];
  return {
    use: a.use,
    floorArea: a.floorArea + b.floorArea,
    volume: a.volume + b.volume,
    glass: add(a.glass, b.glass),
    wall: add(a.wall, b.wall),
    roof: a.roof + b.roof,
    glassLoss: a.glassLoss + b.glassLoss,
    wallLoss: a.wallLoss + b.wallLoss,
    roofLoss: a.roofLoss + b.roofLoss,
    groundLoss: a.groundLoss + b.groundLoss,
    heavy: a.heavy && b.heavy,
  };
}
