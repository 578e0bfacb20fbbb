import { create } from "@bufbuild/protobuf";
import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { ProgramStoreySchema } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import type { ProgramSpace, ProgramStorey } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import { rectangleArea } from "../geometry/rectangle.ts";
import type { Rectangle } from "../geometry/rectangle.ts";
import { corridorRooms } from "./corridor-rooms.ts";
import { mainRoom, servingRooms, unsexed } from "./hall-rooms.ts";
import { leftOut, withoutLeft } from "./left-out.ts";
import { portion, wishesOf } from "./heeded.ts";
import type { Wishes } from "./heeded.ts";
import { homeRooms } from "./home-rooms.ts";
import type { HomeRooms, HomeShape } from "./home-rooms.ts";
import { numbered, spaceOf } from "./program-space.ts";
import type { Sketch } from "./program-space.ts";
import { roomKind, wishedKind } from "./rooms.ts";
import { shareOut, splitLong } from "./share.ts";
import type { Candidate } from "./share.ts";
import { areaOf, bedroomsOn, sleepingFloor } from "./sleeping-floor.ts";
import { linkBox, skeletonOf } from "./skeleton.ts";
import type { Shape, Skeleton } from "./skeleton.ts";
import { hallBoxes, hasBay, unitScheme } from "./units.ts";
import type { UnitScheme, UnitShape } from "./units.ts";
import { cellularUses, storeyUse, teachingUses } from "./uses.ts";
import { wetRooms, wetWish } from "./wet-block.ts";

/** Depth of a bathroom that has another room behind it, metres. */
export const stackedBath = 2.6;

/** How many rooms of a kind the brief wishes for; 0 if it says nothing. */
export function wished(brief: Brief, kind: string): number {
  return brief.rooms.filter((wish) => wishedKind(wish.kind) === kind).reduce((sum, wish) => sum + wish.count, 0);
}

/** Programme of a building of bands: an open hall, rooms on a corridor, or a house. */
export function bandProgramme(brief: Brief, shape: Shape, numbers: readonly number[]): ProgramStorey[] {
  const skeleton = skeletonOf(shape);
  const above = numbers.filter((n) => n > 0).length;
  return numbers.map((number) => {
    const use = storeyUse(brief, number);
    const left = leftOut(brief, use);
    const share = (total: number) => (number > 0 ? portion(total, number - 1, above) : 0);
    const wishes = number > 0 ? wishesOf(brief, { index: number - 1, count: above }) : new Map<string, number>();
    const sketches = storeySketches({ brief, shape, skeleton, number, above, use, share, wishes, left });
    return storeyOf({ number, use, area: shape.area }, sketches);
  });
}

interface StoreyTask {
  readonly brief: Brief;
  readonly shape: Shape;
  readonly skeleton: Skeleton;
  readonly number: number;
  /** Storeys above ground. */
  readonly above: number;
  readonly use: string;
  readonly share: (total: number) => number;
  /** Rooms asked of this storey that no other rule counts. */
  readonly wishes: Wishes;
  /** Kinds the storey shall have none of. */
  readonly left: ReadonlySet<string>;
}

function storeySketches(task: StoreyTask): Sketch[] {
  const pins = task.skeleton.pins.map((pin) => ({
    kind: pin.kind,
    name: pin.name,
    id: pin.id,
    area: rectangleArea(pin),
  }));
  const { typology } = task.shape;
  if (typology === "open_hall") return [...hallSketches(task), ...pins];
  if (typology === "hall_corridor" && task.number > 0) return [...houseSketches(task), ...pins];
  return [...corridorSketches(task), ...pins];
}

/** What walls add to a room's area when it is counted by centrelines. */
const wallFactor = 1.08;
/** The most of a storey's rooms that one wish may take. */
const mostWished = 0.5;

/** Rooms whose area the brief names get it, as far as it makes a room and leaves room for others. */
function asWished(brief: Brief, rooms: readonly Candidate[], capacity: number): Candidate[] {
  return rooms.map((room) => {
    const wish = brief.rooms.find(({ kind, areaM2 }) => areaM2 > 0 && wishedKind(kind) === room.kind);
    if (!wish) return room;
    const area = Math.min(Math.max(wish.areaM2 * wallFactor, room.least), mostWished * capacity);
    return { ...room, area, elastic: false };
  });
}

function hallSketches(task: StoreyTask): Sketch[] {
  const { brief, shape, skeleton, number, above, use, wishes, left } = task;
  const storey = {
    use,
    ground: number === 1,
    basement: number < 0,
    area: shape.width * shape.depth,
    back: skeleton.back,
    pinnedWet: skeleton.pins.some((pin) => ["wc", "bath"].includes(pin.kind)),
    accessible: shape.accessible,
    hanok: brief.styles.includes("hanok"),
    wishes,
  };
  const capacity = (skeleton.free[1] - skeleton.free[0]) * skeleton.back;
  const floor = use === "house" ? bedroomsOfStorey(task) : undefined;
  const serving = servingRooms(storey).filter(({ kind }) => !floor?.spared.includes(kind));
  const listed = withoutLeft(serving, use, left);
  const rooms = splitLong(unsexed(shareOut(asWished(brief, listed, capacity), capacity)), skeleton.back);
  if (floor?.sketches) return [...floor.sketches, ...numbered(rooms)];
  const slept = use === "house" && above === 1 && !rooms.some(({ kind }) => kind === "bedroom");
  const main = { ...mainRoom(storey), ...(slept && number === 1 ? { name: "거실 겸 침실" } : {}) };
  const area = shape.width * skeleton.front;
  return [{ ...main, area, id: "main" }, ...withToilets(numbered(rooms), { ...storey, depth: skeleton.back })];
}

/** Bedrooms of a storey of a narrow house, if it has several, and kinds of rooms that it then does without. */
function bedroomsOfStorey({ brief, shape, skeleton, number, above, wishes }: StoreyTask): {
  sketches?: Sketch[];
  spared: readonly string[];
} {
  const each = above > 1 && wishes.size === 0 ? bedroomsOn(shape.width, skeleton) : 1;
  if (each < 2) return { spared: [] };
  const total = wished(brief, "bedroom") || usualBedrooms(brief.areaM2);
  if (number <= 1) return { spared: total <= each * (above - 1) ? ["bedroom"] : [] };
  const count = Math.min(each, portion(total, number - 2, above - 1));
  const floor = sleepingFloor(shape.width, skeleton, count);
  if (!floor) return { spared: [] };
  const bedrooms = floor.bedrooms.map((boxes, i) => ({ kind: "bedroom", id: `bedroom-${i + 1}`, area: areaOf(boxes) }));
  const hall = { kind: "corridor", id: "corridor", area: rectangleArea(floor.hall) };
  return { sketches: [hall, ...bedrooms], spared: ["study"] };
}

/** The rooms of a block of toilets in place of its sum. */
function withToilets(
  sketches: readonly Sketch[],
  storey: { readonly use: string; readonly area: number; readonly accessible: boolean; readonly depth: number },
): Sketch[] {
  const wish = wetWish(storey.use, storey.area, storey.accessible);
  return sketches.flatMap((sketch) => {
    if (sketch.kind !== "washroom" || !wish) return [sketch];
    const rooms = wetRooms({ width: sketch.area / storey.depth, depth: storey.depth }, wish);
    return rooms.map((room) => ({ kind: room.kind, name: room.name, id: room.id, area: rectangleArea(room) }));
  });
}

/** A storey of one big room below others with a corridor: the room has the street, its serving rooms lie behind the corridor. */
function shopSketches({ brief, shape, skeleton, number, use, wishes, left }: StoreyTask): Sketch[] {
  const { front, back, corridor, free } = skeleton;
  const storey = {
    use,
    ground: number === 1,
    basement: false,
    area: shape.width * shape.depth,
    back,
    pinnedWet: skeleton.pins.some((pin) => ["wc", "bath"].includes(pin.kind)),
    accessible: shape.accessible,
    hanok: brief.styles.includes("hanok"),
    wishes,
  };
  const capacity = (free[1] - free[0]) * back;
  const listed = withoutLeft(servingRooms(storey), use, left);
  const rooms = splitLong(shareOut(asWished(brief, listed, capacity), capacity), back);
  const block = { use, area: storey.area, accessible: shape.accessible, depth: back };
  const serving = withToilets(numbered(rooms), block);
  return [
    { kind: "corridor", id: "corridor", area: shape.width * corridor },
    ...mainRooms(mainRoom(storey), { width: shape.width, front }),
    ...serving.map((sketch) => (sketch.id?.includes("+") ? sketch : { ...sketch, near: "corridor" })),
  ];
}

/** Longest big room along the street, as width over depth. */
const longestMain = 2.3;
/** Key of the big room of a storey; of several, the others are numbered. */
export const mainKey = "main";

/** The big room, divided where it would be a corridor itself. */
function mainRooms(room: { kind: string; name?: string }, size: { width: number; front: number }): Sketch[] {
  const count = Math.ceil(size.width / size.front / longestMain - 1e-9);
  const name = room.name ?? roomKind(room.kind).ko;
  return Array.from({ length: count }, (_, i) => ({
    kind: room.kind,
    id: i === 0 ? mainKey : `${mainKey}-${i + 1}`,
    name: count > 1 ? `${name} ${i + 1}` : name,
    area: (size.width * size.front) / count,
  }));
}

function corridorSketches(task: StoreyTask): Sketch[] {
  const { shape, skeleton, number, use } = task;
  const cellular = use === "house" || cellularUses.includes(use);
  if (!cellular && number > 0 && skeleton.bars.length === 1) return shopSketches(task);
  const across = shape.width - skeleton.link;
  const lengths = skeleton.bars.reduce((sum, bar) => sum + bar.free[1] - bar.free[0], 0);
  const fronts = skeleton.bars.reduce((sum, bar) => sum + shape.width - bar.from, 0);
  const capacity = fronts * skeleton.front + lengths * skeleton.back;
  const listed = corridorRooms({
    use,
    ground: number === 1,
    basement: number < 0,
    area: shape.width * shape.depth,
    capacity,
    band: skeleton.back,
    front: skeleton.front,
    pinnedWet: skeleton.pins.some((pin) => ["wc", "bath"].includes(pin.kind)),
    pinnedLaundry: skeleton.pins.some((pin) => pin.kind === "laundry"),
    accessible: shape.accessible,
    guestrooms: task.share(wished(task.brief, countedKind(use))),
    wishes: task.wishes,
  });
  const rooms = withoutLeft(listed, use, task.left);
  const bars = skeleton.bars.length * across * skeleton.corridor;
  const corridor = { kind: "corridor", id: "corridor", area: bars + rectangleArea(linkBox(skeleton)) };
  const shared = withBathrooms(numbered(shareOut(asWished(task.brief, rooms, capacity), capacity)));
  const block = { use, area: shape.width * shape.depth, accessible: shape.accessible, depth: skeleton.back };
  const sketches = withToilets(shared, block);
  return [corridor, ...(number === 1 ? withDaecheong(task.brief, sketches) : sketches)];
}

/** The kind of room a building of this use is counted by. */
const countedKind = (use: string): string =>
  use === "house" || use === "elderly" ? "bedroom" : teachingUses.includes(use) ? "classroom" : "guestroom";

/** In a hanok the room one enters is called its daecheong, and one small room has a heated floor to sit on. */
function withDaecheong(brief: Brief, sketches: readonly Sketch[]): Sketch[] {
  if (!brief.styles.includes("hanok")) return [...sketches];
  const sleeps = sketches.some((sketch) => ["guestroom", "bedroom"].includes(sketch.kind));
  const lead = sketches.findIndex((sketch) => ["lobby", "reception", "living"].includes(sketch.kind));
  const small = sketches.findLastIndex((sketch) => roomKind(sketch.kind).role === "room");
  return sketches.map((sketch, i) => {
    if (i === lead) return { ...sketch, name: `대청 ${sketch.name ?? roomKind(sketch.kind).ko}` };
    return i === small && !sleeps ? { ...sketch, kind: "ondol" } : sketch;
  });
}

/** Every guest room has its own bathroom, nested beside its door. */
function withBathrooms(sketches: readonly Sketch[]): Sketch[] {
  return sketches.flatMap((sketch) => {
    if (sketch.kind !== "guestroom") return [sketch];
    const bath = Math.min(4.6, sketch.area * 0.24);
    return [
      { ...sketch, area: sketch.area - bath },
      { kind: "bath", id: `${sketch.id}+bath`, area: bath },
    ];
  });
}

/** Bedrooms a home of this size usually has. */
export function usualBedrooms(areaM2: number): number {
  const steps = [55, 85, 130, 200, 270];
  return 1 + steps.filter((step) => areaM2 >= step).length;
}

function houseSketches(task: StoreyTask): Sketch[] {
  const { shape, skeleton, number } = task;
  const home = homeRooms({
    width: shape.width,
    front: skeleton.front,
    strip: skeleton.corridor,
    back: skeleton.back,
    backLength: skeleton.free[1] - skeleton.free[0],
    entered: number === 1,
    pinnedBath: skeleton.pins.some((pin) => pin.kind === "bath"),
    left: task.left,
    ...homeWishes(task),
  });
  const sketches = homeSketches(home, {
    back: skeleton.back,
    entered: number === 1,
    pinned: skeleton.pins.map(({ id }) => id),
  });
  return number === 1 ? withDaecheong(task.brief, sketches) : sketches;
}

/** What a house asks of one of its storeys: most bedrooms lie above, baths on every storey before a second on one. */
function homeWishes({ brief, number, above, wishes }: StoreyTask): Pick<HomeShape, "bedrooms" | "baths" | "wishes"> {
  const upper = (total: number, ground: number) =>
    number === 1 ? Math.min(total, ground) : portion(Math.max(0, total - ground), number - 2, Math.max(1, above - 1));
  const bedrooms = wished(brief, "bedroom") || usualBedrooms(brief.areaM2);
  const baths = wished(brief, "bath") + wished(brief, "wc");
  if (number < 1 || above === 1) return { bedrooms: number < 1 ? 0 : bedrooms, baths, wishes };
  const asked = wished(brief, "bedroom") > 0;
  const below = asked && above > 2 && bedrooms <= 2 * (above - 1) ? 0 : Math.max(1, Math.round(bedrooms / (2 * above)));
  const second = baths > above ? upper(baths - above, 0) : 0;
  return { bedrooms: upper(bedrooms, below), baths: 1 + second, wishes };
}

/** What turns the rooms of a home into spaces. */
interface HomeOptions {
  /** Depth of the back band, metres. */
  readonly back: number;
  readonly entered: boolean;
  readonly unit?: string;
  /** Keys of the rooms in the core. */
  readonly pinned?: readonly string[];
}

/** The rooms of a home as programme spaces; a deep back band puts a utility room behind the bathroom. */
export function homeSketches(home: HomeRooms, options: HomeOptions): Sketch[] {
  const fixed: Sketch[] = [
    { kind: options.entered ? "living" : "family", id: "living", area: home.living },
    ...(home.entrance > 0 ? [{ kind: "entrance", id: "entrance", area: home.entrance }] : []),
    ...(home.corridor > 0.5 ? [{ kind: "corridor", id: "corridor", area: home.corridor }] : []),
  ];
  const rooms = numbered([...home.front, ...home.back], options.pinned).flatMap((sketch): Sketch[] => {
    if (sketch.kind !== "bath" || options.back <= 4.2) return [sketch];
    const bath = (sketch.area * stackedBath) / options.back;
    const behind = { kind: "utility", id: `${sketch.id}+utility`, area: sketch.area - bath };
    return [{ ...sketch, area: bath }, behind];
  });
  const all = [...fixed, ...rooms];
  const { unit } = options;
  return unit ? all.map((sketch) => ({ ...sketch, id: `${unit}-${sketch.id}`, unit })) : all;
}

/** Programme of stair columns with units beside them: shops below, homes above. */
export function unitProgramme(brief: Brief, shape: UnitShape, numbers: readonly number[]): ProgramStorey[] {
  const scheme = unitScheme(shape);
  // Guests of a shop upstairs come through the same hall as those who live there.
  const shared = numbers.some((number) => number > 1 && storeyUse(brief, number) !== "house");
  return numbers.map((number) => {
    const use = storeyUse(brief, number);
    const sketches = scheme.modules.flatMap((module, m) => [
      ...columnSketches(module, m, { number, shared }),
      ...module.units.flatMap(({ box }, i) => {
        const bay = i === 0 && hasBay(number) ? module.bay : undefined;
        return unitSketches({ scheme, box, bay, number, use, left: leftOut(brief, use), key: `${m * 2 + i + 1}` });
      }),
    ]);
    return storeyOf({ number, use, area: shape.width * shape.depth }, sketches);
  });
}

function columnSketches(
  module: UnitScheme["modules"][number],
  m: number,
  { number, shared }: { number: number; shared: boolean },
): Sketch[] {
  const lift = module.lift ? rectangleArea(module.lift) : 0;
  const hall = hallBoxes(module, number).reduce((sum, part) => sum + rectangleArea(part), 0);
  const name = number === 1 ? `${shared ? "공용" : "주거"} 출입홀` : number < 0 ? "지하 계단홀" : "계단홀";
  return [
    ...(hall > 0 ? [{ kind: "corehall", id: `corehall-${m + 1}`, name, area: hall }] : []),
    { kind: "stair", id: `stair-${m + 1}`, area: rectangleArea(module.stair) },
    ...(lift > 0 ? [{ kind: "lift", id: `lift-${m + 1}`, area: lift }] : []),
  ];
}

interface UnitTask {
  readonly scheme: UnitScheme;
  readonly box: Rectangle;
  /** What the unit has of the column, in front of the hall. */
  readonly bay: Rectangle | undefined;
  readonly number: number;
  readonly use: string;
  readonly left: ReadonlySet<string>;
  readonly key: string;
}

function unitSketches({ scheme, box, bay, number, use, left, key }: UnitTask): Sketch[] {
  const [width, depth] = [box.x1 - box.x0, box.y1 - box.y0];
  const more = bay ? rectangleArea(bay) : 0;
  if (number < 0) return [{ kind: "storage", id: `cellar-${key}`, name: "지하 창고", area: width * depth + more }];
  if (use === "house") {
    const back = depth - scheme.front - scheme.strip;
    const home = homeRooms({
      width,
      front: scheme.front,
      strip: scheme.strip,
      back,
      backLength: width,
      entered: true,
      pinnedBath: false,
      bedrooms: usualBedrooms(width * depth),
      baths: 1,
      left,
      wishes: new Map(),
    });
    const unit = `${number}0${key}`;
    const rooms = homeSketches(home, { back, entered: true, unit });
    return bay ? [...rooms, baySketch(bay, unit)] : rooms;
  }
  const unit = `S${number}${key}`;
  const back = shopBack(width, depth);
  const rooms = shopServing({ use, left }, width, back).map((sketch) => ({ ...sketch, unit }));
  const serve = rooms.map((sketch) => ({ ...sketch, id: `${unit}-${sketch.id}` }));
  // Patients of any storey are received on it.
  const main = mainRoom({ ...shopStorey(use, width * depth, back), ground: number === 1 || use === "clinic" });
  const area = width * (depth - back) + more;
  return [{ ...main, name: `${main.name ?? roomKind(main.kind).ko} ${key}`, id: `${unit}-main`, area, unit }, ...serve];
}

/** Key of the room before the stair hall within its home; it opens to the living room. */
export const bayKey = "bay";

const baySketch = (bay: Rectangle, unit: string): Sketch => ({
  kind: bay.y1 - bay.y0 >= roomKind("bedroom").minSide + 0.25 ? "bedroom" : "study",
  id: `${unit}-${bayKey}`,
  near: `${unit}-living`,
  area: rectangleArea(bay),
  unit,
});

/** Depth of the serving rooms at the back of a shop between party walls, metres. */
export const shopBack = (width: number, depth: number): number =>
  Math.round(Math.max(2.3, Math.min(depth * 0.26, 18 / width)) * 20) / 20;

const shopStorey = (use: string, area: number, back: number) => ({
  use,
  ground: true,
  basement: false,
  area,
  back,
  pinnedWet: false,
  accessible: false,
  hanok: false,
  wishes: new Map<string, number>(),
});

/** Rooms behind the main one of a unit beside its toilet, by importance: kind, usual area and narrowest side. */
const unitServing: Readonly<Record<string, readonly (readonly [kind: string, m2: number, side: number])[]>> = {
  cafe: [
    ["kitchen", 9, 2],
    ["storage", 6, 1.4],
  ],
  restaurant: [
    ["kitchen", 12, 2.4],
    ["storage", 6, 1.4],
  ],
  clinic: [
    ["exam", 10, 2.6],
    ["exam", 10, 2.6],
    ["treatment", 10, 2.6],
    ["storage", 5, 1.4],
  ],
  office: [
    ["pantry", 5, 1.7],
    ["meeting", 10, 2.6],
    ["storage", 5, 1.4],
  ],
  academy: [
    ["staff", 7, 2],
    ["classroom", 12, 3.2],
    ["storage", 5, 1.4],
  ],
};

function shopServing({ use, left }: Pick<UnitTask, "use" | "left">, width: number, back: number): Sketch[] {
  const wc = { kind: "wc", area: Math.max(1.5 * back, 3.2), least: 0, elastic: false };
  const listed = (unitServing[use] ?? [["storage", 6, 1.4]]).map(([kind, area, side]) => ({
    kind,
    area: Math.max(area, side * back),
    least: side * back,
    elastic: true,
  }));
  const [first, ...others] = withoutLeft(listed, use, left);
  return numbered(splitLong(shareOut([first!, wc, ...others], width * back), back));
}

/** Makes the storey's message; rounding is taken up by the largest space, so that the areas add up exactly. */
export function storeyOf(
  storey: { number: number; use: string; area: number },
  sketches: readonly Sketch[],
): ProgramStorey {
  const spaces: ProgramSpace[] = sketches.map((sketch) => spaceOf(sketch, sketches));
  const sum = spaces.reduce((total, space) => total + space.areaM2, 0);
  const largest = spaces.reduce((a, b) => (b.areaM2 > a.areaM2 ? b : a));
  largest.areaM2 += storey.area - sum;
  return create(ProgramStoreySchema, {
    storey: storey.number,
    use: storey.use,
    areaM2: storey.area,
    spaces,
  });
}
