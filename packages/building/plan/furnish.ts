import type { Side } from "../concept/buildable.ts";
import type { XY } from "../geometry/vector.ts";
import type { DraftRoom } from "./draft.ts";
import type { BuiltStorey } from "./storeys.ts";

/** A piece of furniture in the making. */
export interface DraftFurniture {
  readonly kind: string;
  readonly centre: XY;
  readonly width: number;
  readonly depth: number;
  readonly rotation: number;
  readonly room: DraftRoom;
}

/** Furnishes every room of a storey. */
export function furnish(_storey: BuiltStorey, _road: Side): DraftFurniture[] {
  return [];
}
