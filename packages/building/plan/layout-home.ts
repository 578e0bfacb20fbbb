import type { ProgramSpace } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import { entranceLength, frontStudy } from "../concept/home-rooms.ts";
import { stackedBath } from "../concept/programme.ts";
import type { Random } from "../concept/random.ts";
import { roomKind } from "../concept/rooms.ts";
import type { Rectangle } from "../geometry/rectangle.ts";
import { snap } from "../geometry/snap.ts";
import { fillBands } from "./bands.ts";
import type { Placed } from "./bands.ts";
import type { Band, BandItem } from "./band.ts";
import { box } from "./draft.ts";
import type { DraftRoom } from "./draft.ts";

/** Where a home, or a storey of a house, is laid out. */
export interface HomeFrame {
  readonly box: Rectangle;
  /** Depth of the front rooms and of the passage behind them, metres. */
  readonly front: number;
  readonly strip: number;
  /** Stretch of the back band left for rooms, from the box's left end. */
  readonly free: readonly [from: number, to: number];
  readonly entered: boolean;
  /** The end at which one enters: living room and entrance lie there. */
  readonly hallSide: "left" | "right";
  readonly unit: string;
  /** The entrance leads into the open air. */
  readonly outdoors: boolean;
}

/**
 * Lays out a home: living room in front at the entered end, taking the passage along with it; bedrooms beside it;
 * kitchen, bathroom and other rooms behind the passage.
 */
export function homeDraft(spaces: readonly ProgramSpace[], frame: HomeFrame, random: Random): DraftRoom[] {
  const placed = placeRooms(spaces, frame, random);
  const flip = flipIn(frame);
  const find = (kind: string) => spaces.find((space) => space.kind === kind);
  const main = spaces.find((space) => space.kind === "living" || space.kind === "family")!;
  const lead = placed.find((entry) => entry.item.id === main.id)!;
  const entrance = find("entrance");
  const corridor = find("corridor");
  const [v0, v1] = [frame.front, snap(frame.front + frame.strip)];
  const width = frame.box.x1 - frame.box.x0;
  const porch = entrance ? entranceLength : 0;
  const whole = !corridor || width - lead.to < 0.9;
  const until = whole ? width : passageStart(placed, frame, { porch, lead: lead.to });
  const make = (space: ProgramSpace, boxes: Rectangle[], more: Partial<DraftRoom> = {}): DraftRoom => ({
    id: space.id,
    kind: space.kind,
    name: space.name,
    unit: frame.unit,
    boxes: boxes.map(flip),
    ...more,
  });
  const garden: Partial<DraftRoom> = frame.outdoors && frame.entered ? { outward: ["S"] } : {};
  const rooms = [make(main, [box(0, 0, lead.to, v0), box(porch, v0, until, v1)], garden)];
  const enter = frame.hallSide === "left" ? "W" : "E";
  if (entrance) {
    const outward: Partial<DraftRoom> = frame.outdoors ? { outward: [enter] } : {};
    rooms.push(make(entrance, [box(0, v0, porch, v1)], outward));
  }
  if (corridor && !whole) rooms.push(make(corridor, [box(until, v0, width, v1)]));
  for (const entry of placed) {
    if (entry === lead) continue;
    const space = spaces.find((candidate) => candidate.id === entry.item.id)!;
    const [from, to] = entry.band === "back" ? backPosition(entry, frame) : [entry.from, entry.to];
    const slot = entry.band === "back" ? box(from, v1, to, depthOf(frame)) : box(from, 0, to, v0);
    rooms.push(...stacked(space, spaces, slot).map(([part, area]) => make(part, [area])));
  }
  return rooms;
}

/** The passage begins where the kitchen ends, if that is beside the living room, so that the next room opens to it. */
function passageStart(placed: readonly Placed[], frame: HomeFrame, at: { porch: number; lead: number }): number {
  const kitchen = placed.find((entry) => entry.band === "back" && entry.item.first);
  if (!kitchen) return at.lead;
  const end = backPosition(kitchen, frame)[1];
  return end > at.porch + 0.9 && end < at.lead ? end : at.lead;
}

const depthOf = ({ box: outer }: HomeFrame): number => snap(outer.y1 - outer.y0);

/** Maps local boxes (entered end at 0) into the frame, mirrored if one enters from the right. */
function flipIn({ box: outer, hallSide }: HomeFrame): (part: Rectangle) => Rectangle {
  return ({ x0, y0, x1, y1 }) =>
    hallSide === "left"
      ? box(snap(outer.x0 + x0), snap(outer.y0 + y0), snap(outer.x0 + x1), snap(outer.y0 + y1))
      : box(snap(outer.x1 - x1), snap(outer.y0 + y0), snap(outer.x1 - x0), snap(outer.y0 + y1));
}

/** The free stretch counted from the entered end. */
function freeOf({ box: outer, free, hallSide }: HomeFrame): [number, number] {
  const width = outer.x1 - outer.x0;
  return hallSide === "left" ? [free[0], free[1]] : [snap(width - free[1]), snap(width - free[0])];
}

function backPosition(entry: Placed, frame: HomeFrame): [number, number] {
  const [start, end] = freeOf(frame);
  const to = snap(start + entry.to);
  return [snap(start + entry.from), Math.abs(to - end) < 0.002 ? end : to];
}

function placeRooms(spaces: readonly ProgramSpace[], frame: HomeFrame, random: Random): Placed[] {
  const [start, end] = freeOf(frame);
  const width = frame.box.x1 - frame.box.x0;
  const back = snap(depthOf(frame) - frame.front - frame.strip);
  const bands: Band[] = [
    { id: "front", length: width, depth: frame.front },
    { id: "back", length: end - start, depth: back },
  ];
  const frontRooms = frontIds(spaces, frame);
  const items = spaces
    .filter((space) => !["entrance", "corridor"].includes(space.kind) && !space.id.includes("+"))
    .map((space) => homeItem(space, spaces, frame, frontRooms));
  return fillBands(bands, items, random, 900);
}

/** Bedrooms that the programme meant for the front: as many as, with the living room, come nearest to its area. */
function frontIds(spaces: readonly ProgramSpace[], frame: HomeFrame): Set<string> {
  const ids = new Set<string>();
  let left = (frame.box.x1 - frame.box.x0) * frame.front - livingFront(spaces, frame);
  for (const space of spaces.filter(({ id, kind }) => kind === "bedroom" || id.endsWith(frontStudy))) {
    if (left < space.areaM2 * 0.5) break;
    ids.add(space.id);
    left -= space.areaM2;
  }
  return ids;
}

/** Part of the living room that lies in the front band: the rest is the passage, as far as no corridor takes it. */
function livingFront(spaces: readonly ProgramSpace[], { box: outer, front, strip }: HomeFrame): number {
  const areaOf = (space: ProgramSpace | undefined) => space?.areaM2 ?? 0;
  const living = spaces.find((space) => space.kind === "living" || space.kind === "family")!;
  const both = living.areaM2 + areaOf(spaces.find((space) => space.kind === "entrance"));
  const width = outer.x1 - outer.x0;
  const corridor = spaces.some((space) => space.kind === "corridor");
  const part = corridor ? both / (1 + strip / front) : both - width * strip;
  return Math.min(part, width * front);
}

function homeItem(
  space: ProgramSpace,
  spaces: readonly ProgramSpace[],
  frame: HomeFrame,
  frontRooms: ReadonlySet<string>,
): BandItem {
  const nested = spaces
    .filter((other) => other.id.startsWith(`${space.id}+`))
    .reduce((sum, other) => sum + other.areaM2, 0);
  const main = space.kind === "living" || space.kind === "family";
  const front = main || frontRooms.has(space.id);
  const leads = main || space.kind === "dining";
  return {
    id: space.id,
    kind: space.kind,
    area: main ? livingFront(spaces, frame) : space.areaM2 + nested,
    minSide: roomKind(space.kind).minSide + 0.2,
    only: front ? "front" : "back",
    ...(leads ? { first: true } : {}),
  };
}

/** A bathroom with another room behind it shares one slot of the back band. */
function stacked(space: ProgramSpace, spaces: readonly ProgramSpace[], slot: Rectangle): [ProgramSpace, Rectangle][] {
  const behind = spaces.find((other) => other.id.startsWith(`${space.id}+`));
  if (!behind) return [[space, slot]];
  const cut = snap(slot.y0 + stackedBath);
  return [
    [space, { ...slot, y1: cut }],
    [behind, { ...slot, y0: cut }],
  ];
}
