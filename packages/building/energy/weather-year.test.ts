import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { WeatherYearSchema } from "@viba/contracts/gen/viba/aec/v1/energy_pb";
import { expect, test } from "vitest";
import { sample } from "../law/sample.ts";
import { climateOf } from "./climate.ts";
import { readEpw } from "./epw.ts";
import { estimateEnergy } from "./estimate.ts";
import { epwText } from "./testing.ts";
import { weatherOf } from "./weather.ts";
import { fromWeatherYear, toWeatherYear } from "./weather-year.ts";

const read = readEpw(epwText(weatherOf(climateOf("중부1"))));
if (!read.ok) throw new TypeError(read.problem.message);
const year = fromBinary(WeatherYearSchema, toBinary(WeatherYearSchema, toWeatherYear(read.value)));

test("a weather file decides the estimate in place of the region's normals, and is named", () => {
  const { plan, brief } = sample({ use: "house", climate: "제주" });
  const colder = sample({ use: "house", climate: "중부1" }).brief;
  const heating = (energy: ReturnType<typeof estimateEnergy>) =>
    energy.months.reduce((sum, month) => sum + month.heating, 0);
  const given = estimateEnergy(plan, brief, fromWeatherYear(year));
  const normals = heating(estimateEnergy(plan, colder));
  expect(Math.abs(heating(given) / normals - 1)).toBeLessThan(0.03);
  expect(heating(given)).toBeGreaterThan(2 * heating(estimateEnergy(plan, brief)));
  expect(given.assumptions.join(" ")).toContain("주어진 기상 파일 Seoul, KOR");
});

test("a year with hours missing is none", () => {
  expect(fromWeatherYear({ ...year, direct: year.direct.slice(1) })).toBeUndefined();
});
