import type { Side } from "../concept/buildable.ts";
import type { StairSize } from "../concept/stair-size.ts";
import type { Rectangle } from "../geometry/rectangle.ts";
import type { XY } from "../geometry/vector.ts";
import type { Item } from "./placer.ts";

/** A room as rectangles; in layouts u (x) runs along the street and v (y) away from it, later both on the site. */
export interface DraftRoom {
  /** Key within the storey. */
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly boxes: readonly Rectangle[];
  /** Dwelling, guest room or shop it belongs to; empty if none. */
  readonly unit: string;
  /** Sides on which it wants a door of its own to the open air, the first that can have one is used. */
  readonly outward?: readonly Side[];
  /** Part of the room where doors may lead in; the whole room if absent. */
  readonly doorZone?: Rectangle;
}

/** A stair in a room of the storey it starts from. */
export interface DraftStair {
  readonly id: string;
  readonly room: string;
  /** Clear box the stair stands in, by inner wall faces: the same on every storey. */
  readonly box: Rectangle;
  /** How far the half landing reaches to the walls of its own storey, where these are thinner than others; as the box if absent. */
  readonly reach?: Rectangle;
  /** Unit vector along the first flight, away from the arrival landing. */
  readonly up: XY;
  readonly size: StairSize;
}

/** One storey before its walls. */
export interface DraftStorey {
  readonly number: number;
  readonly use: string;
  readonly rooms: readonly DraftRoom[];
  readonly stairs: readonly DraftStair[];
  /** Grid lines of posts, if the structure has a grid of its own. */
  readonly posts?: readonly XY[];
}

/** A rectangle from its corners. */
export const box = (x0: number, y0: number, x1: number, y1: number): Rectangle => ({ x0, y0, x1, y1 });

/** A piece of furniture in the making. */
export interface DraftFurniture extends Item {
  readonly room: DraftRoom;
}
