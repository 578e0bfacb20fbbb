import { create, type DescField, type DescMessage, type DescOneof, fromBinary, ScalarType } from "@bufbuild/protobuf";
import { WireType } from "@bufbuild/protobuf/wire";
import { isPlain } from "./plain-message.ts";
import { wireTypeOf } from "./wire-type.ts";

/** Decodes messages as `fromBinary` does, to equal ones. Throws what that throws. */
export interface MessageDecoder {
  /** Reads the message in `bytes` from `start` to `end`. `copies`: its bytes fields are copied, instead of lying in `bytes`. */
  decode(schema: DescMessage, bytes: Buffer, start: number, end: number, copies: boolean): unknown;
}

type Local = Record<string, unknown>;

/** Where a decoder stands. */
interface Reader {
  bytes: Buffer;
  at: number;
  copies: boolean;
  /** Messages within messages. */
  depth: number;
}

type ReadValue = (reader: Reader, end: number) => unknown;
/** Reads the field's value into the message; `wire` is how it was written. */
type ReadField = (reader: Reader, end: number, message: Local, wire: number) => void;

/** What this decoder leaves to `fromBinary`, which knows the rare ways of writing a message and what to say of wrong ones. */
const leftOut = new Error("left to protobuf-es");

/** Larger messages are left to `fromBinary`: beside their size its overhead is nothing. */
const mostBytes = 64 * 1024;

/** Deeper ones are left to `fromBinary`, which has a limit. */
const mostDepth = 64;

const none = Buffer.alloc(0);

/**
 * A decoder for what messages mostly are: plain proto3, each singular field once, no unknown fields. `fromBinary` makes a reader
 * with a view of its own, a context and a pair for each tag, which costs more than reading a small message.
 */
export function createMessageDecoder(): MessageDecoder {
  const compiled = new Map<DescMessage, readonly (ReadField | undefined)[] | undefined>();
  const known = new Map<DescMessage, (ReadField | undefined)[]>();
  const reader: Reader = { bytes: none, at: 0, copies: false, depth: 0 };
  const fieldsOf = (schema: DescMessage) => {
    if (compiled.has(schema)) return compiled.get(schema);
    const fields = isPlain(schema, new Set()) ? compile(schema, known) : undefined;
    compiled.set(schema, fields);
    return fields;
  };
  return {
    decode(schema, bytes, start, end, copies) {
      const fields = end - start > mostBytes ? undefined : fieldsOf(schema);
      if (fields) {
        reader.bytes = bytes;
        reader.at = start;
        reader.copies = copies;
        reader.depth = 0;
        try {
          return readMessage(schema, fields, reader, end);
        } catch {
          // Read again from its beginning, for the message or for the error.
        } finally {
          reader.bytes = none;
        }
      }
      const whole = bytes.subarray(start, end);
      return fromBinary(schema, copies ? Buffer.from(whole) : whole);
    },
  };
}

function readMessage(
  schema: DescMessage,
  fields: readonly (ReadField | undefined)[],
  reader: Reader,
  end: number,
): unknown {
  const message = create(schema) as unknown as Local;
  while (reader.at < end) {
    const tag = uint32(reader, end);
    const field = fields[tag >>> 3];
    if (!field) throw leftOut;
    field(reader, end, message, tag & 7);
  }
  // A nested value may not reach beyond the message that holds it.
  if (reader.at !== end) throw leftOut;
  return message;
}

/** Fields by number. A schema with large ones would make long lists, and is left out. */
const mostFields = 256;

function compile(schema: DescMessage, known: Map<DescMessage, (ReadField | undefined)[]>): (ReadField | undefined)[] {
  const found = known.get(schema);
  if (found) return found;
  const fields: (ReadField | undefined)[] = [];
  // Known before its fields are: a message may hold itself.
  known.set(schema, fields);
  for (const field of schema.fields) {
    if (field.number < mostFields) fields[field.number] = compileField(field, known);
  }
  return fields;
}

function compileField(field: DescField, known: Map<DescMessage, (ReadField | undefined)[]>): ReadField | undefined {
  if (field.fieldKind === "map") return undefined;
  const name = field.localName;
  const wanted = field.message ? WireType.LengthDelimited : wireTypeOf(field.scalar ?? ScalarType.INT32);
  const read = compileValue(field, known);
  if (field.fieldKind === "list") return compileList(name, wanted, read, field.message === undefined);
  if (field.oneof) return compileOneof(field.oneof, name, wanted, read);
  const isMessage = field.message !== undefined;
  return (reader, end, message, wire) => {
    // A message that comes twice is merged.
    if (wire !== wanted || (isMessage && message[name] !== undefined)) throw leftOut;
    message[name] = read(reader, end);
  };
}

function compileOneof(oneof: DescOneof, name: string, wanted: number, read: ReadValue): ReadField {
  const { localName } = oneof;
  return (reader, end, message, wire) => {
    const before = message[localName] as { case: string | undefined };
    if (wire !== wanted || before.case !== undefined) throw leftOut;
    message[localName] = { case: name, value: read(reader, end) };
  };
}

function compileList(name: string, wanted: number, read: ReadValue, scalar: boolean): ReadField {
  return (reader, end, message, wire) => {
    const items = message[name] as unknown[];
    if (wire === wanted) return void items.push(read(reader, end));
    if (!scalar || wire !== WireType.LengthDelimited) throw leftOut;
    const to = range(reader, end);
    while (reader.at < to) items.push(read(reader, to));
  };
}

function compileValue(field: DescField, known: Map<DescMessage, (ReadField | undefined)[]>): ReadValue {
  const { message } = field;
  if (!message) return scalarReader(field.scalar ?? ScalarType.INT32);
  const fields = compile(message, known);
  return (reader, end) => {
    if (++reader.depth > mostDepth) throw leftOut;
    const read = readMessage(message, fields, reader, range(reader, end));
    reader.depth -= 1;
    return read;
  };
}

/** One closure a kind, so that each calls one function only. Sizes are checked before anything is read. */
function scalarReader(type: ScalarType): ReadValue {
  switch (type) {
    case ScalarType.STRING:
      return readString;
    case ScalarType.BYTES:
      return readBytes;
    case ScalarType.BOOL:
      return (reader, end) => (isByte(reader, end) ? reader.bytes[reader.at++] !== 0 : varint64(reader, end) !== 0n);
    case ScalarType.DOUBLE:
      return (reader, end) => reader.bytes.readDoubleLE(fixed(reader, end, 8));
    case ScalarType.FLOAT:
      return (reader, end) => reader.bytes.readFloatLE(fixed(reader, end, 4));
    case ScalarType.FIXED32:
      return (reader, end) => reader.bytes.readUInt32LE(fixed(reader, end, 4));
    case ScalarType.SFIXED32:
      return (reader, end) => reader.bytes.readInt32LE(fixed(reader, end, 4));
    case ScalarType.FIXED64:
      return (reader, end) => reader.bytes.readBigUInt64LE(fixed(reader, end, 8));
    case ScalarType.SFIXED64:
      return (reader, end) => reader.bytes.readBigInt64LE(fixed(reader, end, 8));
    case ScalarType.UINT32:
      return uint32;
    case ScalarType.SINT32:
      return (reader, end) => {
        const value = uint32(reader, end);
        return (value >>> 1) ^ -(value & 1);
      };
    case ScalarType.UINT64:
      return varint64;
    case ScalarType.INT64:
      return (reader, end) => BigInt.asIntN(64, varint64(reader, end));
    case ScalarType.SINT64:
      return (reader, end) => {
        const value = varint64(reader, end);
        return BigInt.asIntN(64, (value >> 1n) ^ -(value & 1n));
      };
    default:
      return int32;
  }
}

function readString(reader: Reader, end: number): string {
  const to = range(reader, end);
  const text = reader.bytes.toString("utf8", reader.at, to);
  reader.at = to;
  // What is no UTF-8 has its own rules, and the letter that stands for it may be meant.
  if (text.includes("\uFFFD") || text.charCodeAt(0) === 0xfeff) throw leftOut;
  return text;
}

function readBytes(reader: Reader, end: number): Uint8Array {
  const to = range(reader, end);
  const found = reader.bytes.subarray(reader.at, to);
  reader.at = to;
  return reader.copies ? Buffer.from(found) : found;
}

/** The end of what a length is in front of. */
function range(reader: Reader, end: number): number {
  const length = uint32(reader, end);
  if (length > end - reader.at) throw leftOut;
  return reader.at + length;
}

/** Where a value of a fixed size begins. */
function fixed(reader: Reader, end: number, size: number): number {
  const { at } = reader;
  if (size > end - at) throw leftOut;
  reader.at = at + size;
  return at;
}

/** A varint of at most five bytes and 32 bits. */
function uint32(reader: Reader, end: number): number {
  const { bytes } = reader;
  let value = 0;
  for (let shift = 0; shift < 35; shift += 7) {
    if (reader.at >= end) throw leftOut;
    const byte = bytes[reader.at++]!;
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) {
      if (shift === 28 && byte > 0x0f) throw leftOut;
      return value >>> 0;
    }
  }
  throw leftOut;
}

/** A varint's low 32 bits, signed: negative numbers are written as 64. */
function int32(reader: Reader, end: number): number {
  return isByte(reader, end) ? reader.bytes[reader.at++]! : Number(BigInt.asIntN(32, varint64(reader, end)));
}

/** Whether the next varint is a single byte, as most are. */
function isByte({ bytes, at }: Reader, end: number): boolean {
  return at < end && bytes[at]! < 0x80;
}

/** A varint of at most ten bytes, unsigned. */
function varint64(reader: Reader, end: number): bigint {
  const { bytes } = reader;
  let low = 0;
  let factor = 1;
  // Most are short: no big number is made until it is known.
  for (let count = 0; count < 7; count++) {
    if (reader.at >= end) throw leftOut;
    const byte = bytes[reader.at++]!;
    low += (byte & 0x7f) * factor;
    if (byte < 0x80) return BigInt(low);
    factor *= 128;
  }
  let value = BigInt(low);
  for (let shift = 49n; shift < 70n; shift += 7n) {
    if (reader.at >= end) throw leftOut;
    const byte = bytes[reader.at++]!;
    value |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) return BigInt.asUintN(64, value);
  }
  throw leftOut;
}
