import { describe, expect, test } from "vitest";
import { byMonth, monthDays, yearHours } from "./calendar.ts";
import { climateOf, climates } from "./climate.ts";
import { radiationOn } from "./irradiance.ts";
import { koreanMeridian, sunPosition } from "./sun.ts";
import { weatherOf } from "./weather.ts";

const seoul = { latitude: 37.57, longitude: 126.97, meridian: koreanMeridian };
const degrees = (radians: number) => (radians * 180) / Math.PI;
const upright = Math.PI / 2;
const yearOf = (hourly: Float64Array) => hourly.reduce((sum, value) => sum + value, 0) / 1000;

describe("the sun", () => {
  test.each([
    [171, 75.9],
    [80, 52.4],
    [354, 29],
  ])("stands at %i days in Seoul at noon %f degrees high", (day, altitude) => {
    const highest = Math.max(
      ...Array.from({ length: 24 }, (_, hour) => degrees(sunPosition(seoul, day, hour).altitude)),
    );
    expect(Math.abs(highest - altitude)).toBeLessThan(1.2);
  });

  test("is east in the morning and west in the afternoon", () => {
    expect(sunPosition(seoul, 171, 8).azimuth).toBeLessThan(0);
    expect(sunPosition(seoul, 171, 17).azimuth).toBeGreaterThan(0);
  });
});

describe.each(Object.entries(climates))("the year of %s", (_, climate) => {
  const weather = weatherOf(climate);

  test("has every month's mean temperature", () => {
    const means = byMonth(weather.temperature).map((sum, month) => sum / ((monthDays[month] ?? 1) * 24));
    means.forEach((mean, month) => expect(mean).toBeCloseTo(climate.temperature[month] ?? 0, 6));
  });

  test("has every month's radiation", () => {
    const daily = byMonth(weather.global).map((sum, month) => sum / 1000 / (monthDays[month] ?? 1));
    daily.forEach((value, month) => expect(value).toBeCloseTo(climate.radiation[month] ?? 0, 2));
  });

  test("is physical", () => {
    for (let hour = 0; hour < yearHours; hour += 1) {
      const diffuse = weather.diffuse[hour] ?? 0;
      const global = weather.global[hour] ?? 0;
      expect(diffuse).toBeGreaterThanOrEqual(0);
      expect(diffuse).toBeLessThanOrEqual(global + 1e-9);
      expect(weather.direct[hour] ?? 0).toBeLessThan(1100);
    }
  });
});

test("an unknown region counts as 중부2, and the same climate gives the same year", () => {
  expect(climateOf("화성")).toBe(climates["중부2"]);
  expect(weatherOf(climateOf("남부"))).toEqual(weatherOf(climateOf("남부")));
});

describe("radiation on a plane", () => {
  const weather = weatherOf(climateOf("중부2"));
  const south = radiationOn(weather, { tilt: upright, azimuth: 0 });
  const north = radiationOn(weather, { tilt: upright, azimuth: Math.PI });
  const east = radiationOn(weather, { tilt: upright, azimuth: -upright });

  test("a year's sums stand in the usual order and size, kWh/m2", () => {
    const tilted = yearOf(radiationOn(weather, { tilt: (30 * Math.PI) / 180, azimuth: 0 }));
    const flat = yearOf(radiationOn(weather, { tilt: 0, azimuth: 0 }));
    expect(tilted).toBeGreaterThan(flat * 1.05);
    expect(tilted).toBeLessThan(flat * 1.25);
    expect(yearOf(south)).toBeGreaterThan(yearOf(east));
    expect(yearOf(east)).toBeGreaterThan(yearOf(north));
    expect(yearOf(south)).toBeGreaterThan(800);
    expect(yearOf(north)).toBeLessThan(500);
  });

  test("a south wall gets more in January than in June", () => {
    const months = byMonth(south);
    expect(months[0]).toBeGreaterThan(months[5] ?? 0);
  });

  test("eaves keep off the high sun of summer and let the winter in", () => {
    const shaded = byMonth(
      radiationOn(weather, { tilt: upright, azimuth: 0 }, { overhang: { depth: 1, gap: 0.5, window: 1.5 } }),
    );
    const open = byMonth(south);
    const kept = (month: number) => (shaded[month] ?? 0) / (open[month] ?? 1);
    expect(kept(5)).toBeLessThan(0.75);
    expect(kept(11)).toBeGreaterThan(0.8);
  });
});
