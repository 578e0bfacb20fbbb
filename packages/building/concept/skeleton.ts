import type { Rectangle } from "../geometry/rectangle.ts";
import { snap } from "../geometry/snap.ts";
import type { Typology } from "./footprint.ts";
import { schoolFlight, stairSize } from "./stair-size.ts";
import type { Flights, StairSize } from "./stair-size.ts";
import { schoolUses, teachingUses } from "./uses.ts";
import { washroomId, wetRooms, wetWidth, wetWish } from "./wet-block.ts";
import type { WetWish } from "./wet-block.ts";

/** What decides the skeleton of a building of bands; u runs along the street, v away from it. */
export interface Shape {
  readonly typology: Typology;
  readonly width: number;
  readonly depth: number;
  /** Gross area of a storey, m2: less than width x depth if the bars of the building leave courts between them. */
  readonly area: number;
  readonly heights: readonly number[];
  /** Use of the ground floor. */
  readonly use: string;
  readonly stairs: number;
  readonly lift: boolean;
  readonly flights: Flights;
  /** An accessible WC on every storey. */
  readonly accessible: boolean;
}

/** A room at the same place on every storey. */
export interface Pin extends Rectangle {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
}

/** Bands and aligned cores: the front band, the corridor (0 wide in an open hall) and the back band. */
export interface Skeleton {
  readonly front: number;
  readonly corridor: number;
  readonly back: number;
  readonly pins: readonly Pin[];
  /** Stretch of the first bar's back band left for rooms. */
  readonly free: readonly [from: number, to: number];
  /** Bars one behind the other, each with a front band, a corridor and a back band; most buildings are a single one. */
  readonly bars: readonly Bar[];
  /** Width of the corridor along the left side that joins the bars; 0 if there is only one. */
  readonly link: number;
  readonly stair: StairSize | undefined;
}

/** One bar: its near edge, where its front band begins, and the stretch of its back band left for rooms. */
export interface Bar {
  readonly v0: number;
  readonly depth: number;
  readonly from: number;
  readonly free: readonly [from: number, to: number];
}

const serviceShare: Record<string, number> = {
  cafe: 0.3,
  office: 0.36,
  restaurant: 0.34,
  shop: 0.22,
  house: 0.42,
  gym: 0.32,
  community: 0.42,
  worship: 0.3,
  warehouse: 0.2,
  factory: 0.24,
};

/** Share of the depth beside the corridor that the back band takes: small rooms want a shallow band. */
const backShare: Record<string, number> = { office: 0.36, clinic: 0.42, guesthouse: 0.46, house: 0.42 };

function stairOf({ heights, flights, use }: Pick<Shape, "heights" | "flights" | "use">): StairSize {
  return stairSize(heights, flights, use === "school" ? schoolFlight : undefined);
}

/** The corridor that joins the bars, from the first of their corridors to the last; empty for a single bar. */
export function linkBox({ bars, link, front, corridor }: Skeleton): Rectangle {
  const near = snap(bars[0]!.v0 + front);
  return { x0: 0, y0: near, x1: link, y1: snap(bars.at(-1)!.v0 + front + corridor) };
}

/** Lays out bands and pins for the whole building. */
export function skeletonOf(shape: Shape): Skeleton {
  const stair = shape.stairs > 0 ? stairOf(shape) : undefined;
  const comb = combOf(shape);
  const bar = { ...shape, depth: comb.depth, width: shape.width - comb.link };
  const bands = bandsOf(bar, stair);
  const bandAt = (i: number) => {
    const v0 = i === 0 ? 0 : snap(i * (comb.depth + comb.court));
    const v1 = i === comb.count - 1 ? shape.depth : snap(v0 + comb.depth);
    return { v0, v1, back0: snap(v0 + bands.front + bands.corridor) };
  };
  const pins: Pin[] = [];
  let u = comb.link;
  for (const slot of leftPins(bar, bands.back, stair)) {
    const { back0, v1 } = bandAt(0);
    pins.push(...slotPins(slot, u, { v0: back0, v1 }));
    u = snap(u + slot.width);
  }
  let end = shape.width;
  if (stair && shape.stairs > 1) {
    const slot: Slot = { ...stairSlot(stair, bands.back), id: "stair-2", name: "계단실 2" };
    const { back0, v1 } = bandAt(comb.count - 1);
    end = snap(end - slot.width);
    pins.push(...slotPins(slot, end, { v0: back0, v1 }));
  }
  const last = comb.count === 1 ? end : shape.width;
  const first = closed(pins, u, last);
  const bars = Array.from({ length: comb.count }, (_, i): Bar => {
    const { v0, v1 } = bandAt(i);
    const to = i === comb.count - 1 ? end : shape.width;
    // Before the first corridor and behind the last there is no link.
    const back = i === comb.count - 1 ? 0 : comb.link;
    return { v0, depth: snap(v1 - v0), from: i === 0 ? 0 : comb.link, free: i === 0 ? first.free : [back, to] };
  });
  return { ...bands, ...first, bars, link: comb.link, stair };
}

/** Bars of one depth with courts between them, and the corridor that joins them. */
export interface Comb {
  readonly count: number;
  readonly depth: number;
  readonly court: number;
  readonly link: number;
}

/** Deepest bar with rooms on both sides of a corridor, metres. */
export const deepestBar = (use: string): number => (use === "office" || teachingUses.includes(use) ? 17.5 : 15);
/** Width of the corridor that joins bars: for patients and for pupils the law asks for more, metres. */
export const linkWidth = (use: string): number =>
  ["clinic", "elderly"].includes(use) ? 2.1 : schoolUses.includes(use) ? 2.75 : 1.8;
/** The narrowest court, metres. */
export const narrowestCourt = 5;

/** The bars of a building, from its size and storey area: as few as keep each within the deepest. */
export function combOf(shape: Pick<Shape, "typology" | "width" | "depth" | "area" | "use">): Comb {
  const { width, depth, area } = shape;
  const full = width * depth - area < 0.02 * area;
  if (shape.typology !== "double_corridor" || full) return { count: 1, depth, court: 0, link: 0 };
  const link = linkWidth(shape.use);
  for (let count = 2; ; count++) {
    const bar = (area - depth * link) / (count * (width - link));
    const court = (depth - count * bar) / (count - 1);
    if (bar > deepestBar(shape.use) + 0.3 && count < 12) continue;
    return { count, depth: snap(bar), court: snap(court), link };
  }
}

/** Shortest stretch that still makes a room, metres. */
const shortest = 1.6;

/** A rest of the back band too short for a room is given to the last room of the core. */
function closed(pins: Pin[], from: number, to: number): Pick<Skeleton, "pins" | "free"> {
  if (to - from >= shortest || pins.length === 0) return { pins, free: [from, to] };
  const wide = pins.map((pin) => (Math.abs(pin.x1 - from) < 1e-6 ? { ...pin, x1: to } : pin));
  return { pins: wide, free: [to, to] };
}

/** A storey of this area has less than 200 m2 of rooms, for which the law asks for wider corridors. */
const narrowBelowM2 = 220;
/** Corridor of a school by wall centreline: 2.4 m clear, metres. */
const schoolCorridor = 2.6;

/** Width of the corridor by wall centreline, metres: patients get more room than the law asks for. */
function corridorWidth({ use, area }: Pick<Shape, "use" | "area">): number {
  if (schoolUses.includes(use)) return schoolCorridor;
  const patients = use === "clinic" || use === "elderly";
  if (area < narrowBelowM2) return patients && area >= 150 ? 1.65 : 1.4;
  return patients ? 1.95 : 1.65;
}

/** Depth of a bar with rooms on both sides of a corridor in which stairs stand across the back band, metres. */
export const depthAcross = (shape: Pick<Shape, "heights" | "flights" | "use" | "area">): number =>
  stairOf(shape).length + 2 * barPlay + 0.1 + corridorWidth(shape) + shallowestFront;

/** A bar as the bands see it: its own width and depth in place of the building's. */
function bandsOf(shape: Shape, stair: StairSize | undefined) {
  const { depth, width } = shape;
  const least = stair ? stair.breadth : 0;
  if (shape.typology === "open_hall") {
    // Beside a compact stair there is no more than a toilet: the band is as deep as the stair is wide.
    const share = stair && shape.flights === "compact" ? 0 : depth * (serviceShare[shape.use] ?? 0.3);
    const floor = width * depth >= 45 ? 2.4 : 2.05;
    const back = round(Math.max(least, floor, Math.min(share, 4.2)));
    return { front: snap(depth - back), corridor: 0, back };
  }
  const home = shape.typology === "hall_corridor";
  const corridor = home ? 1.4 : corridorWidth(shape);
  const shallow = stair ? Math.max(0.4, backShare[shape.use] ?? 0.44) : (backShare[shape.use] ?? 0.44);
  const share = home ? 0.45 : shallow;
  const usual = Math.min(shallowestBack, (depth - corridor) * 0.44);
  const wanted = round(Math.max(least, (depth - corridor) * share, home || stair ? 0 : usual));
  const back = home ? wanted : deepEnough(wanted, depth - corridor, stair);
  return { front: snap(depth - corridor - back), corridor, back };
}

/** Shallowest front band that still makes rooms, metres. */
const shallowestFront = 3.6;

/** Back band in which a meeting room or a store is not yet a corridor, metres. */
const shallowestBack = 3.7;

/** Bars of a comb differ by what rounding to the millimetre leaves, metres. */
const barPlay = 0.01;

/** A back band a little deeper lets the stairs stand across it, which halves the floor they take. */
function deepEnough(back: number, both: number, stair: StairSize | undefined): number {
  if (!stair || back >= stair.length + barPlay) return back;
  const across = Math.ceil((stair.length + barPlay) * 20 - 1e-6) / 20;
  return both - across >= shallowestFront ? across : back;
}

interface Slot {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly width: number;
  /** The toilets of a block. */
  readonly wet?: WetWish;
}

function stairSlot(stair: StairSize, back: number): Slot {
  const across = back >= stair.length;
  return { id: "stair-1", kind: "stair", name: "계단실", width: across ? stair.breadth : stair.length };
}

/** What the core leaves to a kitchen that the ground floor behind a hall has to have, metres. */
const kitchenWidth: Readonly<Record<string, number>> = { cafe: 2.05, restaurant: 2.8 };

const isWet = ({ kind }: Slot): boolean => ["wc", "wc_accessible", "washroom", "bath"].includes(kind);
const isAccessible = ({ kind }: Slot): boolean => kind === "wc_accessible";
const widthOf = (slots: readonly Slot[]): number => slots.reduce((sum, slot) => sum + slot.width, 0);

/** The stair, the lift and the wet rooms stand side by side from the left end of the back band. */
function leftPins(shape: Shape, back: number, stair: StairSize | undefined): Slot[] {
  if (!stair) return [];
  const slots: Slot[] = [stairSlot(stair, back)];
  if (shape.lift) slots.push({ id: "lift", kind: "lift", name: "승강기", width: 2.3 });
  const wide = (m2: number, least: number) => round(Math.max(least, m2 / back, back / 2.4));
  const bath = { id: "bath-1", kind: "bath", name: "욕실", width: wide(5, 1.7) };
  const single = shape.use === "house" ? [bath] : singleSlots(shape, wide);
  const block = wetSlot(shape, back);
  const room = shape.width - (shape.stairs > 1 ? slots[0]!.width : 0);
  const kitchen = shape.typology === "open_hall" ? (kitchenWidth[shape.use] ?? 0) : 0;
  if (block && widthOf([...slots, ...block]) <= room - kitchen) return filled([...slots, ...block], room);
  const usual = fitting([...slots, ...single], room - (kitchen || shortest), shape.lift ? 3 : 2);
  // A toilet for everybody comes before a store: an accessible one alone does not do for a storey.
  const alone = kitchen === 0 && usual.some(isAccessible) && !usual.some(({ kind }) => kind === "wc");
  const beside = alone ? fitting([...slots, ...single], room, usual.length) : usual;
  if (beside.some(isWet) && widthOf(beside) <= room - kitchen) return beside;
  // A smaller toilet for all is better than none; the programme then tells the layout that there is no accessible one.
  if (shape.accessible) return leftPins({ ...shape, accessible: false }, back, stair);
  // Where toilet and kitchen don't fit beside the stair, the kitchen takes its place on the ground floor.
  const kept = fitting([...slots, ...single], room - shortest, 2);
  return fitting(widthOf(kept) > room ? kept.map(slim) : kept, room, 1);
}

/** A toilet as slim as one can be. */
const slim = (slot: Slot): Slot => (isWet(slot) ? { ...slot, width: Math.min(slot.width, slimToilet) } : slot);
const slimToilet = 1.45;

/** Drops the last of the slots while they are wider than the room, down to `least`; a toilet that stays alone is for everybody. */
function fitting(slots: readonly Slot[], room: number, least: number): Slot[] {
  const kept = [...slots];
  while (kept.length > least && widthOf(kept) > room) kept.pop();
  const forOneSex = kept.filter(({ kind, name }) => kind === "wc" && name !== "화장실");
  return forOneSex.length === 1
    ? kept.map((slot) => (slot === forOneSex[0] ? { ...slot, name: "화장실" } : slot))
    : kept;
}

/** Toilets share evenly what is too short for a room. */
function filled(slots: readonly Slot[], room: number): Slot[] {
  const rest = room - widthOf(slots);
  const last = slots.at(-1)!;
  return rest < shortest ? [...slots.slice(0, -1), { ...last, width: snap(last.width + rest) }] : [...slots];
}

/** Toilets round a washroom of their own; undefined where the band is too shallow for one or too few are wanted. */
function wetSlot(shape: Shape, back: number): Slot[] | undefined {
  const wet = wetWish(shape.use, shape.width * shape.depth, shape.accessible);
  const width = wet && wetWidth(back, wet);
  return width === undefined ? undefined : [{ id: washroomId, kind: "washroom", name: "", width, wet }];
}

/** Toilets side by side, each with its door to the hall or corridor. */
function singleSlots(shape: Shape, wide: (m2: number, least: number) => number): Slot[] {
  const area = shape.width * shape.depth;
  const each = Math.min(22, Math.max(5, area * 0.022));
  if (area < 70) return [{ id: "wc-1", kind: "wc", name: "화장실", width: wide(4.5, 1.6) }];
  const accessible = { id: "wc-a", kind: "wc_accessible", name: "장애인 화장실", width: wide(4.6, 1.95) };
  if (shape.use === "guesthouse") {
    const shared = { id: "wc-1", kind: "wc", name: "공용 화장실", width: wide(5, 1.6) };
    return [...(shape.accessible ? [accessible] : []), shared];
  }
  return [
    ...(shape.accessible ? [accessible] : []),
    { id: "wc-f", kind: "wc", name: "여자 화장실", width: wide(each, 1.6) },
    { id: "wc-m", kind: "wc", name: "남자 화장실", width: wide(each, 1.6) },
  ];
}

/** A lift shaft needs little depth: what is left of a deep band becomes its lobby. */
function slotPins(slot: Slot, u: number, band: { v0: number; v1: number }): Pin[] {
  const { width, wet, ...room } = slot;
  if (wet) {
    return wetRooms({ width, depth: snap(band.v1 - band.v0) }, wet).map((part) => ({
      ...part,
      x0: snap(u + part.x0),
      y0: snap(band.v0 + part.y0),
      x1: snap(u + part.x1),
      y1: snap(band.v0 + part.y1),
    }));
  }
  const rest = { x0: u, x1: snap(u + width) };
  const cut = snap(band.v1 - 2.4);
  if (slot.kind !== "lift" || cut - band.v0 < 1.4) {
    return [{ ...room, ...rest, y0: band.v0, y1: band.v1 }];
  }
  return [
    { id: "lift-hall", kind: "corehall", name: "승강기홀", ...rest, y0: band.v0, y1: cut },
    { ...room, ...rest, y0: cut, y1: band.v1 },
  ];
}

const round = (metres: number): number => Math.round(metres * 20) / 20;
