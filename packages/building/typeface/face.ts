import { readCharacterMap } from "./character-map.ts";
import { readWoff, viewOf } from "./sfnt.ts";
import type { Tables } from "./sfnt.ts";

/** A font face with outlines in the `glyf` table; lengths are in its own units. */
export interface FontFace {
  readonly tables: Tables;
  readonly unitsPerEm: number;
  readonly ascent: number;
  readonly descent: number;
  /** Smallest box round all glyphs: left, bottom, right, top. */
  readonly box: readonly [number, number, number, number];
  /** The glyph of a code point, 0 if it has none. */
  readonly glyphOf: (codePoint: number) => number;
  readonly advanceOf: (glyph: number) => number;
  /** Outline data of a glyph, empty for a blank. */
  readonly outlineOf: (glyph: number) => Uint8Array;
}

const wanted = ["head", "hhea", "maxp", "hmtx", "loca", "glyf", "cmap", "OS/2", "name"];

/** Reads a WOFF 1.0 file with TrueType outlines. */
export function readFace(woff: Uint8Array): FontFace {
  const tables = readWoff(woff, wanted);
  const [head, hhea] = [viewOf(tables.get("head")!), viewOf(tables.get("hhea")!)];
  const [hmtx, loca, glyf] = [viewOf(tables.get("hmtx")!), viewOf(tables.get("loca")!), tables.get("glyf")!];
  const measured = hhea.getUint16(34);
  const long = head.getInt16(50) === 1;
  const placeOf = (glyph: number) => (long ? loca.getUint32(glyph * 4) : loca.getUint16(glyph * 2) * 2);
  return {
    tables,
    unitsPerEm: head.getUint16(18),
    ascent: hhea.getInt16(4),
    descent: hhea.getInt16(6),
    box: [head.getInt16(36), head.getInt16(38), head.getInt16(40), head.getInt16(42)],
    glyphOf: readCharacterMap(tables.get("cmap")!),
    advanceOf: (glyph) => hmtx.getUint16(Math.min(glyph, measured - 1) * 4),
    outlineOf: (glyph) => glyf.subarray(placeOf(glyph), placeOf(glyph + 1)),
  };
}
