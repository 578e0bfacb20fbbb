import { create, type DescMessage, fromBinary, toBinary } from "@bufbuild/protobuf";
import { DurationSchema } from "@bufbuild/protobuf/wkt";
import { UnaryRequestSchema, UnaryResponseSchema } from "@viba/contracts/gen/viba/conformance/v1/conformance_pb";
import { seededRandom } from "@viba/runtime/random";
import { expect, test } from "vitest";
import { createMessageDecoder } from "./message-decoder.ts";
import { message, pick, schemas } from "./messages-by-chance.ts";

/** What came of it: the message, or the error's text. */
const outcome = (read: () => unknown): unknown => {
  try {
    return read();
  } catch (error) {
    return String(error);
  }
};
const { decode } = createMessageDecoder();
const ours = (schema: DescMessage, bytes: Uint8Array, copies = false) =>
  outcome(() => decode(schema, Buffer.from([1, ...bytes, 2]), 1, bytes.length + 1, copies));
const theirs = (schema: DescMessage, bytes: Uint8Array) => outcome(() => fromBinary(schema, Buffer.from(bytes)));

test("messages by chance are read as protobuf-es reads them", () => {
  const random = seededRandom(9);
  for (let n = 0; n < 2000; n++) {
    const schema = pick(random, schemas);
    const bytes = toBinary(schema, message(schema, random) as never);
    expect(ours(schema, bytes, n % 2 === 0), schema.typeName).toEqual(theirs(schema, bytes));
  }
});

test("damaged ones are read, or refused with the same words", () => {
  const random = seededRandom(10);
  const below = (count: number) => Math.floor(random() * count);
  for (let n = 0; n < 4000; n++) {
    const schema = pick(random, schemas);
    const bytes = Buffer.from(toBinary(schema, message(schema, random) as never)).subarray(0, 300);
    for (let count = 1 + below(3); count > 0 && bytes.length > 0; count--) bytes[below(bytes.length)] = below(256);
    const part = random() < 0.3 ? bytes.subarray(0, below(bytes.length + 1)) : bytes;
    expect(ours(schema, part), `${schema.typeName} ${part.toString("hex")}`).toEqual(theirs(schema, part));
  }
});

test.each([
  { what: "nothing", schema: UnaryRequestSchema, hex: "" },
  { what: "a field that comes twice: the last counts", schema: DurationSchema, hex: "08010802" },
  { what: "a message that comes twice: they are merged", schema: UnaryRequestSchema, hex: "1a0208011a021005" },
  { what: "an unknown field", schema: DurationSchema, hex: "0801980601" },
  { what: "a field with another wire type", schema: DurationSchema, hex: "0a0101" },
  { what: "a negative number as 64 bits", schema: DurationSchema, hex: "10ffffffffffffffffff01" },
  { what: "a number of 32 bits in ten bytes", schema: DurationSchema, hex: "1080808080808080808001" },
  { what: "a varint of eleven bytes", schema: DurationSchema, hex: "08ffffffffffffffffffffff01" },
  { what: "a length beyond the end", schema: UnaryRequestSchema, hex: "0a05010203" },
  { what: "a text that is no UTF-8", schema: UnaryRequestSchema, hex: "1202c080" },
  { what: "a text with a byte order mark", schema: UnaryRequestSchema, hex: "1204efbbbf61" },
  { what: "field number 0", schema: DurationSchema, hex: "0001" },
  { what: "a group", schema: DurationSchema, hex: "0b0c" },
])("$what", ({ schema, hex }) => {
  const bytes = Buffer.from(hex, "hex");
  expect(ours(schema, bytes)).toEqual(theirs(schema, bytes));
});

test("bytes are copied where that was asked for, and lie in what was read elsewhere", () => {
  const bytes = Buffer.from(
    toBinary(UnaryResponseSchema, create(UnaryResponseSchema, { body: new Uint8Array([5, 6]) })),
  );
  const [shared, copied] = [false, true].map((copies) => decode(UnaryResponseSchema, bytes, 0, bytes.length, copies));
  bytes.fill(0);
  expect([shared, copied].map((read) => [...(read as { body: Uint8Array }).body])).toEqual([
    [0, 0],
    [5, 6],
  ]);
});
