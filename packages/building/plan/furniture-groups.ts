import type { XY } from "../geometry/vector.ts";
import type { Side } from "../concept/buildable.ts";
import type { Placer } from "./placer.ts";

/** Chairs are this wide and deep, metres. */
const chair = 0.45;

interface Size {
  readonly width: number;
  readonly depth: number;
}

/** A table with chairs along its longer sides; the group is set as a whole or not at all. */
export function chairsRound(placer: Placer, centre: XY, table: Size): boolean {
  const along = table.width >= table.depth;
  const reach = chair + 0.05;
  const group = along
    ? { width: table.width, depth: table.depth + 2 * reach }
    : { width: table.width + 2 * reach, depth: table.depth };
  if (!placer.at({ kind: "group", ...group }, centre)) return false;
  placer.items.splice(-1, 1, { kind: "table", centre, ...table, rotation: 0 });
  const length = along ? table.width : table.depth;
  const count = Math.max(1, Math.floor(length / 0.65));
  const off = (along ? table.depth : table.width) / 2 + chair / 2;
  for (let i = 0; i < count; i++) {
    const shift = ((i + 0.5) / count - 0.5) * length;
    for (const side of [1, -1]) {
      const spot = along
        ? { x: centre.x + shift, y: centre.y + side * off }
        : { x: centre.x + side * off, y: centre.y + shift };
      const rotation = along ? (side > 0 ? 0 : 180) : side > 0 ? 270 : 90;
      placer.items.push({ kind: "chair", centre: rounded(spot), width: chair, depth: chair, rotation });
    }
  }
  return true;
}

/** Sets the first of some tables that finds a place, nearest to the middle of the room. */
export function tableSomewhere(placer: Placer, sizes: readonly Size[]): boolean {
  const { room } = placer;
  const steps = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.2, 0.8];
  for (const size of sizes) {
    for (const i of steps) {
      for (const j of steps) {
        const centre = {
          x: room.x0 + (room.x1 - room.x0) * i,
          y: room.y0 + (room.y1 - room.y0) * j,
        };
        if (chairsRound(placer, rounded(centre), size)) return true;
      }
    }
  }
  return false;
}

const rounded = ({ x, y }: XY): XY => ({ x: Math.round(x * 1000) / 1000, y: Math.round(y * 1000) / 1000 });

/** Most groups set into one room: beyond it a drawing shows no more than a pattern. */
const mostGroups = 60;

/** Tables for two and four on a grid, leaving aisles, over the whole of the room; `pitch` is the least distance of columns, metres. */
export function tableGrid(placer: Placer, pitch: number): void {
  const { room } = placer;
  const [w, d] = [room.x1 - room.x0 - 0.8, room.y1 - room.y0 - 0.8];
  // Where more would fit than are drawn, they stand further apart, so that no part of the room is left bare.
  const apart = Math.max(1, Math.sqrt((w * d) / (pitch * 1.75 * mostGroups)));
  const columns = Math.max(1, Math.floor(w / (pitch * apart)));
  const rows = Math.max(1, Math.floor(d / (1.75 * apart)));
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) {
      const centre = rounded({
        x: room.x0 + 0.4 + (w * (i + 0.5)) / columns,
        y: room.y0 + 0.4 + (d * (j + 0.5)) / rows,
      });
      const four = (i + j) % 3 === 0;
      chairsRound(placer, centre, four ? { width: 1.3, depth: 0.75 } : { width: 0.7, depth: 0.7 });
    }
  }
}

/** Desks in facing pairs of rows with their chairs. */
export function deskRows(placer: Placer): void {
  const { room } = placer;
  const [w, d] = [room.x1 - room.x0 - 1.2, room.y1 - room.y0 - 1.2];
  const rows = Math.max(1, Math.floor((d + 0.4) / 3.0));
  const columns = Math.max(1, Math.floor(w / 1.45));
  let set = 0;
  for (let j = 0; j < rows; j++) {
    const y = room.y0 + 0.6 + (d * (j + 0.5)) / rows;
    for (let i = 0; i < columns && set < mostGroups; i++) {
      const x = room.x0 + 0.6 + (w * (i + 0.5)) / columns;
      for (const side of rows === 1 && d < 2.4 ? [1] : [1, -1]) {
        const desk = { kind: "desk", width: 1.4, depth: 0.7, front: 0.75 };
        const centre = rounded({ x, y: y + side * 0.36 });
        if (!placer.at(desk, centre, side > 0 ? 180 : 0)) continue;
        set += 1;
        placer.items.push({
          kind: "chair",
          centre: rounded({ x, y: centre.y + side * 0.62 }),
          width: chair,
          depth: chair,
          rotation: side > 0 ? 0 : 180,
        });
      }
    }
  }
}

/** Benches in rows across the room with an aisle in the middle; they look away from the street. */
export function benchRows(placer: Placer, road: Side): void {
  const { room } = placer;
  const along = road === "N" || road === "S";
  const [wide, deep] = along ? [room.x1 - room.x0, room.y1 - room.y0] : [room.y1 - room.y0, room.x1 - room.x0];
  const rotation = { S: 180, N: 0, W: 90, E: 270 }[road];
  const length = Math.min(3.6, (wide - 3.2) / 2);
  if (length < 1.2) return;
  const [low, high] = [1.8, deep - 2.8];
  for (let v = low; v <= high; v += 1.0) {
    for (const side of [-1, 1]) {
      const u = wide / 2 + side * (0.6 + length / 2);
      const away = road === "S" || road === "W" ? v : deep - v;
      const centre = along ? { x: room.x0 + u, y: room.y0 + away } : { x: room.x0 + away, y: room.y0 + u };
      placer.at({ kind: "bench", width: length, depth: 0.45, front: 0.3 }, rounded(centre), rotation);
    }
  }
}

/** Single desks with chairs in columns and rows, all looking to one end of the room. */
export function classRows(placer: Placer, road: Side): void {
  const { room } = placer;
  const [w, d] = [room.x1 - room.x0, room.y1 - room.y0];
  const upright = d >= w;
  const [across, along] = upright ? [w, d] : [d, w];
  const columns = Math.max(1, Math.floor((across - 0.7) / 1.15));
  const rows = Math.max(1, Math.floor((along - 2.2) / 1.2));
  const flip = road === "N" || road === "E";
  for (let j = 0; j < rows && j * columns < mostGroups; j++) {
    for (let i = 0; i < columns; i++) {
      const u = (across * (i + 0.5)) / columns;
      const far = 1.9 + j * 1.2;
      const v = flip ? along - far : far;
      const seat = flip ? v - 0.5 : v + 0.5;
      const desk = rounded(upright ? { x: room.x0 + u, y: room.y0 + v } : { x: room.x0 + v, y: room.y0 + u });
      const chairAt = rounded(upright ? { x: room.x0 + u, y: room.y0 + seat } : { x: room.x0 + seat, y: room.y0 + u });
      const rotation = upright ? (flip ? 180 : 0) : flip ? 90 : 270;
      const size = upright ? { width: 0.7, depth: 1.05 } : { width: 1.05, depth: 0.7 };
      const middle = rounded({ x: (desk.x + chairAt.x) / 2, y: (desk.y + chairAt.y) / 2 });
      if (!placer.at({ kind: "group", ...size }, middle)) continue;
      const table = upright ? { width: 0.7, depth: 0.5 } : { width: 0.5, depth: 0.7 };
      placer.items.splice(-1, 1, { kind: "table", centre: desk, ...table, rotation: 0 });
      placer.items.push({ kind: "chair", centre: chairAt, width: chair, depth: chair, rotation });
    }
  }
}

/** Treatment beds side by side with their heads to the walls. */
export function bedsInRows(placer: Placer): void {
  const { room } = placer;
  const count = Math.min(12, Math.floor(((room.x1 - room.x0) * (room.y1 - room.y0)) / 6));
  for (let i = 0; i < count; i++) {
    placer.againstWall({ kind: "bed", width: 0.9, depth: 2.0, front: 0.5 });
  }
}
