import { create } from "@bufbuild/protobuf";
import { StoreySchema } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { roomKind } from "../concept/rooms.ts";
import { regionRings } from "../geometry/rectilinear.ts";
import { snap } from "../geometry/snap.ts";
import type { XY } from "../geometry/vector.ts";
import type { DraftRoom } from "./draft.ts";
import type { DraftOpening } from "./openings.ts";
import { stairOf, wellOf } from "./stairs.ts";
import type { DraftWall } from "./storey-walls.ts";
import type { BuiltStorey } from "./built-storey.ts";

/** Key of a room within the plan. */
export const spaceId = (storey: string, room: DraftRoom): string => `${storey}/${room.id}`;

/** Turns a built storey into its message. */
export function storeyMessage(built: BuiltStorey): Storey {
  const { name, draft, level, walls } = built;
  const outline = regionRings(draft.rooms.flatMap((room) => room.boxes))[0]!;
  return create(StoreySchema, {
    number: draft.number,
    name,
    elevation: level.elevation,
    height: level.height,
    slab: level.slab,
    ceiling: level.ceiling,
    use: draft.use,
    outline: { points: outline },
    spaces: draft.rooms.map((room) => spaceMessage(built, room)),
    walls: walls.walls.map((wall) => wallMessage(wall, built)),
    openings: built.openings.map((opening, i) => openingMessage(opening, i, built)),
    stairs: stairMessages(built),
    columns: built.columns.map(({ centre, size, round, material }, i) => ({
      id: `${name}/column-${i + 1}`,
      centre,
      size,
      round,
      material,
      height: snap(level.height - level.slab),
    })),
    furniture: built.furniture.map(({ room, ...item }, i) => ({
      ...item,
      id: `${name}/${item.kind}-${i + 1}`,
      space: spaceId(name, room),
    })),
    holes: holesOf(built),
  });
}

function spaceMessage({ name, nets, draft }: BuiltStorey, room: DraftRoom) {
  const kind = roomKind(room.kind);
  const shared = kind.role === "public" || kind.role === "circulation" || kind.role === "wet";
  return {
    id: spaceId(name, room),
    kind: room.kind,
    name: room.name,
    gross: { points: regionRings(room.boxes)[0] ?? [] },
    net: { points: [...nets.get(room)!] },
    habitable: kind.habitable,
    public: shared && room.unit === "" && draft.use !== "house",
    wet: kind.wet,
    accessible: room.kind === "wc_accessible",
    unit: room.unit,
  };
}

/** External walls run with the inside on their left, from floor to floor; inner ones stop below the slab above. */
function wallMessage(wall: DraftWall, { level }: BuiltStorey) {
  const { run } = wall;
  const external = run.kind === "external";
  const [from, to] = isReversed(wall) ? [wall.to, wall.from] : [wall.from, wall.to];
  const point = (along: number): XY => (run.axis === "h" ? { x: along, y: run.at } : { x: run.at, y: along });
  return {
    id: wall.id,
    start: point(from),
    end: point(to),
    thickness: wall.thickness,
    height: external ? level.height : snap(level.height - level.slab),
    external,
    construction: { external: "wall.ext", party: "wall.party", internal: "wall.int" }[run.kind],
    faces: run.faces ?? "",
  };
}

const isReversed = ({ run }: DraftWall): boolean => run.faces === "N" || run.faces === "W";

function openingMessage(opening: DraftOpening, i: number, { name }: BuiltStorey) {
  const { edge, centre } = opening;
  const at = isReversed(edge.wall) ? edge.wall.to - centre : centre - edge.wall.from;
  return {
    id: `${name}/o${i + 1}`,
    wall: edge.wall.id,
    kind: opening.kind,
    at: snap(at),
    width: opening.width,
    height: opening.height,
    sill: opening.sill,
    spaces: opening.rooms.map((room) => spaceId(name, room)),
    exit: opening.exit,
    openable: opening.openable,
    firefighter: opening.firefighter,
  };
}

/** Stairs lead from every storey but the highest. */
function stairMessages({ name, draft, level, above }: BuiltStorey) {
  if (!above) return [];
  return draft.stairs.map((stair) => {
    const keys = { id: `${name}/${stair.id}`, space: `${name}/${stair.room}` };
    return stairOf(stair, keys, level.height);
  });
}

/** Stair wells and lift shafts pass through every floor but the lowest. */
function holesOf({ draft, below, nets }: BuiltStorey) {
  if (!below) return [];
  const wells = draft.stairs.map((stair) => ({ points: wellOf(stair) }));
  const shafts = draft.rooms.filter((room) => room.kind === "lift").map((room) => ({ points: [...nets.get(room)!] }));
  return [...wells, ...shafts];
}
