import type { Ring } from "../geometry/polygon.ts";
import type { OpeningRead, StoreyRead } from "../ifc-read/building.ts";
import type { Shell } from "./shell.ts";

/** One storey with what is derived from its walls. */
export interface StoreyMeasure {
  readonly read: StoreyRead;
  readonly shell: Shell;
  /** Centreline rings of the outer walls; the slab's outline moved inward where the walls do not close. */
  readonly rings: readonly Ring[];
  /** Floor area by wall centreline, m2. */
  readonly grossM2: number;
  readonly halfWallM: number;
  /** One steps out onto the ground from here. */
  readonly ground: boolean;
  /** Storey number as in briefs: 1 is the ground floor, -1 the first basement. */
  readonly number: number;
  /** Floor of the storey above, or the top of the walls, metres. */
  readonly topZ: number;
  readonly openings: readonly OpeningRead[];
}
