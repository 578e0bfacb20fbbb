import { AreaKind, type Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { Slots } from "./slots.ts";

/** What a sentence was read as, or undefined when it was asked back. */
export type Read = Brief | undefined;

/** How well one sentence was read. */
export interface SentenceScore {
  readonly right: number;
  /** Slots that were said and not read so, as "name=value". */
  readonly missed: readonly string[];
  /** Slots that were read and not said so. */
  readonly invented: readonly string[];
  /** Numbers that differ from what was said or meant: area, storeys, basements, rooms. */
  readonly wrongNumbers: readonly string[];
}

/** All sentences together. F1 counts slots, not sentences, so a long sentence weighs more. */
export interface CorpusScore {
  readonly sentences: number;
  readonly slots: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly wrongNumbers: number;
}

/** Rows give areas to the hundredth of a square metre. */
const areaTolerance = 0.006;
const squareMetresPerPyeong = 400 / 121;

/** Compares what was said with what was read. A sentence asked back has read nothing, and no number wrongly. */
export function scoreSentence(said: Slots, read: Read): SentenceScore {
  const want = slotsOf(saidFacts(said));
  const got = read === undefined ? new Set<string>() : slotsOf(readFacts(read));
  return {
    right: [...want].filter((slot) => got.has(slot)).length,
    missed: [...want].filter((slot) => !got.has(slot)),
    invented: [...got].filter((slot) => !want.has(slot)),
    wrongNumbers: read === undefined ? [] : wrongNumbers(said, read),
  };
}

/** Precision, recall and F1 over the slots of all sentences. */
export function scoreCorpus(scores: readonly SentenceScore[]): CorpusScore {
  const sum = (pick: (score: SentenceScore) => number) => scores.reduce((total, score) => total + pick(score), 0);
  const right = sum((score) => score.right);
  const said = right + sum((score) => score.missed.length);
  const read = right + sum((score) => score.invented.length);
  const precision = read === 0 ? 0 : right / read;
  const recall = said === 0 ? 0 : right / said;
  return {
    sentences: scores.length,
    slots: said,
    precision,
    recall,
    f1: right === 0 ? 0 : (2 * precision * recall) / (precision + recall),
    wrongNumbers: sum((score) => score.wrongNumbers.length),
  };
}

/** Slots with one value, and slots with a list of values. */
interface Facts {
  readonly area: number;
  readonly unit: string;
  readonly kind: AreaKind;
  readonly storeys: number;
  readonly basements: number;
  readonly use: string;
  readonly place: string;
  readonly amenities: boolean;
  readonly lists: Readonly<Record<"by" | "room" | "style" | "certificate" | "without", readonly string[]>>;
}

function saidFacts(said: Slots): Facts {
  const given = said.평 ?? said.m2 ?? 0;
  return {
    area: given,
    unit: given === 0 ? "" : said.평 === undefined ? "m2" : "평",
    kind: said.kind ?? AreaKind.GROSS_FLOOR,
    storeys: said.storeys ?? 1,
    basements: said.below ?? 0,
    use: said.use,
    place: placeSlot(...(said.at ?? "").split("/")),
    amenities: said.amenities ?? false,
    lists: {
      by: words(said.by),
      room: words(said.rooms),
      style: words(said.styles),
      certificate: words(said.certs),
      without: words(said.without),
    },
  };
}

function readFacts(brief: Brief): Facts {
  const { location } = brief;
  return {
    area: brief.areaGiven,
    unit: brief.areaUnit,
    kind: brief.areaKind,
    storeys: brief.storeys,
    basements: brief.basements,
    use: brief.use,
    place: placeSlot(location?.name, location?.city),
    amenities: brief.modernAmenities,
    lists: {
      by: brief.storeyUses.map(({ storey, use }) => `${storey}${use}`),
      room: brief.rooms.map(({ kind, count }) => `${kind}${count}`),
      style: brief.styles,
      certificate: brief.certificates,
      without: brief.exclusions,
    },
  };
}

/** A place by its name and city: "수성" and "수성구", "고성" in 경남 and "경남 고성" are the same. */
function placeSlot(name = "", city = ""): string {
  const short = name.replace(`${city} `, "").replace(/(?<=..)[시군구]$/, "");
  return short === "" ? "" : `${short}/${city}`;
}

/** One storey and no basement are what a sentence means that says nothing, so they are no slots. */
function slotsOf(facts: Facts): Set<string> {
  const slots = [`use=${facts.use}`];
  if (facts.unit !== "") slots.push(`area=${facts.area.toFixed(2)}${facts.unit}`);
  if (facts.kind !== AreaKind.GROSS_FLOOR) slots.push(`kind=${facts.kind}`);
  if (facts.storeys !== 1) slots.push(`storeys=${facts.storeys}`);
  if (facts.basements !== 0) slots.push(`basements=${facts.basements}`);
  if (facts.place !== "") slots.push(`place=${facts.place}`);
  if (facts.amenities) slots.push("amenities=yes");
  for (const [name, values] of Object.entries(facts.lists)) {
    for (const value of values) slots.push(`${name}=${value}`);
  }
  return new Set(slots);
}

function wrongNumbers(said: Slots, brief: Brief): string[] {
  const want = saidFacts(said);
  const got = readFacts(brief);
  const wrong: string[] = [];
  const compare = (name: string, wanted: number, found: number, tolerance = 0) => {
    if (Math.abs(wanted - found) > tolerance) wrong.push(`${name}: ${found}, said ${wanted}`);
  };
  compare("area", want.area, got.area, areaTolerance);
  compare("storeys", want.storeys, got.storeys);
  compare("basements", want.basements, got.basements);
  const gross = said.gross ?? want.area * (want.unit === "평" ? squareMetresPerPyeong : 1);
  if (gross > 0) compare("gross", gross, brief.areaM2, areaTolerance);
  for (const { kind, count } of brief.rooms) {
    const wanted = want.lists.room.find((room) => room.replace(/\d+$/, "") === kind);
    if (wanted !== undefined) compare(kind, Number(/\d+$/.exec(wanted)?.[0] ?? "1"), count);
  }
  return wrong;
}

/** Words of a row's list. A place may hold a space and is no list. */
function words(list: string | undefined): string[] {
  return list === undefined ? [] : list.split(" ");
}
