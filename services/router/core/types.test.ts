import { FieldDescriptorProto_Label as Label, FieldDescriptorProto_Type as Type } from "@bufbuild/protobuf/wkt";
import { create } from "@bufbuild/protobuf";
import { ArtifactTypeSchema } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { describe, expect, test } from "vitest";
import { brings } from "../fixtures.ts";
import { createTypeBook, typeLimits } from "./types.ts";

interface Field {
  name?: string;
  number?: number;
  type?: Type;
  label?: Label;
  typeName?: string;
}

const field = (more: Field = {}) => ({ name: "area", number: 1, type: Type.DOUBLE, label: Label.OPTIONAL, ...more });
const plan = (...fields: Field[]) =>
  brings("t.v1.Plan", { package: "t.v1", messageType: [{ name: "Plan", field: fields.map(field) }] });

/** Plan has one field of type Room, whose own field is given. */
const nested = (room: Field) =>
  brings("t.v1.Plan", {
    package: "t.v1",
    messageType: [
      { name: "Plan", field: [field({ type: Type.MESSAGE, typeName: ".t.v1.Room" })] },
      { name: "Room", field: [field(room)] },
    ],
  });

describe("a second descriptor set of the same type", () => {
  test.each([
    ["the same", plan({}), plan({}), undefined],
    ["one more field", plan({}), plan({}, { name: "height", number: 2 }), undefined],
    ["one field less", plan({}, { number: 2 }), plan({}), undefined],
    ["a field renamed", plan({}), plan({ name: "surface" }), undefined],
    ["int32 widened to int64", plan({ type: Type.INT32 }), plan({ type: Type.INT64 }), undefined],
    [
      "an enum read as a number",
      plan({ type: Type.ENUM, typeName: ".t.v1.Use" }),
      plan({ type: Type.UINT32 }),
      undefined,
    ],
    ["text read as bytes", plan({ type: Type.STRING }), plan({ type: Type.BYTES }), undefined],
    ["another type", plan({}), plan({ type: Type.STRING }), "field 1 of t.v1.Plan (area) differs from area"],
    ["zigzag or not", plan({ type: Type.SINT32 }), plan({ type: Type.INT32 }), "differs"],
    ["fixed or not", plan({ type: Type.FIXED32 }), plan({ type: Type.UINT32 }), "differs"],
    ["one or many", plan({}), plan({ label: Label.REPEATED }), "differs"],
    [
      "a number used for something else",
      plan({}),
      plan({ name: "title", type: Type.STRING }),
      "(title) differs from area",
    ],
    ["the same message inside", nested({}), nested({}), undefined],
    ["another message inside", nested({}), nested({ type: Type.BOOL }), "field 1 of t.v1.Room (area) differs"],
  ])("%s", (_story, first, second, conflict) => {
    for (const [known, brought] of [
      [first, second],
      [second, first],
    ] as const) {
      const book = createTypeBook();
      expect(book.conflict([known])).toBeUndefined();
      book.hold("a-1", [known]);
      const found = book.conflict([brought]);
      if (conflict === undefined) expect(found).toBeUndefined();
      else expect(found).toContain(known === first ? conflict : "differs");
    }
  });

  test("must agree with all that are known, not only with the newest", () => {
    const book = createTypeBook();
    book.hold("a-1", [plan({ number: 2 })]);
    book.hold("a-2", [plan({ number: 1 })]);
    expect(book.conflict([plan({ number: 2, type: Type.STRING })])).toContain("differs");
  });

  test("a message that leans on itself is compared once", () => {
    const book = createTypeBook();
    const own = { type: Type.MESSAGE, typeName: ".t.v1.Plan" };
    book.hold("a-1", [plan(own)]);
    expect(book.conflict([plan(own, { number: 2 })])).toBeUndefined();
  });
});

describe("what is no descriptor set of the type", () => {
  test.each([
    ["other bytes", create(ArtifactTypeSchema, { name: "t.v1.Plan", descriptorSet: new Uint8Array([255, 1, 2]) })],
    ["no bytes", create(ArtifactTypeSchema, { name: "t.v1.Plan" })],
    ["another message", brings("t.v1.Model", { package: "t.v1", messageType: [{ name: "Plan" }] })],
    ["another package", brings("t.v1.Plan", { package: "t.v2", messageType: [{ name: "Plan" }] })],
  ])("%s", (_story, type) => {
    expect(createTypeBook().conflict([type])).toContain("does not hold it");
  });
});

describe("what an instance brought", () => {
  test("is forgotten with the last one who brought it, so that its author may mend it", () => {
    const book = createTypeBook();
    const mended = plan({ type: Type.STRING });
    for (const id of ["a-1", "a-2"]) book.hold(id, [plan({})]);
    book.release("a-1");
    expect(book.conflict([mended])).toContain("differs");
    book.release("a-2");
    expect([book.size, book.conflict([mended])]).toEqual([0, undefined]);
  });

  test("is replaced when it registers again", () => {
    const book = createTypeBook();
    book.hold("a-1", [plan({})]);
    book.hold("a-1", []);
    expect(book.size).toBe(0);
  });
});

test("types and their variants are bounded; known ones cost nothing more", () => {
  const book = createTypeBook();
  const many = Array.from({ length: typeLimits.types }, (_, n) =>
    brings(`t.v1.T${n}`, { package: "t.v1", messageType: [{ name: `T${n}` }] }),
  );
  expect(book.conflict(many)).toBeUndefined();
  book.hold("a-1", many);
  expect(book.conflict(many.slice(0, 9))).toBeUndefined();
  expect(book.conflict([plan({})])).toContain("more than 4096");
  for (let n = 2; n <= typeLimits.variants; n++) {
    book.hold(`b-${n}`, [
      brings("t.v1.T1", { package: "t.v1", messageType: [{ name: "T1", field: [field({ number: n })] }] }),
    ]);
  }
  const another = brings("t.v1.T1", { package: "t.v1", messageType: [{ name: "T1", field: [field({ number: 99 })] }] });
  expect(book.conflict([another])).toContain("16 variants");
});
