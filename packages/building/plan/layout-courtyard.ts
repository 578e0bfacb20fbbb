import type { Concept, ProgramSpace } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import type { YardGrid, YardRoom } from "../concept/courtyard.ts";
import { yardRooms } from "../concept/courtyard-rooms.ts";
import { InfeasibleBrief } from "../concept/infeasible.ts";
import { yardOf } from "../concept/yard-of.ts";
import { regionRings } from "../geometry/rectilinear.ts";
import type { Rectangle } from "../geometry/rectangle.ts";
import { snap } from "../geometry/snap.ts";
import type { XY } from "../geometry/vector.ts";
import { boxesOf } from "./boxes.ts";
import { box } from "./draft.ts";
import type { DraftRoom, DraftStorey } from "./draft.ts";

/** Lays out a hanok on its grid of bays; posts stand on the grid lines. */
export function layoutCourtyard(concept: Concept): DraftStorey[] {
  const grid = yardOf(concept);
  if (!grid) {
    throw new InfeasibleBrief("OUT_OF_RANGE", {
      ko: "안마당 배치의 칸 나눔을 찾을 수 없습니다.",
      en: "No grid of bays round a yard fits this size: ask for another area.",
    });
  }
  const { use, spaces } = concept.storeys[0]!;
  const rooms = yardRooms(grid, use);
  // The programme has the last word on what a bay is used for.
  const known = new Map(spaces.map((space) => [space.id, space]));
  return [
    {
      number: 1,
      use,
      rooms: rooms.map((room) => draftOf(room, rooms, grid, known)),
      stairs: [],
      posts: postsOf(grid),
    },
  ];
}

/** Grid lines in bays become metres on the millimetre, so that walls of different rooms meet exactly. */
const scaled = ({ x0, y0, x1, y1 }: Rectangle, bay: number): Rectangle =>
  box(snap(x0 * bay), snap(y0 * bay), snap(x1 * bay), snap(y1 * bay));

function draftOf(
  room: YardRoom,
  rooms: readonly YardRoom[],
  { bay }: YardGrid,
  known: ReadonlyMap<string, ProgramSpace>,
): DraftRoom {
  const cuts = rooms.filter((other) => other.inside === room.id).map((other) => scaled(other.cells, bay));
  const outer = scaled(room.cells, bay);
  const boxes = cuts.length === 0 ? [outer] : boxesOf(regionRings([outer], cuts)[0]!);
  return {
    id: room.id,
    kind: known.get(room.id)?.kind ?? room.kind,
    name: known.get(room.id)?.name ?? room.id,
    boxes,
    unit: room.unit ?? "",
    ...(room.door ? { outward: [room.door] } : {}),
  };
}

function postsOf({ bay, along, wings, deep }: YardGrid): XY[] {
  const posts: XY[] = [];
  const depth = Math.max(...wings);
  for (let i = 0; i <= along; i++) {
    for (let j = 0; j <= depth + deep; j++) posts.push({ x: snap(i * bay), y: snap(j * bay) });
  }
  return posts;
}
