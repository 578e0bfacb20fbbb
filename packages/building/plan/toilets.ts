import type { ProgramSpace } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import type { Side } from "../concept/buildable.ts";
import { wetRooms } from "../concept/wet-block.ts";
import type { WetWish } from "../concept/wet-block.ts";
import type { Rectangle } from "../geometry/rectangle.ts";
import { snap } from "../geometry/snap.ts";
import { box } from "./draft.ts";
import type { DraftRoom } from "./draft.ts";

/** Sets the toilets of the programme into the slot that was given to their washroom, which opens to the side named. */
export function placeToilets(slot: DraftRoom, spaces: readonly ProgramSpace[], side: Side = "S"): DraftRoom[] {
  const outer = slot.boxes[0]!;
  const wish = toiletWish(slot.id, spaces);
  return wetRooms(sizeFrom(outer, side), wish).map((room) => {
    const name = spaces.find((space) => space.id === room.id)?.name ?? room.name;
    return { id: room.id, kind: room.kind, name, unit: "", boxes: [turned(room, outer, side)] };
  });
}

/** Size as seen from a side: along it, and away from it. */
export function sizeFrom({ x0, y0, x1, y1 }: Rectangle, side: Side): { width: number; depth: number } {
  const [x, y] = [snap(x1 - x0), snap(y1 - y0)];
  return side === "S" || side === "N" ? { width: x, depth: y } : { width: y, depth: x };
}

/** A room given by its place along and away from a side, set into the outer rectangle. */
function turned(room: Rectangle, outer: Rectangle, side: Side): Rectangle {
  const [u0, u1, v0, v1] = [room.x0, room.x1, room.y0, room.y1];
  const { x0, y0, x1, y1 } = outer;
  const places = {
    S: [x0 + u0, y0 + v0, x0 + u1, y0 + v1],
    N: [x0 + u0, y1 - v1, x0 + u1, y1 - v0],
    W: [x0 + v0, y0 + u0, x0 + v1, y0 + u1],
    E: [x1 - v1, y0 + u0, x1 - v0, y0 + u1],
  } as const;
  const [a, b, c, d] = places[side].map(snap) as [number, number, number, number];
  return box(a, b, c, d);
}

/** What was wished for, read from the programme; widths follow the slot. */
export function toiletWish(washroom: string, spaces: readonly ProgramSpace[]): WetWish {
  const inner = spaces.filter((space) => space.id.startsWith(`${washroom}+`));
  const has = (kind: string) => inner.some((space) => space.kind === kind);
  const toilets = inner.filter((space) => space.kind === "wc");
  // The one beside the accessible toilet is wider than it has to be.
  const each = Math.min(...toilets.map((space) => space.areaM2), 20);
  return { accessible: has("wc_accessible"), split: toilets.length > 1, each, laundry: has("laundry") };
}
