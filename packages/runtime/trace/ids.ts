import type { Random } from "../random.ts";

const byteHex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** A 32-bit integer as eight hex digits. */
export function hex32(value: number): string {
  return (
    byteHex[(value >>> 24) & 255]! +
    byteHex[(value >>> 16) & 255]! +
    byteHex[(value >>> 8) & 255]! +
    byteHex[value & 255]!
  );
}

/** The 32-bit integer that eight lower-case hex digits at `start` stand for. */
export function parse32(text: string, start: number): number {
  let value = 0;
  for (let at = start; at < start + 8; at++) {
    const letter = text.charCodeAt(at);
    value = (value << 4) | (letter <= 0x39 ? letter - 0x30 : letter - 0x57);
  }
  return value;
}

/**
 * Ids of a process: 32-bit integers that are never zero, from a generator (xoshiro128**) that chance seeds once. A few steps on
 * integers each; a draw of `random` makes a number object, and a new trace needs seven.
 */
export function createIds(random: Random): () => number {
  let [a, b, c, d] = [random32(random), random32(random), random32(random), random32(random)];
  return () => {
    const scrambled = Math.imul(b, 5);
    const id = Math.imul((scrambled << 7) | (scrambled >>> 25), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return id === 0 ? 1 : id;
  };
}

/** A random 32-bit integer that is never zero: all-zero ids are invalid in W3C trace context. */
export function random32(random: Random): number {
  return (random() * 4_294_967_295 + 1) | 0 || 1;
}
