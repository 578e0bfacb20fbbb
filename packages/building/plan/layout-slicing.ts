import { create } from "@bufbuild/protobuf";
import { clone } from "@bufbuild/protobuf";
import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { ConceptSchema, ProgramSpaceSchema } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import type { Concept, ProgramSpace, ProgramStorey } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import type { Random } from "../concept/random.ts";
import { roomKind } from "../concept/rooms.ts";
import { skeletonOf } from "../concept/skeleton.ts";
import type { Skeleton } from "../concept/skeleton.ts";
import { rectangleArea } from "../geometry/rectangle.ts";
import { snap } from "../geometry/snap.ts";
import { annealSlicing } from "./anneal-slicing.ts";
import type { SlicedRoom, SlicingTask } from "./anneal-slicing.ts";
import { box } from "./draft.ts";
import type { DraftRoom, DraftStorey } from "./draft.ts";
import { bandStorey, layoutBands, outwardOf, pinRoom, shapeOf, stairsOf } from "./layout-bands.ts";

/** Whether a concept is one big room with serving rooms, which slicing can divide. */
export const canSlice = (concept: Concept): boolean =>
  concept.typology === "open_hall" && concept.structure !== "timber";

/**
 * Lays out storeys of one big room and serving rooms by slicing: rooms may stand on any side of the big one, not only in
 * the band behind it. A storey for which no sound division is found gets its bands; so does a concept of another kind.
 */
export function layoutSlicing(concept: Concept, random: Random): DraftStorey[] {
  if (!canSlice(concept)) return layoutBands(concept, random);
  const shape = shapeOf(concept);
  const skeleton = skeletonOf(shape);
  return concept.storeys.map(
    (programme) =>
      slicedStorey({ concept, skeleton, programme }, random) ?? bandStorey({ shape, skeleton, programme, random }),
  );
}

interface StoreyTask {
  readonly concept: Concept;
  readonly skeleton: Skeleton;
  readonly programme: ProgramStorey;
}

function slicedStorey({ concept, skeleton, programme }: StoreyTask, random: Random): DraftStorey | undefined {
  const { width, depth } = concept;
  const pinned = new Set(skeleton.pins.map((pin) => pin.id));
  const [from, to] = skeleton.free;
  const front = skeleton.front;
  // A core on both ends would leave a region that is no rectangle.
  const atRight = skeleton.pins.some((pin) => pin.x1 > to + 1e-6);
  const spaces = programme.spaces.filter((space) => !pinned.has(space.id));
  const main = spaces.find((space) => space.id === "main");
  if (!main || atRight || width - from < 2) return undefined;
  const lobby = from > 1e-6 ? box(0, 0, from, front) : undefined;
  const rest = spaces.filter((space) => space !== main);
  const region = box(from, 0, width, depth);
  const own = rectangleArea(region) - rest.reduce((sum, space) => sum + space.areaM2, 0);
  const task: SlicingTask = {
    region,
    rooms: [roomOf(main, own), ...rest.map((space) => roomOf(space, space.areaM2))],
    lobby,
    inner: lobby ? ["W"] : [],
  };
  const { boxes, sound } = annealSlicing(task, random);
  if (!sound) return undefined;
  const ground = programme.storey === 1;
  const rooms = [main, ...rest].map((space, i): DraftRoom => {
    const boxesOfRoom = i === 0 && lobby ? [lobby, boxes[i]!] : [boxes[i]!];
    const outward: Partial<DraftRoom> = i > 0 ? outwardOf(space, programme.storey) : ground ? { outward: ["S"] } : {};
    return { id: space.id, kind: space.kind, name: space.name, unit: "", boxes: boxesOfRoom, ...outward };
  });
  const pins = skeleton.pins.map((pin) => pinRoom(pin, skeleton));
  return { number: programme.storey, use: programme.use, rooms: [...rooms, ...pins], stairs: stairsOf(skeleton) };
}

const roomOf = (space: ProgramSpace, area: number): SlicedRoom => ({
  id: space.id,
  kind: space.kind,
  area,
  minSide: roomKind(space.kind).minSide + 0.25,
  daylight: roomKind(space.kind).daylight && roomKind(space.kind).habitable,
});

/** Kinds without which a storey of the use is not complete, with their share of the storey. */
const basics: Readonly<Record<string, readonly (readonly [kind: string, share: number, otherwise?: string])[]>> = {
  cafe: [["kitchen", 0.11]],
  restaurant: [["kitchen", 0.16]],
  house: [["kitchen", 0.12, "dining"]],
};

/**
 * The concept with the rooms its ground floor had no place for in the band behind the big room: they are cut from the
 * big room, since slicing may set them anywhere.
 */
export function withBasics(brief: Brief, concept: Concept): Concept {
  if (!canSlice(concept)) return concept;
  const full = clone(ConceptSchema, concept);
  for (const storey of full.storeys.filter((entry) => entry.storey === 1)) {
    const main = storey.spaces.find((space) => space.id === "main");
    for (const [kind, share, otherwise] of basics[storey.use] ?? []) {
      const there = storey.spaces.some((space) => space.kind === kind || space.kind === otherwise);
      const areaM2 = snap(Math.max(4.5, share * storey.areaM2));
      if (!main || there || main.areaM2 < 3 * areaM2 || brief.exclusions.includes(kind)) continue;
      main.areaM2 -= areaM2;
      const { ko, minSide, daylight, wet } = roomKind(kind);
      const facts = { id: `${kind}-1`, kind, name: ko, areaM2, minSide, daylight, wet, near: [main.id] };
      storey.spaces.push(create(ProgramSpaceSchema, facts));
    }
  }
  return full;
}
