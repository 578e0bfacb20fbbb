import { create } from "@bufbuild/protobuf";
import { ProgramSpaceSchema } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import type { ProgramSpace } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import { roomKind } from "./rooms.ts";

/** A space of a programme in the making. */
export interface Sketch {
  readonly kind: string;
  readonly name?: string;
  /** Key within the storey; a key "a+b" stands inside the outline that "a" was given. */
  readonly id?: string;
  readonly area: number;
  /** Dwelling or shop it belongs to. */
  readonly unit?: string;
  /** Key of the space it wants to touch, where its kind doesn't say. */
  readonly near?: string;
}

/** Gives keys "kind-1", "kind-2", ... to those without one; keys that are taken are passed over. */
export function numbered(sketches: readonly Sketch[], taken: readonly string[] = []): (Sketch & { id: string })[] {
  const seen = new Map<string, number>();
  return sketches.map((sketch) => {
    if (sketch.id !== undefined) return { ...sketch, id: sketch.id };
    let n = (seen.get(sketch.kind) ?? 0) + 1;
    while (taken.includes(`${sketch.kind}-${n}`)) n += 1;
    seen.set(sketch.kind, n);
    return { ...sketch, id: `${sketch.kind}-${n}` };
  });
}

/** The programme space of a sketch: names are numbered where a storey has several alike. */
export function spaceOf(sketch: Sketch, storey: readonly Sketch[]): ProgramSpace {
  const kind = roomKind(sketch.kind);
  const alike = storey.filter((other) => other.kind === sketch.kind && !other.name && other.unit === sketch.unit);
  const base = sketch.name ?? kind.ko;
  const number = alike.length > 1 && !sketch.name ? ` ${alike.indexOf(sketch) + 1}` : "";
  return create(ProgramSpaceSchema, {
    id: sketch.id ?? sketch.kind,
    kind: sketch.kind,
    name: `${base}${number}`,
    areaM2: sketch.area,
    minSide: kind.minSide,
    daylight: kind.daylight,
    wet: kind.wet,
    public: kind.role === "public" || ["lobby", "corridor", "wc", "wc_accessible"].includes(sketch.kind),
    near: nearOf(sketch, storey),
  });
}

/** Kinds that want to touch one another: the first named kind found in the same unit decides. */
const wishes: Record<string, readonly string[]> = {
  kitchen: ["hall", "assembly", "worship", "living", "dining", "breakfast", "lounge", "corridor"],
  dining: ["living"],
  storage: [
    "hall",
    "retail",
    "exhibition",
    "reading",
    "fitness",
    "worship",
    "assembly",
    "workshop",
    "warehouse",
    "corridor",
  ],
  bath: ["corridor", "living", "family"],
  bedroom: ["corridor", "living", "family"],
  guestroom: ["corridor", "lounge", "daecheong"],
  exam: ["corridor", "reception"],
  meeting: ["corridor", "office"],
  classroom: ["corridor", "playroom"],
  stair: [
    "corridor",
    "hall",
    "retail",
    "exhibition",
    "reading",
    "fitness",
    "worship",
    "assembly",
    "workshop",
    "warehouse",
    "living",
    "family",
    "office",
    "reception",
    "lounge",
    "corehall",
  ],
  wc: [
    "corridor",
    "hall",
    "retail",
    "exhibition",
    "reading",
    "fitness",
    "worship",
    "assembly",
    "workshop",
    "warehouse",
    "office",
    "reception",
  ],
  washroom: [
    "corridor",
    "hall",
    "retail",
    "exhibition",
    "reading",
    "fitness",
    "worship",
    "assembly",
    "workshop",
    "warehouse",
    "office",
    "reception",
    "lounge",
    "classroom",
  ],
  shower: ["hall", "retail", "exhibition", "reading", "fitness", "worship", "assembly", "workshop", "warehouse"],
  entrance: ["living"],
};

/** Number at the end of a key: stair-2 belongs to the hall corehall-2. */
const tailOf = ({ id = "" }: Sketch): string => id.slice(id.lastIndexOf("-"));

function nearOf(sketch: Sketch, storey: readonly Sketch[]): string[] {
  if (sketch.near !== undefined) return [sketch.near];
  const [host] = (sketch.id ?? "").split("+");
  if (sketch.id && host !== sketch.id) return [host!];
  for (const kind of wishes[sketch.kind] ?? []) {
    const found = storey.filter((other) => other.kind === kind && other.unit === sketch.unit);
    // A hall before a lift is no hall of the stair at the other end.
    if (kind === "corehall" && !found.some((other) => tailOf(other) === tailOf(sketch))) continue;
    const [first] = found.filter((other) => tailOf(other) === tailOf(sketch)).concat(found);
    if (first?.id) return [first.id];
  }
  return [];
}
