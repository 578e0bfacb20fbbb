import { shareOut } from "./share.ts";
import type { Shared } from "./share.ts";

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
}

/** Rooms of a home; `living` leads the front band and `dining` the back band. */
export interface HomeRooms {
  readonly front: Shared[];
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

/** Divides the bands of a home into rooms whose areas fill them exactly. */
export function homeRooms(shape: HomeShape): HomeRooms {
  const frontArea = shape.width * shape.front;
  const small = frontArea < 23 || shape.width < 6;
  const share = shape.entered ? 0.52 : 0.36;
  const most = frontArea - narrowestBedroom * shape.front;
  const livingFront = small ? frontArea : Math.min(36, most, Math.max(11, frontArea * share));
  const split = bedroomSplit(shape, frontArea - livingFront);
  const front = small ? [] : bedroomsOf(frontArea - livingFront, Math.max(1, split.front));
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

/** A bedroom wants some 13 m2; the front, which has the sun, gets as many as fit, but not all if it has little room. */
function bedroomSplit(shape: HomeShape, frontLeft: number): { front: number; back: number } {
  if (frontLeft < 1) return { front: 0, back: shape.bedrooms };
  const wide = Math.floor(frontLeft / shape.front / narrowestBedroom + 1e-9);
  const fits = Math.min(wide, Math.max(1, Math.round(frontLeft / 13.5)));
  const front = Math.max(1, Math.min(shape.bedrooms, fits));
  return { front, back: Math.max(0, shape.bedrooms - front) };
}

function bedroomsOf(area: number, count: number): Shared[] {
  return Array.from({ length: count }, () => ({ kind: "bedroom", area: area / count }));
}

function backRooms(shape: HomeShape, wished: number): Shared[] {
  const { back, backLength } = shape;
  const capacity = back * backLength;
  const room = (kind: string, area: number, side: number, name?: string) => ({
    kind,
    ...(name ? { name } : {}),
    area: Math.max(area, side * back),
    least: side * back,
    elastic: true,
  });
  const stacked = back > 4.2;
  const bath = { ...room("bath", 5, 1.75), elastic: false };
  const lead = shape.entered
    ? [room("dining", Math.min(26, Math.max(8, capacity * 0.36)), 2.7)]
    : [room("study", Math.min(16, capacity * 0.25), 2.3)];
  const baths = shape.pinnedBath ? [] : [bath];
  const needed = [...lead, ...baths].reduce((sum, c) => sum + (c.elastic ? c.least : c.area), 0);
  const narrow = Math.max(narrowBack, back / slimmest);
  const fits = Math.floor((capacity - needed) / (narrow * back) + 1e-9);
  const count = Math.min(wished, Math.max(0, fits));
  const bedrooms = Array.from({ length: count }, () => room("bedroom", 12, narrow));
  const extra = stacked ? [] : [room("utility", 4.5, Math.max(1.45, back / 2.25))];
  const used = [...lead, ...baths, ...bedrooms].reduce((sum, c) => sum + c.area, 0);
  const spare = capacity - used;
  const second = spare > bath.area + 8 ? [{ ...bath, name: "부부욕실" }] : [];
  const study = shape.entered && spare > 20 ? [room("study", 9, 2.4)] : [];
  const dress = spare > 8 ? [room("dress", 5, Math.max(1.65, back / 2.25))] : [];
  return shareOut([...lead, ...baths, ...bedrooms, ...extra, ...second, ...study, ...dress], capacity);
}
