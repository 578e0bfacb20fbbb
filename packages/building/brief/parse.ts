import { largestStorey } from "../concept/massing.ts";
import { create } from "@bufbuild/protobuf";
import { AreaKind, type Brief, BriefSchema } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { grossArea } from "./area-reading.ts";
import { smallestStoreyM2 } from "../concept/concept.ts";
import { assumptionsOf, plotOf, roadWidthFor, type Whole } from "./assumed.ts";
import { areaRange, grossOutside, wholeClash } from "./contradictions.ts";
import { defaultArea, defaultStoreys, spreadUses } from "./defaults.ts";
import { type Plot, readPlot } from "./geojson.ts";
import { assumedPlace, type Place } from "./place-table.ts";
import { readPermitDate } from "./permit-date.ts";
import { nearestPlace } from "./places.ts";
import { problem, type Problem } from "./problem.ts";
import { type Reading, readSentence } from "./reading.ts";
import { ruralPlace } from "./rural.ts";
import { gableUpTo } from "./roofs.ts";
import { normalise } from "./text.ts";
import { titlesOf, tradeOf } from "./titles.ts";

/** What the brief is made from. */
export interface BriefRequest {
  /** The sentence as typed, Korean or simple English, at most 16 KiB of UTF-8. */
  readonly text: string;
  /** Date of the permit application, YYYY-MM-DD; one that the sentence names counts in its place. */
  readonly permitDate: string;
  readonly seed: bigint;
  /** GeoJSON of the plot, or empty. */
  readonly siteGeojson: string;
  /** Which of several designs of the sentence; absent for the only one. */
  readonly variant?: number;
}

/** A brief with its titles, or what to ask back. */
export type BriefResult =
  | { readonly ok: true; readonly brief: Brief; readonly titleEn: string }
  | { readonly ok: false; readonly problem: Problem };

/** Longest sentence, bytes of UTF-8. */
export const textLimitBytes = 16_384;

/** Makes a brief of a sentence by rules. Never throws: what is not understood comes back as a problem. */
export function parseBrief(asked: BriefRequest): BriefResult {
  const long = checkText(asked.text);
  if (long !== undefined) return { ok: false, problem: long };
  const text = normalise(asked.text);
  // What the sentence says is meant for this building; the date beside it may be no more than today's.
  const request = { ...asked, permitDate: readPermitDate(text) ?? asked.permitDate };
  if (!isDate(request.permitDate)) return { ok: false, problem: noDate(request.permitDate) };
  if (text === "") return { ok: false, problem: emptyText() };
  const reading = readSentence(text);
  if (!reading.ok) return reading;
  const plot = request.siteGeojson.trim() === "" ? undefined : readPlot(request.siteGeojson);
  if (plot?.ok === false) return plot;
  return complete(request, reading.reading, plot?.plot);
}

function checkText(text: string): Problem | undefined {
  if (text.trim() === "") return emptyText();
  const bytes = new TextEncoder().encode(text).length;
  if (bytes <= textLimitBytes) return undefined;
  return problem(
    "TEXT_TOO_LONG",
    `문장이 ${bytes}바이트입니다. ${textLimitBytes}바이트(16 KiB) 이하로 줄여 주세요.`,
    `The sentence has ${bytes} bytes; the limit is ${textLimitBytes}.`,
    { given: String(bytes), max: String(textLimitBytes) },
  );
}

function noDate(given: string): Problem {
  return problem(
    "INVALID_ARGUMENT",
    `허가 신청일 '${given.slice(0, 40)}'은(는) 날짜가 아닙니다. YYYY-MM-DD로 적어 주세요.`,
    `The permit date "${given.slice(0, 40)}" is no date of the form YYYY-MM-DD.`,
    { field: "permit_date" },
  );
}

function emptyText(): Problem {
  return problem("TEXT_EMPTY", "문장이 비어 있습니다.", "The sentence is empty.");
}

function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return false;
  const [year, month, day] = match.slice(1).map(Number);
  if (year === undefined || month === undefined || day === undefined) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return year >= 1900 && days !== undefined && day >= 1 && day <= days;
}

function complete(request: BriefRequest, reading: Reading, plot: Plot | undefined): BriefResult {
  const { use } = reading.use;
  const top = Math.max(0, ...reading.use.byStorey.keys());
  const basements = reading.storeys.basements ?? 0;
  const storeys = reading.storeys.storeys ?? (top || fewer(defaultStoreys(use, reading.use.parts), reading, basements));
  const siteM2 = plot?.area ?? reading.area.siteM2;
  const given = grossArea(reading.area, storeys, basements);
  const usual = defaultArea(use, storeys + basements, reading.rooms);
  const areaM2 = given ?? fitted(usual, siteM2, storeys, reading.place ?? placeUnsaid(reading));
  const limit = { ...areaRange, ko: "연면적", en: "A gross floor area" };
  if (areaM2 < areaRange.min || areaM2 > areaRange.max) {
    return { ok: false, problem: grossOutside(areaM2, limit) };
  }
  const clash = wholeClash({
    ...reading,
    areaM2,
    storeys,
    basements,
    siteM2,
    homesOverShops:
      (use === "mixed" && reading.use.parts.includes("house")) || (use === "apartments" && storeys + basements > 1),
  });
  if (clash !== undefined) return { ok: false, problem: clash };
  const near =
    reading.place ??
    (plot?.position === undefined
      ? placeUnsaid(reading)
      : nearestPlace(plot.position.latitude, plot.position.longitude));
  const place = reading.zone === "" ? near : { ...near, zone: reading.zone };
  const trade = tradeOf(use, reading.use.words ?? []);
  const titles = titlesOf({ place: reading.place, storeys, parts: reading.use.parts, trade, ...pick(reading) });
  const whole = { reading, plot, storeys, basements, siteM2, areaM2, place };
  const brief = briefOf(request, whole, titles.ko);
  const most = given === undefined && siteM2 > 0 ? areaOn(brief) : Infinity;
  if (most >= areaM2) return { ok: true, brief, titleEn: titles.en };
  return { ok: true, brief: briefOf(request, { ...whole, areaM2: most }, titles.ko), titleEn: titles.en };
}

/** Where a building stands when nobody named a place: in the country if a word says so, else in the capital. */
const placeUnsaid = ({ rural }: Reading): Place => (rural === "" ? assumedPlace : ruralPlace);

/** Storeys that nobody named, as many as the area given fills: "가게 딸린 집 40평" has two. */
function fewer(usual: number, reading: Reading, basements: number): number {
  const area = grossArea(reading.area, 1, 0);
  if (area === undefined || reading.area.kind !== AreaKind.GROSS_FLOOR) return usual;
  const least = reading.use.use === "mixed" ? 2 : 1;
  return Math.min(usual, Math.max(least, Math.floor(area / smallestStoreyM2.mixed) - basements));
}

/** Share of what may be built on a plot that a usual size takes, so that walls find room. */
const playShare = 0.97;

/** Gross floor area that fits between the yards of a brief's plot, m2. */
const areaOn = (brief: Brief): number =>
  Math.floor(largestStorey(brief) * playShare * (brief.storeys + brief.basements) * 10) / 10;

function pick(reading: Reading): { styles: readonly string[]; use: string } {
  return { styles: reading.styles, use: reading.use.use };
}

/** A usual size, cut down to what coverage and the plot allow. */
function fitted(usual: number, siteM2: number, storeys: number, place: Place): number {
  if (siteM2 === 0) return usual;
  const coverage = place.city === "제주" ? 0.2 : 0.5;
  return Math.min(usual, siteM2 * coverage * storeys);
}

function briefOf(request: BriefRequest, whole: Whole, title: string): Brief {
  const { reading, plot, place, storeys, basements } = whole;
  const { main, sum, kind } = reading.area;
  const spread = reading.use.use === "mixed" ? spreadUses({ ...reading.use, storeys, basements }) : [];
  const position = plot?.position ?? place;
  return create(BriefSchema, {
    text: request.text.toWellFormed(),
    areaM2: whole.areaM2,
    areaKind: main === undefined || kind === AreaKind.SITE ? AreaKind.GROSS_FLOOR : kind,
    areaGiven: main === undefined || kind === AreaKind.SITE ? 0 : (sum?.given ?? main.given),
    areaUnit: main === undefined || kind === AreaKind.SITE ? "" : main.unit,
    storeys,
    basements,
    use: reading.use.use,
    storeyUses: spread,
    rooms: reading.rooms.map(({ kind: room, count, areaM2 }) => ({ kind: room, count, areaM2 })),
    styles: [...reading.styles],
    certificates: [...reading.certificates],
    modernAmenities: reading.amenities,
    roof: roofFor(reading, storeys),
    exclusions: [...reading.exclusions],
    location: {
      name: reading.place?.name ?? "",
      city: place.city,
      zone: place.zone,
      climate: place.climate,
      latitude: position.latitude,
      longitude: position.longitude,
    },
    site: siteOf(whole),
    permitDate: request.permitDate,
    seed: request.seed,
    variant: request.variant ?? 0,
    assumed: assumptionsOf(whole, spread),
    title,
  });
}

/** The roof that was named, where it can be built: a hanok has its own, and a gable stands on up to three storeys. */
function roofFor({ roof, styles }: Reading, storeys: number): string {
  const unfit = styles.includes("hanok") || (roof === "gable" && storeys > gableUpTo);
  return unfit ? "" : roof;
}

function siteOf(whole: Whole): NonNullable<Parameters<typeof create<typeof BriefSchema>>[1]>["site"] {
  if (whole.plot !== undefined) {
    return {
      boundary: { points: whole.plot.ring.map(({ x, y }) => ({ x, y })) },
      roadSide: whole.plot.roadSide ?? "S",
      roadWidth: whole.plot.roadWidth ?? roadWidthFor(whole.areaM2),
    };
  }
  const { width, depth } = plotOf(whole);
  const corners = [
    { x: 0, y: 0 },
    { x: width, y: 0 },
    { x: width, y: depth },
    { x: 0, y: depth },
  ];
  return { boundary: { points: corners }, roadSide: "S", roadWidth: roadWidthFor(whole.areaM2) };
}
