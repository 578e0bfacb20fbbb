/**
 * The envelope of a mesh call as bytes: viba.router.v1.CallRequest on its way to the router, viba.agent.v1.CallRequest on its way
 * to the agent, and the answer back. Whoever only passes it on reads a few fields in place. Same bytes as protobuf-es; what is
 * out of the ordinary is left to that.
 */

const tagWant = 0x0a;
const tagPriority = 0x10;
const tagCallId = 0x1a;
const tagSeed = 0x20;
const tagLanguage = 0x2a;
const tagExplain = 0x30;
const tagToken = 0x3a;
const tagCapability = 0x42;
const tagInput = 0x4a;
const tagOutput = 0x0a;
const tagDecisionId = 0x12;

/** Most inputs of a call. */
export const maxCallInputs = 64;

/** Where the parts of a request lie. One view serves many: it is valid until the next one is read. */
export interface CallView {
  wantStart: number;
  /** 0 when there is no want. */
  wantEnd: number;
  priority: number;
  explain: boolean;
  hasToken: boolean;
  callIdStart: number;
  callIdEnd: number;
  seed: bigint;
  languageStart: number;
  languageEnd: number;
  capabilityStart: number;
  capabilityEnd: number;
  inputs: number;
  /** Pairs of positions. */
  readonly inputRanges: number[];
}

/** A view with nothing in it. */
export function newCallView(): CallView {
  return {
    wantStart: 0,
    wantEnd: 0,
    priority: 0,
    explain: false,
    hasToken: false,
    callIdStart: 0,
    callIdEnd: 0,
    seed: 0n,
    languageStart: 0,
    languageEnd: 0,
    capabilityStart: 0,
    capabilityEnd: 0,
    inputs: 0,
    inputRanges: [],
  };
}

/** Reads a request in place; false for bytes that only a full decoder is to judge (no request, or one written oddly). */
export function peekCall(bytes: Uint8Array, start: number, end: number, view: CallView): boolean {
  view.wantEnd = view.callIdEnd = view.languageEnd = view.capabilityEnd = 0;
  view.priority = view.inputs = 0;
  view.seed = 0n;
  view.explain = view.hasToken = false;
  let at = start;
  while (at < end) {
    const tag = bytes[at++]!;
    switch (tag) {
      case tagWant:
      case tagCallId:
      case tagLanguage:
      case tagToken:
      case tagCapability:
      case tagInput: {
        const size = sizeAt(bytes, at, end);
        at = afterSize(bytes, at);
        if (size < 0 || size > end - at) return false;
        if (!note(view, tag, at, at + size)) return false;
        at += size;
        break;
      }
      case tagPriority:
      case tagSeed:
      case tagExplain: {
        const next = readNumber(bytes, at, end, tag, view);
        if (next < 0) return false;
        at = next;
        break;
      }
      default:
        return false;
    }
  }
  return true;
}

function note(view: CallView, tag: number, start: number, end: number): boolean {
  switch (tag) {
    case tagWant:
      // A second one would have to be merged with the first.
      if (view.wantEnd !== 0) return false;
      view.wantStart = start;
      view.wantEnd = end;
      return true;
    case tagCallId:
      view.callIdStart = start;
      view.callIdEnd = end;
      return true;
    case tagLanguage:
      view.languageStart = start;
      view.languageEnd = end;
      return true;
    case tagToken:
      view.hasToken = end > start;
      return true;
    case tagCapability:
      view.capabilityStart = start;
      view.capabilityEnd = end;
      return true;
    default:
      if (view.inputs === maxCallInputs) return false;
      view.inputRanges[view.inputs * 2] = start;
      view.inputRanges[view.inputs * 2 + 1] = end;
      view.inputs += 1;
      return true;
  }
}

/** The position behind the number; -1 when it is none. */
function readNumber(bytes: Uint8Array, start: number, end: number, tag: number, view: CallView): number {
  let at = start;
  if (tag === tagSeed) {
    let seed = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      if (at >= end) return -1;
      const byte = bytes[at++]!;
      seed |= BigInt(byte & 0x7f) << shift;
      if (byte >= 0x80) continue;
      view.seed = BigInt.asUintN(64, seed);
      return at;
    }
    return -1;
  }
  let low = 0;
  let any = 0;
  for (let shift = 0; shift < 70; shift += 7) {
    if (at >= end) return -1;
    const byte = bytes[at++]!;
    any |= byte & 0x7f;
    if (shift < 32) low |= (byte & 0x7f) << shift;
    if (byte >= 0x80) continue;
    if (tag === tagPriority) view.priority = low;
    else view.explain = any !== 0;
    return at;
  }
  return -1;
}

/** A length of up to 31 bits; -1 when there is none. */
function sizeAt(bytes: Uint8Array, start: number, end: number): number {
  if (start >= end) return -1;
  const first = bytes[start]!;
  if (first < 0x80) return first;
  let size = first & 0x7f;
  for (let at = start + 1, shift = 7; shift < 28; at++, shift += 7) {
    if (at >= end) return -1;
    const byte = bytes[at]!;
    size |= (byte & 0x7f) << shift;
    if (byte < 0x80) return size;
  }
  return -1;
}

function afterSize(bytes: Uint8Array, start: number): number {
  let at = start;
  while (bytes[at]! >= 0x80) at++;
  return at + 1;
}

/** A text or bytes field by itself, to be put in front of or behind a message. */
export function fieldBytes(tag: number, content: Uint8Array): Buffer {
  const field = Buffer.allocUnsafe(1 + varintSize(content.length) + content.length);
  field[0] = tag;
  field.set(content, writeSize(field, 1, content.length));
  return field;
}

/** The field with a want, encoded once for all calls that want the same. */
export function wantField(want: Uint8Array): Buffer {
  return fieldBytes(tagWant, want);
}

/** What a router writes behind a request. */
export function capabilityField(name: string): Buffer {
  return fieldBytes(tagCapability, Buffer.from(name, "utf8"));
}

/** What a router writes behind an answer. */
export function decisionIdField(decisionId: string): Buffer {
  return fieldBytes(tagDecisionId, Buffer.from(decisionId, "latin1"));
}

/** A request from its want's field, its inputs, and other fields already encoded. */
export function requestOf(want: Uint8Array, rest: Uint8Array, inputs: readonly Uint8Array[]): Buffer {
  let size = want.length + rest.length;
  for (const input of inputs) size += 1 + varintSize(input.length) + input.length;
  const request = Buffer.allocUnsafe(size);
  request.set(want, 0);
  request.set(rest, want.length);
  let at = want.length + rest.length;
  for (const input of inputs) {
    request[at] = tagInput;
    at = writeSize(request, at + 1, input.length);
    request.set(input, at);
    at += input.length;
  }
  return request;
}

/** An answer with this output. */
export function answerOf(output: Uint8Array): Uint8Array {
  return output.length === 0 ? output : fieldBytes(tagOutput, output);
}

/** What an answer says; the output may share memory with it. */
export interface Answer {
  readonly output: Uint8Array;
  readonly decisionId: string;
}

/**
 * Reads an answer as its router wrote it, with what it put behind it if that lies apart; undefined for bytes that only a full decoder is
 * to judge, a record among them.
 */
export function readAnswer(payload: Uint8Array, tail: Uint8Array = noBytes): Answer | undefined {
  return readAnswerAt(payload, 0, payload.length, tail);
}

/** The same for one whose first part lies from `start` to `end`. */
export function readAnswerAt(bytes: Uint8Array, start: number, end: number, tail: Uint8Array): Answer | undefined {
  const answer = { output: noBytes, decisionId: "" };
  if (!readInto(answer, asBuffer(bytes), start, end)) return undefined;
  return readInto(answer, asBuffer(tail), 0, tail.length) ? answer : undefined;
}

function readInto(
  answer: { output: Uint8Array; decisionId: string },
  bytes: Buffer,
  start: number,
  end: number,
): boolean {
  let at = start;
  while (at < end) {
    const tag = bytes[at++]!;
    if (tag !== tagOutput && tag !== tagDecisionId) return false;
    const size = sizeAt(bytes, at, end);
    at = afterSize(bytes, at);
    if (size < 0 || size > end - at) return false;
    if (tag === tagOutput) answer.output = bytes.subarray(at, at + size);
    else answer.decisionId = bytes.toString("utf8", at, at + size);
    at += size;
  }
  return true;
}

const noBytes: Uint8Array = new Uint8Array(0);

/** The same memory: what protobuf-es makes is no Buffer, and makes other text of its bytes. */
function asBuffer(bytes: Uint8Array): Buffer {
  return bytes instanceof Buffer ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

function varintSize(value: number): number {
  return value < 0x80 ? 1 : value < 0x4000 ? 2 : value < 0x20_0000 ? 3 : value < 0x1000_0000 ? 4 : 5;
}

function writeSize(to: Uint8Array, start: number, value: number): number {
  let at = start;
  let rest = value;
  while (rest >= 0x80) {
    to[at++] = (rest & 0x7f) | 0x80;
    rest >>>= 7;
  }
  to[at++] = rest;
  return at;
}
