import type { ProgramSpace, ProgramStorey } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import { roomKind } from "./rooms.ts";
import type { Candidate } from "./share.ts";

/** Kinds of rooms that a word for an excluded one means beside its own. */
const alsoMeant: Readonly<Record<string, readonly string[]>> = {
  kitchen: ["kitchen", "dining"],
  wc: ["wc", "wc_accessible"],
  bath: ["bath", "shower"],
  lift: ["lift", "elevator"],
  elevator: ["lift", "elevator"],
  terrace: ["terrace", "roof_terrace"],
};

/** Kinds without which a building is none of its use; toilets stay wherever people come or work. */
const essential: Readonly<Record<string, readonly string[]>> = {
  cafe: ["hall"],
  restaurant: ["hall", "kitchen"],
  shop: ["retail"],
  office: ["office"],
  clinic: ["exam"],
  gallery: ["exhibition"],
  library: ["reading"],
  gym: ["fitness"],
  worship: ["worship"],
  community: ["assembly"],
  warehouse: ["warehouse"],
  factory: ["workshop"],
  kindergarten: ["classroom"],
  school: ["classroom"],
  academy: ["classroom"],
  elderly: ["bedroom", "lounge", "kitchen", "bath"],
  guesthouse: ["guestroom", "ondol", "bath"],
  house: ["living", "kitchen", "dining", "bedroom", "bath"],
};

/** What decides whether a room may go. */
export interface Building {
  readonly basements: number;
  readonly styles: readonly string[];
}

/** The same with what a brief excludes. */
export interface Excluding extends Building {
  readonly exclusions: readonly string[];
}

/** Kinds that a word of a brief's exclusions means. */
export const meantBy = (word: string): readonly string[] => alsoMeant[word] ?? [word];

/**
 * Whether rooms of a kind stay on storeys of a use though a brief excludes them: a basement is there for its stores, and
 * a hanok is entered by its daecheong.
 */
export function mustStay({ basements, styles }: Building, use: string, kind: string): boolean {
  return (
    (["wc", "wc_accessible"].includes(kind) && use !== "house") ||
    (kind === "storage" && basements > 0) ||
    (kind === "daecheong" && styles.includes("hanok")) ||
    essential[use]?.includes(kind) === true
  );
}

/** Kinds that a brief excludes and that storeys of a use can do without. */
export function leftOut(brief: Excluding, use: string): ReadonlySet<string> {
  return new Set(brief.exclusions.flatMap(meantBy).filter((kind) => !mustStay(brief, use, kind)));
}

/** What a room becomes that can't be left out of its place, the likest first. */
function likest(kind: string, use: string): readonly string[] {
  const { role } = roomKind(kind);
  if (use === "house" && role === "public") return ["family", "living"];
  if (use === "house" && role === "room") return ["study", "bedroom"];
  if (role === "public" || role === "circulation") return ["lounge", "hall", "reception"];
  if (role === "room") return ["study", "tea", "lounge", "hall"];
  return ["storage", "utility", "staff", "pantry", "machine"];
}

/** The kind itself, or what stands in its place where it is left out; itself too where nothing else is left. */
export const standIn = (kind: string, use: string, left: ReadonlySet<string>): string =>
  left.has(kind) ? (likest(kind, use).find((other) => !left.has(other)) ?? kind) : kind;

/** The rooms of a band without those left out; of a band that would be empty the first stays as another kind. */
export function withoutLeft<T extends Pick<Candidate, "kind" | "name">>(
  rooms: readonly T[],
  use: string,
  left: ReadonlySet<string>,
): T[] {
  const kept = rooms.filter(({ kind }) => !left.has(kind));
  const [first] = rooms;
  return kept.length > 0 || !first ? kept : [{ ...first, kind: standIn(first.kind, use, left), name: undefined }];
}

/** Kinds that are walked through, not left out: ways, and what the brief settles elsewhere. */
const ways: ReadonlySet<string> = new Set(["corridor", "corehall", "entrance", "stair", "lift", "washroom"]);

/** Makes rooms that are left out but whose place stays, in a core or as the big room of a storey, into the likest others. */
export function replaceLeft(brief: Excluding, storeys: readonly ProgramStorey[]): void {
  for (const { use, spaces } of storeys) {
    const left = leftOut(brief, use);
    for (const space of spaces) {
      if (!ways.has(space.kind)) become(space, standIn(space.kind, use, left), spaces);
    }
  }
}

function become(space: ProgramSpace, kind: string, spaces: readonly ProgramSpace[]): void {
  if (space.kind === kind) return;
  const { ko, minSide, daylight, wet, role } = roomKind(kind);
  const alike = spaces.filter((other) => other.kind === kind).length;
  const name = alike > 0 ? `${ko} ${alike + 1}` : ko;
  Object.assign(space, { kind, name, minSide, daylight, wet, public: role === "public" });
}
