import { clone, create } from "@bufbuild/protobuf";
import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { ConceptSchema, ProgramSpaceSchema, ProgramStoreySchema } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import type { Concept, ProgramSpace, ProgramStorey } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import type { Random } from "../concept/random.ts";
import { roomKind } from "../concept/rooms.ts";
import { skeletonOf } from "../concept/skeleton.ts";
import type { Skeleton } from "../concept/skeleton.ts";
import { rectangleArea } from "../geometry/rectangle.ts";
import type { Rectangle } from "../geometry/rectangle.ts";
import { snap } from "../geometry/snap.ts";
import { annealSlicing } from "./anneal-slicing.ts";
import type { SlicedRoom, SlicingTask } from "./anneal-slicing.ts";
import { box } from "./draft.ts";
import type { DraftRoom, DraftStorey } from "./draft.ts";
import { bandStorey, coreRooms, outwardOf, shapeOf, stairsOf } from "./layout-bands.ts";

/** Whether a concept is one big room with serving rooms, which slicing can divide. */
export const canSlice = (concept: Concept): boolean =>
  concept.typology === "open_hall" && concept.structure !== "timber";

/** Storeys divided by slicing, and the concept they follow. */
export interface SlicedLayout {
  readonly concept: Concept;
  readonly storeys: readonly DraftStorey[];
}

/**
 * Lays out storeys of one big room and serving rooms by slicing: rooms may stand on any side of the big one, not only in
 * the band behind it, and so rooms the band had no place for come in too. A storey for which no sound division is found
 * gets its bands.
 */
export function layoutSlicing(brief: Brief, concept: Concept, random: Random): SlicedLayout {
  const shape = shapeOf(concept);
  const skeleton = skeletonOf(shape);
  const laid = concept.storeys.map((programme) => {
    const full = leastBasicsM2.flatMap((leastM2) => withBasics(brief, programme, leastM2) ?? []);
    for (const tried of [...full, programme]) {
      const storey = slicedStorey({ concept, skeleton, programme: tried }, random);
      if (storey) return { programme: tried, storey };
    }
    return { programme, storey: bandStorey({ shape, skeleton, programme, random }) };
  });
  const followed = clone(ConceptSchema, concept);
  followed.storeys = laid.map(({ programme }) => programme);
  return { concept: followed, storeys: laid.map(({ storey }) => storey) };
}

interface StoreyTask {
  readonly concept: Concept;
  readonly skeleton: Skeleton;
  readonly programme: ProgramStorey;
}

function slicedStorey({ concept, skeleton, programme }: StoreyTask, random: Random): DraftStorey | undefined {
  const pinned = new Set(skeleton.pins.map((pin) => pin.id));
  const pins = coreRooms({ skeleton, programme });
  const spaces = programme.spaces.filter((space) => !pinned.has(space.id));
  const main = spaces.find((space) => space.id === "main");
  const place = placeOf(concept, skeleton, pins);
  if (!main || !place) return undefined;
  const rest = spaces.filter((space) => space !== main);
  const own = rectangleArea(place.region) - rest.reduce((sum, space) => sum + space.areaM2, 0);
  const rooms = [
    { ...roomOf(main, own), part: place.lobby !== undefined },
    ...rest.map((space) => roomOf(space, space.areaM2)),
  ];
  const { lobby } = place;
  const { boxes: divided, sound } = annealSlicing({ ...place, rooms }, random);
  if (!sound) return undefined;
  const boxes = divided.map((part) => inLine(part, skeleton.front));
  const ground = programme.storey === 1;
  const drafts = [main, ...rest].map((space, i): DraftRoom => {
    const boxesOfRoom = i === 0 && lobby ? [lobby, boxes[i]!] : [boxes[i]!];
    const outward: Partial<DraftRoom> = i > 0 ? outwardOf(space, programme.storey) : ground ? { outward: ["S"] } : {};
    return { id: space.id, kind: space.kind, name: space.name, unit: "", boxes: boxesOfRoom, ...outward };
  });
  return { number: programme.storey, use: programme.use, rooms: [...drafts, ...pins], stairs: stairsOf(skeleton) };
}

/**
 * What slicing may divide: all beside the core, whose front belongs to the big room; or, where the core takes the whole
 * width, all before it. Undefined for cores at both ends: what they leave is no rectangle.
 */
function placeOf(
  { width, depth }: Concept,
  { free: [from, to], front, pins }: Skeleton,
  rooms: readonly DraftRoom[],
): Omit<SlicingTask, "rooms"> | undefined {
  if (pins.some((pin) => pin.x1 > to + 1e-6)) return undefined;
  if (width - from >= 2) {
    const lobby = from > 1e-6 ? box(0, 0, from, front) : undefined;
    return { region: box(from, 0, width, depth), lobby, touches: [], inner: lobby ? ["W"] : [] };
  }
  const touches = rooms.filter(({ kind }) => kind !== "lift").map(({ boxes, doorZone }) => doorZone ?? boxes[0]!);
  return { region: box(0, 0, width, front), lobby: undefined, touches, inner: ["N"] };
}

/** A room whose wall all but meets the core's front wall stands in line with it. */
function inLine(part: Rectangle, front: number): Rectangle {
  const to = (y: number) => (Math.abs(y - front) < 0.06 ? front : y);
  return { ...part, y0: to(part.y0), y1: to(part.y1) };
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

/** Areas tried for a room that was missing, m2: a narrow building has to give it the whole depth before the core. */
const leastBasicsM2 = [4.5, 7.6] as const;

/** The ground floor with the rooms the band had no place for, cut from the big room; undefined if none is missing. */
function withBasics(brief: Brief, programme: ProgramStorey, leastM2: number): ProgramStorey | undefined {
  const missing = (programme.storey === 1 ? (basics[programme.use] ?? []) : []).filter(
    ([kind, , otherwise]) =>
      !brief.exclusions.includes(kind) &&
      !programme.spaces.some((space) => space.kind === kind || space.kind === otherwise),
  );
  if (missing.length === 0) return undefined;
  const full = clone(ProgramStoreySchema, programme);
  const main = full.spaces.find((space) => space.id === "main");
  for (const [kind, share] of missing) {
    const areaM2 = snap(Math.max(leastM2, share * full.areaM2));
    if (!main || main.areaM2 < 2.5 * areaM2) return undefined;
    main.areaM2 -= areaM2;
    const { ko, minSide, daylight, wet } = roomKind(kind);
    const facts = { id: `${kind}-1`, kind, name: ko, areaM2, minSide, daylight, wet, near: [main.id] };
    full.spaces.push(create(ProgramSpaceSchema, facts));
  }
  return full;
}
