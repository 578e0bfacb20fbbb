import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Side } from "../concept/buildable.ts";
import { grow } from "../geometry/rectangle.ts";
import type { Rectangle } from "../geometry/rectangle.ts";
import type { XY } from "../geometry/vector.ts";
import { boxesOf } from "./boxes.ts";
import { doorZones, windowZones } from "./door-zones.ts";
import type { DraftRoom } from "./draft.ts";
import { recipes } from "./furniture-recipes.ts";
import { placerFor } from "./placer.ts";
import type { BuiltStorey } from "./built-storey.ts";
import type { DraftFurniture } from "./draft.ts";
import type { Span } from "./openings.ts";

/** Furnishes every room of a storey by the recipe of its kind; pieces that find no room are left out. */
export function furnish(storey: BuiltStorey, road: Side): DraftFurniture[] {
  const doors = doorZones(storey.openings, 0.9);
  const columns = storey.columns.map(({ centre, size }): Rectangle => {
    const half = size / 2;
    return grow({ x0: centre.x, y0: centre.y, x1: centre.x, y1: centre.y }, half);
  });
  const stairs = storey.draft.stairs.map((stair) => stair.box);
  const blocked = [...doors, ...columns, ...stairs];
  const glazed = windowZones(storey.openings);
  return storey.draft.rooms.flatMap((room) => {
    const recipe = recipes[room.kind];
    const net = storey.nets.get(room) ?? [];
    if (!recipe || net.length < 4) return [];
    const placer = placerFor(net, [...blocked, ...passagesIn(room, net)], glazed);
    recipe(placer, {
      use: storey.draft.use,
      timber: storey.columns.some((column) => column.material === "timber"),
      name: room.name,
      road,
      serving: servingSide(storey, room),
      passed: (side) => guestDoors(storey, room, side),
      slept: isSleptIn(storey, room),
    });
    return placer.items.map((item) => ({ ...item, room }));
  });
}

/** Whether the home of a living room has no bedroom: a flat, or a house of one storey. */
function isSleptIn({ draft, above, below }: BuiltStorey, room: DraftRoom): boolean {
  if (draft.use !== "house" || (room.unit === "" && (above || below))) return false;
  return !draft.rooms.some((other) => other.unit === room.unit && ["bedroom", "ondol"].includes(other.kind));
}

/** What of a living room is the way to other rooms: all but its largest part. */
function passagesIn(room: DraftRoom, net: readonly XY[]): Rectangle[] {
  return ["living", "family"].includes(room.kind) && net.length > 4 ? boxesOf(net).slice(1) : [];
}

const staffRooms = new Set(["kitchen", "storage", "staff", "pantry", "machine"]);

/** Stretches of a side of a room that guests pass: doors to stairs, toilets and other rooms, not those of the staff. */
function guestDoors({ openings }: BuiltStorey, room: DraftRoom, side: Side): Span[] {
  return openings
    .filter(({ kind, rooms }) => kind !== OpeningKind.WINDOW && rooms.includes(room))
    .filter(({ rooms }) => !rooms.some((other) => staffRooms.has(other.kind)))
    .filter(({ edge }) => sideOf(edge.piece.axis, edge.piece.high === room) === side)
    .map(({ centre, width }) => ({ from: centre - width / 2, to: centre + width / 2 }));
}

/** The side of a room along which a wall runs: a room above a wall has it in the south. */
const sideOf = (axis: "h" | "v", high: boolean): Side => (axis === "h" ? (high ? "S" : "N") : high ? "W" : "E");

/** Side of a room where its kitchen lies, if it touches one: the counter stands there. */
function servingSide(storey: BuiltStorey, room: DraftRoom): { side: Side; at: number } | undefined {
  const edge = storey.walls.edges.find(
    ({ rooms }) => rooms.includes(room) && rooms.some((other) => other.kind === "kitchen"),
  );
  if (!edge) return undefined;
  return { side: sideOf(edge.piece.axis, edge.piece.high === room), at: (edge.from + edge.to) / 2 };
}
