import type { Rectangle } from "../geometry/rectangle.ts";
import type { YardGrid, YardRoom } from "./courtyard.ts";

/** Names of the sleeping rooms, in the order they are laid out. */
interface Words {
  readonly kind: string;
  readonly name: (n: number) => string;
  /** Every sleeping room has its own bathroom. */
  readonly baths: boolean;
}

const guestNames = ["매화실", "난초실", "국화실", "대나무실", "소나무실", "모란실", "연꽃실", "동백실"];
const houseNames = ["안방", "건넌방", "사랑방", "작은사랑방", "별당"];

const words = (use: string): Words =>
  use === "guesthouse"
    ? {
        kind: "guestroom",
        name: (n) => guestNames[n - 1] ?? `온돌객실 ${n}`,
        baths: true,
      }
    : { kind: "bedroom", name: (n) => houseNames[n - 1] ?? `온돌방 ${n}`, baths: false };

const box = (x0: number, y0: number, x1: number, y1: number): Rectangle => ({ x0, y0, x1, y1 });

/** Lays the rooms of a hanok on its bays: sleeping rooms in the wings, the daecheong in the middle of the back wing. */
export function yardRooms(grid: YardGrid, use: string): YardRoom[] {
  const rooms: YardRoom[] = [];
  const word = words(use);
  const sleep = (cells: Rectangle, door: "S" | "E" | "W", bath: Rectangle): void => {
    const n = rooms.filter((room) => room.kind === word.kind && !room.inside).length + 1;
    const id = `${word.kind}-${n}`;
    const unit = word.baths ? `G${n}` : "";
    rooms.push({ id, kind: word.kind, name: word.name(n), cells, door, unit });
    const own = word.baths || n === 1;
    if (own) rooms.push({ id: `${id}+bath`, kind: "bath", cells: bath, inside: id, unit });
  };
  if (grid.deep === 1) return smallBar(grid, use, word);
  sideWings(grid, sleep, rooms);
  backWing(grid, use, sleep, rooms);
  return rooms;
}

type Sleep = (cells: Rectangle, door: "S" | "E" | "W", bath: Rectangle) => void;

/** Bathrooms lie on the outer side, back to back where two rooms meet. */
function sideWings({ along, wings, span }: YardGrid, sleep: Sleep, rooms: YardRoom[]): void {
  wings.forEach((length, side) => {
    const [x0, x1] = side === 0 ? [0, 2] : [along - 2, along];
    const door = side === 0 ? "E" : "W";
    const bathX: [number, number] = side === 0 ? [0, 0.8] : [along - 0.8, along];
    let y = 0;
    for (let i = 0; y + span <= length; i++, y += span) {
      const size = span === 2 ? 1 : 0.6;
      const low = i % 2 === 1 ? y : y + span - size;
      sleep(box(x0, y, x1, y + span), door, box(bathX[0], low, bathX[1], low + size));
    }
    if (y < length) {
      const id = `tea-${side + 1}`;
      rooms.push({ id, kind: "tea", cells: box(x0, y, x1, length), door });
    }
  });
}

function backWing(grid: YardGrid, use: string, sleep: Sleep, rooms: YardRoom[]): void {
  const { along, wings } = grid;
  const y = Math.max(...wings);
  const end = wings[1] > 0 ? along - 2 : along;
  let x = kitchenEnd(grid, y, rooms);
  const hall = Math.min(2, Math.max(1, end - x - 1));
  rooms.push({ id: "daecheong", kind: "daecheong", cells: box(x, y, x + hall, y + 2), door: "S" });
  x += hall;
  if (end - x >= 1 && (wings[1] > 0 || end - x !== 2)) {
    const host = use === "guesthouse" ? "안내·관리실" : "서재";
    const kind = use === "guesthouse" ? "host" : "study";
    const cells = box(x, y, x + 1, y + 1);
    // The study of a house opens to the daecheong and the bedroom; a third door would leave no wall for the desk.
    rooms.push({ id: "host", kind, name: host, cells, ...(use === "guesthouse" ? { door: "S" as const } : {}) });
    rooms.push(sharedBath(use, box(x, y + 1, x + 1, y + 2)));
    x += 1;
  }
  const rowEnd = restOfRow(grid, { x, y, end }, sleep, rooms);
  if (wings[1] > 0) rightCorner(grid, { x: end, y, linked: rowEnd === "host" }, use, rooms);
}

const sharedBath = (use: string, cells: Rectangle): YardRoom =>
  use === "guesthouse" ? { id: "wc-1", kind: "wc", name: "공용 화장실", cells } : { id: "bath-1", kind: "bath", cells };

/** Kitchen in the left corner, or at the left end of a bar; returns where the daecheong may begin. */
function kitchenEnd({ along, wings, deep }: YardGrid, y: number, rooms: YardRoom[]): number {
  const corner = wings[0] > 0;
  const width = corner || along >= 7 ? 2 : 1;
  const name = "부엌·식당";
  const door = corner ? "N" : "S";
  rooms.push({ id: "dining-1", kind: "dining", name, cells: box(0, y, width, y + deep), door });
  const laundry = box(0, y + 1, 1, y + 2);
  const id = "dining-1+laundry";
  rooms.push({ id, kind: "laundry", cells: laundry, inside: "dining-1" });
  return width;
}

/** Sleeping rooms fill the rest of the back wing; a single bay left over is a room for tea. */
function restOfRow(
  { span, wings }: YardGrid,
  row: { x: number; y: number; end: number },
  sleep: Sleep,
  rooms: YardRoom[],
): "host" | "sleep" {
  let { x } = row;
  if (x >= row.end) return "host";
  const width = row.end - x === 1 ? 1 : span;
  for (; x + width <= row.end; x += width) {
    const bath = box(x, row.y + 1.2, x + Math.min(1, 0.75 * width), row.y + 2);
    sleep(box(x, row.y, x + width, row.y + 2), "S", bath);
  }
  if (x === row.end) return "sleep";
  const id = `tea-${wings[1] > 0 ? 3 : 2}`;
  rooms.push({ id, kind: "tea", cells: box(x, row.y, row.end, row.y + 2), door: "S" });
  return "host";
}

/** The right corner does not see the yard: a room for tea behind the host's, else a store with a door of its own. */
function rightCorner(
  { along }: YardGrid,
  at: { x: number; y: number; linked: boolean },
  use: string,
  rooms: YardRoom[],
): void {
  const cells = box(at.x, at.y, along, at.y + 2);
  if (!at.linked) {
    rooms.push({ id: "storage-1", kind: "storage", name: "창고·기계실", cells, door: "N" });
    return;
  }
  rooms.push({ id: "tea-9", kind: "tea", name: "다실", cells, door: "N" });
  if (rooms.some((room) => room.id === "wc-1" || room.id === "bath-1")) return;
  const bath = sharedBath(use, box(at.x, at.y + 1, at.x + 1, at.y + 2));
  rooms.push({ ...bath, id: `tea-9+${bath.kind}`, inside: "tea-9" });
}

function smallBar({ along }: YardGrid, use: string, word: Words): YardRoom[] {
  const rooms: YardRoom[] = [
    { id: "dining-1", kind: "dining", name: "부엌", cells: box(0, 0, 1, 1), door: "S" },
    { id: "bath-1", kind: use === "guesthouse" ? "wc" : "bath", cells: box(0, 0.4, 0.7, 1), inside: "dining-1" },
  ];
  for (let x = 1; x < along; x++) {
    const last = x === along - 1;
    const kind = last ? word.kind : "daecheong";
    const name = last ? { name: word.name(1) } : {};
    rooms.push({ id: `${kind}-${x}`, kind, ...name, cells: box(x, 0, x + 1, 1), door: "S" });
  }
  return rooms;
}
