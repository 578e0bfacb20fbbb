import { clone } from "@bufbuild/protobuf";
import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { ConceptSchema } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import type { Concept, ProgramSpace, ProgramStorey } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import type { Random } from "../concept/random.ts";
import { roomKind } from "../concept/rooms.ts";
import { skeletonOf } from "../concept/skeleton.ts";
import type { Shape, Skeleton } from "../concept/skeleton.ts";
import { rectangleArea } from "../geometry/rectangle.ts";
import type { Rectangle } from "../geometry/rectangle.ts";
import { annealSlicing } from "./anneal-slicing.ts";
import type { SlicedRoom, SlicingTask } from "./sliced.ts";
import { isAsked, withAsked } from "./asked-rooms.ts";
import { box } from "./draft.ts";
import type { DraftRoom, DraftStorey } from "./draft.ts";
import { bandStorey, coreRooms, leanOf, outwardOf, servingBand, shapeOf, stairsOf } from "./layout-bands.ts";
import { hubSide } from "./slicing-cost.ts";
import { placeToilets, toiletWish } from "./toilets.ts";

/** Whether a concept is one big room with serving rooms, which slicing can divide. */
export const canSlice = (concept: Concept): boolean =>
  concept.typology === "open_hall" && concept.structure !== "timber";

/** What the rooms cut from a hall are scaled by, and how many are cut, one after the other until they fit. */
const attempts = [{ scale: 1.1 }, { scale: 0.8 }, { scale: 0.8, most: 2 }, { scale: 0.8, most: 1 }] as const;

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
  const { front } = skeleton;
  const lean = leanOf(concept, random);
  const divided = new Map<string, DraftStorey | undefined>();
  const divide = (programme: ProgramStorey): DraftStorey | undefined => {
    const key = alikeKey(programme);
    const task = { concept, shape, skeleton, programme, random };
    if (!divided.has(key)) divided.set(key, frontStorey(task) ?? slicedStorey(task));
    return repeated(divided.get(key), programme);
  };
  const laid = concept.storeys.map((programme) => {
    const asked = attempts.flatMap(
      (attempt) => withAsked(brief, programme, { ...attempt, front, storeys: concept.storeys }) ?? [],
    );
    for (const tried of [...asked, programme]) {
      const storey = divide(tried);
      if (storey) return { programme: tried, storey };
    }
    return { programme, storey: bandStorey({ shape, skeleton, programme, random, lean }) };
  });
  const followed = clone(ConceptSchema, concept);
  followed.storeys = laid.map(({ programme }) => programme);
  return { concept: followed, storeys: laid.map(({ storey }) => storey) };
}

/** Storeys with the same key are divided alike: their walls and pipes stand above one another. */
const alikeKey = ({ storey, use, spaces }: ProgramStorey): string =>
  [storey === 1, storey < 0, use, ...spaces.map(({ id, kind, areaM2 }) => `${id} ${kind} ${areaM2.toFixed(2)}`)].join();

/** A storey as another one like it, with its own number and names. */
function repeated(storey: DraftStorey | undefined, programme: ProgramStorey): DraftStorey | undefined {
  if (!storey) return undefined;
  const names = new Map(programme.spaces.map(({ id, name }) => [id, name]));
  const rooms = storey.rooms.map((room) => ({ ...room, name: names.get(room.id) ?? room.name }));
  return { ...storey, number: programme.storey, rooms };
}

interface StoreyTask {
  readonly concept: Concept;
  readonly shape: Shape;
  readonly skeleton: Skeleton;
  readonly programme: ProgramStorey;
  readonly random: Random;
}

/** Rooms that were asked for and had no place in the band, cut from the hall before it; the band stays as it is. */
function frontStorey(task: StoreyTask): DraftStorey | undefined {
  const { concept, skeleton, programme, random } = task;
  const pins = coreRooms({ skeleton, programme });
  const pinned = new Set(pins.map(({ id }) => id));
  const spaces = programme.spaces.filter((space) => !pinned.has(space.id) && !space.id.includes("+"));
  const main = spaces.find((space) => space.id === "main");
  const asked = spaces.filter(isAsked);
  if (!main || asked.length === 0) return undefined;
  const behind = spaces.filter((space) => space !== main && !isAsked(space));
  const band = behind.length > 0 ? servingBand(task, behind) : [];
  const region = box(0, 0, concept.width, skeleton.front);
  const touches = [...pins, ...band]
    .filter(({ id, kind }) => kind !== "lift" && !id.includes("+"))
    .map(({ boxes, doorZone }) => doorZone ?? boxes[0]!);
  const own = rectangleArea(region) - asked.reduce((sum, space) => sum + space.areaM2, 0);
  const ground = programme.storey === 1;
  const rooms = asked.map((space) => roomOf(space, space.areaM2));
  const place = { region, lobby: undefined, touches, inner: ["N"] as const, street: ground ? 0.4 : 0.2 };
  for (const wing of wingShares) {
    const hall = [{ ...roomOf(main, own * (1 - wing)), part: wing > 0 }];
    const aside = wing > 0 ? [{ ...roomOf(main, own * wing), wing: true }] : [];
    const { boxes, sound } = annealSlicing({ ...place, rooms: [...hall, ...aside, ...rooms] }, random);
    if (!sound) continue;
    const parts = boxes.slice(0, 1 + aside.length);
    const outward: Partial<DraftRoom> = ground ? { outward: ["S"] } : {};
    const draft = ({ id, kind, name }: ProgramSpace) => ({ id, kind, name, unit: "" });
    const drafts = asked.map((space, i): DraftRoom => ({ ...draft(space), boxes: [boxes[parts.length + i]!] }));
    const all = [{ ...draft(main), boxes: parts, ...outward }, ...drafts, ...band, ...pins];
    return { number: programme.storey, use: programme.use, rooms: all, stairs: stairsOf(skeleton) };
  }
  return undefined;
}

function slicedStorey({ concept, skeleton, programme, random }: StoreyTask): DraftStorey | undefined {
  const pinned = new Set(skeleton.pins.map((pin) => pin.id));
  const pins = coreRooms({ skeleton, programme });
  const spaces = programme.spaces.filter((space) => !pinned.has(space.id) && !space.id.includes("+"));
  const main = spaces.find((space) => space.id === "main");
  const place = placeOf(concept, skeleton, pins);
  if (!main || !place) return undefined;
  const rest = spaces.filter((space) => space !== main);
  const areaOf = (space: ProgramSpace) => space.areaM2 + nestedArea(space, programme);
  const own = rectangleArea(place.region) - rest.reduce((sum, space) => sum + areaOf(space), 0);
  const rooms = [
    { ...roomOf(main, own), part: place.lobby !== undefined },
    ...rest.map((space) => ({ ...roomOf(space, areaOf(space)), ...toiletsOf(space, programme) })),
  ];
  const { lobby } = place;
  const wetCore = pins.filter(({ kind }) => roomKind(kind).wet).map(({ boxes }) => boxes[0]!);
  const { boxes: divided, sound } = annealSlicing({ ...place, rooms, wetCore }, random);
  if (!sound) return undefined;
  const boxes = divided.map((part) => inLine(part, skeleton.front));
  const ground = programme.storey === 1;
  const hub = [boxes[0]!, ...(lobby ? [lobby] : [])];
  const drafts = [main, ...rest].flatMap((space, i): DraftRoom[] => {
    const boxesOfRoom = i === 0 && lobby ? [lobby, boxes[i]!] : [boxes[i]!];
    const outward: Partial<DraftRoom> = i > 0 ? outwardOf(space, programme) : ground ? { outward: ["S"] } : {};
    const draft = { id: space.id, kind: space.kind, name: space.name, unit: "", boxes: boxesOfRoom, ...outward };
    return space.kind === "washroom" ? placeToilets(draft, programme.spaces, hubSide(boxes[i]!, hub)) : [draft];
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
  const touches = rooms
    .filter(({ id, kind }) => kind !== "lift" && !id.includes("+"))
    .map(({ boxes, doorZone }) => doorZone ?? boxes[0]!);
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
  wet: roomKind(space.kind).wet,
});

/** Area of what stands inside the outline of a space. */
const nestedArea = ({ id }: ProgramSpace, { spaces }: ProgramStorey): number =>
  spaces.filter((space) => space.id.startsWith(`${id}+`)).reduce((sum, space) => sum + space.areaM2, 0);

const toiletsOf = ({ id, kind }: ProgramSpace, { spaces }: ProgramStorey) =>
  kind === "washroom" ? { toilets: toiletWish(id, spaces) } : {};

/** Share of the hall that lies aside of it: none, else an L round the rooms that were asked for. */
const wingShares = [0, 0.15, 0.3, 0.5] as const;
