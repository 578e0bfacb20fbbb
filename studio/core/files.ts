import type { File } from "@viba/contracts/gen/viba/core/v1/artifact_pb";
import { type Lang, pick } from "./format.ts";

/** A drawing as a sheet of the set. */
export interface Sheet {
  readonly name: string;
  readonly src: string;
  /** "A-101": its number in the set, as its title block says; a number after all others for a drawing that has none. */
  readonly number: string;
  readonly kind: "view" | "plan" | "site" | "energy" | "other";
  /** Takes the whole width: the view, and whatever would stand alone in a row of two. */
  readonly wide: boolean;
  readonly titleKo: string;
  readonly titleEn: string;
}

/** A run's files by what can be done with them. */
export interface RunFiles {
  readonly sheets: readonly Sheet[];
  /** Reports to be read in place. */
  readonly reports: readonly { readonly name: string; readonly src: string }[];
  readonly all: readonly {
    readonly name: string;
    readonly src: string;
    readonly size: number;
    readonly mediaType: string;
    /** What it is good for; empty where the name says it. */
    readonly titleKo: string;
    readonly titleEn: string;
  }[];
}

/** Path of a run's file. The digest makes a revised file of the same name another picture to the browser. */
export function filePath(runId: string, file: File): string {
  const digest = file.content?.digest.slice(0, 12) ?? "";
  return `/files/${encodeURIComponent(runId)}/${encodeURIComponent(file.name)}?d=${digest}`;
}

/** Sorts files: drawings in the order of a drawing set, reports, and all of them for saving. */
export function sortFiles(runId: string, files: readonly File[]): RunFiles {
  const drawings = files
    // A CAD file is an image by its media type too, but no browser draws it.
    .filter((file) => /^image\/(svg\+xml|png|jpeg|webp)\b/.test(file.mediaType))
    .map((file) => ({ file, title: titleOf(file.name) }))
    .toSorted((a, b) => a.title.order - b.title.order || a.file.name.localeCompare(b.file.name));
  return {
    sheets: drawings.map(({ file, title: { kind, ko, en } }, index) => ({
      name: file.name,
      src: filePath(runId, file),
      number: numberOf(
        drawings.map(({ title }) => title),
        index,
      ),
      kind,
      wide: isWide(
        drawings.map((drawing) => drawing.title.kind),
        index,
      ),
      titleKo: ko,
      titleEn: en,
    })),
    reports: files
      .filter((file) => file.mediaType.startsWith("text/html"))
      .map((file) => ({ name: file.name, src: filePath(runId, file) })),
    all: files
      .map((file) => ({ file, use: useOf(file.name) }))
      .toSorted((a, b) => a.use.order - b.use.order)
      .map(({ file, use }) => ({
        name: file.name,
        src: filePath(runId, file),
        size: Number(file.content?.size ?? 0n) || (file.content?.inline.length ?? 0),
        mediaType: file.mediaType,
        titleKo: use.ko,
        titleEn: use.en,
      })),
  };
}

/** Path of the drawing that stands for a run in a list; undefined when it has none. */
export function thumbnail(runId: string, files: readonly File[]): string | undefined {
  return sortFiles(runId, files).sheets[0]?.src;
}

/** Plans are numbered from 101 up, whatever storeys there are; a drawing of no known kind by its place. */
function numberOf(titles: readonly Title[], index: number): string {
  const { kind, number } = titles[index]!;
  const among = titles.slice(0, index).filter((title) => title.kind === kind && title.number === undefined).length;
  const own = number ?? (kind === "plan" ? 101 + among : 990 + among);
  return `A-${String(own).padStart(3, "0")}`;
}

const uses: Readonly<Record<string, readonly [order: number, ko: string, en: string]>> = {
  pdf: [0, "A3 도면집", "drawing set on A3"],
  ifc: [1, "BIM 모델", "BIM model"],
  html: [2, "설계 보고서", "design report"],
  dxf: [3, "CAD 도면", "CAD drawing"],
  bcf: [4, "지적 사항", "issues for BIM tools"],
};

/** What one saves a file for, by its ending, a drawing by what it shows; those most asked for come first. */
function useOf(name: string): { order: number; ko: string; en: string } {
  const ending = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  const known = uses[ending];
  if (known) return { order: known[0], ko: known[1], en: known[2] };
  const { order, ko, en } = titleOf(name);
  return ending === "svg" && order < unknown ? { order: 5 + order / unknown, ko, en } : { order: 6, ko: "", en: "" };
}

/** The title of a sheet in one language. */
export function sheetTitle(sheet: Sheet, lang: Lang): string {
  return pick(lang, sheet.titleKo, sheet.titleEn);
}

/** Plans stand with plans and the others with the others, in pairs; the first of an odd number gets the whole row. */
function isWide(kinds: readonly Sheet["kind"][], index: number): boolean {
  if (kinds[index] === "view") return true;
  const arePlans = kinds[index] === "plan";
  const group = kinds.flatMap((kind, i) => (kind !== "view" && (kind === "plan") === arePlans ? [i] : []));
  return group.length % 2 === 1 && group[0] === index;
}

const sides: Readonly<Record<string, readonly [ko: string, en: string]>> = {
  S: ["남측", "South"],
  E: ["동측", "East"],
  N: ["북측", "North"],
  W: ["서측", "West"],
};

interface Title {
  readonly kind: Sheet["kind"];
  readonly order: number;
  /** Its number in the set, where its name tells it. */
  readonly number?: number;
  readonly ko: string;
  readonly en: string;
}

/** Drawings of no known kind come after all others. */
const unknown = 5000;

function titleOf(name: string): Title {
  const stem = name.replace(/\.\w+$/, "");
  const storey = /^plan-(B?)(\d+)F?$/i.exec(stem);
  if (storey) {
    const below = storey[1] !== "";
    const number = Number(storey[2]);
    return below
      ? { kind: "plan", order: 100 - number, ko: `지하 ${number}층 평면도`, en: `Basement ${number} plan` }
      : { kind: "plan", order: 100 + number, ko: `${number}층 평면도`, en: `Floor ${number} plan` };
  }
  const side = /^elevation-([SENW])$/.exec(stem)?.[1];
  if (side) {
    const [ko, en] = sides[side]!;
    const at = "SENW".indexOf(side);
    return { kind: "other", order: 2000 + at, number: 201 + at, ko: `${ko} 입면도`, en: `${en} elevation` };
  }
  const schedule = /^openings(?:-(\d+))?$/.exec(stem);
  if (schedule) {
    const at = Number(schedule[1] ?? 1) - 1;
    return { kind: "other", order: 3100 + at, number: 401 + at, ko: "창호표", en: "Doors and windows" };
  }
  switch (stem) {
    case "section":
      return { kind: "other", order: 3000, number: 301, ko: "단면도", en: "Section" };
    case "view":
      return { kind: "view", order: 0, number: 2, ko: "조감도", en: "Bird's-eye view" };
    case "site":
      return { kind: "site", order: 1000, number: 11, ko: "배치도", en: "Site plan" };
    case "energy":
      return { kind: "energy", order: 4000, number: 951, ko: "에너지 분석", en: "Energy estimate" };
    default:
      return { kind: "other", order: unknown, ko: stem, en: stem };
  }
}
