import { describe, expect, test } from "vitest";
import { area } from "../geometry/polygon.ts";
import { writeIfc } from "../ifc/model.ts";
import { sample } from "../law/sample.ts";
import { type BuildingRead, readBuilding, stated } from "./building.ts";
import { axesOf, cross3, placed, seenFrom, within, world } from "./frame.ts";

function written(): BuildingRead {
  const { plan, brief } = sample({ storeys: 2, use: "shop" });
  const read = readBuilding(writeIfc(plan, brief, { permitDate: brief.permitDate }).text);
  if (!read.ok) throw new TypeError(read.problem.message);
  return read.value;
}

describe("a written model, read back", () => {
  const building = written();
  const [ground, upper] = building.storeys;

  test("is valid and complete", () => {
    expect(building.schemaName).toBe("IFC4X3_ADD2");
    expect(building.schema.faults).toEqual([]);
    expect(building.schema.unknown).toEqual([]);
    expect(building.products.flatMap((one) => one.solids).filter((one) => one.kind === "broken")).toEqual([]);
  });

  test("storeys stand at their heights", () => {
    expect(building.storeys.map((storey) => storey.elevation)).toEqual([0, 3.4]);
    expect(building.storeys.map((storey) => storey.name)).toEqual(["1F", "2F"]);
    expect(ground!.use).toBe("shop");
  });

  test("spaces have their net outlines", () => {
    const hall = ground!.spaces.find((space) => space.kind === "hall")!;
    expect(hall.key).toBe("1F/hall");
    expect(area(hall.ring)).toBeCloseTo((7.2 - 0.15 - 0.075) * (8 - 0.3), 6);
    expect(hall.toZ - hall.fromZ).toBeCloseTo(2.8, 6);
    expect(hall.external).toBe(false);
    expect(stated(hall, "Qto_SpaceBaseQuantities", "NetFloorArea")).toBeCloseTo(area(hall.ring), 6);
  });

  test("walls lie on their centrelines, with their openings", () => {
    const south = ground!.walls.find((wall) => wall.key === "1F/s")!;
    expect(south.start.x).toBeCloseTo(4, 6);
    expect(south.lengthM).toBeCloseTo(10, 6);
    expect(south.thicknessM).toBeCloseTo(0.3, 6);
    expect(south.external).toBe(true);
    const entrance = south.openings.find((one) => one.filling?.key === "1F/entrance")!;
    expect(entrance.at.x).toBeCloseTo(6, 6);
    expect(entrance.at.y).toBeCloseTo(4, 6);
    expect(entrance.widthM).toBeCloseTo(1, 6);
    expect(entrance.filling?.type).toBe("IFCDOOR");
  });

  test("stairs show risers, goings and width", () => {
    const [stair] = ground!.stairs;
    expect(stair!.flights).toHaveLength(2);
    for (const flight of stair!.flights) {
      expect(flight.widthM).toBeCloseTo(1.2, 6);
      for (const riser of flight.risersM) expect(riser).toBeCloseTo(0.17, 6);
      for (const going of flight.goingsM) expect(going).toBeCloseTo(0.26, 6);
    }
    expect(stair!.flights[0]!.along.y).toBeCloseTo(-1, 6);
    expect(stair!.flights[1]!.lastTreadZ).toBeCloseTo(3.4 - 0.17, 6);
  });

  test("slabs have the stair's hole", () => {
    expect(ground!.slabs[0]!.holes).toHaveLength(0);
    expect(upper!.slabs[0]!.holes).toHaveLength(1);
  });

  test("the plot is that of the brief", () => expect(area(building.plot)).toBeCloseTo(360, 6));
});

test("a frame and its inverse cancel out", () => {
  const frame = { origin: [1, 2, 3], x: [0, 1, 0], y: [-1, 0, 0], z: [0, 0, 1] } as const;
  expect(seenFrom(frame, placed(frame, [4, 5, 6]))).toEqual([4, 5, 6]);
  expect(within(world, frame)).toEqual(frame);
  expect(cross3([1, 0, 0], [0, 1, 0])).toEqual([0, 0, 1]);
  expect(axesOf({} as never, undefined)).toEqual(world);
});

test("a placement that refers to itself breaks its product, not the reader", () => {
  const text = `ISO-10303-21;HEADER;FILE_SCHEMA(('IFC4X3_ADD2'));ENDSEC;DATA;
#1=IFCLOCALPLACEMENT(#1,#2);
#2=IFCAXIS2PLACEMENT3D(#3,$,$);
#3=IFCCARTESIANPOINT((0.,0.,0.));
#4=IFCBUILDINGSTOREY('0123456789abcdefghijkl',$,'1F',$,$,#1,$,$,.ELEMENT.,$);
ENDSEC;END-ISO-10303-21;`;
  const read = readBuilding(text);
  expect(read.ok && read.value.storeys[0]?.solids[0]?.kind).toBe("broken");
});
