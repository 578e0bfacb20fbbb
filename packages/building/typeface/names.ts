import { viewOf } from "./sfnt.ts";

/** Copyright, family, style, full name, PostScript name, licence and its address. */
const kept = new Set([0, 1, 2, 4, 6, 13, 14]);

/** A `name` table with the English names a cut font must still carry: whose it is and under which licence. */
export function namesOf(table: Uint8Array): Uint8Array {
  const view = viewOf(table);
  const storage = view.getUint16(4);
  const records = Array.from({ length: view.getUint16(2) }, (_, i) => 6 + i * 12)
    .filter((at) => view.getUint16(at) === 3 && view.getUint16(at + 4) === 0x409 && kept.has(view.getUint16(at + 6)))
    .map((at) => {
      const offset = storage + view.getUint16(at + 10);
      return { head: table.subarray(at, at + 8), text: table.subarray(offset, offset + view.getUint16(at + 8)) };
    });
  const start = 6 + records.length * 12;
  const written = new Uint8Array(records.reduce((sum, { text }) => sum + text.length, start));
  const out = viewOf(written);
  out.setUint16(2, records.length);
  out.setUint16(4, start);
  let at = start;
  for (const [i, { head, text }] of records.entries()) {
    written.set(head, 6 + i * 12);
    out.setUint16(6 + i * 12 + 8, text.length);
    out.setUint16(6 + i * 12 + 10, at - start);
    written.set(text, at);
    at += text.length;
  }
  return written;
}
