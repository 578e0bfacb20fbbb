import { type IdentitySlot, newIdentitySlot } from "./identity.ts";
import { RemoteSpan } from "./remote-span.ts";
import type { SpanId } from "./span-bytes.ts";

/** Bytes of a W3C traceparent of version 00: `00-`, trace id, `-`, span id, `-`, flags. */
export const traceparentBytes = 55;

const traceAt = 3;
const spanAt = 36;
const flagsAt = 53;
const dash = 0x2d;

/** Worth of each byte as a lower-case hex digit; 16 of what is none. */
const digits = Uint8Array.from({ length: 256 }, (_, byte) => {
  const value = "0123456789abcdef".indexOf(String.fromCharCode(byte));
  return value < 0 ? 16 : value;
});
const hexBytes = Buffer.from("0123456789abcdef", "latin1");
/** Both hex digits of each byte. */
const highDigits = Uint8Array.from({ length: 256 }, (_, byte) => hexBytes[byte >>> 4]!);
const lowDigits = Uint8Array.from({ length: 256 }, (_, byte) => hexBytes[byte & 15]!);
/** Every digit read since it was set to 0, or-ed: 16 and more when one of them was none. */
let seen = 0;

const read = newIdentitySlot();

/** Reads a traceparent as `readIdentity` does. */
export function readTraceparent(bytes: Uint8Array, start: number, end: number): RemoteSpan | undefined {
  return readIdentity(bytes, start, end, read) ? new RemoteSpan(read) : undefined;
}

/**
 * Reads a traceparent of version 00 where it lies, without making text of it; false for everything else, valid or not: that is
 * for `parseTraceparent`, which knows later versions too.
 */
export function readIdentity(bytes: Uint8Array, start: number, end: number, into: IdentitySlot): boolean {
  if (end - start !== traceparentBytes || bytes[start] !== 0x30 || bytes[start + 1] !== 0x30) return false;
  if (bytes[start + 2] !== dash || bytes[start + spanAt - 1] !== dash || bytes[start + flagsAt - 1] !== dash)
    return false;
  seen = 0;
  into.trace0 = readWord(bytes, start + traceAt);
  into.trace1 = readWord(bytes, start + traceAt + 8);
  into.trace2 = readWord(bytes, start + traceAt + 16);
  into.trace3 = readWord(bytes, start + traceAt + 24);
  into.span0 = readWord(bytes, start + spanAt);
  into.span1 = readWord(bytes, start + spanAt + 8);
  const high = digits[bytes[start + flagsAt]!]!;
  const low = digits[bytes[start + flagsAt + 1]!]!;
  into.flags = (high << 4) | low;
  if ((seen | high | low) > 15) return false;
  // All zeros is no id.
  return (into.trace0 | into.trace1 | into.trace2 | into.trace3) !== 0 && (into.span0 | into.span1) !== 0;
}

/** Puts a span's id in place of the one in the traceparent at `start`. */
export function writeSpanId(bytes: Uint8Array, start: number, of: SpanId): void {
  writeWord(bytes, start + spanAt, of.span0);
  writeWord(bytes, start + spanAt + 8, of.span1);
}

function readWord(bytes: Uint8Array, start: number): number {
  let value = 0;
  for (let at = start; at < start + 8; at++) {
    const digit = digits[bytes[at]!]!;
    seen |= digit;
    value = (value << 4) | digit;
  }
  return value;
}

function writeWord(bytes: Uint8Array, start: number, word: number): void {
  for (let at = 0; at < 8; at += 2) {
    const byte = (word >>> (24 - 4 * at)) & 255;
    bytes[start + at] = highDigits[byte]!;
    bytes[start + at + 1] = lowDigits[byte]!;
  }
}
