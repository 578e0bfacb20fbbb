import {
  create,
  type DescEnum,
  type DescField,
  type DescMessage,
  fromBinary,
  ScalarType,
  toBinary,
} from "@bufbuild/protobuf";
import { type Duration, DurationSchema, StructSchema, TypeSchema, ValueSchema } from "@bufbuild/protobuf/wkt";
import { UnaryResponseSchema } from "@viba/contracts/gen/viba/conformance/v1/conformance_pb";
import { file_viba_aec_v1_model } from "@viba/contracts/gen/viba/aec/v1/model_pb";
import { file_viba_aec_v1_plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { file_viba_agent_v1_agent } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { file_viba_core_v1_decision } from "@viba/contracts/gen/viba/core/v1/decision_pb";
import { file_viba_core_v1_goal } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import { file_viba_error_v1_error } from "@viba/contracts/gen/viba/error/v1/error_pb";
import { file_viba_event_v1_event } from "@viba/contracts/gen/viba/event/v1/event_pb";
import { file_viba_link_v1_link } from "@viba/contracts/gen/viba/link/v1/link_pb";
import { file_viba_orchestrator_v1_run } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { file_viba_router_v1_registry } from "@viba/contracts/gen/viba/router/v1/registry_pb";
import { type Random, seededRandom } from "@viba/runtime/random";
import { expect, test } from "vitest";
import { createMessageEncoder } from "./message-encoder.ts";

const files = [
  file_viba_aec_v1_model,
  file_viba_aec_v1_plan,
  file_viba_agent_v1_agent,
  file_viba_core_v1_decision,
  file_viba_core_v1_goal,
  file_viba_error_v1_error,
  file_viba_event_v1_event,
  file_viba_link_v1_link,
  file_viba_orchestrator_v1_run,
  file_viba_router_v1_registry,
];
const schemas = [...files.flatMap((file) => file.messages), DurationSchema, TypeSchema];
const pick = <T>(random: Random, values: readonly T[]): T => values[Math.floor(random() * values.length)]!;

function scalar(type: ScalarType, random: Random): unknown {
  switch (type) {
    case ScalarType.STRING:
      return pick(random, ["", "a", "건축 설계", "x".repeat(200), "🏛️", "\ud800"]);
    case ScalarType.BYTES:
      return pick(random, [new Uint8Array(0), new Uint8Array([1, 2]), new Uint8Array(300).fill(7)]);
    case ScalarType.BOOL:
      return random() < 0.5;
    case ScalarType.DOUBLE:
    case ScalarType.FLOAT:
      return pick(random, [0, -0, 1.5, -3, Number.NaN, Infinity]);
    case ScalarType.INT64:
    case ScalarType.SINT64:
    case ScalarType.SFIXED64:
      return pick(random, [0n, 1n, -1n, 2n ** 40n, -(2n ** 63n)]);
    case ScalarType.UINT64:
    case ScalarType.FIXED64:
      return pick(random, [0n, 1n, 2n ** 64n - 1n]);
    case ScalarType.UINT32:
    case ScalarType.FIXED32:
      return pick(random, [0, 1, 300, 2 ** 32 - 1]);
    default:
      return pick(random, [0, 1, -1, 300, 2 ** 31 - 1, -(2 ** 31)]);
  }
}

const enumValue = (desc: DescEnum, random: Random) => pick(random, desc.values).number;

function fieldValue(field: DescField, random: Random, depth: number): unknown {
  const one = () => {
    if (field.message) return message(field.message, random, depth + 1);
    return field.enum ? enumValue(field.enum, random) : scalar(field.scalar!, random);
  };
  const count = depth > 2 ? 0 : Math.floor(random() * 4);
  if (field.fieldKind === "list") return Array.from({ length: count }, one);
  if (field.fieldKind === "map") {
    return Object.fromEntries(Array.from({ length: count }, () => [String(scalar(field.mapKey, random)), one()]));
  }
  return one();
}

/** A message whose fields are set by chance. */
function message(schema: DescMessage, random: Random, depth = 0): unknown {
  const made = create(schema) as unknown as Record<string, unknown>;
  for (const field of schema.fields) {
    if (random() < 0.3 || (depth > 3 && field.message)) continue;
    const value = fieldValue(field, random, depth);
    if (field.oneof) made[field.oneof.localName] = { case: field.localName, value };
    else made[field.localName] = value;
  }
  return made;
}

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

test("a message of another type is refused", () => {
  expect(() => createMessageEncoder().encode(DurationSchema, create(UnaryResponseSchema))).toThrow(/cannot use/);
});

test("bytes that are kept don't change with the next message", () => {
  const { encode, encodeOwned } = createMessageEncoder();
  const [one, two] = [1, 2].map((nanos) => create(DurationSchema, { nanos })) as [Duration, Duration];
  const kept = encodeOwned(DurationSchema, one);
  encode(DurationSchema, two);
  expect(Uint8Array.from(kept)).toEqual(toBinary(DurationSchema, one));
});
