import { snap } from "../geometry/snap.ts";
import type { Side } from "../concept/buildable.ts";
import type { DraftStair } from "./draft.ts";
import type { Span } from "./openings.ts";
import type { Edge } from "./storey-walls.ts";

/** Where a window of a stair may stand: the stretch of the wall, and its sill and height above the floor, metres. */
export interface StairSpot {
  readonly edge: Edge;
  readonly within: Span;
  readonly sill: number;
  readonly height: number;
}

/** Sill of a window before the arrival landing: nobody falls out; metres. */
const safeSill = 1.1;
const usualHeight = 1.1;
/** Sill of a window below a half landing: it lights the landing of the flights below, out of reach from there, metres. */
const lowSill = 0.3;
/** From the half landing's floor down to a window head: its slab and a lintel, metres. */
const underLanding = 0.3;

/**
 * Places for the window of a half-turn stair, the best first: in the wall at the half landing below it, in the wall at
 * the arrival landing, or beside one of the two. Flights lie between them and would cross a window.
 */
export function stairSpots(stair: DraftStair, edges: readonly Edge[], height: number): StairSpot[] {
  const { box, up, size } = stair;
  const low = { sill: lowSill, height: snap(Math.min(usualHeight, height / 2 - underLanding - lowSill)) };
  const usual = { sill: safeSill, height: usualHeight };
  const [start, end] = up.x === 0 ? [box.y0, box.y1] : [box.x0, box.x1];
  const forward = up.x + up.y > 0;
  const arrival = end - start - size.run - size.landing;
  const [front, back] = forward
    ? [span(start, start + arrival), span(end - size.landing, end)]
    : [span(end - arrival, end), span(start, start + size.landing)];
  const at = (wanted: (faces: Side) => boolean) => edges.filter(({ wall }) => wall.run.faces && wanted(wall.run.faces));
  const far = sideOf(up);
  const near = opposite[far];
  const beside = at((faces) => faces !== far && faces !== near);
  return [
    ...at((faces) => faces === far).map((edge) => ({ edge, within: edge, ...low })),
    ...at((faces) => faces === near).map((edge) => ({ edge, within: edge, ...usual })),
    ...beside.map((edge) => ({ edge, within: front, ...usual })),
    ...beside.map((edge) => ({ edge, within: back, ...low })),
  ];
}

const span = (from: number, to: number): Span => ({ from, to });
const opposite: Record<Side, Side> = { N: "S", S: "N", E: "W", W: "E" };
const sideOf = ({ x, y }: DraftStair["up"]): Side => (y > 0 ? "N" : y < 0 ? "S" : x > 0 ? "E" : "W");
