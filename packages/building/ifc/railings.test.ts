import { expect, test } from "vitest";
import { readBuilding } from "../ifc-read/building.ts";
import { cornersOf } from "../ifc-read/solid.ts";
import { writeIfc } from "./model.ts";
import { houseplan } from "./test-plans.ts";

/** Corners of each railing of a plan's model. */
function railings(plan = houseplan()) {
  const read = readBuilding(writeIfc(plan, undefined, { permitDate: "2026-11-22" }).text);
  if (!read.ok) throw new TypeError("the model cannot be read");
  return read.value.products.filter(({ type }) => type === "IFCRAILING").map(({ solids }) => solids.flatMap(cornersOf));
}

const [least, most] = [(values: number[]) => Math.min(...values), (values: number[]) => Math.max(...values)];

test("a stair has a railing along each edge that no wall guards, 0.9 m over its nosings", () => {
  const plan = houseplan();
  const [stair] = plan.storeys[0]!.stairs;
  const sloped = railings(plan).filter((corners) => {
    const heights = corners.map(([, , z]) => z);
    return most(heights) - least(heights) > 1.3;
  });
  expect(sloped.length).toBeGreaterThan(0);
  for (const corners of sloped) {
    const flight = stair!.flights.find(
      ({ base }) =>
        Math.abs(least(corners.map(([, , z]) => z)) - (plan.storeys[0]!.elevation + base + stair!.riser)) < 1e-6,
    );
    expect(flight).toBeDefined();
    const top = plan.storeys[0]!.elevation + flight!.base + flight!.risers * stair!.riser;
    expect(most(corners.map(([, , z]) => z))).toBeCloseTo(top + 0.9, 6);
  }
});

test("the well on the highest storey is guarded but where the stair arrives", () => {
  const plan = houseplan();
  const floor = plan.storeys[0]!.elevation + plan.storeys[0]!.height;
  const level = railings(plan).filter((corners) => Math.abs(least(corners.map(([, , z]) => z)) - floor) < 1e-6);
  const arrival = plan.storeys[0]!.stairs[0]!.flights.at(-1)!;
  const { foot, direction, risers } = arrival;
  const going = plan.storeys[0]!.stairs[0]!.going;
  const end = {
    x: foot!.x + direction!.x * (risers - 1) * going,
    y: foot!.y + direction!.y * (risers - 1) * going,
  };
  for (const corners of level) {
    const inside =
      end.x > least(corners.map(([x]) => x)) - 0.01 &&
      end.x < most(corners.map(([x]) => x)) + 0.01 &&
      end.y > least(corners.map(([, y]) => y)) - 0.2 &&
      end.y < most(corners.map(([, y]) => y)) + 0.2;
    expect(inside).toBe(false);
  }
});

test("walls on both sides need no railing along the flights", () => {
  const plan = houseplan();
  const [storey] = plan.storeys;
  const [stair] = storey!.stairs;
  const before = railings(plan).length;
  for (const [i, { foot, direction, width, risers }] of stair!.flights.entries()) {
    for (const side of [1, -1]) {
      const aside = { x: direction!.y * side * (width / 2 + 0.06), y: -direction!.x * side * (width / 2 + 0.06) };
      const run = (risers - 1) * stair!.going;
      const start = { x: foot!.x + aside.x, y: foot!.y + aside.y };
      const end = { x: start.x + direction!.x * run, y: start.y + direction!.y * run };
      storey!.walls.push({
        ...storey!.walls.find(({ external }) => !external)!,
        id: `1F/beside-${i}${side}`,
        start: { $typeName: "viba.aec.v1.Point", ...start },
        end: { $typeName: "viba.aec.v1.Point", ...end },
        thickness: 0.05,
      });
    }
  }
  expect(railings(plan).length).toBeLessThan(before);
});
