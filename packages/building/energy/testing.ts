import { monthDays } from "./calendar.ts";
import type { Weather } from "./weather.ts";

/** Lines before the first hour of the files below. */
export const epwHeaderLines = 8;

/** A weather file of a year, for tests: eight header lines, then an hour a line; the readings stand at the hours' stamps. */
export function epwText(weather: Weather, place = { latitude: 37.57, longitude: 126.97, zone: 9 }): string {
  const header = [
    `LOCATION,Seoul,-,KOR,synthetic,471080,${place.latitude},${place.longitude},${place.zone},86.0`,
    ...["DESIGN CONDITIONS,0", "TYPICAL/EXTREME PERIODS,0", "GROUND TEMPERATURES,0"],
    ...["HOLIDAYS/DAYLIGHT SAVINGS,No,0,0,0", "COMMENTS 1,test", "COMMENTS 2,test"],
    "DATA PERIODS,1,1,Data,Sunday,1/1,12/31",
  ];
  let index = 0;
  const rows = monthDays.flatMap((days, month) =>
    Array.from({ length: days * 24 }, (_, hour) => {
      const at = [2001, month + 1, Math.floor(hour / 24) + 1, (hour % 24) + 1, 60, "?"];
      const part = (list: Float64Array) => (list[index] ?? 0).toFixed(1);
      const sky = [part(weather.global), part(weather.direct), part(weather.diffuse)];
      const row = [...at, part(weather.temperature), 5, 50, 101_325, 0, 0, 300, ...sky, 0, 0, 0, 0, 180, 1].join(",");
      index += 1;
      return row;
    }),
  );
  return `${[...header, ...rows].join("\r\n")}\r\n`;
}
