import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { cafeBrief } from "../fixtures.ts";
import { area } from "../geometry/polygon.ts";
import { outerFaces, ringOf } from "../geometry/plan-shape.ts";
import { ModelError } from "./errors.ts";
import { writeIfc } from "./model.ts";
import { readLines, references } from "./read-step.ts";
import type { Line } from "./read-step.ts";
import { attributeKinds } from "./schema.ts";
import { hanokPlan, houseplan } from "./test-plans.ts";

const permitDate = "2026-11-22";
const plans: [string, () => Plan][] = [
  ["house", () => houseplan()],
  ["house with basement", () => houseplan({ basement: true })],
  ["hip-roofed hanok", () => hanokPlan("hip")],
  ["gabled hanok", () => hanokPlan("gable")],
];

function modelOf(plan: Plan) {
  const model = writeIfc(plan, cafeBrief(), { permitDate });
  const lines = readLines(model.text);
  const all = (entity: string) => [...lines.values()].filter((line) => line.entity === entity);
  return { ...model, lines, all };
}

const order = new Map(Object.entries(attributeKinds).map(([name, kinds]) => [name.toUpperCase(), Object.keys(kinds)]));
const attribute = (line: Line, name: string): string | undefined =>
  line.values[order.get(line.entity)?.indexOf(name) ?? -1];

/** A stated quantity of an element. */
function quantity(model: ReturnType<typeof modelOf>, guid: string, name: string): number {
  const element = [...model.lines.values()].find(({ values }) => values[0] === `'${guid}'`)!;
  const sets = model
    .all("IFCRELDEFINESBYPROPERTIES")
    .filter((line) => references(attribute(line, "RelatedObjects")).includes(element.id))
    .flatMap((line) => references(attribute(line, "RelatingPropertyDefinition")))
    .map((id) => model.lines.get(id)!)
    .filter(({ entity }) => entity === "IFCELEMENTQUANTITY");
  const found = sets
    .flatMap((set) => references(attribute(set, "Quantities")))
    .map((id) => model.lines.get(id)!)
    .find(({ values }) => values[0] === `'${name}'`);
  return Number(found?.values[3]);
}

describe.each(plans)("%s", (_, make) => {
  const plan = make();
  const model = modelOf(plan);

  test("every reference leads to an instance before it or after it, and no GlobalId occurs twice", () => {
    for (const { values } of model.lines.values()) {
      for (const id of values.flatMap(references)) expect(model.lines.has(id)).toBe(true);
    }
    const guids = [...model.lines.values()]
      .filter(({ entity }) => order.get(entity)?.[0] === "GlobalId")
      .map(({ values }) => values[0]);
    expect(new Set(guids).size).toBe(guids.length);
  });

  test("every element of the plan is there under its key", () => {
    const keys = plan.storeys.flatMap((storey) => [
      storey.name,
      ...[storey.spaces, storey.walls, storey.openings, storey.stairs, storey.columns, storey.furniture]
        .flat()
        .map(({ id }) => id),
    ]);
    for (const key of ["site", "building", "roof", ...keys]) {
      expect(model.text, key).toContain(`'${model.guids[key]}'`);
    }
    const count = (entity: string) => model.all(entity).length;
    expect(count("IFCSPACE")).toBe(plan.storeys.flatMap(({ spaces }) => spaces).length);
    expect(count("IFCBUILDINGSTOREY")).toBe(plan.storeys.length);
    expect(count("IFCDISTRIBUTIONSYSTEM")).toBe(plan.systems.length);
    const openings = plan.storeys.flatMap((storey) => storey.openings);
    const filled = openings.filter(({ kind }) => kind !== OpeningKind.PASSAGE);
    expect(count("IFCDOOR") + count("IFCWINDOW")).toBe(filled.length);
  });

  test("the same plan gives the same bytes", () => {
    expect(writeIfc(make(), cafeBrief(), { permitDate }).text).toBe(model.text);
    expect(model.text).not.toMatch(/NaN|Infinity|undefined/);
  });

  test("a layer belongs to one set, and sets have names of their own", () => {
    const layers = model.all("IFCMATERIALLAYERSET").flatMap((line) => references(attribute(line, "MaterialLayers")));
    expect(new Set(layers).size).toBe(layers.length);
    const names = model.all("IFCMATERIALLAYERSET").map((line) => attribute(line, "LayerSetName"));
    expect(new Set(names).size).toBe(names.length);
  });

  test("stated areas and volumes are those of the plan", () => {
    for (const storey of plan.storeys) {
      for (const space of storey.spaces) {
        const net = area(ringOf(space.net));
        expect(quantity(model, model.guids[space.id]!, "NetFloorArea")).toBeCloseTo(net, 6);
        expect(quantity(model, model.guids[space.id]!, "NetVolume")).toBeCloseTo(net * storey.ceiling, 6);
      }
      const slab = model.guids[`${storey.name}/slab`]!;
      const open = storey.holes.reduce((sum, hole) => sum + area(ringOf(hole)), 0);
      expect(quantity(model, slab, "NetArea")).toBeCloseTo(area(outerFaces(storey)) - open, 6);
      for (const wall of storey.walls) {
        const side = Math.hypot(wall.end!.x - wall.start!.x, wall.end!.y - wall.start!.y) * wall.height;
        const holes = storey.openings.filter((opening) => opening.wall === wall.id);
        const cut = holes.reduce((sum, { width, height }) => sum + width * height, 0);
        expect(quantity(model, model.guids[wall.id]!, "NetVolume")).toBeCloseTo((side - cut) * wall.thickness, 6);
      }
    }
  });
});

describe("openings", () => {
  test("a passage is a void without filling, at whose border the spaces meet", () => {
    const model = modelOf(houseplan());
    const [passage] = model.all("IFCOPENINGELEMENT").filter(({ values }) => values[0] === `'${model.guids["1F/d2"]}'`);
    const filled = model
      .all("IFCRELFILLSELEMENT")
      .flatMap((line) => references(attribute(line, "RelatingOpeningElement")));
    expect(filled).not.toContain(passage!.id);
    const borders = model
      .all("IFCRELSPACEBOUNDARY")
      .filter((line) => references(attribute(line, "RelatedBuildingElement")).includes(passage!.id));
    expect(borders.map((line) => attribute(line, "PhysicalOrVirtualBoundary"))).toEqual([".VIRTUAL.", ".VIRTUAL."]);
  });

  test("what sticks out of a wall takes nothing from its volume", () => {
    const plan = houseplan();
    const [storey] = plan.storeys;
    const window = storey!.openings.find(({ id }) => id === "1F/n3")!;
    window.at = 0;
    const model = modelOf(plan);
    const gross = quantity(model, model.guids["1F/ws"]!, "GrossVolume");
    const door = 1.6 * 2.2;
    expect(quantity(model, model.guids["1F/ws"]!, "NetVolume")).toBeCloseTo(gross - (1.2 * 1.5 + door) * 0.3, 6);
  });
});

describe("roof", () => {
  test("a hip roof has a slab for each plane, of the stated surface", () => {
    const plan = hanokPlan("hip");
    const model = modelOf(plan);
    const slabs = Object.entries(model.counts).find(([name]) => name === "IfcSlab")![1];
    expect(slabs).toBe(1 + 6);
    const projected = quantity(model, model.guids["roof"]!, "ProjectedArea");
    const surface = quantity(model, model.guids["roof"]!, "GrossArea");
    expect(surface).toBeCloseTo(projected / Math.cos((28 * Math.PI) / 180), 6);
  });

  test("outlines that touch make one roof, others one each", () => {
    const plan = hanokPlan("hip");
    const box = (x0: number, y0: number, x1: number, y1: number) => ({
      $typeName: "viba.aec.v1.Polygon" as const,
      points: [
        [x0, y0],
        [x1, y0],
        [x1, y1],
        [x0, y1],
      ].map(([x, y]) => ({ $typeName: "viba.aec.v1.Point" as const, x: x!, y: y! })),
    });
    plan.roof!.outlines = [box(3, 3, 15, 7.5), box(3, 7.5, 7.5, 13)];
    expect(modelOf(plan).counts["IfcRoof"]).toBe(1);
    plan.roof!.outlines = [box(3, 3, 15, 7.5), box(3, 8, 7.5, 13)];
    expect(modelOf(plan).counts["IfcRoof"]).toBe(2);
  });

  test("a parapet stands on all four sides, a plinth under a raised floor", () => {
    const parapets = modelOf(houseplan())
      .all("IFCWALL")
      .filter((line) => attribute(line, "PredefinedType") === ".PARAPET.");
    expect(parapets).toHaveLength(4);
    expect(modelOf(hanokPlan()).all("IFCFOOTING")).toHaveLength(6);
    expect(modelOf(houseplan()).all("IFCFOOTING")).toHaveLength(0);
  });
});

describe("bad plans get a typed answer", () => {
  test.each([
    { change: (plan: Plan) => (plan.storeys[0]!.walls[0]!.construction = "none"), reason: "UNKNOWN_KEY" },
    { change: (plan: Plan) => (plan.storeys[0]!.openings[0]!.wall = "none"), reason: "UNKNOWN_KEY" },
    { change: (plan: Plan) => (plan.storeys[0]!.openings[0]!.spaces = ["none"]), reason: "UNKNOWN_KEY" },
    { change: (plan: Plan) => (plan.storeys[0]!.furniture[1]!.id = "1F/f1"), reason: "UNKNOWN_KEY" },
    { change: (plan: Plan) => (plan.storeys[0]!.walls[0]!.height = Number.NaN), reason: "NOT_FINITE" },
    { change: (plan: Plan) => (plan.storeys[0]!.elevation = Infinity), reason: "NOT_FINITE" },
    {
      change: (plan: Plan) => (plan.storeys[0]!.walls[0]!.end = plan.storeys[0]!.walls[0]!.start!),
      reason: "DEGENERATE",
    },
    { change: (plan: Plan) => (plan.storeys[0]!.spaces[0]!.net = undefined), reason: "DEGENERATE" },
    { change: (plan: Plan) => (plan.storeys[0]!.ceiling = 0), reason: "DEGENERATE" },
  ])("$reason", ({ change, reason }) => {
    const plan = houseplan();
    change(plan);
    let caught: unknown;
    try {
      modelOf(plan);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(ModelError);
    expect((caught as ModelError).reason).toBe(reason);
  });

  test.each(["", "2026-1-1", "tomorrow"])("date %j", (date) => {
    expect(() => writeIfc(houseplan(), undefined, { permitDate: date })).toThrow(/YYYY-MM-DD/);
  });
});

test("whatever the sizes, net volume is gross volume less what the openings take", () => {
  const size = fc.double({ min: 0.3, max: 2.5, noNaN: true });
  fc.assert(
    fc.property(size, size, fc.double({ min: 1.3, max: 8.7, noNaN: true }), (width, height, at) => {
      const plan = houseplan();
      const opening = plan.storeys[0]!.openings.find(({ id }) => id === "1F/n1")!;
      Object.assign(opening, { width, height, at: Math.min(7.7 - width / 2, at), sill: 0.1 });
      const model = modelOf(plan);
      const [gross, net] = ["GrossVolume", "NetVolume"].map((name) => quantity(model, model.guids["1F/ww"]!, name));
      const { at: middle } = opening;
      const wide = Math.min(7.7, middle + width / 2) - Math.max(0, middle - width / 2);
      expect(gross! - net!).toBeCloseTo(wide * height * 0.3, 6);
    }),
    { numRuns: 15 },
  );
});
