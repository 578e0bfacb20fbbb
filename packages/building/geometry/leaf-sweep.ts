import type { Opening, Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { doorSwing } from "./door-swing.ts";
import { wallLine } from "./plan-shape.ts";
import { locate } from "./vector.ts";
import type { XY } from "./vector.ts";

/** The quarter of a circle that the leaf of a swing door sweeps: from its pivot, with the tips shut and open. */
export interface Sweep {
  readonly opening: Opening;
  readonly pivot: XY;
  readonly shut: XY;
  readonly open: XY;
}

/** What the leaves of a storey's swing doors sweep, two for a door of two leaves. */
export function sweepsOf(storey: Storey): Sweep[] {
  return storey.openings.flatMap((opening) => {
    const double = opening.kind === OpeningKind.DOUBLE_DOOR;
    if (!double && opening.kind !== OpeningKind.DOOR) return [];
    const wall = storey.walls.find(({ id }) => id === opening.wall);
    const line = wall && wallLine(wall);
    if (!wall || !line) return [];
    const { side, hingeAtStart } = doorSwing(storey, opening, { ...line, thickness: wall.thickness });
    const face = (side * wall.thickness) / 2;
    const reach = double ? opening.width / 2 : opening.width;
    const at = (along: number, left: number) => locate(line.start, line.along, along, left);
    return ([-1, 1] as const)
      .filter((end) => double || end < 0 === hingeAtStart)
      .map((end) => {
        const hinge = opening.at + (end * opening.width) / 2;
        return {
          opening,
          pivot: at(hinge, face),
          shut: at(hinge - end * reach, face),
          open: at(hinge, face + side * reach),
        };
      });
  });
}
