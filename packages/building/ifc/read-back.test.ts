import { flightProfile } from "../geometry/flight.ts";
import { describe, expect, test } from "vitest";
import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { wallTop } from "../geometry/plan-shape.ts";
import { readBuilding } from "../ifc-read/building.ts";
import { numberIn } from "../ifc-read/relations.ts";
import { cornersOf } from "../ifc-read/solid.ts";
import type { Solid } from "../ifc-read/solid.ts";

import { writeIfc } from "./model.ts";
import { hanokPlan, houseplan } from "./test-plans.ts";
import { cafeBrief } from "../fixtures.ts";
import { area } from "../geometry/polygon.ts";
import { crossesItself } from "../ifc-read/solid.ts";

function readBack(plan: Plan) {
  const read = readBuilding(writeIfc(plan, undefined, { permitDate: "2026-11-22" }).text);
  if (!read.ok) throw new TypeError("the model cannot be read");
  return read.value;
}

const volumeOf = (solid: Solid): number => (solid.kind === "broken" ? Number.NaN : solid.volumeM3);

const heights = (corners: readonly (readonly [number, number, number])[]) => corners.map(([, , z]) => z);

describe.each([
  ["house", houseplan({ basement: true })],
  ["hip", hanokPlan("hip")],
  ["gable", hanokPlan("gable")],
])("%s read back from the file", (_, plan) => {
  const building = readBack(plan);

  test("every body can be built", () => {
    const solids = building.products.flatMap((product) => product.solids);
    expect(solids.length).toBeGreaterThan(30);
    expect(solids.filter(({ kind }) => kind === "broken")).toEqual([]);
  });

  test("stated gross volumes are those of the bodies", () => {
    let compared = 0;
    for (const product of building.products) {
      const [name = ""] = [...product.sets.keys()].filter((set) => set.startsWith("Qto_"));
      const stated = numberIn(product.sets, name, "GrossVolume");
      if (stated === undefined || product.type === "IFCSPACE" || product.solids.length === 0) continue;
      const built = product.solids.reduce((sum, solid) => sum + volumeOf(solid), 0);
      expect(stated, `${product.type} ${product.name}`).toBeCloseTo(built, 6);
      compared++;
    }
    expect(compared).toBeGreaterThan(10);
  });

  test("walls and openings lie where the plan has them", () => {
    for (const [i, storey] of plan.storeys.entries()) {
      const read = building.storeys[i]!;
      expect(read.elevation).toBeCloseTo(storey.elevation, 6);
      for (const wall of storey.walls) {
        const body = read.walls.find(({ key }) => key === wall.id)!;
        expect(body.start.x).toBeCloseTo(wall.start!.x, 6);
        expect(body.end.y).toBeCloseTo(wall.end!.y, 6);
        expect([body.thicknessM, body.toZ - body.fromZ]).toEqual([
          expect.closeTo(wall.thickness, 6),
          expect.closeTo(wall.height, 6),
        ]);
        for (const opening of storey.openings.filter((one) => one.wall === wall.id)) {
          const hole = body.openings.find((one) => [one.filling?.key, one.void.key].includes(opening.id))!;
          const share = opening.at / Math.hypot(wall.end!.x - wall.start!.x, wall.end!.y - wall.start!.y);
          expect(hole.at.x).toBeCloseTo(wall.start!.x + (wall.end!.x - wall.start!.x) * share, 6);
          expect(hole.at.y).toBeCloseTo(wall.start!.y + (wall.end!.y - wall.start!.y) * share, 6);
          expect(hole.widthM).toBeCloseTo(opening.width, 6);
          expect(hole.fromZ).toBeCloseTo(storey.elevation + opening.sill, 6);
        }
      }
    }
  });
});

describe("roofs", () => {
  test.each(["hip", "gable"] as const)("a %s roof rests on the walls and hangs over by its eaves", (kind) => {
    const plan = hanokPlan(kind);
    const storey = plan.storeys[0]!;
    const corners = readBack(plan).roofs.flatMap(({ solids }) => solids.flatMap(cornersOf));
    const tangent = Math.tan((plan.roof!.pitch * Math.PI) / 180);
    const eave = storey.elevation + wallTop(storey) - plan.roof!.eaves * tangent;
    expect(Math.min(...heights(corners))).toBeCloseTo(eave, 6);
    // South of the south wall's outer face by the eaves.
    expect(Math.min(...corners.map(([, y]) => y))).toBeCloseTo(3 - 0.1 - plan.roof!.eaves, 6);
    const ridge = Math.max(...heights(corners)) - 0.3 / Math.cos((plan.roof!.pitch * Math.PI) / 180);
    expect(ridge).toBeCloseTo(eave + ((4.5 + 0.2 + 2 * plan.roof!.eaves) / 2) * tangent, 5);
  });

  test("gables stand in the end walls' outer faces and fill them up to the roof", () => {
    const plan = hanokPlan("gable");
    const ends = readBack(plan).products.filter(({ name }) => name === "박공벽");
    const boxes = ends.map(({ solids }) => solids.flatMap(cornersOf));
    expect(boxes).toHaveLength(2);
    // The east end: from the outer face of the wall at x = 15 inward by its thickness.
    const east = boxes.map((corners) => corners.map(([x]) => x)).find((xs) => Math.max(...xs) > 15)!;
    expect([Math.min(...east), Math.max(...east)]).toEqual([expect.closeTo(14.9, 6), expect.closeTo(15.1, 6)]);
    const north = boxes.map((corners) => corners.map(([, y]) => y)).find((ys) => Math.min(...ys) > 12)!;
    expect([Math.min(...north), Math.max(...north)]).toEqual([expect.closeTo(12.9, 6), expect.closeTo(13.1, 6)]);
  });

  test("solar modules lie just above the south slope, square to it", () => {
    const plan = hanokPlan("hip");
    plan.roof!.solarArea = 10;
    const read = readBack(plan);
    const modules = read.products.filter(({ type }) => type === "IFCSOLARDEVICE");
    expect(modules).toHaveLength(5);
    const pitch = (28 * Math.PI) / 180;
    const eave = 0.45 + 2.8 - 1.1 * Math.tan(pitch);
    for (const [x, y, z] of modules.flatMap(({ solids }) => solids.flatMap(cornersOf))) {
      const surface = eave + (y - (3 - 0.1 - 1.1)) * Math.tan(pitch) + 0.3 / Math.cos(pitch);
      const above = (z - surface) * Math.cos(pitch);
      expect(x).toBeGreaterThan(0);
      expect(above).toBeGreaterThan(0.08 - 1e-6);
      expect(above).toBeLessThan(0.12 + 1e-6);
    }
  });

  test("a flat roof lies on the walls of the highest storey", () => {
    const [slab] = readBack(houseplan()).roofs;
    expect(Math.min(...heights(slab!.solids.flatMap(cornersOf)))).toBeCloseTo(3.4 + 3.1, 6);
  });
});

describe("stairs", () => {
  test("flights climb to the storey above, through the well", () => {
    const plan = houseplan();
    const [stair] = readBack(plan).storeys[0]!.stairs;
    const flights = building("IfcStairFlight", plan);
    const top = Math.max(...flights.flatMap(heights));
    expect(stair!.flights).toHaveLength(2);
    // The last riser is the edge of the floor above.
    expect(top).toBeCloseTo(0.1 + 3.3 - 0.165, 6);
    expect(Math.min(...flights.flatMap(heights))).toBeCloseTo(0.1, 6);
    const xs = flights.flat().map(([x]) => x);
    expect([Math.min(...xs), Math.max(...xs)]).toEqual([expect.closeTo(10.06, 6), expect.closeTo(12.64, 6)]);
  });

  test.each([2, 3, 5, 10, 18])("the side of a flight of %d risers never touches itself", (risers) => {
    const ring = flightProfile({ riser: 0.17, going: 0.28 }, risers);
    expect(crossesItself(ring)).toBe(false);
    expect(area(ring)).toBeGreaterThan(0.02 * (risers - 1));
  });
});

function building(entity: string, plan: Plan) {
  return readBack(plan)
    .products.filter(({ type }) => type === entity.toUpperCase())
    .map(({ solids }) => solids.flatMap(cornersOf));
}

test("every outer wall states its U-value, gables too", () => {
  const plan = hanokPlan("gable");
  const { text } = writeIfc(plan, cafeBrief(), { permitDate: "2026-11-22" });
  const walls = text
    .split("\n")
    .filter((line) => line.includes("=IFCPROPERTYSET(") && line.includes("'Pset_WallCommon'"));
  const single = new Map(text.split("\n").map((line) => [line.slice(0, line.indexOf("=")), line] as const));
  const stated = walls.map((line) => (line.match(/#\d+/g) ?? []).map((ref) => single.get(ref) ?? "").join("\n"));
  const outer = stated.filter((lines) => /'IsExternal'.*IFCBOOLEAN\(\.T\.\)/.test(lines));
  expect(outer.length).toBeGreaterThanOrEqual(2);
  for (const lines of outer) expect(lines).toContain("'ThermalTransmittance'");
});
