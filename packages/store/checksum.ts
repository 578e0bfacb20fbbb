import { crc32 } from "node:zlib";

/**
 * CRC-32 over texts, numbers and bytes, each with its length, so that moving a byte between fields shows.
 * NaN, which equals nothing, if a damaged file gave something else than bytes.
 */
export function checksum(fields: readonly (string | number | undefined)[], bytes: Uint8Array): number {
  if (!(bytes instanceof Uint8Array)) return Number.NaN;
  let head = "";
  for (const field of fields) {
    const text = field === undefined ? "" : String(field);
    head += `${field === undefined ? "-" : text.length}:${text}`;
  }
  return crc32(bytes, crc32(head));
}
