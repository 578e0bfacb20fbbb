import { MeshError } from "@viba/runtime/errors";
import { newIdentitySlot } from "@viba/runtime/trace/identity";
import { readSpan, spanBytes } from "@viba/runtime/trace/span-bytes";
import { type AnyDetail, type HeaderPair, noBytes, noPairs, type OutFrame } from "./frame.ts";
import { messageCostBytes } from "./limits.ts";

/**
 * A frame read in place: numbers are ready, everything else is where it lies in the batch and read when asked for. One view
 * serves all frames of a link, so it is valid only until the next one is read.
 */
export interface FrameView {
  bytes: Buffer;
  /** Where the frame begins and ends. */
  start: number;
  end: number;
  /** Behind the call number if that is the first field and the only one of its kind; else 0 or less. */
  afterCall: number;
  call: number;
  kind: number;
  timeoutMs: number;
  more: boolean;
  last: boolean;
  code: number;
  keepTrace: boolean;
  amount: number;
  methodStart: number;
  methodEnd: number;
  routeStart: number;
  routeEnd: number;
  payloadStart: number;
  payloadEnd: number;
  traceparentStart: number;
  traceparentEnd: number;
  spanStart: number;
  /** 0 where there is none of the right length. */
  spanEnd: number;
  textStart: number;
  textEnd: number;
  helloStart: number;
  helloEnd: number;
  /** Pairs of positions. */
  headers: number[] | undefined;
  details: number[] | undefined;
  /** Where the reader stands. */
  at: number;
}

/** A view with nothing in it. */
export function newFrameView(): FrameView {
  return {
    bytes: Buffer.alloc(0),
    start: 0,
    end: 0,
    afterCall: 0,
    call: 0,
    kind: 0,
    timeoutMs: 0,
    more: false,
    last: false,
    code: 0,
    keepTrace: false,
    amount: 0,
    methodStart: 0,
    methodEnd: 0,
    routeStart: 0,
    routeEnd: 0,
    payloadStart: 0,
    payloadEnd: 0,
    traceparentStart: 0,
    traceparentEnd: 0,
    spanStart: 0,
    spanEnd: 0,
    textStart: 0,
    textEnd: 0,
    helloStart: 0,
    helloEnd: 0,
    headers: undefined,
    details: undefined,
    at: 0,
  };
}

/**
 * Reads a batch frame by frame; `visit` may end the reading by returning false. Throws INVALID_ARGUMENT at the first byte
 * that is no Batch: frames before it have been visited by then. Allocates nothing for what the bytes claim to hold.
 */
export function decodeBatch(bytes: Buffer, view: FrameView, visit: (view: FrameView) => boolean | void): void {
  view.bytes = bytes;
  let at = 0;
  while (at < bytes.length) {
    view.at = at;
    const tag = readUint(view, bytes.length);
    if (tag === 0x0a) {
      at = readRange(view, bytes.length);
      readFrame(view, at);
      if (visit(view) === false) return;
      continue;
    }
    if (tag >>> 3 === 1) throw refuse("frames with a wrong wire type");
    skip(view, tag, bytes.length);
    at = view.at;
  }
}

/** Everything the view holds, copied: a frame that outlives its batch. Fields of a newer version are lost. */
export function copyFrame(view: FrameView): OutFrame {
  const { call, kind, timeoutMs, more, last, code, keepTrace, amount } = view;
  return {
    ...{ call, kind, timeoutMs, more, last, code, keepTrace, amount },
    method: methodOf(view),
    route: routeOf(view),
    payload: Uint8Array.from(payloadOf(view)),
    tail: noBytes,
    headers: headersOf(view),
    traceparent: traceparentOf(view),
    trace: view.spanEnd === 0 ? undefined : readSpan(view.bytes, view.spanStart, newIdentitySlot()),
    text: textOf(view),
    details: detailsOf(view),
    hello: Uint8Array.from(helloOf(view) ?? noBytes),
    raw: noBytes,
  };
}

/** The fields that a router needs, without looking at the payload. */
export function peek(view: FrameView): { call: number; kind: number; method: string; route: string } {
  return { call: view.call, kind: view.kind, method: methodOf(view), route: routeOf(view) };
}

/** "package.Service/Method"; method names are ASCII, so that anything else just matches no method. */
export function methodOf(view: FrameView): string {
  return view.methodEnd === 0 ? "" : view.bytes.toString("latin1", view.methodStart, view.methodEnd);
}

/** Key that a router looks up. */
export function routeOf(view: FrameView): string {
  return view.routeEnd === 0 ? "" : view.bytes.toString("utf8", view.routeStart, view.routeEnd);
}

/** W3C traceparent as text, or "". */
export function traceparentOf(view: FrameView): string {
  return view.traceparentEnd === 0 ? "" : view.bytes.toString("latin1", view.traceparentStart, view.traceparentEnd);
}

/** Error text. */
export function textOf(view: FrameView): string {
  return view.textEnd === 0 ? "" : view.bytes.toString("utf8", view.textStart, view.textEnd);
}

/** The payload in place: it keeps the whole batch alive, so copy what is kept. */
export function payloadOf(view: FrameView): Buffer {
  return view.bytes.subarray(view.payloadStart, view.payloadEnd);
}

/** What a `message` frame costs of its call's and its link's credit. */
export function messageCost(view: FrameView): number {
  return view.payloadEnd - view.payloadStart + messageCostBytes;
}

/** Encoded Hello; undefined when there is none. */
export function helloOf(view: FrameView): Buffer | undefined {
  return view.helloEnd === 0 ? undefined : view.bytes.subarray(view.helloStart, view.helloEnd);
}

/** Headers or trailers. */
export function headersOf(view: FrameView): readonly HeaderPair[] {
  if (view.headers === undefined) return noPairs;
  return readPairs(view, view.headers, (name, value): HeaderPair => [textAt(view, name), textAt(view, value)]);
}

/** Error details, copied. */
export function detailsOf(view: FrameView): readonly AnyDetail[] {
  if (view.details === undefined) return [];
  return readPairs(view, view.details, (url, value) => ({
    typeUrl: textAt(view, url),
    value: Uint8Array.prototype.slice.call(view.bytes, value[0], value[1]),
  }));
}

function readFrame(view: FrameView, end: number): void {
  view.start = view.at;
  view.end = end;
  view.afterCall = 0;
  view.call = view.kind = view.timeoutMs = view.code = view.amount = 0;
  view.more = view.last = view.keepTrace = false;
  view.methodStart = view.methodEnd = view.routeEnd = view.payloadStart = view.payloadEnd = 0;
  view.traceparentEnd = view.spanEnd = view.textEnd = view.helloEnd = 0;
  view.headers = view.details = undefined;
  while (view.at < end) readField(view, end);
}

function readField(view: FrameView, end: number): void {
  const tag = readUint(view, end);
  switch (tag) {
    case 0x08:
      view.call = readUint(view, end);
      // The rest may be passed on as it is only when no second number hides in it, which would win over ours.
      view.afterCall = view.afterCall === 0 && view.bytes[view.start] === 0x08 ? view.at : -1;
      return;
    case 0x10:
      view.kind = readUint(view, end);
      return;
    case 0x1a:
      view.methodEnd = readRange(view, end);
      view.methodStart = view.at;
      view.at = view.methodEnd;
      return;
    case 0x22:
      view.routeEnd = readRange(view, end);
      view.routeStart = view.at;
      view.at = view.routeEnd;
      return;
    case 0x28:
      view.timeoutMs = readUint(view, end);
      return;
    case 0x32:
      view.payloadEnd = readRange(view, end);
      view.payloadStart = view.at;
      view.at = view.payloadEnd;
      return;
    case 0x38:
      view.more = readUint(view, end) !== 0;
      return;
    case 0x40:
      view.last = readUint(view, end) !== 0;
      return;
    default:
      return readRareField(view, tag, end);
  }
}

function readRareField(view: FrameView, tag: number, end: number): void {
  switch (tag) {
    case 0x4a: {
      const to = readRange(view, end);
      (view.headers ??= []).push(view.at, to);
      view.at = to;
      return;
    }
    case 0x52:
      view.traceparentEnd = readRange(view, end);
      view.traceparentStart = view.at;
      view.at = view.traceparentEnd;
      return;
    case 0x58:
      view.code = readUint(view, end);
      return;
    case 0x62:
      view.textEnd = readRange(view, end);
      view.textStart = view.at;
      view.at = view.textEnd;
      return;
    case 0x6a: {
      const to = readRange(view, end);
      (view.details ??= []).push(view.at, to);
      view.at = to;
      return;
    }
    case 0x70:
      view.keepTrace = readUint(view, end) !== 0;
      return;
    case 0x78:
      view.amount = readLong(view, end);
      return;
    case 0x82:
      view.helloEnd = readRange(view, end);
      view.helloStart = view.at;
      view.at = view.helloEnd;
      return;
    case 0x8a: {
      const to = readRange(view, end);
      view.spanEnd = to - view.at === spanBytes ? to : 0;
      view.spanStart = view.at;
      view.at = to;
      return;
    }
    default:
      if (tag >>> 3 <= lastField) throw refuse(`field ${tag >>> 3} with wire type ${tag & 7}`);
      skip(view, tag, end);
  }
}

/** Fields 1 to 17 are known; a newer peer's have higher numbers. */
const lastField = 17;

function readRange(view: FrameView, end: number): number {
  const length = readUint(view, end);
  if (length > end - view.at) throw refuse("a length beyond the end");
  return view.at + length;
}

/** The low 32 bits of a varint, unsigned. */
function readUint(view: FrameView, end: number): number {
  const bytes = view.bytes;
  let at = view.at;
  if (at >= end) throw refuse("bytes that end too early");
  const first = bytes[at++]!;
  if (first < 0x80) {
    view.at = at;
    return first;
  }
  let value = first & 0x7f;
  for (let shift = 7; shift < 70; shift += 7) {
    if (at >= end) throw refuse("bytes that end too early");
    const byte = bytes[at++]!;
    if (shift < 32) value |= (byte & 0x7f) << shift;
    if (byte < 0x80) {
      view.at = at;
      return value >>> 0;
    }
  }
  throw refuse("a varint of more than ten bytes");
}

/** A varint up to 2^53 - 1. */
function readLong(view: FrameView, end: number): number {
  const bytes = view.bytes;
  let value = 0;
  let factor = 1;
  for (let count = 0; count < 10; count++) {
    if (view.at >= end) throw refuse("bytes that end too early");
    const byte = bytes[view.at++]!;
    value += (byte & 0x7f) * factor;
    factor *= 128;
    if (byte < 0x80) {
      if (value > Number.MAX_SAFE_INTEGER) throw refuse("an amount above 2^53 - 1");
      return value;
    }
  }
  throw refuse("a varint of more than ten bytes");
}

function skip(view: FrameView, tag: number, end: number): void {
  if (tag >>> 3 === 0) throw refuse("field number 0");
  switch (tag & 7) {
    case 0:
      readUint(view, end);
      return;
    case 1:
      view.at += 8;
      break;
    case 2:
      view.at = readRange(view, end);
      return;
    case 5:
      view.at += 4;
      break;
    default:
      throw refuse(`wire type ${tag & 7}`);
  }
  if (view.at > end) throw refuse("bytes that end too early");
}

type Range = readonly [from: number, to: number];

/** The two length-delimited fields of Header and Any, which have the same shape. */
function readPairs<T>(view: FrameView, ranges: readonly number[], make: (one: Range, two: Range) => T): T[] {
  const found: T[] = [];
  for (let i = 0; i < ranges.length; i += 2) {
    const end = ranges[i + 1]!;
    let one: Range = [0, 0];
    let two: Range = [0, 0];
    view.at = ranges[i]!;
    while (view.at < end) {
      const tag = readUint(view, end);
      if (tag !== 0x0a && tag !== 0x12) {
        if (tag >>> 3 <= 2) throw refuse(`field ${tag >>> 3} with wire type ${tag & 7}`);
        skip(view, tag, end);
        continue;
      }
      const to = readRange(view, end);
      if (tag === 0x0a) one = [view.at, to];
      else two = [view.at, to];
      view.at = to;
    }
    found.push(make(one, two));
  }
  // Reading went back into the frame: the batch goes on behind it.
  view.at = view.end;
  return found;
}

function textAt(view: FrameView, [from, to]: Range): string {
  return view.bytes.toString("utf8", from, to);
}

function refuse(what: string): MeshError {
  return new MeshError("INVALID_ARGUMENT", `no batch of frames: ${what}`);
}
