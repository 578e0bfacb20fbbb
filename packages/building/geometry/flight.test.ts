import { describe, expect, test } from "vitest";
import { flightProfile, headroom, landingThickness, soffitDrop, soffitOver } from "./flight.ts";
import type { FlightBody } from "./flight.ts";

const step = { riser: 0.17, going: 0.28 };
const drop = soffitDrop(step);
const flight = (base: number): FlightBody => ({
  ...step,
  foot: { x: 0, y: 0 },
  along: { x: 1, y: 0 },
  width: 1.2,
  risers: 10,
  base,
  drop,
});

describe("a flight", () => {
  test("is met by a landing that is thicker than a riser", () => {
    const top = Math.max(...flightProfile(step, 10).map(({ y }) => y));
    expect(top).toBeGreaterThan(10 * step.riser - landingThickness);
  });

  test("stands on a floor, and hangs on a landing with its whole thickness", () => {
    const lowest = (hung: boolean) => Math.min(...flightProfile(step, 10, hung).map(({ y }) => y));
    expect(lowest(false)).toBe(0);
    expect(lowest(true)).toBeCloseTo(-drop, 9);
  });

  test("has its underside over the points below it only", () => {
    expect(soffitOver(flight(3), { x: 1.4, y: 0.3 })).toBeCloseTo(3 + 5 * step.riser - drop, 9);
    expect(soffitOver(flight(3), { x: 1.4, y: 0.7 })).toBeUndefined();
    expect(soffitOver(flight(3), { x: -0.1, y: 0 })).toBeUndefined();
  });
});

describe("the clear height over treads", () => {
  test("is measured upright to the underside of the flight above", () => {
    const least = headroom([flight(0)], [flight(3.2)], () => undefined);
    expect(least).toBeCloseTo(3.2 - step.riser - drop, 9);
  });

  test("is measured to a slab where the floor is closed, at the sides of a tread too", () => {
    const under = headroom([flight(0)], [], ({ x, y }) => (x > 2 && y > 0.4 ? 3 : undefined));
    expect(under).toBeCloseTo(3 - 9 * step.riser, 9);
  });

  test("has no bound where nothing lies above", () => {
    expect(headroom([flight(0)], [], () => undefined)).toBe(Infinity);
  });
});
