import type { XY } from "../geometry/vector.ts";
import type { DraftColumn } from "./columns.ts";
import type { DraftRoom, DraftStorey } from "./draft.ts";
import type { DraftFurniture } from "./draft.ts";
import type { Level } from "./levels.ts";
import type { DraftOpening } from "./openings.ts";
import type { StoreyWalls } from "./storey-walls.ts";

/** A storey with everything that stands in it. */
export interface BuiltStorey {
  readonly name: string;
  readonly draft: DraftStorey;
  readonly level: Level;
  readonly walls: StoreyWalls;
  readonly nets: ReadonlyMap<DraftRoom, readonly XY[]>;
  readonly openings: readonly DraftOpening[];
  readonly columns: readonly DraftColumn[];
  readonly furniture: readonly DraftFurniture[];
  /** The storey a stair of this one leads to. */
  readonly above: DraftStorey | undefined;
  /** The storey whose stairs come up into this one. */
  readonly below: DraftStorey | undefined;
}
