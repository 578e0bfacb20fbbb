import type { Side } from "../concept/buildable.ts";
import type { Rectangle } from "../geometry/rectangle.ts";
import { snap } from "../geometry/snap.ts";
import type { XY } from "../geometry/vector.ts";
import type { DraftRoom, DraftStair, DraftStorey } from "./draft.ts";

/** How a layout (u along the street, v away from it) lies on the site. */
export interface Frame {
  /** Corner of the building's box with the smallest x and y. */
  readonly origin: XY;
  readonly width: number;
  readonly depth: number;
  /** Side of the street. */
  readonly road: Side;
  /** Left and right exchanged. */
  readonly mirrored: boolean;
}

/** Size of the building's box along x and along y. */
export function frameSize({ width, depth, road }: Frame): { x: number; y: number } {
  return road === "S" || road === "N" ? { x: width, y: depth } : { x: depth, y: width };
}

function point(frame: Frame, { x: u0, y: v }: XY): XY {
  const u = frame.mirrored ? frame.width - u0 : u0;
  const { origin, width, depth, road } = frame;
  const local: Record<Side, XY> = {
    S: { x: u, y: v },
    N: { x: width - u, y: depth - v },
    E: { x: depth - v, y: u },
    W: { x: v, y: width - u },
  };
  return { x: snap(origin.x + local[road].x), y: snap(origin.y + local[road].y) };
}

function vector(frame: Frame, { x: u0, y: v }: XY): XY {
  const u = frame.mirrored ? -u0 : u0;
  const turned: Record<Side, XY> = {
    S: { x: u, y: v },
    N: { x: -u, y: -v },
    E: { x: -v, y: u },
    W: { x: v, y: -u },
  };
  const { x, y } = turned[frame.road];
  return { x: x + 0, y: y + 0 };
}

function rectangle(frame: Frame, part: Rectangle): Rectangle {
  const a = point(frame, { x: part.x0, y: part.y0 });
  const b = point(frame, { x: part.x1, y: part.y1 });
  return {
    x0: Math.min(a.x, b.x),
    y0: Math.min(a.y, b.y),
    x1: Math.max(a.x, b.x),
    y1: Math.max(a.y, b.y),
  };
}

const normals: Record<Side, XY> = {
  S: { x: 0, y: -1 },
  N: { x: 0, y: 1 },
  E: { x: 1, y: 0 },
  W: { x: -1, y: 0 },
};

/** The side of the site a side of the layout faces. */
export function siteSide(frame: Frame, side: Side): Side {
  const { x, y } = vector(frame, normals[side]);
  if (y !== 0) return y < 0 ? "S" : "N";
  return x < 0 ? "W" : "E";
}

/** A layout's storey set on the site. */
export function onSite(frame: Frame, storey: DraftStorey): DraftStorey {
  const room = (draft: DraftRoom): DraftRoom => ({
    ...draft,
    boxes: draft.boxes.map((part) => rectangle(frame, part)),
    ...(draft.outward ? { outward: draft.outward.map((side) => siteSide(frame, side)) } : {}),
    ...(draft.doorZone ? { doorZone: rectangle(frame, draft.doorZone) } : {}),
  });
  const stair = (draft: DraftStair): DraftStair => ({
    ...draft,
    box: rectangle(frame, draft.box),
    up: vector(frame, draft.up),
  });
  return {
    ...storey,
    rooms: storey.rooms.map(room),
    stairs: storey.stairs.map(stair),
    ...(storey.posts ? { posts: storey.posts.map((post) => point(frame, post)) } : {}),
  };
}
