import { AreaKind } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { leftOut, meantBy, mustStay } from "../concept/left-out.ts";
import { useOf as plannedUse } from "../concept/uses.ts";
import { area } from "../geometry/polygon.ts";
import { squareMetres } from "../law/figures.ts";
import { type Judged, named, shareOf, unit } from "./judged.ts";
import { outdoorKinds, wordKo } from "./kinds.ts";
import { aboveGround, grossOf, type Measured, useOf } from "./measure.ts";
import type { StoreyMeasure } from "./storey-measure.ts";

/** Gross floor area may miss the brief by this share. */
const areaTolerance = 0.02;

/** Whether the building is what was asked for: area, rooms, uses, exclusions. */
export function briefChecks(measured: Measured): Judged[] {
  return [areaCheck(measured), programmeCheck(measured), ...outdoorCheck(measured), ...exclusionCheck(measured)];
}

function areaCheck(measured: Measured): Judged {
  const { wanted, gross, label } = areaOf(measured);
  const off = wanted > 0 ? Math.abs(gross - wanted) / wanted : 0;
  return {
    id: "area.gross",
    ko: label,
    en: "area by wall centreline",
    weight: 4,
    hard: true,
    score: off <= areaTolerance ? 1 : unit(1 - (off - areaTolerance) * 10),
    passed: off <= areaTolerance,
    measured: squareMetres(gross),
    demanded: `${squareMetres(wanted)} ±${areaTolerance * 100} %`,
    fix: `연면적을 ${Math.abs(wanted - gross).toFixed(1)} m² ${gross > wanted ? "줄이" : "늘리"}십시오.`,
  };
}

/** The brief's area is gross; the figure of the sentence decides when it means footprint or one storey. */
function areaOf(measured: Measured): { wanted: number; gross: number; label: string } {
  const { brief } = measured;
  const gross = grossOf(measured);
  if (brief.areaKind === AreaKind.FOOTPRINT && brief.areaM2 === 0) {
    const footprint = Math.max(0, ...aboveGround(measured).map((storey) => storey.grossM2));
    return { wanted: brief.areaGiven, gross: footprint, label: "건축면적" };
  }
  return { wanted: brief.areaM2, gross, label: "연면적(벽 중심선)" };
}

/** What a storey of a use must hold: any kind of each row. */
const basics: Readonly<Record<string, readonly (readonly string[])[]>> = {
  cafe: [["hall"], ["kitchen", "counter"], ["wc", "wc_accessible"]],
  restaurant: [["hall"], ["kitchen"], ["wc", "wc_accessible"]],
  shop: [["retail", "hall"]],
  office: [["office"], ["wc", "wc_accessible"]],
  clinic: [["exam"], ["reception"], ["wc", "wc_accessible"]],
  gallery: [["exhibition"], ["wc", "wc_accessible"]],
  library: [["reading"], ["wc", "wc_accessible"]],
  gym: [["fitness"], ["wc", "wc_accessible"]],
  worship: [["worship"], ["wc", "wc_accessible"]],
  community: [["assembly"], ["wc", "wc_accessible"]],
  warehouse: [["warehouse", "storage"]],
  factory: [["workshop"], ["wc", "wc_accessible"]],
  kindergarten: [["classroom"], ["playroom"], ["wc", "wc_accessible"]],
  school: [["classroom"], ["wc", "wc_accessible"]],
  elderly: [["bedroom"], ["lounge"], ["kitchen"], ["bath"], ["wc", "wc_accessible"]],
  academy: [["classroom"], ["wc", "wc_accessible"]],
  guesthouse: [
    ["guestroom", "ondol"],
    ["bath", "wc"],
  ],
  house: [
    ["living", "hall", "daecheong"],
    ["kitchen", "dining"],
    ["bedroom", "guestroom"],
    ["bath", "wc"],
  ],
};

/** Of what a use must hold, what the brief does not leave out. */
function neededOf(brief: Measured["brief"], use: string): readonly (readonly string[])[] {
  const left = leftOut(brief, use);
  return (basics[use] ?? []).filter((row) => !left.has(row[0]!));
}

interface Wish {
  readonly text: string;
  /** The same for a reader, in Korean. */
  readonly ko: string;
  readonly kinds: readonly string[];
  readonly count: number;
  readonly areaM2: number;
  readonly storeys: readonly StoreyMeasure[];
}

/** Kinds of rooms that answer to a word in a brief. */
export const sameKinds: Readonly<Record<string, readonly string[]>> = {
  room: ["bedroom", "guestroom", "ondol"],
  guestroom: ["guestroom", "ondol"],
  bedroom: ["bedroom", "ondol"],
  wc: ["wc", "wc_accessible", "bath"],
  bath: ["bath", "shower"],
  kitchen: ["kitchen", "dining"],
  living: ["living", "hall", "daecheong"],
  hall: ["hall", "living", "retail", "lounge"],
  dining: ["dining", "breakfast", "hall"],
  lounge: ["lounge", "living", "hall"],
};

/** Net area below which one room may be a whole home, m2. */
const studioM2 = 60;

/** Net area below which a whole house may be one room, m2. */
const cabinM2 = 30;

/** Net area of the largest home among those that are marked as units, m2; Infinity where none is, but for a cabin. */
function largestHome({ storeys }: Measured): number {
  const homes = new Map<string, number>();
  for (const { read } of storeys) {
    for (const { unit, ring, kind } of read.spaces) {
      if (unit !== "" && kind !== "retail") homes.set(unit, (homes.get(unit) ?? 0) + area(ring));
    }
  }
  if (homes.size > 0) return Math.max(...homes.values());
  const all = storeys.flatMap(({ read }) => read.spaces).reduce((sum, { ring }) => sum + area(ring), 0);
  return all < cabinM2 ? all : Infinity;
}

function wishesOf(measured: Measured): Wish[] {
  const { brief, storeys } = measured;
  const asked = brief.rooms
    .filter(({ kind }) => !outdoorKinds.has(kind))
    .map((room) => ({
      text: room.kind,
      ko: wordKo(room.kind),
      kinds: sameKinds[room.kind] ?? [room.kind],
      count: Math.max(1, room.count),
      areaM2: room.areaM2,
      storeys,
    }));
  const uses = new Set(storeys.map((storey) => useOf(measured, storey)));
  const studios = largestHome(measured) < studioM2;
  const needed = [...uses].flatMap((use) =>
    neededOf(brief, use).map((kinds) => ({
      text: `${use}: ${kinds[0]}`,
      ko: `${plannedUse(use).ko} ${wordKo(kinds[0]!)}`,
      kinds: studios && kinds.includes("bedroom") ? [...kinds, "living"] : kinds,
      count: 1,
      areaM2: 0,
      storeys: storeys.filter((storey) => useOf(measured, storey) === use),
    })),
  );
  return [...asked, ...needed];
}

function programmeCheck(measured: Measured): Judged {
  const wishes = wishesOf(measured);
  const met = wishes.map((wish) => {
    const rooms = wish.storeys
      .flatMap(({ read }) => read.spaces)
      .filter((space) => wish.kinds.includes(space.kind))
      .filter((space) => wish.areaM2 === 0 || area(space.ring) >= 0.85 * wish.areaM2);
    const got = wish.text === "parking" ? parkingCount(measured) : rooms.length;
    return { wish, share: shareOf(Math.min(got, wish.count), wish.count) };
  });
  const wrongUse = storeyUseFaults(measured);
  const short = met.filter((one) => one.share < 1).map(({ wish }) => wish);
  const faults = [...short.map(({ ko }) => ko), ...wrongUse];
  const sum = met.reduce((total, one) => total + one.share, 0);
  return {
    id: "programme",
    ko: "요구한 실과 용도",
    en: "rooms and uses as briefed",
    weight: 4,
    hard: true,
    score: unit(shareOf(sum, met.length) - 0.25 * wrongUse.length),
    passed: faults.length === 0,
    measured: faults.length === 0 ? `${wishes.length}개 모두` : `빠짐: ${named(faults)}`,
    demanded: `${wishes.length}개 항목`,
    elements: [...short.map(({ text }) => text), ...wrongUse],
    fix: `요구한 실과 용도를 채우십시오: ${named(faults)}.`,
  };
}

/** Open ground, m2, that makes a yard or garden, and a terrace. */
const openGroundM2: Readonly<Record<string, number>> = { yard: 20, garden: 20, terrace: 8 };
/** A parking space with the walls' outer half left aside, m2. */
const baySpaceM2 = 12.5;

/** What was asked for in the open air is no room: it is a space of its own in the file, or ground the building leaves open. */
function outdoorCheck(measured: Measured): Judged[] {
  const asked = measured.brief.rooms.map(({ kind }) => kind).filter((kind) => outdoorKinds.has(kind));
  if (asked.length === 0) return [];
  const built = Math.max(0, ...aboveGround(measured).map((storey) => storey.grossM2));
  const open = area(measured.plot) - built - baySpaceM2 * parkingCount(measured);
  const kinds = new Set(measured.storeys.flatMap(({ read }) => read.spaces.map((space) => space.kind)));
  const missing = asked.filter((kind) => !kinds.has(kind) && !(open >= (openGroundM2[kind] ?? Infinity)));
  return [
    {
      id: "outdoor",
      ko: "요구한 외부 공간",
      en: "yards and terraces as briefed",
      weight: 1,
      score: shareOf(asked.length - missing.length, asked.length),
      passed: missing.length === 0,
      measured:
        missing.length === 0 ? `빈 땅 ${Math.max(0, open).toFixed(0)} m²` : `없음: ${named(missing.map(wordKo))}`,
      demanded: named(asked.map(wordKo)),
      elements: missing,
      fix: `요구한 외부 공간을 두십시오: ${named(missing.map(wordKo))}.`,
    },
  ];
}

/** Kinds of room a use never has: they give a storey of another use away. */
const foreign: Readonly<Record<string, readonly string[]>> = {
  shop: ["bedroom", "guestroom", "bath"],
  cafe: ["bedroom", "guestroom", "bath"],
  restaurant: ["bedroom", "guestroom", "bath"],
  office: ["bedroom", "guestroom"],
  clinic: ["bedroom", "guestroom"],
  house: ["retail", "exam", "guestroom"],
  guesthouse: ["retail", "exam"],
};

function storeyUseFaults(measured: Measured): string[] {
  return measured.storeys.flatMap((storey) => {
    const use = useOf(measured, storey);
    const bad = storey.read.spaces.filter((space) => foreign[use]?.includes(space.kind));
    return bad.length > 0 ? [`${storey.read.name}(${plannedUse(use).ko})의 ${bad[0]!.longName}`] : [];
  });
}

/** What was excluded is not there, but for what a use is nothing without: the brief says that it stays. */
function exclusionCheck(measured: Measured): Judged[] {
  const { brief, storeys } = measured;
  if (brief.exclusions.length === 0) return [];
  const broken = brief.exclusions.filter((word) => {
    if (word === "basement") return storeys.some((storey) => storey.number < 0);
    if (word === "parking") return parkingCount(measured) > 0;
    return storeys.some((storey) => {
      const kinds = meantBy(word).filter((kind) => !mustStay(brief, useOf(measured, storey), kind));
      return storey.read.spaces.some((space) => kinds.includes(space.kind));
    });
  });
  return [
    {
      id: "exclusions",
      ko: "빼 달라고 한 것",
      en: "nothing that was excluded",
      weight: 2,
      hard: true,
      score: shareOf(brief.exclusions.length - broken.length, brief.exclusions.length),
      passed: broken.length === 0,
      measured: broken.length === 0 ? "없음" : named(broken.map(wordKo)),
      demanded: `${named(brief.exclusions.map(wordKo))} 없음`,
      elements: broken,
      fix: `빼 달라고 한 것을 없애십시오: ${named(broken.map(wordKo))}.`,
    },
  ];
}

/** Parking spaces drawn on the plot. */
export const parkingCount = ({ read }: Measured): number =>
  read.products.filter((one) => one.type === "IFCGEOGRAPHICELEMENT" && /주차/.test(one.name)).length;
