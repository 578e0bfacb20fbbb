import { describe, expect, test } from "vitest";
import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { bounds, contains } from "../geometry/polygon.ts";
import { locate } from "../geometry/vector.ts";
import { briefOf, planOf } from "./testing.ts";

describe.each([
  ["one stair across its band", briefOf({ use: "mixed", areaM2: 400, storeys: 3 }), 1],
  ["one along its band", briefOf({ use: "cafe", areaM2: 330, storeys: 3 }), 1],
  ["two, the law asking for them", briefOf({ use: "guesthouse", areaM2: 900, storeys: 3 }), 2],
  ["one down to a basement", briefOf({ use: "office", areaM2: 500, storeys: 2, basements: 1 }), 1],
] as const)("%s", (_name, brief, count) => {
  const plan = planOf(brief);
  const climbing = plan.storeys.slice(0, -1);

  test("leads from every storey but the highest", () => {
    expect(climbing.map((storey) => storey.stairs.length)).toEqual(climbing.map(() => count));
    expect(plan.storeys.at(-1)!.stairs).toHaveLength(0);
  });

  test("stands at the same place on every storey", () => {
    const wells = climbing.map((storey) => JSON.stringify(storey.stairs.map((stair) => stair.well!.points)));
    expect(new Set(wells).size).toBe(1);
  });

  test("meets its half landing, arrives where it started, and stays over its well", () => {
    for (const stair of climbing.flatMap((storey) => storey.stairs)) {
      const [first, second] = stair.flights;
      const run = (first!.risers - 1) * stair.going;
      const landing = stair.landings[0]!;
      expect(landing.level).toBeCloseTo(first!.risers * stair.riser, 9);
      expect(second!.base).toBeCloseTo(landing.level, 9);
      const top = locate(first!.foot!, first!.direction!, run + 0.1);
      expect(contains(landing.outline!.points, top)).toBe(true);
      const arrival = locate(second!.foot!, second!.direction!, run);
      const along = stair.flights[0]!.direction!.x === 0 ? "y" : "x";
      expect(arrival[along]).toBeCloseTo(first!.foot![along], 3);
      const box = bounds(landing.outline!.points);
      expect(Math.min(box.maxX - box.minX, box.maxY - box.minY)).toBeGreaterThanOrEqual(1.05 - 1e-6);
      expect(contains(stair.well!.points, top)).toBe(true);
    }
  });

  test("is entered by a door of its own on every storey", () => {
    for (const storey of plan.storeys) {
      for (const room of storey.spaces.filter((space) => space.kind === "stair")) {
        const doors = storey.openings.filter(
          (opening) => opening.kind !== OpeningKind.WINDOW && opening.spaces.includes(room.id),
        );
        expect(doors.length, room.id).toBeGreaterThan(0);
      }
    }
  });
});
