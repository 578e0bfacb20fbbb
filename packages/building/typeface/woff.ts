import { deflateSync } from "node:zlib";
import { checksum, padded, sortedNames, viewOf, writeSfnt } from "./sfnt.ts";
import type { Tables } from "./sfnt.ts";

/** Writes tables as a WOFF 1.0 file; the same tables give the same bytes. */
export function writeWoff(tables: Tables): Uint8Array {
  const names = sortedNames(tables);
  const sfnt = writeSfnt(tables);
  const source = viewOf(sfnt);
  const packed = names.map((name, i) => {
    // The table as the TrueType file holds it: `head` has its check sum there.
    const at = source.getUint32(12 + i * 16 + 8);
    const data = sfnt.subarray(at, at + tables.get(name)!.length);
    const small = deflateSync(data);
    return { name, data, bytes: small.length < data.length ? small : data, sum: checksum(tables.get(name)!) };
  });
  const start = 44 + names.length * 20;
  const total = packed.reduce((sum, { bytes }) => sum + padded(bytes.length), start);
  const file = new Uint8Array(total);
  const view = viewOf(file);
  view.setUint32(0, 0x774f4646);
  view.setUint32(4, 0x00010000);
  view.setUint32(8, total);
  view.setUint16(12, names.length);
  view.setUint32(16, sfnt.length);
  view.setUint16(20, 1);
  let at = start;
  for (const [i, { name, data, bytes, sum }] of packed.entries()) {
    const entry = 44 + i * 20;
    for (let k = 0; k < 4; k++) view.setUint8(entry + k, name.charCodeAt(k));
    view.setUint32(entry + 4, at);
    view.setUint32(entry + 8, bytes.length);
    view.setUint32(entry + 12, data.length);
    view.setUint32(entry + 16, sum);
    file.set(bytes, at);
    at += padded(bytes.length);
  }
  return file;
}
