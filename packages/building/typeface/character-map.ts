import { viewOf } from "./sfnt.ts";

/** Reads which glyph stands for a code point from a `cmap` table with a Windows Unicode subtable; 0 where none does. */
export function readCharacterMap(table: Uint8Array): (codePoint: number) => number {
  const view = viewOf(table);
  const subtables = Array.from({ length: view.getUint16(2) }, (_, i) => view.getUint32(4 + i * 8 + 4));
  const whole = subtables.find((at) => view.getUint16(at) === 12);
  if (whole !== undefined) return (codePoint) => inGroups(view, whole, codePoint);
  const basic = subtables.find((at) => view.getUint16(at) === 4);
  return basic === undefined ? () => 0 : (codePoint) => inSegments(view, basic, codePoint);
}

function inGroups(view: DataView, at: number, codePoint: number): number {
  let [low, high] = [0, view.getUint32(at + 12) - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const group = at + 16 + middle * 12;
    if (codePoint < view.getUint32(group)) high = middle - 1;
    else if (codePoint > view.getUint32(group + 4)) low = middle + 1;
    else return view.getUint32(group + 8) + codePoint - view.getUint32(group);
  }
  return 0;
}

function inSegments(view: DataView, at: number, codePoint: number): number {
  const bytes = view.getUint16(at + 6);
  for (let i = 0; i < bytes; i += 2) {
    const end = at + 14 + i;
    if (view.getUint16(end) < codePoint) continue;
    const start = view.getUint16(end + bytes + 2);
    if (start > codePoint) return 0;
    const range = end + bytes * 3 + 2;
    const delta = view.getUint16(end + bytes * 2 + 2);
    if (view.getUint16(range) === 0) return (codePoint + delta) & 0xffff;
    const glyph = view.getUint16(range + view.getUint16(range) + (codePoint - start) * 2);
    return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
  }
  return 0;
}

/** Writes a `cmap` table of code points in rising order and their glyphs. */
export function writeCharacterMap(pairs: readonly (readonly [codePoint: number, glyph: number])[]): Uint8Array {
  const table = new Uint8Array(12 + 16 + pairs.length * 12);
  const view = viewOf(table);
  view.setUint16(2, 1);
  view.setUint16(4, 3);
  view.setUint16(6, 10);
  view.setUint32(8, 12);
  view.setUint16(12, 12);
  view.setUint32(16, 16 + pairs.length * 12);
  view.setUint32(24, pairs.length);
  for (const [i, [codePoint, glyph]] of pairs.entries()) {
    view.setUint32(28 + i * 12, codePoint);
    view.setUint32(32 + i * 12, codePoint);
    view.setUint32(36 + i * 12, glyph);
  }
  return table;
}
