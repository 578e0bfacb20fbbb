import type { Concept, ProgramSpace, ProgramStorey } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import { mainKey } from "../concept/programme.ts";
import type { Typology } from "../concept/footprint.ts";
import type { Random } from "../concept/random.ts";
import { roomKind } from "../concept/rooms.ts";
import { linkBox, skeletonOf } from "../concept/skeleton.ts";
import { sleepingFloor } from "../concept/sleeping-floor.ts";
import type { Pin, Shape, Skeleton } from "../concept/skeleton.ts";
import { flightsOf } from "../concept/stair-size.ts";
import type { Flights } from "../concept/stair-size.ts";
import type { Rectangle } from "../geometry/rectangle.ts";
import { snap } from "../geometry/snap.ts";
import type { XY } from "../geometry/vector.ts";
import { fillBands } from "./bands.ts";
import type { Placed } from "./bands.ts";
import type { Band, BandItem } from "./band.ts";
import { box } from "./draft.ts";
import type { DraftRoom, DraftStair, DraftStorey } from "./draft.ts";
import { homeDraft } from "./layout-home.ts";
import { placeToilets } from "./toilets.ts";
import { stairDraft } from "./stair-draft.ts";

/** Height of every storey's plan is the same: the skeleton is made once for the whole building. */
export function shapeOf(concept: Concept): Shape {
  const ground = concept.storeys.find((storey) => storey.storey === 1) ?? concept.storeys[0]!;
  const count = (kind: string) => ground.spaces.filter((space) => space.kind === kind).length;
  return {
    typology: concept.typology as Typology,
    width: concept.width,
    depth: concept.depth,
    area: ground.areaM2,
    heights: concept.storeyHeights,
    use: ground.use,
    stairs: count("stair"),
    lift: count("lift") > 0,
    flights: flightsIn(concept, ground),
    accessible: count("wc_accessible") > 0,
  };
}

/** How wide the flights are: the same rule as for the concept, read from its programme. */
function flightsIn(concept: Concept, ground: ProgramStorey): Flights {
  return flightsOf({
    home: ground.use === "house",
    storeyM2: ground.areaM2,
    upper: concept.storeys.filter((storey) => storey.storey > 1).length,
    storeys: concept.storeys.length,
  });
}

/** Lays out a building of bands: an open hall, rooms on a corridor, or a house. */
export function layoutBands(concept: Concept, random: Random): DraftStorey[] {
  const shape = shapeOf(concept);
  const skeleton = skeletonOf(shape);
  const lean = leanOf(concept, random);
  return concept.storeys.map((programme) => {
    const storey = bandStorey({ shape, skeleton, programme, random, lean });
    return concept.structure === "timber" ? { ...storey, posts: postGrid(shape) } : storey;
  });
}

/** How far the walls between bedrooms round a hall stand aside of equal shares, the same on every storey, metres. */
export function leanOf({ storeys }: Concept, random: Random): number {
  return storeys.some(isSleeping) ? Math.round((random() - 0.5) * 8) * 0.05 : 0;
}

/** Whether a storey has no big room but bedrooms round a hall. */
const isSleeping = ({ use, spaces }: ProgramStorey): boolean =>
  use === "house" &&
  spaces.some(({ id }) => id === "bedroom-1") &&
  spaces.every(({ kind, id }) => id !== mainKey && kind !== "family");

/** One storey of bands with its cores. */
export function bandStorey(task: StoreyTask): DraftStorey {
  const { skeleton, programme } = task;
  const rooms = [...bandRooms(task), ...coreRooms(task)];
  return { number: programme.storey, use: programme.use, rooms, stairs: stairsOf(skeleton) };
}

/** Side of a bay of timber posts, metres. */
const postBay = 2.7;

/** Grid points for timber posts, bays of 2.4 to 3 m both ways; only those on walls get a post. */
function postGrid({ width, depth }: Shape): XY[] {
  const steps = (length: number): number[] => {
    const bays = Math.max(1, Math.round(length / postBay));
    return Array.from({ length: bays + 1 }, (_, i) => snap((length * i) / bays));
  };
  return steps(width).flatMap((x) => steps(depth).map((y) => ({ x, y })));
}

/** What one storey is laid out from. */
export interface StoreyTask {
  readonly shape: Shape;
  readonly skeleton: Skeleton;
  readonly programme: ProgramStorey;
  readonly random: Random;
  readonly lean?: number;
}

function bandRooms(task: StoreyTask): DraftRoom[] {
  const { typology } = task.shape;
  if (typology === "open_hall") return hallRooms(task);
  if (typology === "hall_corridor" && task.programme.storey > 0) return houseRooms(task);
  return corridorRooms(task);
}

/** Spaces of the programme that the layout places itself: not the pinned cores and not what is nested in another. */
function loose(task: StoreyTask): ProgramSpace[] {
  const pinned = new Set(task.skeleton.pins.map((pin) => pin.id));
  return task.programme.spaces.filter((space) => !pinned.has(space.id) && !space.id.includes("+"));
}

function room(space: ProgramSpace, boxes: readonly Rectangle[], more: Partial<DraftRoom> = {}): DraftRoom {
  return { id: space.id, kind: space.kind, name: space.name, unit: "", boxes, ...more };
}

const item = (space: ProgramSpace, more: Partial<BandItem> = {}): BandItem => ({
  id: space.id,
  kind: space.kind,
  area: space.areaM2,
  minSide: roomKind(space.kind).minSide + 0.2,
  ...more,
});

function backBand({ skeleton }: StoreyTask): Band {
  return { id: "back-0", length: skeleton.free[1] - skeleton.free[0], depth: skeleton.back };
}

/** Front and back bands of every bar. */
function bandsOf({ shape, skeleton }: StoreyTask): Band[] {
  return skeleton.bars.flatMap(({ free, from }, i) => [
    { id: `front-${i}`, length: shape.width - from, depth: skeleton.front },
    { id: `back-${i}`, length: free[1] - free[0], depth: skeleton.back },
  ]);
}

const isFront = (band: string): boolean => band.startsWith("front");

function boxIn({ shape, skeleton }: StoreyTask, { band, from, to }: Placed): Rectangle {
  const bar = skeleton.bars[Number(band.split("-")[1])]!;
  const [start, limit] = isFront(band) ? [bar.from, shape.width] : bar.free;
  const end = Math.abs(start + to - limit) < 1e-6 ? limit : snap(start + to);
  const cut = snap(bar.v0 + skeleton.front + skeleton.corridor);
  const [v0, v1] = isFront(band) ? [bar.v0, snap(bar.v0 + skeleton.front)] : [cut, snap(bar.v0 + bar.depth)];
  return box(snap(start + from), v0, end, v1);
}

function hallRooms(task: StoreyTask): DraftRoom[] {
  const { shape, skeleton, programme } = task;
  const spaces = loose(task);
  const main = spaces.find((space) => space.id === "main");
  if (!main) return sleepingRooms(task, spaces);
  const rest = spaces.filter((space) => space !== main);
  const outward: Partial<DraftRoom> = programme.storey === 1 ? { outward: ["S"] } : {};
  const hall = room(main, [box(0, 0, shape.width, skeleton.front)], outward);
  return [hall, ...servingBand(task, rest)];
}

/** Bedrooms round the hall of an upper storey of a narrow house. */
function sleepingRooms(task: StoreyTask, spaces: readonly ProgramSpace[]): DraftRoom[] {
  const hall = spaces.find((space) => space.kind === "corridor")!;
  const bedrooms = spaces.filter((space) => space.kind === "bedroom");
  const floorOf = (lean: number) => sleepingFloor(task.shape.width, task.skeleton, bedrooms.length, lean);
  const floor = (floorOf(task.lean ?? 0) ?? floorOf(0))!;
  const rest = spaces.filter((space) => space !== hall && !bedrooms.includes(space));
  return [
    room(hall, [floor.hall]),
    ...bedrooms.map((space, i) => room(space, floor.bedrooms[i]!)),
    ...(rest.length > 0 ? servingBand(task, rest) : []),
  ];
}

/** Rooms side by side in the band behind a hall. */
export function servingBand(task: StoreyTask, spaces: readonly ProgramSpace[]): DraftRoom[] {
  const items = spaces.map((space) => wetItem(space, task) ?? item(space));
  const placed = fillBands([backBand(task)], items, task.random);
  return placed.flatMap((entry) => withToilets(placedRoom(task, entry, spaces), task));
}

/** The washroom with the toilets behind it: one item, as wide as they need, in the back band of the first bar. */
function wetItem(space: ProgramSpace, { programme, skeleton }: StoreyTask): BandItem | undefined {
  if (space.kind !== "washroom") return undefined;
  const inner = programme.spaces.filter((other) => other.id.startsWith(`${space.id}+`));
  const area = inner.reduce((sum, other) => sum + other.areaM2, space.areaM2);
  return { ...item(space), area, minSide: area / skeleton.back - 0.03, only: "back-0", block: true };
}

const withToilets = (draft: DraftRoom, { programme }: StoreyTask): DraftRoom[] =>
  draft.kind === "washroom" ? placeToilets(draft, programme.spaces) : [draft];

function placedRoom(task: StoreyTask, entry: Placed, spaces: readonly ProgramSpace[]): DraftRoom {
  const space = spaces.find((candidate) => candidate.id === entry.item.id)!;
  return room(space, [boxIn(task, entry)], outwardOf(space, task.programme));
}

/** A big room of a storey. */
const isMain = ({ id }: ProgramSpace): boolean => id === mainKey || id.startsWith(`${mainKey}-`);

/** A smaller kitchen has no wall to spare for a door of its own, m2. */
const deliveredM2 = 8;

/** On the ground floor kitchens of businesses have a door for deliveries and lobbies the main entrance. */
export function outwardOf(space: ProgramSpace, { storey, use }: ProgramStorey): Partial<DraftRoom> {
  if (storey !== 1) return {};
  if (space.kind === "lobby" || space.kind === "reception" || isMain(space)) return { outward: ["S"] };
  const delivered = space.kind === "kitchen" && use !== "house" && space.areaM2 >= deliveredM2;
  return delivered ? { outward: ["N"] } : {};
}

/** Kinds that want the deep, sunny front band; serving rooms want the shallow back band, small rooms don't mind. */
const frontKinds = new Set(
  "office guestroom bedroom living dining family lounge reception lobby therapy breakfast".split(" "),
);

function ratherIn(kind: string): { rather?: string } {
  if (frontKinds.has(kind)) return { rather: "front" };
  return roomKind(kind).habitable ? {} : { rather: "back" };
}

function corridorRooms(task: StoreyTask): DraftRoom[] {
  const { shape, skeleton, programme, random } = task;
  const spaces = loose(task).filter((space) => space.id !== "corridor");
  const nestedArea = (id: string) =>
    programme.spaces.filter((space) => space.id.startsWith(`${id}+`)).reduce((sum, space) => sum + space.areaM2, 0);
  const shop = spaces.some(isMain);
  const items = spaces.map(
    (space) =>
      wetItem(space, task) ??
      item(space, {
        ...(shop ? { only: isMain(space) ? "front-0" : "back-0" } : {}),
        area: space.areaM2 + nestedArea(space.id),
        ...(space.kind === "guestroom" ? { minSide: 3.2 } : {}),
        ...(["lobby", "reception"].includes(space.kind) && programme.storey === 1 ? { only: "front-0" } : {}),
        ...ratherIn(space.kind),
      }),
  );
  const placed = fillBands(bandsOf(task), items, random);
  const corridor = programme.spaces.find((space) => space.id === "corridor")!;
  const ends: Partial<DraftRoom> = programme.storey === 1 ? { outward: ["E", "W"] } : {};
  const aisles = skeleton.bars.map(({ v0 }) => {
    const near = snap(v0 + skeleton.front);
    return box(skeleton.link, near, shape.width, snap(near + skeleton.corridor));
  });
  const link = skeleton.link > 0 ? [linkBox(skeleton)] : [];
  return [
    room(corridor, [...aisles, ...link], ends),
    ...placed.flatMap((entry, i) => {
      const draft = placedRoom(task, entry, spaces);
      if (draft.kind === "washroom") return withToilets(draft, task);
      return nest(draft, task, { i, front: isFront(entry.band) });
    }),
  ];
}

/** Puts a guest room's bathroom beside its door to the corridor; neighbours are mirrored, so that pipes meet. */
function nest(outer: DraftRoom, { programme }: StoreyTask, at: { i: number; front: boolean }): DraftRoom[] {
  const inner = programme.spaces.find((space) => space.id.startsWith(`${outer.id}+`));
  if (!inner) return [outer];
  const { x0, y0, x1, y1 } = outer.boxes[0]!;
  const width = Math.min(1.8, snap((x1 - x0) / 2));
  const depth = Math.min(snap(inner.areaM2 / width), snap((y1 - y0) * 0.55));
  const left = at.i % 2 === 0;
  const [b0, b1] = left ? [x0, snap(x0 + width)] : [snap(x1 - width), x1];
  const frontBand = at.front;
  const cut = frontBand ? snap(y1 - depth) : snap(y0 + depth);
  const bath = frontBand ? box(b0, cut, b1, y1) : box(b0, y0, b1, cut);
  const beside = left ? box(b1, y0, x1, y1) : box(x0, y0, b0, y1);
  const beyond = frontBand ? box(b0, y0, b1, cut) : box(b0, cut, b1, y1);
  const unit = outer.id;
  return [
    { ...outer, boxes: [beside, beyond], unit },
    { ...room(inner, [bath]), unit },
  ];
}

function houseRooms(task: StoreyTask): DraftRoom[] {
  const { shape, skeleton, programme, random } = task;
  const pinned = new Set(skeleton.pins.map((pin) => pin.id));
  return homeDraft(
    programme.spaces.filter((space) => !pinned.has(space.id)),
    {
      box: box(0, 0, shape.width, shape.depth),
      front: skeleton.front,
      strip: skeleton.corridor,
      free: skeleton.free,
      entered: programme.storey === 1,
      hallSide: skeleton.pins.length > 0 ? "right" : "left",
      unit: "",
      outdoors: true,
    },
    random,
  );
}

/** Rooms of the core: where they stand says the skeleton, what they are the programme of the storey. */
export function coreRooms({ skeleton, programme }: Pick<StoreyTask, "skeleton" | "programme">): DraftRoom[] {
  return skeleton.pins.map((pin) => {
    const space = programme.spaces.find((entry) => entry.id === pin.id);
    return { ...pinRoom(pin, skeleton), ...(space ? { kind: space.kind, name: space.name } : {}) };
  });
}

/**
 * The first stair stands at the near end of its band: behind a hall one arrives towards the middle of the building, where
 * a passage leads to the stair anyway at its far end.
 */
const isTurned = (pin: Pin, { corridor }: Skeleton): boolean => corridor === 0 && pin.id === "stair-1";

/** Doors into a stair room lead onto its arrival landing only. */
function pinRoom(pin: Pin, skeleton: Skeleton): DraftRoom {
  const { x0, y0, x1, y1 } = pin;
  const base: DraftRoom = {
    id: pin.id,
    kind: pin.kind,
    name: pin.name,
    unit: "",
    boxes: [box(x0, y0, x1, y1)],
  };
  if (pin.kind !== "stair" || !skeleton.stair) return base;
  return { ...base, doorZone: stairDraft(pin, skeleton.stair, isTurned(pin, skeleton)).landing };
}

/** The stairs of the skeleton, each in its room. */
export function stairsOf(skeleton: Skeleton): DraftStair[] {
  if (!skeleton.stair) return [];
  return skeleton.pins
    .filter((pin) => pin.kind === "stair")
    .map((pin) => stairDraft(pin, skeleton.stair!, isTurned(pin, skeleton)).stair);
}
