import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { turnRight } from "../../geometry/vector.ts";
import type { XY } from "../../geometry/vector.ts";
import { face } from "./face.ts";
import { textWidth } from "../svg.ts";
import type { Face, Label, Line, Paint } from "./face.ts";
import type { Palette } from "./palette.ts";
import { outdoors } from "./palette.ts";
import type { XYZ } from "./space.ts";

/** A hole in a facade, in metres along it and above its foot. */
export interface Hole {
  readonly from: number;
  readonly to: number;
  readonly low: number;
  readonly high: number;
  readonly kind: OpeningKind;
  /** A way out of the building. */
  readonly exit: boolean;
  /** A glass door, or a shop front on the street: one sees the lights within. */
  readonly lit: boolean;
}

/** One side of a storey, seen from outside, where `along` runs to the right. */
export interface Facade {
  readonly origin: XYZ;
  readonly along: XY;
  readonly length: number;
  readonly height: number;
  /** Where there is wall. */
  readonly stretches: readonly [number, number][];
  readonly holes: readonly Hole[];
  /** Posts in the face of the wall: middle and width. */
  readonly posts: readonly (readonly [number, number])[];
  readonly timber: boolean;
  /** What is written over the widest way in. */
  readonly sign?: string;
}

/** How deep windows and doors lie behind the wall's face, metres. */
const recess = 0.12;

/** The wall's face round its holes, and the holes with their reveals, panes and leaves. */
export function facadeFaces(facade: Facade, palette: Palette): Face[] {
  const at = locator(facade);
  return [
    ...wallStrips(facade, palette, at),
    ...facade.holes.flatMap((hole) => [
      ...revealFaces(hole, palette, at),
      ...fillingFaces(hole, facade.timber, palette, at),
    ]),
    ...(facade.timber ? timberFaces(facade, palette, at) : entranceFaces(facade, at)),
  ];
}

/** A point of the facade: metres along it, above its foot, and in front of its face. */
type Locator = (s: number, z: number, out?: number) => XYZ;

function locator({ origin, along }: Facade): Locator {
  const outward = turnRight(along);
  return (s, z, out = 0) => [
    origin[0] + along.x * s + outward.x * out,
    origin[1] + along.y * s + outward.y * out,
    origin[2] + z,
  ];
}

const quad = (
  at: Locator,
  [from, to]: readonly [number, number],
  [low, high]: readonly [number, number],
  out = 0,
): XYZ[] => [at(from, low, out), at(to, low, out), at(to, high, out), at(from, high, out)];

/** Upright strips between the sides of the holes; only the facade's own border is drawn as an edge. */
function wallStrips(facade: Facade, palette: Palette, at: Locator): Face[] {
  const { stretches, holes, length, height } = facade;
  const stops = [...stretches.flat(), ...holes.flatMap(({ from, to }) => [from, to])].sort((a, b) => a - b);
  return stops.flatMap((from, i) => {
    const to = stops[i + 1] ?? from;
    const middle = (from + to) / 2;
    if (to - from < 1e-4 || !stretches.some(([a, b]) => a < middle && middle < b)) return [];
    const over = holes.filter((hole) => hole.from < middle && middle < hole.to);
    return gaps(over, height).map(([low, high]) =>
      face(quad(at, [from, to], [low, high]), palette.wall, {
        edged: [low === 0, to > length - 1e-4, high === height, from < 1e-4],
      }),
    );
  });
}

function gaps(holes: readonly Hole[], height: number): [number, number][] {
  const free: [number, number][] = [];
  let reached = 0;
  for (const { low, high } of holes.toSorted((a, b) => a.low - b.low)) {
    if (low - reached > 1e-4) free.push([reached, low]);
    reached = Math.max(reached, high);
  }
  if (height - reached > 1e-4) free.push([reached, height]);
  return free;
}

function revealFaces({ from, to, low, high }: Hole, palette: Palette, at: Locator): Face[] {
  const deep = -recess;
  return [
    face([at(from, low), at(from, high), at(from, high, deep), at(from, low, deep)].reverse(), palette.reveal),
    face([at(to, low), at(to, high), at(to, high, deep), at(to, low, deep)], palette.reveal),
    face([at(from, low), at(to, low), at(to, low, deep), at(from, low, deep)], palette.reveal),
  ];
}

function fillingFaces(hole: Hole, timber: boolean, palette: Palette, at: Locator): Face[] {
  const { from, to, low, high, kind, lit } = hole;
  const points = quad(at, [from, to], [low, high], -recess);
  if (kind === OpeningKind.PASSAGE) {
    return [face(points, { rgb: [70, 64, 58], flat: true }, { edged: false })];
  }
  const leaf = kind === OpeningKind.DOOR;
  const paint: Paint = leaf ? palette.door : timber ? outdoors.paper : lit ? outdoors.shopfront : outdoors.glass;
  const framed = { ...paint, ink: palette.frame.rgb };
  const inner = leaf ? [handle(hole, at)] : timber ? lattice(hole, at) : mullions(hole, at);
  const double = kind === OpeningKind.DOUBLE_DOOR && !timber ? leaves(hole, at) : [];
  const shade = quad(at, [from, to], [Math.max(low, high - 0.2), high], 0.004 - recess);
  return [
    face(points, framed, { edged: false, lines: [...border(hole, at), ...inner, ...double] }),
    face(shade, outdoors.shade, { edged: false }),
  ];
}

const inset = 0.03;

/** The pull of a single leaf. */
const handle = ({ to, low }: Hole, at: Locator): Line => ({
  from: at(to - 0.14, low + 0.9, -recess),
  to: at(to - 0.14, low + 1.3, -recess),
  width: 0.05,
});

/** Where two glass leaves meet, and the pulls on both. */
function leaves({ from, to, low, high }: Hole, at: Locator): Line[] {
  const middle = (from + to) / 2;
  const upright = (s: number, a: number, b: number, width: number) => ({
    from: at(s, a, -recess),
    to: at(s, b, -recess),
    width,
  });
  const top = Math.min(high, low + 2.1);
  return [
    upright(middle, low, top, 0.1),
    upright(middle - 0.14, low + 0.8, low + 1.5, 0.06),
    upright(middle + 0.14, low + 0.8, low + 1.5, 0.06),
  ];
}

/** A thin roof over each way in, and the name of the place above the widest. */
function entranceFaces(facade: Facade, at: Locator): Face[] {
  const doors = facade.holes.filter(({ exit, high }) => exit && high + 0.3 < facade.height);
  const roofs = doors.flatMap((door) => {
    const { span, low } = canopyOf(facade, door);
    return slab(at, span, [low, low + 0.1], 0.95);
  });
  const widest = doors.toSorted((a, b) => b.to - b.from - (a.to - a.from))[0];
  return [...roofs, ...(widest && facade.sign ? signFaces(facade, widest, facade.sign, at) : [])];
}

/** Where the roof over a door lies: above the heads of the windows it reaches over, or between them where the wall ends too soon. */
function canopyOf({ holes, length, height }: Facade, door: Hole): { span: readonly [number, number]; low: number } {
  const span = [Math.max(0.05, door.from - 0.35), Math.min(length - 0.05, door.to + 0.35)] as const;
  const beside = holes.filter(({ from, to }) => from < span[1] && to > span[0]);
  const head = Math.max(...beside.map(({ high }) => high));
  if (head + 0.25 < height) return { span, low: head + 0.12 };
  const left = beside.filter(({ to }) => to <= door.from).map(({ to }) => to);
  const right = beside.filter(({ from }) => from >= door.to).map(({ from }) => from);
  return { span: [Math.max(span[0], ...left), Math.min(span[1], ...right)], low: door.high + 0.12 };
}

/** A board that stands out of the wall. */
function slab(
  at: Locator,
  [from, to]: readonly [number, number],
  [low, high]: readonly [number, number],
  out: number,
  label?: Label,
): Face[] {
  const paint = outdoors.canopy;
  return [
    face(quad(at, [from, to], [low, high], out), paint, label ? { label } : {}),
    face([at(from, high, out), at(to, high, out), at(to, high, 0.001), at(from, high, 0.001)], paint),
    face([at(from, low, 0.001), at(from, low, out), at(from, high, out), at(from, high, 0.001)], paint),
    face([at(to, low, out), at(to, low, 0.001), at(to, high, 0.001), at(to, high, out)], paint),
    face([at(from, low, 0.001), at(to, low, 0.001), at(to, low, out), at(from, low, out)], paint),
  ];
}

/** A board with the name of the place, where the wall over the door is high enough for one. */
function signFaces(facade: Facade, door: Hole, name: string, at: Locator): Face[] {
  const { along, height, length } = facade;
  const low = canopyOf(facade, door).low + 0.18;
  const letters = Math.min(0.46, (height - low - 0.12) * 0.6);
  const half = (textWidth(name) * letters) / 2 + 0.35;
  if (letters < 0.2 || half * 2 > length - 0.2) return [];
  const middle = Math.min(length - half - 0.1, Math.max(half + 0.1, (door.from + door.to) / 2));
  const top = low + letters * 1.6;
  const out = 0.12;
  const [x, y, z] = at(middle, (low + top) / 2, out + 0.001);
  const label: Label = {
    text: name,
    at: [x, y, z],
    along: [along.x, along.y, 0],
    height: Math.round(letters * 100) / 100,
    rgb: [255, 240, 214],
  };
  return slab(at, [middle - half, middle + half], [low, top], out, label);
}

function border({ from, to, low, high }: Hole, at: Locator): Line[] {
  const [a, b, c, d] = quad(at, [from + inset, to - inset], [low + inset, high - inset], -recess) as [
    XYZ,
    XYZ,
    XYZ,
    XYZ,
  ];
  return [
    { from: a, to: b, width: 0.06 },
    { from: b, to: c, width: 0.06 },
    { from: c, to: d, width: 0.06 },
    { from: d, to: a, width: 0.06 },
  ];
}

function mullions({ from, to, low, high }: Hole, at: Locator): Line[] {
  const panes = Math.max(1, Math.ceil((to - from) / 1.4 - 1e-9));
  const uprights = Array.from({ length: panes - 1 }, (_, i) => from + ((i + 1) * (to - from)) / panes);
  const transom = high - low > 2.2 ? [low + 2.1] : [];
  return [
    ...uprights.map((s) => ({ from: at(s, low, -recess), to: at(s, high, -recess), width: 0.06 })),
    ...transom.map((z) => ({ from: at(from, z, -recess), to: at(to, z, -recess), width: 0.06 })),
  ];
}

/** The lattice of a papered window or door: close uprights, and cross bars in three groups. */
function lattice({ from, to, low, high }: Hole, at: Locator): Line[] {
  const leaves = Math.max(1, Math.round((to - from) / 0.9));
  const bars = leaves * 5;
  const uprights = Array.from({ length: bars - 1 }, (_, i) => i + 1).map((i) => ({
    s: from + (i * (to - from)) / bars,
    width: i % 5 === 0 ? 0.06 : 0.018,
  }));
  const cross = [0.12, 0.18, 0.47, 0.53, 0.82, 0.88].map((share) => low + share * (high - low));
  return [
    ...uprights.map(({ s, width }) => ({ from: at(s, low, -recess), to: at(s, high, -recess), width })),
    ...cross.map((z) => ({ from: at(from, z, -recess), to: at(to, z, -recess), width: 0.018 })),
  ];
}

/** Posts, a sill beam and a head beam in the face of a timber wall. */
function timberFaces({ posts, stretches, holes, height }: Facade, palette: Palette, at: Locator): Face[] {
  const proud = 0.02;
  const beam = (low: number, high: number) =>
    stretches.map(([from, to]) => face(quad(at, [from, to], [low, high], proud), palette.post));
  const doors = holes.filter(({ low }) => low < 0.16);
  const sills = stretches
    .flatMap(([from, to]) => between(doors, from, to))
    .map(([from, to]) => face(quad(at, [from, to], [0, 0.16], proud), palette.post));
  return [
    ...sills,
    ...beam(height - 0.22, height),
    ...posts.map(([middle, width]) =>
      face(quad(at, [middle - width / 2, middle + width / 2], [0, height], 2 * proud), palette.post),
    ),
  ];
}

function between(holes: readonly Hole[], from: number, to: number): [number, number][] {
  const free: [number, number][] = [];
  let reached = from;
  for (const hole of holes.toSorted((a, b) => a.from - b.from)) {
    if (hole.from > reached && hole.from < to) free.push([reached, hole.from]);
    reached = Math.max(reached, hole.to);
  }
  if (to > reached) free.push([reached, to]);
  return free;
}
