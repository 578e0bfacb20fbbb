import { spanBytes, writeSpan } from "@viba/runtime/trace/span-bytes";
import type { FrameView } from "./decode.ts";
import type { AnyDetail, HeaderPair, OutFrame } from "./frame.ts";

// Field tags of viba.link.v1: number << 3 | wire type (0 varint, 2 length-delimited).
const tagFrames = 0x0a;
const tagCall = 0x08;
const tagKind = 0x10;
const tagMethod = 0x1a;
const tagRoute = 0x22;
const tagTimeout = 0x28;
const tagPayload = 0x32;
const tagMore = 0x38;
const tagLast = 0x40;
const tagHeaders = 0x4a;
const tagTraceparent = 0x52;
const tagCode = 0x58;
const tagText = 0x62;
const tagDetails = 0x6a;
const tagKeepTrace = 0x70;
const tagAmount = 0x78;
// Fields from 16 on have tags of two bytes.
const tagHello = 0x82;
const tagSpan = 0x8a;

/** Room a frame takes beyond its own bytes: tag and length. */
export const frameHeadBytes = 5;

/** Bytes of the frame itself, without the tag and length in front of it. */
export function frameBytes(frame: OutFrame): number {
  let size = 0;
  if (frame.call !== 0) size += 1 + varintBytes(frame.call);
  if (frame.raw.length !== 0) return size + frame.raw.length;
  if (frame.kind !== 0) size += 1 + varintBytes(frame.kind);
  if (frame.method !== "") size += stringFieldBytes(frame.method);
  if (frame.route !== "") size += stringFieldBytes(frame.route);
  if (frame.timeoutMs !== 0) size += 1 + varintBytes(frame.timeoutMs);
  const payload = frame.payload.length + frame.tail.length;
  if (payload !== 0) size += lengthFieldBytes(payload);
  if (frame.more) size += 2;
  if (frame.last) size += 2;
  if (frame.headers.length !== 0) {
    for (const pair of frame.headers) size += lengthFieldBytes(pairBytes(pair));
  }
  if (frame.traceparent !== "") size += stringFieldBytes(frame.traceparent);
  if (frame.code !== 0) size += 1 + varintBytes(frame.code);
  if (frame.text !== "") size += stringFieldBytes(frame.text);
  if (frame.details.length !== 0) {
    for (const detail of frame.details) size += lengthFieldBytes(anyBytes(detail));
  }
  if (frame.keepTrace) size += 2;
  if (frame.amount !== 0) size += 1 + varintBytes(frame.amount);
  if (frame.hello.length !== 0) size += 1 + lengthFieldBytes(frame.hello.length);
  if (frame.trace !== undefined) size += 3 + spanBytes;
  return size;
}

/** Writes a frame of `size` bytes (from `frameBytes`) as the next one of a batch; returns the position behind it. */
export function writeFrame(to: Buffer, start: number, frame: OutFrame, size: number): number {
  to[start] = tagFrames;
  let at = writeVarint(to, start + 1, size);
  if (frame.call !== 0) at = writeNumber(to, at, tagCall, frame.call);
  if (frame.raw.length !== 0) {
    to.set(frame.raw, at);
    return at + frame.raw.length;
  }
  if (frame.kind !== 0) at = writeNumber(to, at, tagKind, frame.kind);
  if (frame.method !== "") at = writeText(to, at, tagMethod, frame.method);
  if (frame.route !== "") at = writeText(to, at, tagRoute, frame.route);
  if (frame.timeoutMs !== 0) at = writeNumber(to, at, tagTimeout, frame.timeoutMs);
  if (frame.payload.length + frame.tail.length !== 0) at = writePayload(to, at, frame);
  if (frame.more) at = writeNumber(to, at, tagMore, 1);
  if (frame.last) at = writeNumber(to, at, tagLast, 1);
  if (frame.headers.length !== 0) at = writeHeaders(to, at, frame.headers);
  if (frame.traceparent !== "") at = writeText(to, at, tagTraceparent, frame.traceparent);
  if (frame.code !== 0) at = writeNumber(to, at, tagCode, frame.code);
  if (frame.text !== "") at = writeText(to, at, tagText, frame.text);
  if (frame.details.length !== 0) at = writeDetails(to, at, frame.details);
  if (frame.keepTrace) at = writeNumber(to, at, tagKeepTrace, 1);
  if (frame.amount !== 0) at = writeNumber(to, at, tagAmount, frame.amount);
  if (frame.hello.length !== 0) {
    to[at++] = tagHello;
    at = writeBytes(to, at, 1, frame.hello);
  }
  if (frame.trace !== undefined) {
    to[at] = tagSpan;
    to[at + 1] = 1;
    to[at + 2] = spanBytes;
    at = writeSpan(to, at + 3, frame.trace);
  }
  return at;
}

/** Writes a frame that came from elsewhere under another call number, its other bytes as they are; needs `afterCall`. */
export function writePassed(to: Buffer, start: number, view: FrameView, call: number): number {
  to[start] = tagFrames;
  const at = writeVarint(to, start + 1, passedBytes(view, call));
  const rest = writeNumber(to, at, tagCall, call);
  return rest + view.bytes.copy(to, rest, view.afterCall, view.end);
}

/** Bytes of a frame passed on, without the tag and length in front of it. */
export function passedBytes(view: FrameView, call: number): number {
  return 1 + varintBytes(call) + view.end - view.afterCall;
}

/** A batch of its own, in a buffer of its own: for tests and tools; a link writes into reused buffers. */
export function encodeBatch(frames: readonly OutFrame[]): Buffer {
  const sizes = frames.map(frameBytes);
  const to = Buffer.alloc(sizes.reduce((sum, size) => sum + lengthFieldBytes(size), 0));
  let at = 0;
  frames.forEach((frame, i) => (at = writeFrame(to, at, frame, sizes[i]!)));
  return to;
}

/** Bytes of a varint; numbers up to 2^53 - 1. */
export function varintBytes(value: number): number {
  if (value < 0x80) return 1;
  if (value < 0x4000) return 2;
  if (value < 0x20_0000) return 3;
  if (value < 0x1000_0000) return 4;
  if (value < 0x8_0000_0000) return 5;
  if (value < 0x400_0000_0000) return 6;
  return value < 0x2_0000_0000_0000 ? 7 : 8;
}

/** Writes a varint; returns the position behind it. */
export function writeVarint(to: Buffer, start: number, value: number): number {
  let at = start;
  let rest = value;
  // Shifts work on 32 bits, so that what is larger is divided first.
  while (rest >= 0x8000_0000) {
    to[at++] = (rest % 0x80) | 0x80;
    rest = Math.floor(rest / 0x80);
  }
  while (rest >= 0x80) {
    to[at++] = (rest & 0x7f) | 0x80;
    rest >>>= 7;
  }
  to[at++] = rest;
  return at;
}

function writeNumber(to: Buffer, at: number, tag: number, value: number): number {
  to[at] = tag;
  if (value < 0x80) {
    to[at + 1] = value;
    return at + 2;
  }
  return writeVarint(to, at + 1, value);
}

function writeBytes(to: Buffer, at: number, tag: number, bytes: Uint8Array): number {
  to[at] = tag;
  const start = writeVarint(to, at + 1, bytes.length);
  to.set(bytes, start);
  return start + bytes.length;
}

function writePayload(to: Buffer, at: number, { payload, tail }: OutFrame): number {
  to[at] = tagPayload;
  const start = writeVarint(to, at + 1, payload.length + tail.length);
  to.set(payload, start);
  to.set(tail, start + payload.length);
  return start + payload.length + tail.length;
}

function writeText(to: Buffer, at: number, tag: number, text: string): number {
  to[at] = tag;
  const size = textBytes(text);
  const start = writeVarint(to, at + 1, size);
  return start + to.write(text, start, size, size === text.length ? "latin1" : "utf8");
}

/** Up to so many letters are counted here before Node's own counting has begun. */
const shortText = 16;

function textBytes(text: string): number {
  const length = text.length;
  if (length > shortText) return Buffer.byteLength(text);
  for (let i = 0; i < length; i++) {
    if (text.charCodeAt(i) > 0x7f) return Buffer.byteLength(text);
  }
  return length;
}

function writeHeaders(to: Buffer, start: number, headers: readonly HeaderPair[]): number {
  let at = start;
  for (const pair of headers) {
    to[at] = tagHeaders;
    at = writeVarint(to, at + 1, pairBytes(pair));
    if (pair[0] !== "") at = writeText(to, at, 0x0a, pair[0]);
    if (pair[1] !== "") at = writeText(to, at, 0x12, pair[1]);
  }
  return at;
}

function writeDetails(to: Buffer, start: number, details: readonly AnyDetail[]): number {
  let at = start;
  for (const detail of details) {
    to[at] = tagDetails;
    at = writeVarint(to, at + 1, anyBytes(detail));
    if (detail.typeUrl !== "") at = writeText(to, at, 0x0a, detail.typeUrl);
    if (detail.value.length !== 0) at = writeBytes(to, at, 0x12, detail.value);
  }
  return at;
}

function pairBytes([name, value]: HeaderPair): number {
  return (name === "" ? 0 : stringFieldBytes(name)) + (value === "" ? 0 : stringFieldBytes(value));
}

function anyBytes({ typeUrl, value }: AnyDetail): number {
  return (typeUrl === "" ? 0 : stringFieldBytes(typeUrl)) + (value.length === 0 ? 0 : lengthFieldBytes(value.length));
}

function stringFieldBytes(text: string): number {
  return lengthFieldBytes(textBytes(text));
}

function lengthFieldBytes(length: number): number {
  return 1 + varintBytes(length) + length;
}
