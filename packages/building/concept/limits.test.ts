import { expect, test } from "vitest";
import { cafeBrief } from "../fixtures.ts";
import { northSetback, plotLimits } from "./limits.ts";

test.each([
  ["2026-11-22", 9, 1.5],
  ["2026-11-22", 12, 5],
  ["2026-11-22", 20, 10],
  ["2026-11-10", 12, 6],
  ["2026-11-11", 12, 5],
  ["2023-01-01", 9.5, 4.75],
])("permit of %s, %s m high: %s m from the north boundary", (permitDate, height, metres) => {
  expect(northSetback({ ...cafeBrief(), permitDate }, height)).toBeCloseTo(metres);
});

test("commercial zones have no sunlight rule", () => {
  const brief = cafeBrief();
  brief.location!.zone = "일반상업지역";
  expect(northSetback(brief, 30)).toBe(1);
});

test("the city's limits are tighter than the nation's", () => {
  const brief = cafeBrief();
  expect(plotLimits(brief)).toEqual({ coverage: 0.6, floorAreaRatio: 2 });
  brief.location!.city = "부산";
  expect(plotLimits(brief).floorAreaRatio).toBe(2.5);
});
