import { drawEnergy } from "@viba/building/energy/drawing";
import type { MeasuredYear } from "@viba/building/energy/estimate";
import { fromWeatherYear } from "@viba/building/energy/weather-year";
import type { Energy, WeatherYear } from "@viba/contracts/gen/viba/aec/v1/energy_pb";
import { MeshError } from "@viba/sdk/errors";

/** A file for the person: its name, media type and bytes. */
export interface OutputFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** What a person gets to look at beside the energy estimate: the monthly chart. */
export function energyFiles(energy: Energy): OutputFile[] {
  return [
    {
      name: "energy.svg",
      mediaType: "image/svg+xml",
      bytes: new TextEncoder().encode(drawEnergy(energy)),
    },
  ];
}

/** The weather the person gave; a year with hours missing is refused. */
export function measuredYear(weather: WeatherYear): MeasuredYear {
  const year = fromWeatherYear(weather);
  if (year) return year;
  throw new MeshError("INVALID_ARGUMENT", "the weather year does not hold 8,760 hours", {
    messageKo: "기상 자료에 한 해 8,760시간이 다 들어 있지 않습니다",
  });
}
