import { describe, expect, test } from "vitest";
import { factsOf } from "./facts.ts";
import { sample } from "./sample.ts";
import { frontage, sitePaths } from "./site-path.ts";
import { travelOf } from "./travel.ts";
import { solveWays } from "./ways.ts";

const ring = (...pairs: [number, number][]) => pairs.map(([x, y]) => ({ x, y }));

describe("ways through a storey", () => {
  const rings = new Map([
    ["room", ring([0, 0], [4, 0], [4, 3], [0, 3])],
    ["hall", ring([4, 0], [10, 0], [10, 8], [7, 8], [7, 3], [4, 3])],
  ]);
  const nodes = [
    { at: { x: 4, y: 1.5 }, space: "room" },
    { at: { x: 4, y: 1.5 }, space: "hall" },
    { at: { x: 7, y: 8 }, space: "hall" },
  ];
  const ways = solveWays({ rings, nodes, links: [{ from: 0, to: 1, lengthM: 0 }], targets: [2] });

  test("go through the door and round the corner", () => {
    const corner = Math.hypot(3, 1.5);
    expect(ways.from({ x: 4, y: 1.5 }, "hall")).toBeCloseTo(corner + 5, 9);
    expect(ways.from({ x: 0, y: 1.5 }, "room")).toBeCloseTo(4 + corner + 5, 9);
  });

  test("are longest from a far corner", () => {
    const far = Math.hypot(4, 1.5) + Math.hypot(3, 1.5) + 5;
    expect(ways.farthest("room")).toBeCloseTo(far, 9);
  });

  test("end where no door is", () => {
    const shut = solveWays({ rings, nodes, links: [], targets: [2] });
    expect(shut.farthest("room")).toBe(Infinity);
  });
});

test("travel on the upper storey ends on the stair, not at its door", () => {
  const { plan } = sample({ storeys: 2 });
  const [room] = travelOf(plan, plan.storeys[1]!).rooms;
  expect(room!.space).toBe("2F/hall");
  expect(room!.lengthM).toBeGreaterThan(Math.hypot(11.2 - 4, 11 - 4));
});

describe("the escape path on the plot", () => {
  const width = (change: (sampled: ReturnType<typeof sample>) => void = () => {}) => {
    const sampled = sample();
    change(sampled);
    return sitePaths(factsOf(sampled.plan, sampled.brief)).mainM;
  };

  test("is as wide as the yard before the door allows", () => {
    // The yard in the south is 3.85 m deep, but the way out leads straight to the road.
    expect(width()).toBe(6);
  });

  test("runs along the side where the door is at the back", () => {
    const back = width(({ plan }) => {
      plan.storeys[0]!.openings[0]!.wall = "1F/n";
      plan.parking = [];
    });
    expect(back).toBe(3.85);
  });

  test("is told of the worst of the other exits too", () => {
    const { plan, brief } = sample();
    plan.parking = [];
    const [front] = plan.storeys[0]!.openings;
    plan.storeys[0]!.openings.push({ ...front!, id: "1F/back", wall: "1F/n" });
    const { mainM, otherM } = sitePaths(factsOf(plan, brief));
    expect(mainM).toBe(6);
    expect(otherM).toBe(3.85);
  });

  test("is narrowed by parked cars", () => {
    const cars = width(({ plan }) => {
      plan.storeys[0]!.openings[0]!.wall = "1F/n";
      const bay = plan.parking[0]!;
      plan.parking = [bay];
      bay.outline!.points.forEach((point, i) => {
        point.x = i === 0 || i === 3 ? 0 : 2.85;
        point.y = i < 2 ? 5 : 7.4;
      });
    });
    expect(cars).toBeCloseTo(3.85, 1);
  });

  test("is nothing where every side is blocked", () => {
    expect(width(({ plan }) => (plan.storeys[0]!.openings[0]!.exit = false))).toBe(0);
  });

  test("frontage is the plot's edge along the road", () => {
    const plot = ring([0, 0], [18, 0], [18, 20], [0, 20]);
    expect(frontage(plot, "S")).toBeCloseTo(18, 9);
    expect(frontage(plot, "W")).toBeCloseTo(20, 9);
  });
});
