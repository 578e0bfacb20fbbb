import {
  create,
  type DescField,
  type DescMessage,
  type DescOneof,
  protoInt64,
  ScalarType,
  toBinary,
} from "@bufbuild/protobuf";
import { WireType } from "@bufbuild/protobuf/wire";
import { isPlain } from "./plain-message.ts";
import { CannotWrite, NoRoom, ScratchWriter } from "./scratch-writer.ts";
import { wireTypeOf } from "./wire-type.ts";

/** Encodes messages, and objects to make them of, as `toBinary(schema, create(schema, message))` does, to the same bytes. */
export interface MessageEncoder {
  /** The bytes may lie in the encoder's own buffer: they are valid until its next message. */
  encode(schema: DescMessage, message: unknown): Uint8Array;
  /** Bytes to keep. */
  encodeOwned(schema: DescMessage, message: unknown): Uint8Array;
}

type Local = Record<string, unknown>;
type WriteMessage = (writer: ScratchWriter, message: Local) => void;
type WriteValue = (writer: ScratchWriter, value: unknown) => void;

/** What most messages fit into. */
const scratchBytes = 64 * 1024;

/**
 * An encoder that keeps its buffer: `toBinary` makes three anew for each message, which costs more than encoding a small one.
 * What is not plain proto3 is left to `toBinary` too, and so are the errors of bad values.
 */
export function createMessageEncoder(): MessageEncoder {
  const compiled = new Map<DescMessage, WriteMessage | undefined>();
  const writer = new ScratchWriter(scratchBytes);
  const writeOf = (schema: DescMessage) => {
    const write = isPlain(schema, new Set()) ? compile(schema, new Map()) : undefined;
    compiled.set(schema, write);
    return write;
  };
  const encode = (schema: DescMessage, message: unknown): Uint8Array => {
    const write = compiled.get(schema) ?? (compiled.has(schema) ? undefined : writeOf(schema));
    if (write === undefined) return toBinary(schema, create(schema, message as never));
    writer.reset();
    try {
      write(writer, message as Local);
    } catch (error) {
      const large = error instanceof NoRoom ? encodeLarge(write, message as Local, error.needed) : undefined;
      return large ?? toBinary(schema, create(schema, message as never));
    }
    return writer.written();
  };
  const encodeOwned = (schema: DescMessage, message: unknown): Uint8Array => {
    const bytes = encode(schema, message);
    // Copied into Node's pool: memory of its own for each small message costs more than encoding it.
    return writer.owns(bytes) ? Buffer.from(bytes) : bytes;
  };
  return { encode, encodeOwned };
}

/**
 * A message around one long value, in a buffer of its own, which `toBinary` would fill with zeros first. Undefined for any other:
 * beside the size of a message of many values the overhead of `toBinary` is nothing.
 */
function encodeLarge(write: WriteMessage, message: Local, needed: number): Uint8Array | undefined {
  if (needed < 2 * scratchBytes) return undefined;
  const writer = new ScratchWriter(needed + scratchBytes);
  try {
    write(writer, message);
    return writer.written();
  } catch {
    return undefined;
  }
}

function compile(schema: DescMessage, known: Map<DescMessage, WriteMessage>): WriteMessage {
  const found = known.get(schema);
  if (found) return found;
  const fields: WriteMessage[] = [];
  const { typeName } = schema;
  const write: WriteMessage = (writer, message) => {
    const given = message["$typeName"];
    // Anything else gets its error from `toBinary`.
    if (given !== typeName && given !== undefined) throw new CannotWrite();
    for (let i = 0; i < fields.length; i++) fields[i]!(writer, message);
    if (given === undefined) return;
    const unknown = message["$unknown"] as { no: number; wireType: WireType; data: Uint8Array }[] | undefined;
    if (unknown === undefined) return;
    for (const { no, wireType, data } of unknown) {
      writer.tag(((no << 3) | wireType) >>> 0);
      writer.raw(data);
    }
  };
  // Known before its fields are: a message may hold itself.
  known.set(schema, write);
  for (const field of [...schema.fields].sort((a, b) => a.number - b.number)) fields.push(compileField(field, known));
  return write;
}

function compileField(field: DescField, known: Map<DescMessage, WriteMessage>): WriteMessage {
  if (field.fieldKind === "list") return compileList(field, known);
  if (field.fieldKind === "map") return compileMap(field, known);
  const name = field.localName;
  const writeValue = compileValue(field, field.number, known);
  if (field.oneof) return compileOneof(field.oneof, name, writeValue);
  if (field.presence !== implicitPresence) {
    return (writer, message) => {
      const value = message[name];
      if (value === undefined || isLeftOut(message, value)) return;
      if (isInit(message) || Object.hasOwn(message, name)) writeValue(writer, value);
    };
  }
  const isZero = zeroOf(field);
  return (writer, message) => {
    const value = message[name];
    if (!isZero(value) && !isLeftOut(message, value)) writeValue(writer, value);
  };
}

/** An object to make a message of, which needs no field at all. */
function isInit(message: Local): boolean {
  return message["$typeName"] === undefined;
}

/** Whether the value stands for a field that an object to make a message of leaves out. */
function isLeftOut(message: Local, value: unknown): boolean {
  return (value === undefined || value === null) && isInit(message);
}

/** google.protobuf.FeatureSet.FieldPresence.IMPLICIT. */
const implicitPresence = 2;

function zeroOf(field: DescField): (value: unknown) => boolean {
  if (field.fieldKind === "enum") {
    const zero = field.enum.values[0]!.number;
    return (value) => value === zero;
  }
  switch (field.scalar) {
    case ScalarType.BOOL:
      return (value) => value === false;
    case ScalarType.STRING:
      return (value) => value === "";
    case ScalarType.BYTES:
      return (value) => value instanceof Uint8Array && value.byteLength === 0;
    case ScalarType.DOUBLE:
    case ScalarType.FLOAT:
      // -0 is not the default.
      return (value) => Object.is(value, 0);
    default:
      // Numbers and bigints alike.
      return (value) => value === 0 || value === 0n;
  }
}

function compileOneof(oneof: DescOneof, name: string, writeValue: WriteValue): WriteMessage {
  const { localName } = oneof;
  return (writer, message) => {
    const chosen = message[localName] as { case: string | undefined; value?: unknown };
    if (isLeftOut(message, chosen)) return;
    if (chosen.case === name) writeValue(writer, chosen.value);
  };
}

/** Writes a value with its tag. */
function compileValue(field: DescField, number: number, known: Map<DescMessage, WriteMessage>): WriteValue {
  if (field.message) {
    const tag = (number << 3) | WireType.LengthDelimited;
    const write = compile(field.message, known);
    return (writer, value) => {
      writer.tag(tag);
      writer.fork();
      write(writer, value as Local);
      writer.join();
    };
  }
  const type = scalarOf(field);
  const tag = (number << 3) | wireTypeOf(type);
  const write = scalarWriter(type);
  return (writer, value) => {
    writer.tag(tag);
    write(writer, value);
  };
}

function compileList(field: DescField & { fieldKind: "list" }, known: Map<DescMessage, WriteMessage>): WriteMessage {
  const name = field.localName;
  if (!field.packed) {
    const writeValue = compileValue(field, field.number, known);
    return (writer, message) => {
      const items = message[name] as unknown[];
      if (isLeftOut(message, items)) return;
      for (let i = 0; i < items.length; i++) writeValue(writer, items[i]);
    };
  }
  const write = scalarWriter(scalarOf(field));
  const tag = (field.number << 3) | WireType.LengthDelimited;
  return (writer, message) => {
    const items = message[name] as unknown[];
    if (isLeftOut(message, items)) return;
    if (items.length === 0) return;
    writer.tag(tag);
    writer.fork();
    for (let i = 0; i < items.length; i++) write(writer, items[i]);
    writer.join();
  };
}

function compileMap(field: DescField & { fieldKind: "map" }, known: Map<DescMessage, WriteMessage>): WriteMessage {
  const name = field.localName;
  const tag = (field.number << 3) | WireType.LengthDelimited;
  const keyTag = (1 << 3) | wireTypeOf(field.mapKey);
  const writeKey = scalarWriter(field.mapKey);
  const keyOf = keyReader(field.mapKey);
  const writeValue = compileValue(field, 2, known);
  return (writer, message) => {
    const entries = message[name] as Local;
    if (isLeftOut(message, entries)) return;
    for (const key of Object.keys(entries)) {
      writer.tag(tag);
      writer.fork();
      writer.tag(keyTag);
      writeKey(writer, keyOf(key));
      writeValue(writer, entries[key]);
      writer.join();
    }
  };
}

/** Keys of a map are held as an object's keys, which are strings. */
function keyReader(type: ScalarType): (key: string) => unknown {
  switch (type) {
    case ScalarType.STRING:
      return (key) => key;
    case ScalarType.BOOL:
      return (key) => key === "true";
    case ScalarType.UINT64:
    case ScalarType.FIXED64:
      return (key) => protoInt64.uParse(key);
    case ScalarType.INT64:
    case ScalarType.SFIXED64:
    case ScalarType.SINT64:
      return (key) => protoInt64.parse(key);
    default:
      return Number;
  }
}

function scalarOf(field: DescField): ScalarType {
  return field.scalar ?? ScalarType.INT32;
}

/** The writer's own methods check the values. One closure a kind, so that each calls one method only. */
function scalarWriter(type: ScalarType): WriteValue {
  switch (type) {
    case ScalarType.DOUBLE:
      return (writer, value) => writer.double(value);
    case ScalarType.FLOAT:
      return (writer, value) => writer.float(value);
    case ScalarType.INT64:
      return (writer, value) => writer.int64(value);
    case ScalarType.UINT64:
      return (writer, value) => writer.uint64(value);
    case ScalarType.FIXED64:
      return (writer, value) => writer.fixed64(value);
    case ScalarType.FIXED32:
      return (writer, value) => writer.fixed32(value);
    case ScalarType.BOOL:
      return (writer, value) => writer.bool(value);
    case ScalarType.STRING:
      return (writer, value) => writer.string(value);
    case ScalarType.BYTES:
      return (writer, value) => writer.bytes(value);
    case ScalarType.UINT32:
      return (writer, value) => writer.uint32(value);
    case ScalarType.SFIXED32:
      return (writer, value) => writer.sfixed32(value);
    case ScalarType.SFIXED64:
      return (writer, value) => writer.sfixed64(value);
    case ScalarType.SINT32:
      return (writer, value) => writer.sint32(value);
    case ScalarType.SINT64:
      return (writer, value) => writer.sint64(value);
    default:
      return (writer, value) => writer.int32(value);
  }
}
