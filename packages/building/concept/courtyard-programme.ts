import { rectangleArea } from "../geometry/rectangle.ts";
import type { YardGrid, YardRoom } from "./courtyard.ts";
import type { Sketch } from "./program-space.ts";

/** The rooms of a hanok as programme spaces; a room loses the area of those nested in it. */
export function yardSketches({ bay }: YardGrid, rooms: readonly YardRoom[]): Sketch[] {
  return rooms.map((room) => {
    const nested = rooms
      .filter((other) => other.inside === room.id)
      .reduce((sum, other) => sum + rectangleArea(other.cells), 0);
    return {
      kind: room.kind,
      id: room.id,
      ...(room.name ? { name: room.name } : {}),
      area: (rectangleArea(room.cells) - nested) * bay * bay,
      ...(room.unit ? { unit: room.unit } : {}),
    };
  });
}
