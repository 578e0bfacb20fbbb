import { expect, test } from "vitest";
import { cafeBrief } from "../fixtures.ts";
import { buildableBox, innerRectangle, yardChoices } from "./buildable.ts";

test("an upright plot is its own inner rectangle", () => {
  const ring = cafeBrief().site!.boundary!.points;
  expect(innerRectangle(ring)).toEqual({ x0: 0, y0: 0, x1: 18, y1: 20 });
});

test("of an L-shaped plot the larger leg is found", () => {
  const ring = [
    { x: 0, y: 0 },
    { x: 20, y: 0 },
    { x: 20, y: 10 },
    { x: 8, y: 10 },
    { x: 8, y: 30 },
    { x: 0, y: 30 },
  ];
  const box = innerRectangle(ring);
  const size = (box.x1 - box.x0) * (box.y1 - box.y0);
  expect(size).toBeGreaterThan(225);
  expect(size).toBeLessThanOrEqual(240.1);
});

test("the street keeps the front yard and the north its setback, whichever side the street is on", () => {
  const brief = cafeBrief();
  const yards = { side: 1, front: 6, north: 3 };
  brief.site!.roadSide = "E";
  const box = buildableBox(brief, yards);
  expect(18 - box.x1).toBeCloseTo(6.16);
  expect(20 - box.y1).toBeCloseTo(3.16);
  expect(box.x0).toBeCloseTo(1.16);
});

test("yards shrink from choice to choice, but the sunlight rule stays", () => {
  const choices = yardChoices(cafeBrief(), { height: 12, parking: 5, eaves: 0, view: 0 });
  for (let i = 1; i < choices.length; i++) {
    expect(choices[i]!.front).toBeLessThan(choices[i - 1]!.front);
    expect(choices[i]!.north).toBe(5);
  }
});
