import { inflateSync } from "node:zlib";

/** Tables of an OpenType font by their four letters. */
export type Tables = ReadonlyMap<string, Uint8Array>;

/** A big-endian view of bytes. */
export const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const letters = (view: DataView, at: number): string =>
  String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));

/** Reads the named tables of a WOFF 1.0 file; tables it lacks are left out. */
export function readWoff(bytes: Uint8Array, names: readonly string[]): Tables {
  const view = viewOf(bytes);
  const tables = new Map<string, Uint8Array>();
  for (let i = 0; i < view.getUint16(12); i++) {
    const entry = 44 + i * 20;
    const name = letters(view, entry);
    if (!names.includes(name)) continue;
    const [offset, packed, length] = [8, 4, 0].map((_, k) => view.getUint32(entry + 4 + k * 4)) as [
      number,
      number,
      number,
    ];
    const data = bytes.subarray(offset, offset + packed);
    // Plain arrays: a Buffer's slice would share its bytes.
    tables.set(name, Uint8Array.from(packed === length ? data : inflateSync(data)));
  }
  return tables;
}

/** Sum of a table's 32-bit words, as the table directory holds it. */
export function checksum(bytes: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < bytes.length; i += 4) {
    const word = (bytes[i]! << 24) | ((bytes[i + 1] ?? 0) << 16) | ((bytes[i + 2] ?? 0) << 8) | (bytes[i + 3] ?? 0);
    sum = (sum + (word >>> 0)) >>> 0;
  }
  return sum;
}

/** Length rounded up to whole words. */
export const padded = (length: number): number => (length + 3) & ~3;

/** Table names in the order files hold them. */
export const sortedNames = (tables: Tables): string[] => [...tables.keys()].toSorted();

/** Writes tables as a TrueType file; `head` gets its check sum. */
export function writeSfnt(tables: Tables): Uint8Array {
  const names = sortedNames(tables);
  const power = 2 ** Math.floor(Math.log2(names.length));
  const start = 12 + names.length * 16;
  const total = names.reduce((sum, name) => sum + padded(tables.get(name)!.length), start);
  const file = new Uint8Array(total);
  const view = viewOf(file);
  view.setUint32(0, 0x00010000);
  view.setUint16(4, names.length);
  view.setUint16(6, power * 16);
  view.setUint16(8, Math.log2(power));
  view.setUint16(10, (names.length - power) * 16);
  let at = start;
  for (const [i, name] of names.entries()) {
    const data = tables.get(name)!;
    const entry = 12 + i * 16;
    for (let k = 0; k < 4; k++) view.setUint8(entry + k, name.charCodeAt(k));
    view.setUint32(entry + 4, checksum(data));
    view.setUint32(entry + 8, at);
    view.setUint32(entry + 12, data.length);
    file.set(data, at);
    at += padded(data.length);
  }
  const head = names.indexOf("head");
  if (head >= 0) view.setUint32(view.getUint32(12 + head * 16 + 8) + 8, (0xb1b0afba - checksum(file)) >>> 0);
  return file;
}
