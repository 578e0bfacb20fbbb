import { create, type DescMessage, fromBinary, toBinary } from "@bufbuild/protobuf";
import { type Duration, DurationSchema, StructSchema, ValueSchema } from "@bufbuild/protobuf/wkt";
import { UnaryResponseSchema } from "@viba/contracts/gen/viba/conformance/v1/conformance_pb";
import { type Random, seededRandom } from "@viba/runtime/random";
import { expect, test } from "vitest";
import { createMessageEncoder } from "./message-encoder.ts";
import { message, pick, schemas } from "./messages-by-chance.ts";

test("messages by chance are the same bytes as protobuf-es makes", () => {
  const random = seededRandom(7);
  const { encode } = createMessageEncoder();
  let bytes = 0;
  for (let n = 0; n < 3000; n++) {
    const schema = pick(random, schemas);
    const made = message(schema, random);
    const theirs = toBinary(schema, made as never);
    expect(Buffer.compare(encode(schema, made), theirs), schema.typeName).toBe(0);
    bytes += theirs.length;
  }
  expect(bytes).toBeGreaterThan(100_000);
});

/** The message as an object to make it of: without its types, and without some of the fields that are at their defaults. */
function asInit(value: unknown, random: Random): unknown {
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return value.map((item) => asInit(item, random));
  const fields = Object.entries(value).flatMap(([name, held]): [string, unknown][] => {
    if (name === "$typeName") return [];
    const isDefault = held === "" || held === 0 || held === false || (Array.isArray(held) && held.length === 0);
    if (isDefault && "$typeName" in value && random() < 0.5)
      return random() < 0.5 ? [] : [[name, pick(random, [null, undefined])]];
    return [[name, asInit(held, random)]];
  });
  return Object.fromEntries(fields);
}

test("objects to make messages of are the same bytes as the messages made of them", () => {
  const random = seededRandom(8);
  const { encode } = createMessageEncoder();
  for (let n = 0; n < 3000; n++) {
    const schema: DescMessage = pick(random, schemas);
    const init = asInit(message(schema, random), random) as never;
    expect(Buffer.compare(encode(schema, init), toBinary(schema, create(schema, init))), schema.typeName).toBe(0);
  }
});

test.each([
  ["nothing", undefined],
  ["bytes as a list of numbers", { body: [1, 2, 3] }],
  ["fields that are not the message's", { body: new Uint8Array(2), other: 1 }],
  ["a message of another type with fields of the same name", create(DurationSchema, { seconds: 3n })],
])("%s is taken as `create` takes it", (_name, init) => {
  const expected = toBinary(UnaryResponseSchema, create(UnaryResponseSchema, init as never));
  expect(Uint8Array.from(createMessageEncoder().encode(UnaryResponseSchema, init))).toEqual(expected);
});

test.each([
  ["one long value", { body: new Uint8Array(300_000).fill(1), seenHeader: "x" }],
  ["a value just over what messages mostly fit into", { body: new Uint8Array(64 * 1024).fill(2) }],
  ["several long values", { body: new Uint8Array(200_000).fill(3), seenHeader: "가".repeat(200_000) }],
])("%s: the same bytes, and the caller's", (_name, init) => {
  const { encodeOwned } = createMessageEncoder();
  const message = create(UnaryResponseSchema, init);
  const made = encodeOwned(UnaryResponseSchema, message);
  expect(Buffer.compare(made, toBinary(UnaryResponseSchema, message))).toBe(0);
  encodeOwned(UnaryResponseSchema, create(UnaryResponseSchema, { body: new Uint8Array(300_000) }));
  expect(Buffer.compare(made, toBinary(UnaryResponseSchema, message))).toBe(0);
});

test("fields of a newer version go on as they came", () => {
  const bytes = new Uint8Array([
    0x98,
    0x06,
    0x01,
    ...toBinary(UnaryResponseSchema, create(UnaryResponseSchema, { seenHeader: "x" })),
  ]);
  const read = fromBinary(UnaryResponseSchema, bytes);
  expect(Buffer.from(createMessageEncoder().encode(UnaryResponseSchema, read))).toEqual(
    Buffer.from(toBinary(UnaryResponseSchema, read)),
  );
});

test("what is held as JSON is left to protobuf-es", () => {
  const value = create(ValueSchema, { kind: { case: "structValue", value: create(StructSchema, {}) } });
  expect(createMessageEncoder().encode(ValueSchema, value)).toEqual(toBinary(ValueSchema, value));
});

test.each([
  ["a number that is none", { seconds: "many" }],
  ["a number out of range", { nanos: 2 ** 40 }],
])("%s gets protobuf-es's own error, and the next message is encoded well", (_name, wrong) => {
  const { encode } = createMessageEncoder();
  const bad = Object.assign(create(DurationSchema), wrong);
  expect(() => encode(DurationSchema, bad)).toThrow(/cannot encode field google.protobuf.Duration/);
  const good = create(DurationSchema, { seconds: 3n, nanos: 5 });
  expect(Uint8Array.from(encode(DurationSchema, good))).toEqual(toBinary(DurationSchema, good));
});

test("bytes that are kept don't change with the next message", () => {
  const { encode, encodeOwned } = createMessageEncoder();
  const [one, two] = [1, 2].map((nanos) => create(DurationSchema, { nanos })) as [Duration, Duration];
  const kept = encodeOwned(DurationSchema, one);
  encode(DurationSchema, two);
  expect(Uint8Array.from(kept)).toEqual(toBinary(DurationSchema, one));
});
