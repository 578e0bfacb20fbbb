import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ModelError } from "./errors.ts";
import { globalId } from "./guid.ts";
import { createStepWriter, stepReal, stepText, typed } from "./step.ts";

const header = {
  name: "a.ifc",
  timestamp: "2026-11-22T00:00:00",
  author: "a",
  organization: "o",
  application: "x",
};

describe("values", () => {
  test.each([
    ["plain", "'plain'"],
    ["it's a \\", "'it''s a \\\\'"],
    ["카페 1", "'\\X2\\CE74D398\\X0\\ 1'"],
    ["a\nb", "'a\\X2\\000A\\X0\\b'"],
    ["🏠", "'\\X4\\0001F3E0\\X0\\'"],
    ["", "''"],
  ])("text %j", (text, written) => expect(stepText(text)).toBe(written));

  test.each([
    [1, "1."],
    [-0, "0."],
    [0.1 + 0.2, "0.3"],
    [1e-8, "1.E-8"],
    [1e21, "1.E21"],
    [-2.5, "-2.5"],
  ])("real %d", (value, written) => expect(stepReal(value)).toBe(written));

  test("a real reads back to within a nanometre", () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (value) => {
        expect(Math.abs(Number(stepReal(value)) - value)).toBeLessThanOrEqual(1e-9);
        expect(stepReal(value)).toMatch(/^-?\d+\.\d*(E-?\d+)?$/);
      }),
    );
  });

  test.each([NaN, Infinity, -Infinity])("%d throws a typed error that names the attribute", (bad) => {
    const write = () => createStepWriter().add("IfcCartesianPoint", { Coordinates: [0, bad] });
    expect(write).toThrow(ModelError);
    expect(write).toThrow(/IfcCartesianPoint.Coordinates/);
  });
});

describe("writer", () => {
  test("writes attributes in schema order, absent ones as $, derived ones as *", () => {
    const writer = createStepWriter();
    const metre = writer.add("IfcSIUnit", { Name: "METRE", UnitType: "LENGTHUNIT" });
    writer.add("IfcPropertySingleValue", {
      NominalValue: typed("IfcCountMeasure", 2),
      Name: "NumberOfStoreys",
    });
    writer.add("IfcUnitAssignment", { Units: [metre] });
    expect(writer.text(header)).toContain(
      [
        "#1=IFCSIUNIT(*,.LENGTHUNIT.,$,.METRE.);",
        "#2=IFCPROPERTYSINGLEVALUE('NumberOfStoreys',$,IFCCOUNTMEASURE(2),$);",
        "#3=IFCUNITASSIGNMENT((#1));",
      ].join("\n"),
    );
  });

  test("shares equal instances and counts each entity", () => {
    const writer = createStepWriter();
    const a = writer.share("IfcDirection", { DirectionRatios: [0, 0, 1] });
    expect(writer.share("IfcDirection", { DirectionRatios: [0, 0, 1] })).toEqual(a);
    expect(writer.share("IfcDirection", { DirectionRatios: [1, 0, 0] })).not.toEqual(a);
    expect(writer.counts()).toEqual({ IfcDirection: 2 });
  });

  test("a wrong attribute is a compile error", () => {
    const writer = createStepWriter();
    // @ts-expect-error an enumeration takes its own items only
    writer.add("IfcSIUnit", { Name: "MILE", UnitType: "LENGTHUNIT" });
    // @ts-expect-error a required attribute is missing
    writer.add("IfcCartesianPoint", {});
    const east = writer.add("IfcDirection", { DirectionRatios: [1, 0] });
    // @ts-expect-error a direction is no point
    writer.add("IfcAxis2Placement3D", { Location: east });
    // @ts-expect-error a count is a number
    typed("IfcCountMeasure", "2");
    expect(writer.counts()["IfcSIUnit"]).toBe(1);
  });
});

describe("GlobalId", () => {
  test("is 22 characters whose first is at most 3, stable, and different for each path", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (project, path) => {
        expect(globalId(project, path)).toMatch(/^[0-3][0-9A-Za-z_$]{21}$/);
        expect(globalId(project, path)).toBe(globalId(project, path));
        expect(globalId(project, path)).not.toBe(globalId(project, `${path}/x`));
      }),
    );
  });

  test("keeps project and path apart", () => {
    expect(globalId("a", "b/c")).not.toBe(globalId("a/b", "c"));
  });
});
