import type { Side } from "../concept/buildable.ts";
import type { Span } from "./openings.ts";
import type { Piece, Placer } from "./placer.ts";
import {
  bedsInRows,
  benchRows,
  chairsRound,
  classRows,
  deskRows,
  tableGrid,
  tableSomewhere,
} from "./furniture-groups.ts";

/** What a recipe knows of its room. */
export interface RoomFacts {
  readonly use: string;
  readonly timber: boolean;
  readonly name: string;
  readonly road: Side;
  /** Side where the kitchen lies, and the coordinate of its middle along that side. */
  readonly serving: { readonly side: Side; readonly at: number } | undefined;
  /** Where along a side guests go through doors: to stairs, toilets and outside. */
  readonly passed: (side: Side) => readonly Span[];
  /** People sleep here: the home has no bedroom. */
  readonly slept?: boolean;
}

/** Of a room about which a recipe need not know more. */
const unknown: RoomFacts = { use: "", timber: false, name: "", road: "S", serving: undefined, passed: () => [] };

type Recipe = (placer: Placer, facts: RoomFacts) => void;

const piece = (kind: string, width: number, depth: number, front = 0): Piece => ({ kind, width, depth, front });
const opposite: Record<Side, Side> = { N: "S", S: "N", E: "W", W: "E" };

const sizeOf = ({ room }: Placer) => ({ w: room.x1 - room.x0, d: room.y1 - room.y0 });
const areaOf = (placer: Placer): number => sizeOf(placer).w * sizeOf(placer).d;

/** The longest of some widths that fits along a wall. */
function longest(
  placer: Placer,
  kind: string,
  widths: readonly number[],
  depth: number,
  front: number,
  side?: Side,
): void {
  for (const width of widths) {
    if (placer.againstWall(piece(kind, width, depth, front), side ? { side } : {})) return;
  }
}

/** As `longest`, where need be with a front on floor that is kept for something else too. */
function longestSharing(placer: Placer, kind: string, widths: readonly number[], depth: number, front: number): void {
  const before = placer.items.length;
  longest(placer, kind, widths, depth, front);
  if (placer.items.length > before) return;
  widths.some((width) => placer.againstWall(sharing(true)(piece(kind, width, depth, front))));
}

/** Floor behind a counter for who serves there, metres. */
const aisle = 0.85;

/** A counter with room for the staff behind it: the longest of some widths that fits, by the side named where it does. */
function staffed(placer: Placer, widths: readonly number[], side?: Side): void {
  const sizes = [
    { depth: 0.65, front: 0.9 },
    { depth: 0.6, front: 0.7 },
    { depth: 0.5, front: 0.5 },
  ];
  for (const { depth, front } of sizes) {
    for (const width of widths) {
      const counter = { ...piece("counter", width, depth, front), behind: aisle };
      if (placer.againstWall(counter, side ? { side } : {})) return;
    }
  }
}

const hall: Recipe = (placer, { serving, road, passed }) => {
  const side = serving?.side ?? opposite[road];
  if (areaOf(placer) < 30 || !bar(placer, side, serving?.at, passed(side))) {
    staffed(placer, [2.4, 1.6, 1.2, 0.9], side);
  }
  placer.againstWall(piece("shelf", 1.8, 0.45, 0.5), { side });
  tableGrid(placer, 2.0);
  if (!placer.items.some(({ kind }) => kind === "table")) {
    tableSomewhere(placer, [
      { width: 0.7, depth: 0.7 },
      { width: 0.6, depth: 0.6 },
    ]);
  }
  placer.againstWall(piece("plant", 0.5, 0.5));
};

/** Floor behind a bar, metres, and the floor of a hall for each metre of its bar, m2: guests want the rest. */
const barAisle = 1.05;
const barShare = 12;

/** A counter along the kitchen's wall with an aisle for the staff behind it, where it stands before no door of guests. */
function bar(placer: Placer, side: Side, kitchen: number | undefined, passed: readonly Span[]): boolean {
  const { room } = placer;
  const depth = 0.7;
  const along = side === "N" || side === "S";
  const length = along ? room.x1 - room.x0 : room.y1 - room.y0;
  const middle = along ? (room.x0 + room.x1) / 2 : (room.y0 + room.y1) / 2;
  const off = barAisle + depth / 2;
  const across = { N: room.y1 - off, S: room.y0 + off, W: room.x0 + off, E: room.x1 - off }[side];
  const rotation = { N: 0, W: 90, S: 180, E: 270 }[side];
  for (const width of [4.8, 4.2, 3.4, 2.6].filter((one) => one <= areaOf(placer) / barShare)) {
    for (const shift of [0, 0.12, -0.12, 0.22, -0.22, 0.3, -0.3, 0.4, -0.4]) {
      const at = (kitchen ?? middle) + shift * length;
      if (passed.some(({ from, to }) => from < at + width / 2 && to > at - width / 2)) continue;
      const centre = along ? { x: at, y: across } : { x: across, y: at };
      if (placer.at(piece("counter", width, depth, 1.0), centre, rotation)) return true;
    }
  }
  return false;
}

const retail: Recipe = (placer, { road }) => {
  staffed(placer, [2.4, 1.8, 1.4, 1.2, 0.9], opposite[road]);
  const shelves = Math.min(14, Math.floor(areaOf(placer) / 8));
  for (let i = 0; i < shelves; i++) placer.againstWall(piece("shelf", 1.2, 0.4, 0.8));
  displays(placer);
};

/** Works hang on the walls: benches in the middle and a desk by the street. */
const exhibition: Recipe = (placer, { road }) => {
  staffed(placer, [1.8, 1.4], road);
  const { room } = placer;
  for (let x = room.x0 + 2.6; x < room.x1 - 2; x += 4.2) {
    placer.at(piece("sofa", 1.6, 0.7, 0.9), { x, y: (room.y0 + room.y1) / 2 });
  }
};

/** Books along the walls, tables to read at in the middle and a desk near the door. */
const reading: Recipe = (placer, { road }) => {
  staffed(placer, [2.4, 1.8], road);
  const shelves = Math.min(24, Math.floor(areaOf(placer) / 5));
  for (let i = 0; i < shelves; i++) placer.againstWall(piece("shelf", 1.2, 0.4, 0.9));
  tableGrid(placer, 2.6);
};

/** Machines in rows that look to the street, free floor between them. */
const fitness: Recipe = (placer, { road }) => {
  staffed(placer, [2.4, 1.8], road);
  const { room } = placer;
  for (let x = room.x0 + 1.6; x < room.x1 - 1.2; x += 2.4) {
    for (let y = room.y0 + 1.9; y < room.y1 - 1.4; y += 3.2) placer.at(piece("machine", 0.9, 1.9, 0.5), { x, y });
  }
};

/** Apparatus in a small room: a piece at the wall, floor to train on before it. */
const mats: Recipe = (placer) => longest(placer, "machine", [2.3, 1.9], 0.8, 0.6);

/** Benches in rows before a table at the wall away from the street. */
const worship: Recipe = (placer, { road }) => {
  placer.againstWall(piece("table", 1.8, 0.8, 1.6), { side: opposite[road], middle: true });
  benchRows(placer, road);
};

/** Machines along the walls and tables to work at. */
const workshop: Recipe = (placer) => {
  const count = Math.min(10, Math.floor(areaOf(placer) / 20));
  for (let i = 0; i < count; i++) placer.againstWall(piece("machine", 1.6, 1.0, 1.0));
  displays(placer);
};

/** Racks in rows with lanes between them. */
const racks: Recipe = (placer) => {
  const { room } = placer;
  for (let y = room.y0 + 1.9; y < room.y1 - 1.6; y += 3.2) {
    for (let x = room.x0 + 1.8; x < room.x1 - 1.6; x += 2.5) placer.at(piece("shelf", 2.4, 0.9, 0.9), { x, y });
  }
};

const showers: Recipe = (placer) => {
  const count = Math.max(1, Math.min(6, Math.floor(areaOf(placer) / 4)));
  for (let i = 0; i < count; i++) placer.againstWall(piece("shower", 0.9, 0.9, 0.4));
  longest(placer, "wardrobe", [2.4, 1.8, 1.2], 0.5, 0.7);
  placer.againstWall(piece("basin", 0.6, 0.48, 0.45));
};

/** Toys and books along the walls; the floor stays free. */
const playroom: Recipe = (placer) => {
  for (let i = 0; i < 5; i++) placer.againstWall(piece("shelf", 1.2, 0.4, 1.0));
};

/** Islands of goods in the middle of a shop. */
function displays(placer: Placer): void {
  const { room } = placer;
  for (let x = room.x0 + 2; x < room.x1 - 1.5; x += 2.9) {
    for (let y = room.y0 + 2; y < room.y1 - 1.5; y += 2.4) {
      placer.at(piece("display", 1.5, 0.8, 0.6), { x, y });
    }
  }
}

const living: Recipe = (placer, { timber, slept }) => {
  if (slept) {
    for (const width of [1.4, 1.0]) {
      if (placer.againstWall(piece("bed", width, 2.0, 0.4))) break;
    }
  }
  if (timber) return daecheong(placer, { ...unknown, timber });
  for (const width of [2.3, 1.8, 1.4]) {
    if (placer.againstWall(piece("sofa", width, 0.9, 1.3), { middle: true })) break;
  }
  const sofa = placer.items.at(-1);
  if (sofa?.kind === "sofa") lowTable(placer, sofa);
  else longestSharing(placer, "sofa", [2.3, 1.8, 1.4], 0.9, 0.9);
  longest(placer, "shelf", [1.8, 1.2], 0.4, 0.4);
  placer.againstWall(piece("plant", 0.45, 0.45));
};

/** A low table in front of a sofa; the floor in front is kept for it, so it is set without asking. */
function lowTable(placer: Placer, sofa: Placer["items"][number]): void {
  const angle = (sofa.rotation * Math.PI) / 180;
  const front = { x: Math.sin(angle), y: -Math.cos(angle) };
  placer.items.push({
    kind: "table_low",
    centre: {
      x: Math.round((sofa.centre.x + front.x * 1.15) * 1000) / 1000,
      y: Math.round((sofa.centre.y + front.y * 1.15) * 1000) / 1000,
    },
    width: 1.1,
    depth: 0.55,
    rotation: sofa.rotation,
  });
}

const kitchen: Recipe = (placer) => {
  longest(placer, "kitchen", [3.6, 2.7, 2.1, 1.5], 0.65, 0.8);
  if (placer.items.length === 0) longestSharing(placer, "kitchen", [2.1, 1.8, 1.5, 1.2, 0.9], 0.6, 0.6);
  placer.againstWall(piece("fridge", 0.8, 0.75, 0.5));
  if (areaOf(placer) > 9) longest(placer, "counter", [2.4, 1.6], 0.65, 0.6);
  placer.againstWall(piece("shelf", 1.2, 0.4, 0.4));
};

/** As long a kitchen as leaves room for a table. */
const dining: Recipe = (placer) => {
  const cook = (width: number) => placer.againstWall(piece("kitchen", width, 0.62, 0.9));
  const fridge = () => placer.againstWall(piece("fridge", 0.8, 0.75, 0.5));
  const set = [3.0, 2.4, 1.8, 1.5].some((width) =>
    placer.attempt(() => cook(width) && fridge() && tableSomewhere(placer, diningTables)),
  );
  if (set) return;
  longest(placer, "kitchen", [3.0, 2.4, 1.8, 1.5, 1.2], 0.62, 0.9);
  fridge();
  tableSomewhere(placer, diningTables);
};

const diningTables = [
  { width: 1.6, depth: 0.8 },
  { width: 0.8, depth: 1.6 },
  { width: 1.2, depth: 0.75 },
  { width: 0.7, depth: 1.2 },
  { width: 0.7, depth: 0.7 },
  { width: 0.6, depth: 0.6 },
] as const;

const bedroom: Recipe = (placer, { timber, name, use }) => {
  if (use === "elderly") return bedsInRows(placer);
  if (timber) return ondol(placer);
  const widths = name.includes("안방") || areaOf(placer) > 11 ? [1.6, 1.4, 1.0] : [1.4, 1.0];
  for (const width of widths) {
    if (placer.againstWall(piece("bed", width, 2.0, 0.4), { middle: true })) break;
  }
  longestSharing(placer, "wardrobe", [1.8, 1.2, 0.9], 0.6, 0.6);
  if (areaOf(placer) > 9) placer.againstWall(piece("desk", 1.1, 0.6, 0.6));
};

/** A heated floor is slept on: bedding, a low table and a chest. */
function ondol(placer: Placer): void {
  placer.againstWall(piece("bedding", 1.1, 2.0, 0.3));
  if (areaOf(placer) > 10) placer.againstWall(piece("bedding", 1.1, 2.0, 0.3));
  longest(placer, "wardrobe", [1.2, 0.9], 0.45, 0.4);
  const { room } = placer;
  placer.at(piece("table_low", 0.8, 0.6), { x: (room.x0 + room.x1) / 2, y: (room.y0 + room.y1) / 2 });
}

const guestroom: Recipe = (placer, facts) => {
  if (facts.timber) return ondol(placer);
  for (const width of [1.6, 1.4, 1.0]) {
    if (placer.againstWall(piece("bed", width, 2.0, 0.5), { middle: true })) break;
  }
  longest(placer, "desk", [1.2, 0.9], 0.5, 0.6);
  placer.againstWall(piece("wardrobe", 0.9, 0.55, 0.5));
};

const bath: Recipe = (placer) => {
  const closet = piece("wc", 0.4, 0.7, 0.45);
  const showerOf = [0.9, 0.8].map((side) => piece("shower", side, side));
  const basins = [piece("basin", 0.6, 0.48, 0.45), smallBasin];
  const sets = [false, true].flatMap((shares) =>
    basins.flatMap((basin) => showerOf.flatMap((shower) => ordersOf([closet, basin, shower].map(sharing(shares))))),
  );
  if (sets.some((pieces) => placer.attempt(() => pieces.every((item) => placer.againstWall(item))))) return;
  for (const item of [closet, smallBasin, showerOf[1]!]) placer.againstWall(sharing(true)(item));
};

const smallBasin: Piece = { kind: "basin", width: 0.45, depth: 0.36, front: 0.45 };

const sharing =
  (shares: boolean) =>
  (item: Piece): Piece => ({ ...item, shares });

/** Three pieces in every order. */
const ordersOf = ([a, b, c]: readonly Piece[]): Piece[][] =>
  a && b && c
    ? [
        [a, b, c],
        [c, a, b],
        [c, b, a],
        [a, c, b],
        [b, a, c],
        [b, c, a],
      ]
    : [];

const wc: Recipe = (placer, { name }) => {
  const pairs = Math.max(1, Math.min(6, Math.floor(areaOf(placer) / 4.2)));
  for (let i = 0; i < pairs; i++) placer.againstWall(piece("wc", 0.42, 0.7, 0.5));
  if (name.startsWith("남자")) {
    for (let i = 0; i < pairs; i++) placer.againstWall(piece("urinal", 0.38, 0.36, 0.5));
  }
  for (let i = 0; i < Math.ceil(pairs / 2); i++) {
    const usual = piece("basin", 0.6, 0.48, 0.5);
    [usual, sharing(true)(usual), sharing(true)(smallBasin)].some((basin) => placer.againstWall(basin));
  }
};

const accessibleWc: Recipe = (placer) => {
  placer.againstWall(piece("wc", 0.42, 0.7, 1.2));
  placer.againstWall(piece("basin", 0.55, 0.45, 0.3));
};

const office: Recipe = (placer) => {
  deskRows(placer);
  longest(placer, "shelf", [2.4, 1.6], 0.4, 0.5);
};

const meeting: Recipe = (placer) => {
  const { room } = placer;
  const { w, d } = sizeOf(placer);
  const long = Math.max(1.2, Math.min(3.6, Math.max(w, d) - 2.2));
  const centre = { x: (room.x0 + room.x1) / 2, y: (room.y0 + room.y1) / 2 };
  if (chairsRound(placer, centre, w >= d ? { width: long, depth: 1.1 } : { width: 1.1, depth: long })) return;
  // A column or a door stands where the table should: a shorter one finds a place, in the smallest rooms a desk.
  if (tableSomewhere(placer, meetingTables)) return;
  longest(placer, "desk", [1.4, 1.1, 0.9], 0.6, 0.6);
};

const meetingTables = [
  { width: 2.4, depth: 1.1 },
  { width: 1.1, depth: 2.4 },
  { width: 1.4, depth: 0.8 },
  { width: 0.8, depth: 1.4 },
  { width: 0.8, depth: 0.6 },
  { width: 0.6, depth: 0.8 },
] as const;

const study: Recipe = (placer) => {
  if (!placer.againstWall(piece("desk", 1.4, 0.7, 0.8))) longest(placer, "desk", [1.2, 1, 0.9], 0.6, 0.7);
  longest(placer, "shelf", [1.8, 1.2], 0.35, 0.4);
};

const manager: Recipe = (placer, facts) => {
  study(placer, facts);
  longest(placer, "sofa", [1.8, 1.4], 0.85, 0.7);
};

const exam: Recipe = (placer) => {
  placer.againstWall(piece("desk", 1.4, 0.7, 0.9));
  placer.againstWall(piece("bed", 0.75, 1.9, 0.3));
  placer.againstWall(piece("basin", 0.5, 0.45, 0.4));
};

const reception: Recipe = (placer) => {
  staffed(placer, [3.0, 2.4, 1.8, 1.4]);
  const sofas = Math.min(8, Math.floor(areaOf(placer) / 8));
  for (let i = 0; i < sofas; i++) placer.againstWall(piece("sofa", 1.6, 0.75, 0.8));
  placer.againstWall(piece("plant", 0.5, 0.5));
};

const lobby: Recipe = (placer, { use }) => {
  // At home nobody waits at a counter: shoes are kept there.
  if (use === "house" || use === "apartments") longest(placer, "shelf", [1.8, 1.2, 0.9], 0.4, 0.6);
  else staffed(placer, [2.0, 1.5]);
  longest(placer, "sofa", [1.8, 1.4], 0.8, 0.7);
  placer.againstWall(piece("plant", 0.5, 0.5));
};

const daecheong: Recipe = (placer) => {
  const { room } = placer;
  const { w, d } = sizeOf(placer);
  const centre = { x: (room.x0 + room.x1) / 2, y: (room.y0 + room.y1) / 2 };
  const table = w >= d ? piece("table_low", 1.5, 0.75) : piece("table_low", 0.75, 1.5);
  placer.at(table, centre);
  longest(placer, "shelf", [1.5, 1.0], 0.4, 0.3);
};

const storage: Recipe = (placer) => {
  const count = Math.min(16, Math.max(1, Math.floor(areaOf(placer) / 3)));
  for (let i = 0; i < count; i++) placer.againstWall(piece("shelf", 1.2, 0.45, 0.6));
  if (placer.items.length === 0) longest(placer, "shelf", [1.2, 0.9, 0.6], 0.35, 0.45);
};

const staff: Recipe = (placer) => {
  longest(placer, "wardrobe", [1.8, 1.2], 0.5, 0.5);
  longest(placer, "table", [1.2, 0.8], 0.7, 0.5);
};

const laundry: Recipe = (placer, { use }) => {
  const most = use === "house" || use === "apartments" ? 2 : 6;
  const count = Math.min(most, Math.max(1, Math.floor(areaOf(placer) / 2.5)));
  for (let i = 0; i < count; i++) placer.againstWall(piece("washer", 0.65, 0.65, 0.5));
  placer.againstWall(piece("shelf", 1.0, 0.4, 0.3));
};

const pantry: Recipe = (placer) => {
  longest(placer, "kitchen", [2.4, 1.8, 1.2], 0.6, 0.7);
  placer.againstWall(piece("fridge", 0.7, 0.7, 0.4));
};

const machine: Recipe = (placer) => {
  const count = Math.min(6, Math.max(1, Math.floor(areaOf(placer) / 5)));
  for (let i = 0; i < count; i++) placer.againstWall(piece("machine", 1.2, 0.8, 0.7));
};

const tables: Recipe = (placer) => tableGrid(placer, 2.1);
const sofas: Recipe = (placer) => {
  living(placer, unknown);
};
const beds: Recipe = (placer) => bedsInRows(placer);
const wardrobe: Recipe = (placer) => {
  for (let i = 0; i < 3; i++) placer.againstWall(piece("wardrobe", 1.2, 0.55, 0.5));
};

/** How each kind of room is furnished. */
export const recipes: Readonly<Record<string, Recipe>> = {
  hall,
  retail,
  living,
  family: sofas,
  lounge: sofas,
  kitchen,
  dining,
  bedroom,
  guestroom,
  bath,
  wc,
  wc_accessible: accessibleWc,
  office,
  meeting,
  manager,
  study,
  host: study,
  exam,
  treatment: exam,
  therapy: beds,
  imaging: machine,
  exhibition,
  reading,
  fitness,
  worship,
  assembly: tables,
  workshop,
  warehouse: racks,
  shower: showers,
  playroom,
  classroom: (placer, { road }) => classRows(placer, road),
  reception,
  lobby,
  daecheong,
  tea: daecheong,
  ondol: daecheong,
  breakfast: tables,
  privateroom: meeting,
  studio: mats,
  storage,
  staff,
  laundry,
  utility: laundry,
  pantry,
  machine,
  server: machine,
  dress: wardrobe,
  entrance: (placer) => longest(placer, "shelf", [0.9, 0.7, 0.5], 0.32, 0),
  lift: (placer) => {
    const { room } = placer;
    const { w, d } = sizeOf(placer);
    const centre = { x: (room.x0 + room.x1) / 2, y: (room.y0 + room.y1) / 2 };
    placer.items.push({
      kind: "lift",
      centre,
      width: Math.min(1.7, w - 0.2),
      depth: Math.min(1.7, d - 0.2),
      rotation: 0,
    });
  },
};
