import type { StairSize } from "../concept/stair-size.ts";
import type { Rectangle } from "../geometry/rectangle.ts";
import { snap } from "../geometry/snap.ts";
import { box } from "./draft.ts";
import type { DraftStair } from "./draft.ts";

/** What a layout leaves free of the wall lines on every side, metres: half of the thickest wall, so that the stair fits wherever it stands. */
export const clearance = 0.165;

/**
 * Sets a half-turn stair into its room (wall centrelines, v away from the corridor): along v if the room is deep
 * enough, else along u, or against it if turned. Gives the stair and the arrival landing, where doors may lead in.
 */
export function stairDraft(
  room: Rectangle & { readonly id: string },
  size: StairSize,
  turned = false,
): { stair: DraftStair; landing: Rectangle } {
  const { x0, y0, x1, y1 } = room;
  const across = y1 - y0 >= size.length - 1e-6;
  const back = !across && turned;
  const up = across ? { x: 0, y: 1 } : { x: back ? -1 : 1, y: 0 };
  const clear = box(snap(x0 + clearance), snap(y0 + clearance), snap(x1 - clearance), snap(y1 - clearance));
  const flights = size.run + size.landing;
  const landing = across
    ? box(x0, y0, x1, snap(clear.y1 - flights))
    : back
      ? box(snap(clear.x0 + flights), y0, x1, y1)
      : box(x0, y0, snap(clear.x1 - flights), y1);
  return { stair: { id: room.id, room: room.id, box: clear, up, size }, landing };
}
