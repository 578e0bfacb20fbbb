import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Side } from "../concept/buildable.ts";
import { roomKind } from "../concept/rooms.ts";
import { snap } from "../geometry/snap.ts";
import type { DraftRoom, DraftStair } from "./draft.ts";
import { freeSpans, takeSpan } from "./openings.ts";
import type { DraftOpening } from "./openings.ts";
import { stairSpots } from "./stair-window.ts";
import { openingGap } from "./storey-walls.ts";
import type { Edge } from "./storey-walls.ts";

/** What the windows of a storey are made for. */
export interface WindowTask {
  readonly rooms: readonly DraftRoom[];
  readonly edges: readonly Edge[];
  readonly storey: number;
  readonly road: Side;
  readonly ceiling: number;
  /** Floor to floor. */
  readonly height: number;
  readonly stairs: readonly DraftStair[];
  readonly timber: boolean;
  /** Sides too near the boundary for windows of apartments. */
  readonly blind: readonly Side[];
  /** Doors already set; glass sliding doors give daylight too. */
  readonly doors: readonly DraftOpening[];
  readonly areaOf: (room: DraftRoom) => number;
}

interface Pane {
  readonly sill: number;
  readonly height: number;
  /** Widest single window, metres. */
  readonly widest: number;
}

/** Window area wished per floor area: above the 1/10 of the law, so that half of it opens to more than 1/20. */
const daylightShare = 0.155;
const generousShare = 0.21;
/** Widths below this are no window worth making. */
const narrowest = 0.5;

/** Sets windows into the outer walls: daylight for rooms people stay in, glass to the street, vents for the rest. */
export function setWindows(task: WindowTask): DraftOpening[] {
  if (task.storey < 0) return [];
  const windows: DraftOpening[] = [];
  for (const room of task.rooms) {
    const style = roomKind(room.kind).window;
    const edges = outerEdges(task, room);
    if (style === "none" || edges.length === 0) continue;
    if (style === "shop") windows.push(...shopFront(task, room, edges));
    const rest = style === "shop" ? edges.filter((edge) => edge.wall.run.faces !== task.road) : edges;
    const stair = task.stairs.find((entry) => entry.room === room.id);
    if (stair) windows.push(...stairWindow(task, { room, stair, edges: rest }));
    else if (style === "high") windows.push(...vent(room, rest));
    else if (style === "shop") windows.push(...sideLights(task, room, rest));
    else windows.push(...daylight(task, room, rest, windows));
  }
  return markFirefighters(task, windows);
}

/** Outer edges of a room, the sunny sides first, the longest of each side first. */
function outerEdges(task: WindowTask, room: DraftRoom): Edge[] {
  const order: Side[] = ["S", "E", "W", "N"];
  return task.edges
    .filter((edge) => edge.rooms.length === 1 && edge.rooms[0] === room)
    .filter((edge) => !task.blind.includes(edge.wall.run.faces!))
    .toSorted(
      (a, b) => order.indexOf(a.wall.run.faces!) - order.indexOf(b.wall.run.faces!) || b.to - b.from - (a.to - a.from),
    );
}

function paneOf(task: WindowTask, room: DraftRoom): Pane {
  const top = Math.min(2.25, task.ceiling - 0.1);
  if (task.timber) return { sill: 0.45, height: snap(Math.min(1.5, top - 0.45)), widest: 1.8 };
  if (room.kind === "living" || room.kind === "daecheong") {
    return { sill: 0.3, height: snap(top - 0.3), widest: 2.4 };
  }
  return { sill: 0.75, height: snap(top - 0.75), widest: 2.1 };
}

/** Glass from near the floor to the ceiling, for a deep room with little outer wall. */
const tallPane = ({ ceiling }: WindowTask): Pane => ({
  sill: 0.3,
  height: snap(ceiling - 0.4),
  widest: 2.6,
});

function shopFront(task: WindowTask, room: DraftRoom, edges: readonly Edge[]): DraftOpening[] {
  const sill = task.storey === 1 ? 0.1 : 0.3;
  const pane = { sill, height: snap(Math.min(2.7, task.ceiling - 0.15) - sill), widest: 2.6 };
  return edges.filter((edge) => edge.wall.run.faces === task.road).flatMap((edge) => fill(room, edge, pane, Infinity));
}

/** A room behind a shop front has a window in each of its other long outer walls. */
function sideLights(task: WindowTask, room: DraftRoom, edges: readonly Edge[]): DraftOpening[] {
  const pane = paneOf(task, room);
  return edges
    .filter((edge) => edge.to - edge.from > 3)
    .flatMap((edge) => fill(room, edge, pane, Math.min(4.8, (edge.to - edge.from) * 0.4)));
}

/** Windows until the room has its share of daylight. */
function daylight(
  task: WindowTask,
  room: DraftRoom,
  edges: readonly Edge[],
  windows: readonly DraftOpening[],
): DraftOpening[] {
  const usual = paneOf(task, room);
  const corridor = ["corridor", "corehall"].includes(room.kind);
  const share = ["living", "family", "daecheong"].includes(room.kind) ? generousShare : daylightShare;
  const wanted = corridor ? 1.2 * usual.height : task.areaOf(room) * share;
  const width = edges.flatMap((edge) => freeSpans(edge)).reduce((sum, { from, to }) => sum + to - from, 0);
  const short = !corridor && width * 0.85 * usual.height < wanted;
  const pane = short ? tallPane(task) : usual;
  const given = [...task.doors, ...windows]
    .filter((opening) => opening.rooms.length === 1 && opening.rooms[0] === room)
    .filter((opening) => opening.kind !== OpeningKind.DOOR)
    .reduce((sum, opening) => sum + opening.width * opening.height, 0);
  let lacking = wanted - given;
  const made: DraftOpening[] = [];
  for (const edge of edges) {
    if (lacking <= 0.05 && (made.length > 0 || corridor)) break;
    const least = task.storey > 1 ? firefighterWidth : 0.9;
    const found = fill(room, edge, pane, Math.max(least, lacking / pane.height));
    made.push(...found);
    lacking -= found.reduce((sum, opening) => sum + opening.width * opening.height, 0);
  }
  return made;
}

/** Windows side by side in the free stretches of an edge, up to a total width. */
function fill(room: DraftRoom, edge: Edge, pane: Pane, total: number): DraftOpening[] {
  const made: DraftOpening[] = [];
  let left = total;
  const spans = freeSpans(edge).toSorted((a, b) => b.to - b.from - (a.to - a.from));
  for (const span of spans) {
    if (left < 0.05) break;
    const room_ = span.to - span.from;
    const width = Math.min(room_, left === Infinity ? room_ : left + 0.05);
    const count = Math.max(1, Math.ceil((width - 0.02) / (pane.widest + 0.12)));
    const most = count === 1 ? room_ : room_ / count - openingGap;
    const each = Math.floor(Math.min(pane.widest, most, width / count) * 20 + 1e-6) / 20;
    if (each < narrowest) continue;
    const pitch = room_ / count;
    for (let i = 0; i < count; i++) {
      const within = { from: span.from + pitch * i, to: span.from + pitch * (i + 1) };
      const centre = takeSpan(edge, { width: each, where: "middle", within });
      if (centre === undefined) continue;
      made.push(windowAt(room, edge, pane, { centre, width: each }));
      left -= each;
    }
  }
  return made;
}

/** A small high window, where the wall has room for one. */
function vent(room: DraftRoom, edges: readonly Edge[]): DraftOpening[] {
  const big = ["kitchen", "staff"].includes(room.kind);
  const pane = big ? { sill: 1.1, height: 1.1, widest: 1.2 } : { sill: 1.5, height: 0.6, widest: 0.6 };
  for (const edge of edges) {
    const width = pane.widest;
    const centre = takeSpan(edge, { width, where: "middle" });
    if (centre !== undefined) return [windowAt(room, edge, pane, { centre, width })];
  }
  return [];
}

/** The window of a stair, clear of its landing and flights. */
function stairWindow(
  task: WindowTask,
  { room, stair, edges }: { room: DraftRoom; stair: DraftStair; edges: readonly Edge[] },
): DraftOpening[] {
  for (const { edge, within, sill, height } of stairSpots(stair, edges, task.height)) {
    const free = Math.max(0, ...freeSpans(edge, within).map(({ from, to }) => to - from));
    const width = Math.min(1.2, Math.floor(free * 20 + 1e-6) / 20);
    const centre = width < narrowest ? undefined : takeSpan(edge, { width, where: "middle", within });
    if (centre !== undefined) return [windowAt(room, edge, { sill, height, widest: width }, { centre, width })];
  }
  return [];
}

function windowAt(room: DraftRoom, edge: Edge, pane: Pane, at: { centre: number; width: number }): DraftOpening {
  return {
    edge,
    kind: OpeningKind.WINDOW,
    ...at,
    height: pane.height,
    sill: pane.sill,
    rooms: [room],
    exit: false,
    openable: 0.5,
    firefighter: false,
  };
}

/** Frame that a firefighter's opening loses on each side, and the narrowest window that is one, metres. */
const frame = 0.05;
const firefighterWidth = 0.9 + 2 * frame;

/** Marks windows big and low enough on storeys 2 to 11, one and one more for each 40 m of facade, street side first. */
function markFirefighters(task: WindowTask, windows: readonly DraftOpening[]): DraftOpening[] {
  if (task.storey < 2 || task.storey > 11) return [...windows];
  const outer = task.edges.filter((edge) => edge.rooms.length === 1);
  const facade = outer.reduce((sum, edge) => sum + edge.piece.to - edge.piece.from, 0);
  const fit = windows
    .filter((w) => w.width >= firefighterWidth && w.height >= 1 + 2 * frame && w.sill <= 0.8 - frame)
    .toSorted((a, b) => score(b, task.road) - score(a, task.road));
  const chosen = new Set(fit.slice(0, 1 + Math.floor(facade / 40)));
  return windows.map((window) => (chosen.has(window) ? { ...window, firefighter: true } : window));
}

const score = (window: DraftOpening, road: Side): number =>
  (window.edge.wall.run.faces === road ? 10 : 0) +
  (roomKind(window.rooms[0]!.kind).role === "circulation" ? 5 : 0) +
  window.width;
