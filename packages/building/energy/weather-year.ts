import { create } from "@bufbuild/protobuf";
import { type WeatherYear, WeatherYearSchema } from "@viba/contracts/gen/viba/aec/v1/energy_pb";
import { yearHours } from "./calendar.ts";
import type { EpwYear } from "./epw.ts";
import type { MeasuredYear } from "./estimate.ts";
import { sunThroughYear } from "./weather.ts";

/** A weather file's year as the artifact that energy agents read. */
export function toWeatherYear({ city, country, latitude, longitude, meridian, weather }: EpwYear): WeatherYear {
  return create(WeatherYearSchema, {
    name: [city, country].filter((part) => part !== "").join(", "),
    latitude,
    longitude,
    meridian,
    temperature: whole(weather.temperature, 100),
    global: whole(weather.global),
    diffuse: whole(weather.diffuse),
    direct: whole(weather.direct),
  });
}

/** The year an estimate runs in; undefined when a list does not hold a year's hours. */
export function fromWeatherYear(year: WeatherYear): MeasuredYear | undefined {
  const { name, latitude, longitude, meridian, temperature, global, diffuse, direct } = year;
  if ([temperature, global, diffuse, direct].some((list) => list.length !== yearHours)) return undefined;
  return {
    name,
    weather: {
      temperature: Float64Array.from(temperature, (value) => value / 100),
      global: Float64Array.from(global),
      diffuse: Float64Array.from(diffuse),
      direct: Float64Array.from(direct),
      sun: sunThroughYear({ latitude, longitude, meridian }),
    },
  };
}

/** Whole numbers travel in a byte or two: a year takes some 60 KB. */
function whole(hourly: Float64Array, times = 1): number[] {
  return Array.from(hourly, (value) => Math.round(value * times));
}
