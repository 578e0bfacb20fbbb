import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { Side } from "../concept/buildable.ts";
import { siteRing } from "../concept/buildable.ts";
import { parapetOf, roofOf } from "../concept/roof-kind.ts";
import { area, bounds } from "../geometry/polygon.ts";
import { regionRings } from "../geometry/rectilinear.ts";
import { housingOf } from "../law/housing.ts";
import type { DraftStorey } from "./draft.ts";
import { frameSize } from "./frame.ts";
import type { Frame } from "./frame.ts";
import type { Level } from "./levels.ts";

/** Half of an outer wall on the safe side, metres. */
const wallShare = 0.2;

/** Thickness of a flat roof's layers on the safe side, metres. */
const roofLayers = 0.4;

/** What decides which sides stay without windows. */
export interface BlindTask {
  readonly brief: Brief;
  readonly frame: Frame;
  readonly storeys: readonly DraftStorey[];
  readonly levels: readonly Level[];
  readonly homes: number;
}

/**
 * Gable sides of apartments nearer to the boundary than half the height: windows there would break the rule on
 * daylight between apartments, and the homes look to the front and to the back anyway.
 */
export function blindSides({ brief, frame, storeys, levels, homes }: BlindTask): Side[] {
  const houses = storeys.filter((storey) => storey.use === "house");
  const areaM2 = houses.reduce((sum, storey) => sum + storeyM2(storey), 0);
  const size = { areaM2, storeys: houses.length, units: homes };
  const ring = siteRing(brief.site);
  if (ring.length < 3 || homes < 2 || housingOf(brief, size) !== "apartments") return [];
  const plot = bounds(ring);
  const { x, y } = frame.origin;
  const extent = frameSize(frame);
  const away: Record<Side, number> = {
    W: x - plot.minX,
    E: plot.maxX - x - extent.x,
    S: y - plot.minY,
    N: plot.maxY - y - extent.y,
  };
  const eaves = Math.max(...levels.map((level) => level.elevation + level.height));
  // The solid parapet of a flat roof and the roof's layers under it count; a pitched roof leans away.
  const height = roofOf(brief) === "flat" ? eaves + roofLayers + parapetOf(brief) : eaves;
  const gables: Side[] = frame.road === "S" || frame.road === "N" ? ["W", "E"] : ["S", "N"];
  return gables.filter((side) => height > 2 * (away[side] - wallShare));
}

const storeyM2 = (storey: DraftStorey): number =>
  area(regionRings(storey.rooms.flatMap((room) => room.boxes))[0] ?? []);
