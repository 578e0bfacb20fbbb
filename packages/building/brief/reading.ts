import {
  type AreaReading,
  areasAboveAndBelow,
  areasByStorey,
  areasByUse,
  areasOfWings,
  besideWhole,
  ofOneStorey,
  readAreas,
} from "./area-reading.ts";
import type { AreaMention } from "./area-mention.ts";
import { findAreas } from "./areas.ts";
import { readCertificates } from "./certificates.ts";
import { areaClash, areaOutside, sumClash } from "./contradictions.ts";
import { readExclusions } from "./exclusions.ts";
import { asksForBuilding } from "./intent.ts";
import { withoutOtherBuildings } from "./other-buildings.ts";
import { findNumbers } from "./numerals.ts";
import type { Place } from "./place-table.ts";
import { readPlace } from "./places.ts";
import type { Problem } from "./problem.ts";
import { readRoofName } from "./roofs.ts";
import { readRooms, type RoomReading } from "./rooms.ts";
import { closeUp } from "./spaced.ts";
import { readRural } from "./rural.ts";
import { readStoreys, type StoreyReading } from "./storeys.ts";
import { readStyles, wantsModernAmenities } from "./styles.ts";
import { withoutTakenBack } from "./taken-back.ts";
import { countsTurned } from "./turned.ts";
import { type Correction, mendTypo } from "./typos.ts";
import { readZone } from "./zones.ts";
import { namesUse, notABuilding, readUse, type UseReading, useSpans } from "./uses.ts";

/** Everything the sentence says, before defaults. */
export interface Reading {
  readonly storeys: StoreyReading;
  readonly use: UseReading;
  readonly areas: readonly AreaMention[];
  readonly area: AreaReading;
  readonly rooms: readonly RoomReading[];
  readonly place: Place | undefined;
  readonly otherPlaces: readonly string[];
  /** The word that says the country where no place is named; else empty. */
  readonly rural: string;
  /** The zone by its name, as in 제2종일반주거지역; empty if none was named. */
  readonly zone: string;
  readonly styles: readonly string[];
  readonly amenities: boolean;
  readonly certificates: readonly string[];
  readonly unknownCertificates: readonly string[];
  readonly exclusions: readonly string[];
  /** Roof by its name; empty if none was named. */
  readonly roof: string;
  readonly mended: Correction | undefined;
}

/** "창고 100평" is the area of a warehouse, not of a room in it. */
function ownArea(area: AreaMention, use: string): AreaMention {
  return use === "warehouse" && area.subject === "room" && area.room === "storage"
    ? { ...area, subject: "unsaid" }
    : area;
}

/** Beside a cafe or a shop the rooms are those of the guest house or the restaurant, if nobody lives there. */
function roomUse({ use, parts }: UseReading): string {
  if (use !== "mixed" || parts.includes("house")) return use;
  return parts.find((part) => part === "guesthouse") ?? parts.find((part) => part === "restaurant") ?? use;
}

/** Reads the normalised sentence; one misspelt word for a use is mended. */
export function readSentence(typed: string): { ok: true; reading: Reading } | { ok: false; problem: Problem } {
  const closed = namesUse(typed) ? typed : (closeUp(typed) ?? typed);
  const mended = namesUse(closed) ? undefined : mendTypo(closed);
  const text = countsTurned(withoutTakenBack(withoutOtherBuildings(mended?.text ?? closed)));
  const numbers = findNumbers(text);
  const storeys = readStoreys(text, numbers);
  const use = readUse(text, storeys.ok ? storeys.mentions : []);
  if (!use.ok) return use;
  if (!storeys.ok) return storeys;
  const areas = findAreas(text, numbers)
    .map((area) => ownArea(area, use.reading.use))
    .map((area, _, all) => ofOneStorey(area, all, storeys.mentions))
    .map((area, _, all) => besideWhole(area, all, storeys.storeys ?? 1));
  const byStorey = areasByStorey(areas, storeys.mentions);
  const isMix = use.reading.use === "mixed";
  const parts =
    [
      byStorey,
      areasOfWings(text, areas),
      areasAboveAndBelow(text, areas),
      isMix ? areasByUse(areas, useSpans(text)) : [],
    ].find((found) => found.length > 0) ?? [];
  const wrong =
    areaOutside(areas) ??
    areaClash(areas.filter((area) => !parts.some((part) => part.area === area))) ??
    sumClash(areas, byStorey, storeys.storeys);
  if (wrong !== undefined) return { ok: false, problem: wrong };
  const rooms = readRooms(text, numbers, areas, { use: roomUse(use.reading), storeys: storeys.storeys ?? 1 });
  if (!rooms.ok) return rooms;
  const place = readPlace(text);
  if (!place.ok) return place;
  const { certificates, unknown } = readCertificates(text);
  const styles = readStyles(text);
  const facts = areas.length + storeys.mentions.length + rooms.rooms.length + certificates.length;
  const others = styles.length + (place.place === undefined ? 0 : 1);
  if (!asksForBuilding(text, facts + others)) return { ok: false, problem: notABuilding() };
  return {
    ok: true,
    reading: {
      storeys,
      use: use.reading,
      areas,
      area: readAreas(areas, parts),
      rooms: rooms.rooms,
      place: place.place,
      otherPlaces: place.others,
      rural: place.place === undefined ? readRural(text) : "",
      zone: readZone(text),
      styles,
      amenities: wantsModernAmenities(text),
      certificates,
      unknownCertificates: unknown,
      exclusions: readExclusions(text),
      roof: readRoofName(text),
      mended,
    },
  };
}
