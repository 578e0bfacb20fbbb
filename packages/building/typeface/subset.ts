import { writeCharacterMap } from "./character-map.ts";
import type { FontFace } from "./face.ts";
import { partsOf, plainGlyph } from "./glyphs.ts";
import { namesOf } from "./names.ts";
import { padded, viewOf } from "./sfnt.ts";
import type { Tables } from "./sfnt.ts";

/** A font cut down to some letters. */
export interface Subset {
  /** Tables of the cut font, fit for a page and for a PDF. */
  readonly tables: Tables;
  /** The new glyph numbers of the code points it has, in rising order. */
  readonly glyphs: ReadonlyMap<number, number>;
  /** Advance of each new glyph, in font units. */
  readonly advances: readonly number[];
}

/** Cuts a face down to the letters of a text, without hints and layout features; letters the face lacks are left out. */
export function subsetFace(face: FontFace, text: string): Subset {
  const codePoints = [...new Set(Array.from(text, (letter) => letter.codePointAt(0)!))]
    .filter((codePoint) => face.glyphOf(codePoint) > 0)
    .toSorted((a, b) => a - b);
  const kept = closed(face, [0, ...codePoints.map((codePoint) => face.glyphOf(codePoint))]);
  const numbers = new Map(kept.map((glyph, i) => [glyph, i]));
  const advances = kept.map((glyph) => face.advanceOf(glyph));
  const outlines = kept.map((glyph) => plainGlyph(face.outlineOf(glyph), (part) => numbers.get(part)!));
  const glyphs = new Map(codePoints.map((codePoint) => [codePoint, numbers.get(face.glyphOf(codePoint))!]));
  const pairs = [...glyphs];
  const tables = new Map<string, Uint8Array>([
    ["cmap", writeCharacterMap(pairs)],
    ["OS/2", face.tables.get("OS/2")!],
    ["name", namesOf(face.tables.get("name")!)],
    ["post", post()],
    ["head", patched(face.tables.get("head")!, (view) => (view.setUint32(8, 0), view.setInt16(50, 1)))],
    ["hhea", patched(face.tables.get("hhea")!, (view) => view.setUint16(34, kept.length))],
    ["maxp", patched(face.tables.get("maxp")!, (view) => view.setUint16(4, kept.length))],
    ["hmtx", metrics(face, kept)],
    ...outlineTables(outlines),
  ]);
  return { tables, glyphs, advances };
}

/** Glyphs with all that they are made of, each once, in the order first met. */
function closed(face: FontFace, glyphs: readonly number[]): number[] {
  const kept = new Set<number>(glyphs);
  for (const glyph of kept) for (const part of partsOf(face.outlineOf(glyph))) kept.add(part);
  return [...kept];
}

function patched(table: Uint8Array, patch: (view: DataView) => void): Uint8Array {
  const copy = table.slice();
  patch(viewOf(copy));
  return copy;
}

/** Version 3: glyphs have no names. */
function post(): Uint8Array {
  const table = new Uint8Array(32);
  viewOf(table).setUint32(0, 0x00030000);
  return table;
}

function metrics(face: FontFace, kept: readonly number[]): Uint8Array {
  const table = new Uint8Array(kept.length * 4);
  const view = viewOf(table);
  for (const [i, glyph] of kept.entries()) {
    const outline = face.outlineOf(glyph);
    view.setUint16(i * 4, face.advanceOf(glyph));
    view.setInt16(i * 4 + 2, outline.length >= 10 ? viewOf(outline).getInt16(2) : 0);
  }
  return table;
}

function outlineTables(outlines: readonly Uint8Array[]): [string, Uint8Array][] {
  const glyf = new Uint8Array(outlines.reduce((sum, outline) => sum + padded(outline.length), 0));
  const loca = new Uint8Array((outlines.length + 1) * 4);
  const view = viewOf(loca);
  let at = 0;
  for (const [i, outline] of outlines.entries()) {
    glyf.set(outline, at);
    at += padded(outline.length);
    view.setUint32((i + 1) * 4, at);
  }
  return [
    ["loca", loca],
    ["glyf", glyf],
  ];
}
