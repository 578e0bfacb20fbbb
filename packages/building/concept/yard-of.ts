import type { Concept } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import type { YardGrid } from "./courtyard.ts";
import { gridSize, yardGrids } from "./courtyard.ts";
import { yardRooms } from "./courtyard-rooms.ts";

/** The grid a courtyard concept was made on, found again from its size and programme; undefined if it has none. */
export function yardOf(concept: Concept): YardGrid | undefined {
  const storey = concept.storeys[0];
  if (!storey) return undefined;
  const wanted = storey.spaces.map((space) => space.id).join();
  return yardGrids(storey.areaM2).find((grid) => {
    const size = gridSize(grid);
    if (Math.abs(size.width - concept.width) > 0.02) return false;
    if (Math.abs(size.depth - concept.depth) > 0.02) return false;
    return (
      yardRooms(grid, storey.use)
        .map((room) => room.id)
        .join() === wanted
    );
  });
}
