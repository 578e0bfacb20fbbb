import { crc32 } from "node:zlib";

/** What a file of the disk tier says about its entry. */
export interface EntryHead {
  key: string;
  /** Wall time, as it must hold over restarts. */
  expiresAtMs: number;
  tags: readonly string[];
}

/** First bytes of every file; the digit is the version of the format. */
const magic = Buffer.from("VBC1");
const fixedBytes = 12;
/** Longest head: a key and all tags at their limits, escaped. */
export const maxHeadBytes = 64 * 1024;

/** An entry as a file: magic, CRC-32 of all that follows, length of the head, head as JSON, bytes. */
export function encodeEntry(head: EntryHead, bytes: Uint8Array): Buffer {
  const json = Buffer.from(JSON.stringify([head.key, head.expiresAtMs, head.tags]));
  const file = Buffer.allocUnsafe(fixedBytes + json.length + bytes.byteLength);
  magic.copy(file);
  file.writeUInt32BE(json.length, 8);
  json.copy(file, fixedBytes);
  file.set(bytes, fixedBytes + json.length);
  file.writeUInt32BE(crc32(file.subarray(8)), 4);
  return file;
}

/** The entry of a file; undefined if a single bit is not as it was written. */
export function decodeEntry(file: Buffer): (EntryHead & { bytes: Uint8Array }) | undefined {
  const head = decodeHead(file);
  if (!head || crc32(file.subarray(8)) !== file.readUInt32BE(4)) return undefined;
  const bytes = new Uint8Array(file.subarray(fixedBytes + file.readUInt32BE(8)));
  return { ...head, bytes };
}

/** The head from the beginning of a file, unverified: enough to list it, as reading verifies. */
export function decodeHead(start: Buffer): EntryHead | undefined {
  if (start.length < fixedBytes || !start.subarray(0, 4).equals(magic)) return undefined;
  const length = start.readUInt32BE(8);
  if (length > maxHeadBytes || start.length < fixedBytes + length) return undefined;
  try {
    const json: unknown = JSON.parse(start.toString("utf8", fixedBytes, fixedBytes + length));
    if (!Array.isArray(json)) return undefined;
    const [key, expiresAtMs, tags] = json as unknown[];
    const sound =
      typeof key === "string" &&
      typeof expiresAtMs === "number" &&
      Array.isArray(tags) &&
      tags.every((tag) => typeof tag === "string");
    return sound ? { key, expiresAtMs, tags } : undefined;
  } catch {
    return undefined;
  }
}
