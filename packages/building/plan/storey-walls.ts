import type { Rectangle } from "../geometry/rectangle.ts";
import { regionRings } from "../geometry/rectilinear.ts";
import type { XY } from "../geometry/vector.ts";
import type { DraftRoom } from "./draft.ts";
import { piecesOf, runsOf } from "./wall-lines.ts";
import type { Piece } from "./wall-lines.ts";
import { wallBodies } from "./wall-bodies.ts";
import type { Thicknesses, WallBody } from "./wall-bodies.ts";

/** A wall with its key and the stretches already taken by openings and posts. */
export interface DraftWall extends WallBody {
  readonly id: string;
  /** Taken stretches, as coordinates along the wall's line. */
  readonly taken: { from: number; to: number }[];
}

/** A stretch of wall between two rooms, or a room and the open air, where openings may be set. */
export interface Edge {
  readonly piece: Piece;
  readonly wall: DraftWall;
  readonly rooms: readonly DraftRoom[];
  /** Ends between which openings may lie: clear of crossing walls. */
  readonly from: number;
  readonly to: number;
}

/** Walls and edges of a storey. */
export interface StoreyWalls {
  readonly walls: readonly DraftWall[];
  readonly edges: readonly Edge[];
}

/** Distance openings keep from wall ends, crossing walls and one another, metres. */
export const openingGap = 0.12;

/** Stands walls between the rooms of a storey and round them. */
export function storeyWalls(name: string, rooms: readonly DraftRoom[], thicknesses: Thicknesses): StoreyWalls {
  const bodies = wallBodies(runsOf(piecesOf(rooms)), thicknesses);
  const walls = bodies.map((body, i): DraftWall => ({ ...body, id: `${name}/w${i + 1}`, taken: [] }));
  return { walls, edges: walls.flatMap((wall) => edgesOf(wall, walls)) };
}

function edgesOf(wall: DraftWall, walls: readonly DraftWall[]): Edge[] {
  return wall.run.pieces.map((piece) => {
    const low = clear(wall, piece.from, walls);
    const high = clear(wall, piece.to, walls);
    return {
      piece,
      wall,
      rooms: [piece.low, piece.high].filter((room) => room !== undefined),
      from: Math.max(piece.from + low, wall.from + openingGap),
      to: Math.min(piece.to - high, wall.to - openingGap),
    };
  });
}

/** Half of the thickest wall that meets the line there, and the gap. */
function clear(wall: DraftWall, node: number, walls: readonly DraftWall[]): number {
  const { at, axis } = wall.run;
  let half = 0;
  for (const other of walls) {
    if (other.run.axis === axis || Math.abs(other.run.at - node) > 1e-4) continue;
    if (other.run.from > at + 1e-4 || other.run.to < at - 1e-4) continue;
    half = Math.max(half, other.thickness / 2);
  }
  return half + openingGap;
}

/** Boundary of a room by inner wall faces. */
export function netRing(room: DraftRoom, walls: readonly DraftWall[]): XY[] {
  const reach = 0.4;
  const near = walls.filter((wall) => room.boxes.some((part) => meets(part, wall.body, reach)));
  const rings = regionRings(
    room.boxes,
    near.map((wall) => wall.body),
  );
  return rings[0] ?? [];
}

const meets = (a: Rectangle, b: Rectangle, by: number): boolean =>
  a.x0 - by < b.x1 && b.x0 < a.x1 + by && a.y0 - by < b.y1 && b.y0 < a.y1 + by;
