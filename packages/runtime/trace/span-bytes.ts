import type { IdentitySlot, SpanIdentity } from "./identity.ts";

/** What a span has of its own, apart from its trace. */
export type SpanId = Pick<SpanIdentity, "span0" | "span1">;

/** Bytes of a span's identity: W3C trace id (16), span id (8), trace flags (1). */
export const spanBytes = 25;

const spanAt = 16;
const flagsAt = 24;

/** Reads the identity at `start` into the slot, which it gives back; the ids may be all zeros, which name no span. */
export function readSpan(bytes: Uint8Array, start: number, into: IdentitySlot): IdentitySlot {
  into.trace0 = readWord(bytes, start);
  into.trace1 = readWord(bytes, start + 4);
  into.trace2 = readWord(bytes, start + 8);
  into.trace3 = readWord(bytes, start + 12);
  into.span0 = readWord(bytes, start + spanAt);
  into.span1 = readWord(bytes, start + spanAt + 4);
  into.flags = bytes[start + flagsAt]!;
  into.traceState = undefined;
  return into;
}

/** Whether the identity names a span: all zeros is no id. */
export function isSpan(of: SpanIdentity): boolean {
  return (of.trace0 | of.trace1 | of.trace2 | of.trace3) !== 0 && (of.span0 | of.span1) !== 0;
}

/** Writes the identity; returns the position behind it. */
export function writeSpan(bytes: Uint8Array, start: number, of: SpanIdentity): number {
  writeWord(bytes, start, of.trace0);
  writeWord(bytes, start + 4, of.trace1);
  writeWord(bytes, start + 8, of.trace2);
  writeWord(bytes, start + 12, of.trace3);
  writeOwnId(bytes, start, of);
  bytes[start + flagsAt] = of.flags;
  return start + spanBytes;
}

/** Puts a span's own id in place of the one in the identity at `start`. */
export function writeOwnId(bytes: Uint8Array, start: number, of: SpanId): void {
  writeWord(bytes, start + spanAt, of.span0);
  writeWord(bytes, start + spanAt + 4, of.span1);
}

function readWord(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
}

function writeWord(bytes: Uint8Array, at: number, word: number): void {
  bytes[at] = word >>> 24;
  bytes[at + 1] = word >>> 16;
  bytes[at + 2] = word >>> 8;
  bytes[at + 3] = word;
}
