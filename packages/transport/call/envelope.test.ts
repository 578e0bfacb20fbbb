import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import {
  CallRequestSchema as AgentCallRequestSchema,
  CallWantSchema,
} from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { CallRequestSchema, CallResponseSchema, WantSchema } from "@viba/contracts/gen/viba/router/v1/router_pb";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  answerOf,
  capabilityField,
  decisionIdField,
  maxCallInputs,
  newCallView,
  peekCall,
  readAnswer,
  requestOf,
  wantField,
} from "./envelope.ts";

const bytes = fc.uint8Array({ maxLength: 300 });
const request = fc.record({
  want: fc.record({ outputType: fc.string(), availableTypes: fc.array(fc.string()), tenant: fc.string() }),
  priority: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  callId: fc.string(),
  seed: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  language: fc.string({ unit: "grapheme" }),
  explain: fc.boolean(),
  attemptToken: fc.string(),
  inputs: fc.array(bytes, { maxLength: 5 }),
});
const view = newCallView();
const text = (of: Buffer, start: number, end: number) => (end === 0 ? "" : of.toString("utf8", start, end));

describe("a request", () => {
  test("is read in place as protobuf-es reads it", () => {
    fc.assert(
      fc.property(request, (given) => {
        const message = create(CallRequestSchema, given);
        const encoded = Buffer.from(toBinary(CallRequestSchema, message));
        // Somewhere in a batch.
        const batch = Buffer.concat([Buffer.from([1, 2, 3]), encoded, Buffer.from([9])]);
        expect(peekCall(batch, 3, 3 + encoded.length, view)).toBe(true);
        expect(fromBinary(WantSchema, batch.subarray(view.wantStart, view.wantEnd))).toEqual(message.want);
        expect(view).toMatchObject({
          priority: given.priority,
          explain: given.explain,
          hasToken: given.attemptToken !== "",
          seed: given.seed,
          inputs: given.inputs.length,
        });
        expect(text(batch, view.callIdStart, view.callIdEnd)).toBe(given.callId);
        expect(text(batch, view.languageStart, view.languageEnd)).toBe(given.language);
        const inputs = given.inputs.map((_, at) =>
          Uint8Array.from(batch.subarray(view.inputRanges[at * 2], view.inputRanges[at * 2 + 1])),
        );
        expect(inputs).toEqual(given.inputs);
      }),
    );
  });

  test("is never read otherwise than protobuf-es, whatever the bytes", () => {
    const piece = fc.constantFrom(
      [0x0a],
      [0x10],
      [0x1a],
      [0x20],
      [0x30],
      [0x3a],
      [0x42],
      [0x4a],
      [0x80],
      [0],
      [1],
      [2],
      [0xff],
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.array(fc.nat(255), { maxLength: 3 })), { maxLength: 12 }), (pieces) => {
        const encoded = Buffer.from(pieces.flat());
        if (!peekCall(encoded, 0, encoded.length, view)) return;
        let message: ReturnType<typeof fromBinary<typeof CallRequestSchema>>;
        try {
          message = fromBinary(CallRequestSchema, encoded);
        } catch {
          // A want or a text that is none: whoever reads that part refuses it.
          return;
        }
        expect([view.priority, view.explain, view.hasToken, view.seed, view.inputs, view.wantEnd !== 0]).toEqual([
          message.priority,
          message.explain,
          message.attemptToken !== "",
          message.seed,
          message.inputs.length,
          message.want !== undefined,
        ]);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ["a second want, which would have to be merged", [0x0a, 0, 0x0a, 0]],
    ["a field nobody knows", [0x52, 0]],
    ["a length beyond the end", [0x4a, 5, 1]],
    ["a length without an end", [0x4a, 0xff, 0xff, 0xff, 0xff, 0xff]],
    ["a number without an end", [0x10, 0x80]],
    ["a known field of another wire type", [0x08, 1]],
    ["more inputs than are taken", Array.from({ length: maxCallInputs + 1 }, () => [0x4a, 0]).flat()],
  ])("with %s is left to the decoder", (_story, encoded) => {
    expect(peekCall(Buffer.from(encoded), 0, encoded.length, view)).toBe(false);
  });

  test("put together from parts is what protobuf-es makes", () => {
    fc.assert(
      fc.property(request, ({ want, inputs }) => {
        const encoded = toBinary(CallRequestSchema, create(CallRequestSchema, { want, inputs }));
        const field = wantField(toBinary(WantSchema, create(WantSchema, want)));
        expect(Uint8Array.from(requestOf(field, new Uint8Array(0), inputs))).toEqual(encoded);
      }),
    );
  });

  test("reaches an agent with the capability that the router wrote, whatever the caller wrote there", () => {
    const forged = Buffer.concat([
      toBinary(CallRequestSchema, create(CallRequestSchema, { want: { outputType: "t", tenant: "x" }, seed: 3n })),
      capabilityField("forged"),
      capabilityField("plan"),
    ]);
    const read = fromBinary(AgentCallRequestSchema, forged);
    expect([read.capability, read.want?.outputType, read.want?.tenant, read.seed]).toEqual(["plan", "t", "x", 3n]);
    expect(peekCall(forged, 0, forged.length, view)).toBe(true);
    expect(forged.toString("utf8", view.capabilityStart, view.capabilityEnd)).toBe("plan");
  });
});

test.each([
  [AgentCallRequestSchema, CallRequestSchema],
  [CallWantSchema, WantSchema],
])("%s has the numbers and types of its counterpart", (own, other) => {
  for (const field of own.fields) {
    const same = other.fields.find(({ number }) => number === field.number);
    // The capability is the router's to add.
    if (field.name === "capability") expect(same).toBeUndefined();
    else expect([same?.name, same?.fieldKind, same?.scalar]).toEqual([field.name, field.fieldKind, field.scalar]);
  }
});

describe("an answer", () => {
  test("with what the router adds is read as protobuf-es reads it", () => {
    fc.assert(
      fc.property(bytes, fc.stringMatching(/^[a-z_0-9]{1,40}$/), (output, decisionId) => {
        const encoded = Buffer.concat([answerOf(output), decisionIdField(decisionId)]);
        const message = create(CallResponseSchema, { output, decisionId });
        expect(Uint8Array.from(encoded)).toEqual(toBinary(CallResponseSchema, message));
        for (const read of [
          readAnswer(encoded)!,
          readAnswer(Uint8Array.from(encoded))!,
          readAnswer(answerOf(output), decisionIdField(decisionId))!,
        ]) {
          expect([Uint8Array.from(read.output), read.decisionId]).toEqual([output, decisionId]);
        }
      }),
    );
  });

  test("with a record, or cut short, is left to the decoder", () => {
    expect(readAnswer(Buffer.from(toBinary(CallResponseSchema, create(CallResponseSchema, { decision: {} }))))).toBe(
      undefined,
    );
    expect(readAnswer(Buffer.from([0x0a, 4, 1]))).toBe(undefined);
  });
});
