import { create, toBinary } from "@bufbuild/protobuf";
import { BatchSchema, FrameKind } from "@viba/contracts/gen/viba/link/v1/link_pb";
import { MeshError } from "@viba/runtime/errors";
import { seededRandom } from "@viba/runtime/random";
import { describe, expect, test } from "vitest";
import { asBatch, decodeFrames, randomFrame, refusesOrReads } from "./codec-fuzz.ts";
import { decodeBatch, newFrameView, peek } from "./decode.ts";
import { encodeBatch, varintBytes, writeVarint } from "./encode.ts";
import { newFrame } from "./frame.ts";
import { expectDamageRefused, expectSameCodec } from "./fuzz-suite.ts";

/** The real lane runs fifty times as many. */
const batches = 2_000;

test(`${batches} batches by chance are the same bytes as protobuf-es makes, both ways`, () => expectSameCodec(batches));

test(`${batches} damaged batches are read or refused, never anything else`, () => expectDamageRefused(batches));

test.each([
  0,
  1,
  127,
  128,
  16_383,
  16_384,
  2 ** 21,
  2 ** 28,
  2 ** 31,
  2 ** 32 - 1,
  2 ** 35,
  2 ** 42,
  2 ** 49,
  Number.MAX_SAFE_INTEGER,
])("%d takes the bytes it says", (value) => {
  const to = Buffer.alloc(10);
  expect(writeVarint(to, 0, value)).toBe(varintBytes(value));
  const frame = { ...newFrame(FrameKind.CREDIT, 1), amount: value };
  expect(decodeFrames(encodeBatch([frame]))[0]!.amount).toBe(value);
});

test("a view peeks at call, kind, method and route without making the payload", () => {
  const frame = { ...newFrame(FrameKind.CALL, 7), method: "a.B/C", route: "건축", payload: new Uint8Array(1000) };
  const seen: unknown[] = [];
  decodeBatch(encodeBatch([frame, { ...frame, call: 9 }]), newFrameView(), (view) => void seen.push(peek(view)));
  expect(seen).toEqual([7, 9].map((call) => ({ call, kind: FrameKind.CALL, method: "a.B/C", route: "건축" })));
});

test("fields of a newer version are passed over, in batch and frame", () => {
  const frame = encodeBatch([newFrame(FrameKind.PING, 0)]).subarray(2);
  // Field 21 as a varint, 18 as eight bytes, 19 as four, 20 with a length.
  const newer = Buffer.from([
    0xa8, 0x01, 0x05, 0x91, 0x01, 1, 2, 3, 4, 5, 6, 7, 8, 0x9d, 0x01, 1, 2, 3, 4, 0xa2, 0x01, 1, 9,
  ]);
  const body = Buffer.concat([frame, newer]);
  const batch = Buffer.concat([Buffer.from([0x12, 1, 0x61]), Buffer.from([0x0a, body.length]), body]);
  expect(decodeFrames(batch).map((f) => f.kind)).toEqual([FrameKind.PING]);
});

test("visiting may stop the reading", () => {
  let seen = 0;
  decodeBatch(encodeBatch([newFrame(1, 1), newFrame(1, 1)]), newFrameView(), () => ++seen < 1);
  expect(seen).toBe(1);
});

describe("refused with INVALID_ARGUMENT", () => {
  const long = Array.from({ length: 11 }, () => 0xff);
  test.each([
    ["a truncated length", [0x0a]],
    ["a frame longer than the batch", [0x0a, 5, 0x08]],
    ["a length of 4 GiB", [0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f]],
    ["a payload longer than its frame", [0x0a, 2, 0x32, 100]],
    ["a field cut off", [0x0a, 1, 0x08]],
    ["a varint of eleven bytes", [0x0a, 12, 0x08, ...long]],
    ["an amount of eleven bytes", [0x0a, 12, 0x78, ...long]],
    ["an amount above 2^53", [0x0a, 11, 0x78, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01]],
    ["a group in the batch", [0x13, 0x14]],
    ["a group in a frame", [0x0a, 4, 0x8b, 0x01, 0x8c, 0x01]],
    ["frames as a varint", [0x08, 1]],
    ["the call number as bytes", [0x0a, 3, 0x0a, 1, 0]],
    ["the payload as a varint", [0x0a, 2, 0x30, 1]],
    ["field number 0", [0x0a, 2, 0x00, 1]],
    ["eight bytes cut off", [0x0a, 3, 0x91, 0x01, 1]],
    ["a header cut off", [0x0a, 4, 0x4a, 2, 0x0a, 5]],
    ["a header name as a varint", [0x0a, 4, 0x4a, 2, 0x08, 1]],
    ["an error detail cut off", [0x0a, 4, 0x6a, 2, 0x12, 9]],
  ])("%s", (_name, bytes) => {
    expect(() => decodeFrames(Buffer.from(bytes))).toThrow(MeshError);
    expect(refusesOrReads(Buffer.from(bytes))).toBe(true);
  });
});

test("claims of size allocate nothing", () => {
  const before = process.memoryUsage().arrayBuffers;
  for (let n = 0; n < 10_000; n++) refusesOrReads(Buffer.from([0x0a, 0xff, 0xff, 0xff, 0x7f]));
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 * 1024 * 1024);
});

test("protobuf-es reads what is written for every kind", () => {
  const random = seededRandom(3);
  const frames = Array.from({ length: 20 }, () => randomFrame(random));
  expect(decodeFrames(Buffer.from(toBinary(BatchSchema, asBatch(frames)))).length).toBe(20);
});

test.each([0, 24, 26])("a span of %i bytes is none, and harms nothing", (size) => {
  const frames = [{ call: 7, span: new Uint8Array(size).fill(1), amount: 5n }];
  const [read] = decodeFrames(Buffer.from(toBinary(BatchSchema, create(BatchSchema, { frames }))));
  expect([read!.call, read!.trace, read!.amount]).toEqual([7, undefined, 5]);
});
