import type { Side } from "../concept/buildable.ts";
import { regionRings } from "../geometry/rectilinear.ts";
import type { DraftRoom } from "./draft.ts";

/** A line along x ("h") or y ("v"); its position is the other coordinate. */
export type Axis = "h" | "v";

/** A stretch of a boundary with the rooms on its two sides; a missing room means outside. */
export interface Piece {
  readonly axis: Axis;
  readonly at: number;
  readonly from: number;
  readonly to: number;
  /** Room on the side of smaller coordinates. */
  readonly low: DraftRoom | undefined;
  /** Room on the side of larger coordinates. */
  readonly high: DraftRoom | undefined;
}

/** What kind of wall stands on a stretch. */
export type WallKind = "external" | "party" | "internal";

/** Pieces of one line that stand as one wall. */
export interface WallRun {
  readonly axis: Axis;
  readonly at: number;
  readonly from: number;
  readonly to: number;
  readonly kind: WallKind;
  readonly faces: Side | undefined;
  readonly pieces: readonly Piece[];
}

interface RoomEdge {
  readonly from: number;
  readonly to: number;
  readonly high: boolean;
  readonly room: DraftRoom;
}

/** Boundaries of all rooms, cut wherever the room on either side changes. */
export function piecesOf(rooms: readonly DraftRoom[]): Piece[] {
  const lines = new Map<string, RoomEdge[]>();
  for (const room of rooms) {
    for (const ring of regionRings(room.boxes)) {
      ring.forEach((a, i) => {
        const b = ring[(i + 1) % ring.length]!;
        const horizontal = Math.abs(a.y - b.y) < 1e-6;
        const key = horizontal ? `h${a.y.toFixed(3)}` : `v${a.x.toFixed(3)}`;
        const [p, q] = horizontal ? [a.x, b.x] : [a.y, b.y];
        const high = horizontal ? q > p : q < p;
        const edge = { from: Math.min(p, q), to: Math.max(p, q), high, room };
        lines.set(key, [...(lines.get(key) ?? []), edge]);
      });
    }
  }
  return [...lines].flatMap(([key, edges]) => linePieces(key, edges));
}

function linePieces(key: string, edges: readonly RoomEdge[]): Piece[] {
  const axis = key[0] as Axis;
  const at = Number(key.slice(1));
  const stops = [...new Set(edges.flatMap((edge) => [edge.from, edge.to]))].sort((a, b) => a - b);
  const pieces: Piece[] = [];
  for (let i = 0; i + 1 < stops.length; i++) {
    const [from, to] = [stops[i]!, stops[i + 1]!];
    if (to - from < 1e-4) continue;
    const covers = (edge: RoomEdge) => edge.from <= from + 1e-6 && edge.to >= to - 1e-6;
    const low = edges.find((edge) => !edge.high && covers(edge))?.room;
    const high = edges.find((edge) => edge.high && covers(edge))?.room;
    if (!low && !high) continue;
    const last = pieces.at(-1);
    const joins = last && last.low === low && last.high === high && last.to > from - 1e-4;
    if (joins) pieces[pieces.length - 1] = { ...last, to };
    else pieces.push({ axis, at, from, to, low, high });
  }
  return pieces;
}

/** Stairs and their halls are parted from homes and shops by the same walls as these from one another. */
const isCore = (room: DraftRoom): boolean => ["stair", "corehall", "lift"].includes(room.kind);

function kindOf({ low, high }: Piece): WallKind {
  if (!low || !high) return "external";
  if (low.unit === high.unit) return "internal";
  const both = low.unit !== "" && high.unit !== "";
  return both || isCore(low) || isCore(high) ? "party" : "internal";
}

function facing({ axis, low, high }: Piece): Side | undefined {
  if (low && high) return undefined;
  if (axis === "h") return high ? "S" : "N";
  return high ? "W" : "E";
}

/** Joins the pieces of a line that make one wall, and cuts the lesser of two walls that cross. */
export function runsOf(pieces: readonly Piece[]): WallRun[] {
  const runs: WallRun[] = [];
  for (const piece of pieces) {
    const kind = kindOf(piece);
    const faces = facing(piece);
    const last = runs.at(-1);
    const joins =
      last &&
      last.axis === piece.axis &&
      last.at === piece.at &&
      last.kind === kind &&
      last.faces === faces &&
      Math.abs(last.to - piece.from) < 1e-4;
    if (joins) runs[runs.length - 1] = { ...last, to: piece.to, pieces: [...last.pieces, piece] };
    else runs.push({ ...piece, kind, faces, pieces: [piece] });
  }
  return cutCrossings(runs);
}

const rank: Record<WallKind, number> = { external: 2, party: 1, internal: 0 };

/** The wall that stays whole where two cross: the stronger, then the longer. */
function lesser(a: WallRun, b: WallRun): WallRun {
  if (rank[a.kind] !== rank[b.kind]) return rank[a.kind] < rank[b.kind] ? a : b;
  return a.to - a.from < b.to - b.from ? a : b;
}

function cutCrossings(runs: readonly WallRun[]): WallRun[] {
  const result = [...runs];
  for (let i = 0; i < result.length; i++) {
    for (let j = i + 1; j < result.length; j++) {
      const [a, b] = [result[i]!, result[j]!];
      if (a.axis === b.axis || !inside(a, b.at) || !inside(b, a.at)) continue;
      const cut = lesser(a, b);
      const [first, second] = split(cut, cut === a ? b.at : a.at);
      result[cut === a ? i : j] = first;
      result.push(second);
    }
  }
  return result;
}

const inside = (run: WallRun, at: number): boolean => at > run.from + 1e-4 && at < run.to - 1e-4;

function split(run: WallRun, at: number): [WallRun, WallRun] {
  const before = run.pieces
    .filter((piece) => piece.from < at - 1e-4)
    .map((piece) => ({ ...piece, to: Math.min(piece.to, at) }));
  const after = run.pieces
    .filter((piece) => piece.to > at + 1e-4)
    .map((piece) => ({ ...piece, from: Math.max(piece.from, at) }));
  return [
    { ...run, to: at, pieces: before },
    { ...run, from: at, pieces: after },
  ];
}
