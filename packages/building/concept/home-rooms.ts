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
  /** Bedrooms wanted; 0: as many as fit well. */
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

/** Divides the bands of a home into rooms whose areas fill them exactly. */
export function homeRooms(shape: HomeShape): HomeRooms {
  const frontArea = shape.width * shape.front;
  const small = frontArea < 23 || shape.width < 6;
  const share = shape.entered ? 0.52 : 0.36;
  const livingFront = small ? frontArea : Math.min(36, Math.max(11, frontArea * share));
  const split = bedroomSplit(shape, frontArea - livingFront);
  const front = small ? [] : bedroomsOf(frontArea - livingFront, Math.max(1, split.front));
  const livingWidth = livingFront / shape.front;
  const entrance = shape.entered ? entranceLength * shape.strip : 0;
  const corridor = Math.max(0, shape.width - livingWidth) * shape.strip;
  return {
    front,
    back: backRooms(shape, split.back),
    living: livingFront + livingWidth * shape.strip - entrance,
    entrance,
    corridor,
  };
}

/** A bedroom wants some 13 m2; a wished number goes to the front first. */
function bedroomSplit(shape: HomeShape, frontLeft: number): { front: number; back: number } {
  const fits = Math.max(0, Math.round(frontLeft / 13.5));
  if (shape.bedrooms === 0) return { front: Math.max(1, fits), back: -1 };
  const front = frontLeft > 1 ? Math.min(shape.bedrooms, Math.max(1, fits)) : 0;
  return { front, back: shape.bedrooms - front };
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
  const used = [...lead, ...baths].reduce((sum, c) => sum + c.area, 0);
  const left = Math.max(0, capacity - used);
  const count = wished >= 0 ? wished : Math.floor(left / Math.max(10.5, 2.62 * back));
  const bedrooms = Array.from({ length: count }, () => room("bedroom", 12, 2.62));
  const extra = stacked ? [] : [room("utility", 4.5, 1.35)];
  const second = left > 38 ? [{ ...bath, name: "부부욕실" }] : [];
  const dress = left > 24 || count === 0 ? [room("dress", 5, 1.55)] : [];
  return shareOut([...lead, ...baths, ...bedrooms, ...extra, ...second, ...dress], capacity);
}
