import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createEntities } from "./entities.ts";
import { checkSchema } from "./schema-check.ts";
import { parseStep } from "./step-file.ts";
import { decodeText } from "./text.ts";
import { listOf, numberOf, refOf, textOf, truthOf } from "./value.ts";

const file = (data: string, schema = "IFC4X3_ADD2") =>
  `ISO-10303-21;\nHEADER;\nFILE_DESCRIPTION((''),'2;1');\nFILE_SCHEMA(('${schema}'));\nENDSEC;\nDATA;\n${data}\nENDSEC;\nEND-ISO-10303-21;\n`;

const parsed = (data: string) => {
  const read = parseStep(file(data));
  if (!read.ok) throw new TypeError(read.problem.message);
  return read.value;
};

describe("values", () => {
  const values = parsed(
    "#1=IFCX($,*,1,-2.5,1.E-3,'it''s',.T.,#2,(1.,(2.,3.)),IFCLABEL('\\X2\\D55CAE00\\X0\\'),());\n#2=IFCY();",
  ).instances.get(1)!.values;

  test.each([
    ["null", 0, { kind: "null" }],
    ["derived", 1, { kind: "derived" }],
    ["integer", 2, { kind: "integer", value: 1 }],
    ["real", 3, { kind: "real", value: -2.5 }],
    ["exponent", 4, { kind: "real", value: 0.001 }],
    ["text", 5, { kind: "text", value: "it's" }],
    ["enum", 6, { kind: "enum", value: "T" }],
    ["reference", 7, { kind: "ref", value: 2 }],
    ["empty list", 10, { kind: "list", items: [] }],
  ])("%s", (_, index, value) => expect(values[index]).toEqual(value));

  test("are looked at by what they hold", () => {
    expect(numberOf(values[3])).toBe(-2.5);
    expect(textOf(values[9])).toBe("한글");
    expect(truthOf(values[6])).toBe(true);
    expect(refOf(values[7])).toBe(2);
    expect(listOf(values[8])).toHaveLength(2);
    expect(numberOf(values[5])).toBeUndefined();
  });
});

test("comments and line breaks may stand anywhere between tokens", () => {
  expect(parsed("/* a */#1 = IFCX /* b */ ( 1 ,\n 2 ) ;").instances.get(1)!.values).toHaveLength(2);
});

test.each([
  ["\\X2\\AC00\\X0\\ B", "가 B"],
  ["\\X4\\0001F3E0\\X0\\", "🏠"],
  ["\\X\\E9", "é"],
  ["\\S\\i", "é"],
  ["a\\\\b", "a\\b"],
  ["\\X2\\ZZZZ\\X0\\", "\\X2\\ZZZZ\\X0\\"],
])("text %s", (raw, text) => expect(decodeText(raw)).toBe(text));

test.each([
  ["empty", "", "NOT_STEP"],
  ["another format", "PK\u0003\u0004", "NOT_STEP"],
  ["no value", file("#1=IFCX(,);"), "SYNTAX"],
  ["open text", file("#1=IFCX('abc);"), "SYNTAX"],
  ["twice", file("#1=IFCX();\n#1=IFCY();"), "DUPLICATE_ID"],
  ["cut off", file("#1=IFCX();").slice(0, -30), "TRUNCATED"],
  ["too deep", file(`#1=IFCX(${"(".repeat(60)}${")".repeat(60)});`), "SYNTAX"],
  ["infinite", file(`#1=IFCX(1.E999);`), "SYNTAX"],
])("%s gives a problem", (_, text, reason) => {
  const read = parseStep(text);
  expect(read.ok ? "" : read.problem.reason).toBe(reason);
});

test("no text makes it throw", () => {
  const base = file("#1=IFCCARTESIANPOINT((0.,1.));\n#2=IFCDIRECTION((1.,0.));");
  fc.assert(
    fc.property(fc.nat(base.length), fc.string({ unit: "binary", maxLength: 6 }), (at, piece) => {
      parseStep(base.slice(0, at) + piece + base.slice(at + piece.length));
      parseStep(base.slice(0, at));
    }),
  );
});

describe("the schema check", () => {
  const faults = (data: string) => checkSchema(parsed(data)).faults.map((fault) => fault.message);

  test.each([
    ["good", "#1=IFCCARTESIANPOINT((0.,1.));", []],
    ["an integer for a real", "#1=IFCCARTESIANPOINT((0,1.));", ["IFCCARTESIANPOINT.Coordinates is no real"]],
    ["an attribute too many", "#1=IFCDIRECTION((1.,0.),$);", ["IFCDIRECTION has 2 attributes, not 1"]],
    ["a dangling reference", "#1=IFCPOLYLINE((#2,#3));\n#2=IFCCARTESIANPOINT((0.,0.));", ["#3 does not exist"]],
    ["a short GlobalId", "#1=IFCPROPERTYSET('abc',$,'Name',$,());", ['"abc" is no GlobalId']],
    [
      "a GlobalId twice",
      "#1=IFCPROPERTYSET('0123456789abcdefghijkl',$,'A',$,());\n#2=IFCPROPERTYSET('0123456789abcdefghijkl',$,'B',$,());",
      ["GlobalId of #1 used again"],
    ],
    [
      "a GlobalId above 128 bits",
      "#1=IFCPROPERTYSET('4123456789abcdefghijkl',$,'A',$,());",
      ['"4123456789abcdefghijkl" is no GlobalId'],
    ],
  ])("%s", (_, data, messages) => expect(faults(data)).toEqual(messages));

  test("lists entities the table does not know", () => {
    expect(checkSchema(parsed("#1=IFCALIEN();")).unknown).toEqual(["IFCALIEN"]);
  });

  test("counts all faults and lists the first", () => {
    const many = Array.from({ length: 80 }, (_, i) => `#${i + 1}=IFCDIRECTION();`).join("\n");
    const check = checkSchema(parsed(many));
    expect(check.faultCount).toBe(80);
    expect(check.faults).toHaveLength(50);
  });
});

test("attributes are found by name", () => {
  const entities = createEntities(parsed("#1=IFCAXIS2PLACEMENT2D(#2,$);\n#2=IFCCARTESIANPOINT((3.,4.));"));
  const [axes] = entities.all("IFCAXIS2PLACEMENT2D");
  expect(entities.follow(axes, "Location")?.id).toBe(2);
  expect(entities.follow(axes, "RefDirection")).toBeUndefined();
  expect(entities.value(axes, "Nonsense")).toBeUndefined();
});
