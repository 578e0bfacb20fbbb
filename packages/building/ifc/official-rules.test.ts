import { describe, expect, test } from "vitest";
import { makeConcept } from "../concept/concept.ts";
import { cafeBrief, hanokBrief, mixedBrief } from "../fixtures.ts";
import type { Ring } from "../geometry/polygon.ts";
import { crossesItself } from "../ifc-read/solid.ts";
import { makePlan } from "../plan/plan.ts";
import { writeIfc } from "./model.ts";
import { readLines, references } from "./read-step.ts";
import type { Line } from "./read-step.ts";
import { attributeKinds } from "./schema.ts";
import { hanokPlan, houseplan } from "./test-plans.ts";

/** The rules of buildingSMART's validation service that a model of ours once broke, or could: each with its code there. */
const permitDate = "2026-11-22";

const planned = (brief: ReturnType<typeof cafeBrief>) => {
  const half = () => 0.5;
  return writeIfc(makePlan(brief, makeConcept(brief, half), half), brief, { permitDate }).text;
};

const models: Readonly<Record<string, string>> = {
  cafe: planned(cafeBrief()),
  hanok: planned(hanokBrief()),
  mixed: planned(mixedBrief()),
  "house with basement": writeIfc(houseplan({ basement: true }), cafeBrief(), { permitDate }).text,
  "gabled hanok": writeIfc(hanokPlan("gable"), cafeBrief(), { permitDate }).text,
};

const order = new Map(Object.entries(attributeKinds).map(([name, kinds]) => [name.toUpperCase(), Object.keys(kinds)]));
const attribute = (line: Line, name: string): string => line.values[order.get(line.entity)?.indexOf(name) ?? -1] ?? "$";

interface Model {
  readonly lines: ReadonlyMap<number, Line>;
  all(entity: string): Line[];
}

interface Official {
  readonly code: string;
  readonly rule: string;
  /** Instances at fault. */
  readonly faults: (model: Model) => unknown[];
}

const empty = (names: readonly string[]) => (line: Line) => names.some((name) => attribute(line, name) !== "$");

function points({ lines }: Model, polyline: Line): Ring {
  return references(attribute(polyline, "Points")).map((id) => {
    const [x = 0, y = 0] = attribute(lines.get(id)!, "Coordinates").slice(1, -1).split(",").map(Number);
    return { x, y };
  });
}

/** The closed polylines that bound profiles. */
function profileCurves(model: Model): Line[] {
  const closed = model
    .all("IFCARBITRARYCLOSEDPROFILEDEF")
    .concat(model.all("IFCARBITRARYPROFILEDEFWITHVOIDS"))
    .flatMap((line) => [...references(attribute(line, "OuterCurve")), ...references(attribute(line, "InnerCurves"))]);
  return closed.map((id) => model.lines.get(id)!);
}

const rules: readonly Official[] = [
  {
    code: "QTY001",
    rule: "MethodOfMeasurement is BaseQuantities",
    faults: ({ all }) =>
      all("IFCELEMENTQUANTITY").filter((line) => attribute(line, "MethodOfMeasurement") !== "'BaseQuantities'"),
  },
  {
    code: "OJT001, BLT001, BLT002",
    rule: "an occurrence that has a type leaves its kinds empty",
    faults: ({ all, lines }) =>
      all("IFCRELDEFINESBYTYPE")
        .flatMap((line) => references(attribute(line, "RelatedObjects")))
        .map((id) => lines.get(id)!)
        .filter(empty(["PredefinedType", "OperationType", "PartitioningType"])),
  },
  {
    code: "IFC102, deprecated values",
    rule: "a space is neither INTERNAL nor EXTERNAL",
    faults: ({ all }) =>
      [...all("IFCSPACE"), ...all("IFCSPACETYPE")].filter((line) =>
        [".INTERNAL.", ".EXTERNAL."].includes(attribute(line, "PredefinedType")),
      ),
  },
  {
    code: "IFC102, deprecated attributes",
    rule: "storeys and buildings state no elevation, flights no risers and treads",
    faults: ({ all }) => [
      ...all("IFCBUILDINGSTOREY").filter(empty(["Elevation"])),
      ...all("IFCBUILDING").filter(empty(["ElevationOfRefHeight", "ElevationOfTerrain"])),
      ...all("IFCSTAIRFLIGHT").filter(empty(["NumberOfRisers", "NumberOfTreads", "RiserHeight", "TreadLength"])),
    ],
  },
  {
    code: "GEM111",
    rule: "a closed polyline ends in the very instance it began with, and repeats no other",
    faults: (model) =>
      profileCurves(model).filter((line) => {
        const ids = references(attribute(line, "Points"));
        const places = points(model, line).slice(0, -1);
        const near = places.some((a, i) => places.some((b, j) => j < i && Math.hypot(a.x - b.x, a.y - b.y) < 1e-5));
        return ids.at(-1) !== ids[0] || new Set(ids).size !== ids.length - 1 || near;
      }),
  },
  {
    code: "SWE001",
    rule: "a profile doesn't touch itself",
    faults: (model) => profileCurves(model).filter((line) => crossesItself(points(model, line).slice(0, -1))),
  },
  {
    code: "PSE001",
    rule: "NumberOfStoreys is a count",
    faults: ({ all }) =>
      all("IFCPROPERTYSINGLEVALUE").filter(
        (line) =>
          attribute(line, "Name") === "'NumberOfStoreys'" && !attribute(line, "NominalValue").startsWith("IFCCOUNT"),
      ),
  },
  {
    code: "SPS008",
    rule: "a site carries no shape; its boundary is drawn by the terrain",
    faults: ({ all }) => [
      ...all("IFCSITE").filter(empty(["Representation"])),
      ...(all("IFCGEOGRAPHICELEMENT").some((line) => attribute(line, "PredefinedType") === ".TERRAIN.")
        ? []
        : ["no terrain"]),
    ],
  },
];

describe.each(Object.entries(models))("%s", (_, text) => {
  const lines = readLines(text);
  const model: Model = { lines, all: (entity) => [...lines.values()].filter((line) => line.entity === entity) };
  test.each(rules)("$code: $rule", ({ faults }) => expect(faults(model)).toEqual([]));
});

test("each rule catches what breaks it", () => {
  const broken: readonly (readonly [from: RegExp | string, to: string])[] = [
    ["'BaseQuantities'", "'Other'"],
    [/(=IFCWINDOW\(.*),\$,\$,\$\);/, "$1,.WINDOW.,$,$);"],
    [/(=IFCSPACETYPE\(.*),\.SPACE\.,/, "$1,.INTERNAL.,"],
    [/(=IFCSTAIRFLIGHT\(.*),\$,\$,\$,\$,\.STRAIGHT\.\);/, "$1,11,$,$,$,.STRAIGHT.);"],
    [/(=IFCPOLYLINE\(\(#\d+,#\d+,#\d+,#\d+),#\d+\)\);/, "$1));"],
    [/(=IFCPOLYLINE\(\(#\d+),(#\d+),(#\d+),(#\d+,#\d+\)\);)/, "$1,$3,$2,$4"],
    [/('NumberOfStoreys',\$,)IFCCOUNTMEASURE/, "$1IFCINTEGER"],
    [".TERRAIN.", ".VEGETATION."],
  ];
  expect(broken).toHaveLength(rules.length);
  for (const [i, [from, to]] of broken.entries()) {
    const text = models["mixed"]!.replace(from, to);
    expect(text, rules[i]!.code).not.toBe(models["mixed"]);
    const lines = readLines(text);
    const model: Model = { lines, all: (entity) => [...lines.values()].filter((line) => line.entity === entity) };
    expect(rules[i]!.faults(model), rules[i]!.code).not.toEqual([]);
  }
});
