import { locate, turnLeft, type XY } from "../geometry/vector.ts";
import type { OpeningRead, SpaceRead } from "../ifc-read/building.ts";
import { contains } from "../law/polygon.ts";
import type { StoreyMeasure } from "./storey-measure.ts";

/** What lies on one side of an opening. */
export type Place =
  | { readonly kind: "space"; readonly space: SpaceRead; readonly at: XY }
  | { readonly kind: "outside" }
  | { readonly kind: "nothing" };

/** How far behind the wall's face one looks, metres: past skirtings, not into the next room. */
const looksM = [0.05, 0.2, 0.4];

/** Highest floor from which one steps out onto the ground, metres. */
export const groundReachM = 1.2;

/** The two sides of an opening, found by looking from its middle across the wall. */
export function sidesOf(storey: StoreyMeasure, opening: OpeningRead): [Place, Place] {
  return [side(storey, opening, 1), side(storey, opening, -1)];
}

function side(storey: StoreyMeasure, opening: OpeningRead, way: 1 | -1): Place {
  const { wall } = opening;
  for (const look of looksM) {
    const at = locate(opening.at, wall.along, 0, way * (wall.thicknessM / 2 + look));
    const space = storey.read.spaces.find((one) => contains(one.ring, at));
    if (space) return { kind: "space", space, at };
  }
  const far = locate(opening.at, wall.along, 0, way * (wall.thicknessM / 2 + looksM[0]!));
  return insideShell(storey, far) ? { kind: "nothing" } : { kind: "outside" };
}

function insideShell(storey: StoreyMeasure, point: XY): boolean {
  return storey.rings.filter((ring) => contains(ring, point, 0)).length % 2 === 1;
}

/** Whether a place is open air: outside the walls, or a yard. */
export const isOpenAir = (place: Place): boolean =>
  place.kind === "outside" || (place.kind === "space" && place.space.external);

/** Whether one can stand on the ground there. */
export const isGround = (storey: StoreyMeasure, place: Place): boolean => isOpenAir(place) && storey.ground;

/** Whether an opening lies within its wall's body. */
export function inItsWall({ wall, at, fromZ, heightM, widthM }: OpeningRead): boolean {
  const gap = { x: at.x - wall.start.x, y: at.y - wall.start.y };
  const along = gap.x * wall.along.x + gap.y * wall.along.y;
  const left = turnLeft(wall.along);
  const aside = Math.abs(gap.x * left.x + gap.y * left.y);
  const within = along - widthM / 2 >= -0.01 && along + widthM / 2 <= wall.lengthM + 0.01;
  const upright = fromZ >= wall.fromZ - 0.01 && fromZ + heightM <= wall.toZ + 0.01;
  return within && upright && aside <= wall.thicknessM / 2;
}
