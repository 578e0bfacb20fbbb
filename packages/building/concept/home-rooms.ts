import type { Wishes } from "./heeded.ts";
import type { Sketch } from "./program-space.ts";
import { roomKind } from "./rooms.ts";
import { shareOut } from "./share.ts";
import type { Candidate, Shared } from "./share.ts";

/** A home, or one storey of a house: rooms in front of and behind a passage. */
export interface HomeShape {
  readonly width: number;
  /** Depth of the front band, of the passage and of the back band, metres. */
  readonly front: number;
  readonly strip: number;
  readonly back: number;
  /** Length of the back band left for rooms, metres. */
  readonly backLength: number;
  /** The storey one enters; the others have a family room instead of living room and kitchen. */
  readonly entered: boolean;
  /** A bathroom stands in the core already. */
  readonly pinnedBath: boolean;
  /** Bedrooms wanted on this storey. */
  readonly bedrooms: number;
  /** Bathrooms wanted on this storey, with the one in the core; what is left over may become another. */
  readonly baths: number;
  /** Other rooms the brief asks of this storey, by kind. */
  readonly wishes: Wishes;
  /** Kinds the storey shall have none of. */
  readonly left: ReadonlySet<string>;
}

/** Rooms of a home; `living` leads the front band and `dining` the back band. */
export interface HomeRooms {
  readonly front: Sketch[];
  readonly back: Shared[];
  readonly living: number;
  readonly entrance: number;
  readonly corridor: number;
}

/** Length of the entrance along the passage, metres by wall centreline. */
export const entranceLength = 1.45;

/** Narrowest bedroom by wall centreline, metres: in front, and at the back, where bands are deeper. */
const narrowestBedroom = 2.7;
const narrowBack = 2.6;
/** Slimmest bedroom that still looks right, as depth over width by wall centreline. */
const slimmest = 2.3;

/**
 * Where a stair takes its share of every storey, a passage up to this long belongs to the living room: the rooms open to
 * it, as is usual in Korean homes, metres.
 */
const longestHub = 7.6;

/** All of the front is the living room, and bedrooms can lie only behind it. */
const isSmall = ({ width, front }: HomeShape): boolean => width * front < 23 || width < 6;

/** Divides the bands of a home into rooms whose areas fill them exactly. */
export function homeRooms(shape: HomeShape): HomeRooms {
  const frontArea = shape.width * shape.front;
  const small = isSmall(shape);
  const share = shape.entered ? 0.52 : 0.36;
  const most = frontArea - narrowestBedroom * shape.front;
  const usualFront = small ? frontArea : Math.min(36, most, Math.max(11, frontArea * share));
  const split = bedroomSplit(shape, { usual: usualFront, small });
  const squeezed = frontArea - split.front * squeezedBedroom * shape.front;
  const livingFront = small ? frontArea : Math.min(usualFront, squeezed);
  const front = small ? [] : frontBedrooms(shape, frontArea - livingFront, split.front);
  const livingWidth = livingFront / shape.front;
  const entrance = shape.entered ? entranceLength * shape.strip : 0;
  const passage = Math.max(0, shape.width - livingWidth);
  const hub = shape.pinnedBath && passage < longestHub;
  const corridor = hub ? 0 : passage * shape.strip;
  return {
    front,
    back: backRooms(shape, split.back),
    living: livingFront + (hub ? shape.width : livingWidth) * shape.strip - entrance,
    entrance,
    corridor,
  };
}

/** A bedroom that leaves the living room no more than it has to have, by wall centreline, metres. */
const squeezedBedroom = 2.75;
/** Narrowest living room beside bedrooms: of the storey one enters, and of the others. */
const narrowestLiving = { entered: 3.4, above: 2.6 } as const;

/** A bedroom wants some 13 m2; the front, which has the sun, gets as many as fit, and more where the back has no room for the rest. */
function bedroomSplit(shape: HomeShape, at: { usual: number; small: boolean }): { front: number; back: number } {
  const frontLeft = shape.width * shape.front - at.usual;
  if (at.small || frontLeft < 1) return { front: 0, back: shape.bedrooms };
  const wide = Math.floor(frontLeft / shape.front / narrowestBedroom + 1e-9);
  const fits = Math.min(wide, Math.max(1, Math.round(frontLeft / 13.5)));
  const least = shape.entered ? narrowestLiving.entered : narrowestLiving.above;
  if (shape.bedrooms === 0) return { front: 1, back: 0 };
  const squeezed = Math.floor((shape.width - least) / squeezedBedroom + 1e-9);
  const needed = shape.bedrooms - backBedrooms(shape);
  const front = Math.max(1, Math.min(shape.bedrooms, Math.max(fits, Math.min(squeezed, needed))));
  return { front, back: Math.max(0, shape.bedrooms - front) };
}

/** Key of the study in front of a storey without bedrooms. */
export const frontStudy = "study-front";

/** A storey that shall have no bedroom has a study in the sun. */
function frontBedrooms({ bedrooms }: HomeShape, area: number, count: number): Sketch[] {
  const study = { kind: "study", id: frontStudy };
  return Array.from({ length: count }, () => ({
    ...(bedrooms === 0 ? study : { kind: "bedroom" }),
    area: area / count,
  }));
}

type MakeRoom = (kind: string, area: number, side: number, name?: string) => Candidate;

const roomsOf =
  ({ back }: HomeShape): MakeRoom =>
  (kind, area, side, name) => ({
    kind,
    ...(name ? { name } : {}),
    area: Math.max(area, side * back),
    least: side * back,
    elastic: true,
  });

/** Rooms of the back band that come before its bedrooms: kitchen or study, bathrooms, what was asked for. */
function backBasics(shape: HomeShape): Candidate[] {
  const { back, backLength } = shape;
  const capacity = back * backLength;
  const room = roomsOf(shape);
  const bath = { ...room("bath", 5, 1.75), elastic: false };
  const lead = shape.entered
    ? [room("dining", Math.min(26, Math.max(8, capacity * 0.36)), kitchenSide(shape))]
    : shape.wishes.size > 0 || shape.bedrooms > 2
      ? []
      : [room("study", Math.min(16, capacity * 0.25), 2.3)];
  const baths = Math.max(shape.pinnedBath ? 0 : 1, shape.baths - (shape.pinnedBath ? 1 : 0));
  const asked = [...shape.wishes].flatMap(([kind, count]) => {
    const side = Math.max(roomKind(kind).minSide + 0.25, back / 2.25);
    return Array.from({ length: kind === "dining" ? 0 : count }, () => room(kind, 5, side));
  });
  const shown = lead.filter(({ kind }) => !shape.left.has(kind));
  return [...shown, ...Array.from({ length: baths }, () => bath), ...asked];
}

/** Narrowest kitchen to eat in, by wall centreline, metres: as it should be, and as it is where a small home would else have no bedroom. */
const kitchenWidth = { usual: 2.7, tight: 2.4 } as const;

function kitchenSide(shape: HomeShape): number {
  const beside = shape.backLength - (shape.pinnedBath ? 0 : 1.75) - narrowIn(shape);
  return isSmall(shape) && shape.bedrooms > 0 && beside < kitchenWidth.usual && beside >= kitchenWidth.tight - 1e-9
    ? kitchenWidth.tight
    : kitchenWidth.usual;
}

/** Narrowest bedroom of the back band. */
const narrowIn = ({ back }: HomeShape): number => Math.max(narrowBack, back / slimmest);

/** Bedrooms that the back band holds beside its basics. */
function backBedrooms(shape: HomeShape): number {
  const needed = backBasics(shape).reduce((sum, c) => sum + (c.elastic ? c.least : c.area), 0);
  const capacity = shape.back * shape.backLength;
  return Math.max(0, Math.floor((capacity - needed) / (narrowIn(shape) * shape.back) + 1e-9));
}

function backRooms(shape: HomeShape, wished: number): Shared[] {
  const { back, backLength } = shape;
  const capacity = back * backLength;
  const room = roomsOf(shape);
  const stacked = back > 4.2;
  const basics = backBasics(shape);
  const bath = { ...room("bath", 5, 1.75), elastic: false };
  const count = Math.min(wished, backBedrooms(shape));
  const bedrooms = Array.from({ length: count }, () => room("bedroom", 12, narrowIn(shape)));
  const asked = (kind: string) => (shape.wishes.get(kind) ?? 0) > 0;
  const extra = stacked || asked("utility") ? [] : [room("utility", 4.5, Math.max(1.45, back / 2.25))];
  const used = [...basics, ...bedrooms].reduce((sum, c) => sum + c.area, 0);
  const spare = capacity - used;
  const second = shape.baths < 2 && spare > bath.area + 8 ? [{ ...bath, name: "부부욕실" }] : [];
  const study = shape.entered && !asked("study") && spare > 20 ? [room("study", 9, 2.4)] : [];
  const dress = !asked("dress") && spare > 8 ? [room("dress", 5, Math.max(1.65, back / 2.25))] : [];
  const more = [...extra, ...second, ...study, ...dress].filter(({ kind }) => !shape.left.has(kind));
  const rooms = [...basics, ...bedrooms, ...more];
  return shareOut(rooms.length > 0 ? rooms : [room("study", 9, 2.3)], capacity);
}
