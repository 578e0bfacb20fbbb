import { viewOf } from "./sfnt.ts";

const composite = { argsAreWords: 0x1, scale: 0x8, more: 0x20, twoScales: 0x40, matrix: 0x80, instructions: 0x100 };

/** Bytes of one composite part after its flags and glyph number. */
const partLength = (flags: number): number =>
  4 +
  (flags & composite.argsAreWords ? 4 : 2) +
  (flags & composite.scale ? 2 : flags & composite.twoScales ? 4 : flags & composite.matrix ? 8 : 0);

/** Where the parts of a composite glyph stand in its data; none for a simple glyph. */
function parts(glyph: Uint8Array): { at: number; flags: number; glyph: number }[] {
  if (glyph.length < 10 || viewOf(glyph).getInt16(0) >= 0) return [];
  const view = viewOf(glyph);
  const found = [];
  for (let at = 10; ;) {
    const flags = view.getUint16(at);
    found.push({ at, flags, glyph: view.getUint16(at + 2) });
    at += partLength(flags);
    if (!(flags & composite.more)) return found;
  }
}

/** Numbers of the glyphs that a composite glyph is made of. */
export const partsOf = (glyph: Uint8Array): number[] => parts(glyph).map((part) => part.glyph);

/** A glyph without its instructions, its parts numbered anew. */
export function plainGlyph(glyph: Uint8Array, renumber: (glyph: number) => number): Uint8Array {
  if (glyph.length < 10) return glyph;
  const contours = viewOf(glyph).getInt16(0);
  if (contours >= 0) {
    const at = 10 + contours * 2;
    const length = viewOf(glyph).getUint16(at);
    const plain = new Uint8Array(glyph.length - length);
    plain.set(glyph.subarray(0, at));
    plain.set(glyph.subarray(at + 2 + length), at + 2);
    return plain;
  }
  const found = parts(glyph);
  const last = found.at(-1)!;
  const plain = glyph.slice(0, last.at + partLength(last.flags));
  const view = viewOf(plain);
  for (const part of found) {
    view.setUint16(part.at, part.flags & ~composite.instructions);
    view.setUint16(part.at + 2, renumber(part.glyph));
  }
  return plain;
}
