import { describe, expect, test } from "vitest";
import { compoundAngle, toCentralBelt } from "./projection.ts";

describe("EPSG:5186", () => {
  // Golden values by PROJ.
  test.each([
    { place: "Seoul", latitude: 37.5665, longitude: 126.978, easting: 198056.3667, northing: 551885.0306 },
    { place: "Gangnam", latitude: 37.498, longitude: 127.028, easting: 202475.9785, northing: 544282.5177 },
    { place: "Jeju", latitude: 33.4996, longitude: 126.5312, easting: 156437.5196, northing: 100758.4815 },
    { place: "Busan", latitude: 35.1796, longitude: 129.0756, easting: 389076.8036, northing: 288993.756 },
    { place: "the origin", latitude: 38, longitude: 127, easting: 200000, northing: 600000 },
  ])("$place lies where PROJ puts it", ({ latitude, longitude, easting, northing }) => {
    const point = toCentralBelt(latitude, longitude);
    expect(point.easting).toBeCloseTo(easting, 3);
    expect(point.northing).toBeCloseTo(northing, 3);
  });
});

test.each([
  [37.5665, [37, 33, 59, 400000]],
  [-0.5, [0, -30, 0, 0]],
  [127, [127, 0, 0, 0]],
])("%d degrees as a compound angle", (degrees, parts) => {
  expect(compoundAngle(degrees)).toEqual(parts);
});
