import { monthDays, yearHours } from "./calendar.ts";
import { type EpwProblem, type EpwRead, epwProblem } from "./epw-problem.ts";
import { sunThroughYear, type Weather } from "./weather.ts";

/** A weather file as read: where it was measured, and its year. */
export interface EpwYear {
  readonly city: string;
  readonly country: string;
  /** Degrees, north and east positive. */
  readonly latitude: number;
  readonly longitude: number;
  /** By which its clocks go, degrees, east positive. */
  readonly meridian: number;
  /** Metres above the sea. */
  readonly elevation: number;
  readonly weather: Weather;
}

/** A year of hours takes less than half of this. */
const largestCharacters = 4 * 1024 * 1024;

/** A column of an hour's line: its place, its bounds, and the figure that stands for "missing". */
interface Column {
  readonly name: string;
  readonly at: number;
  readonly least: number;
  readonly most: number;
  readonly missing: number;
}

const columns = {
  temperature: { name: "dry bulb temperature", at: 6, least: -70, most: 70, missing: 99.9 },
  global: { name: "global horizontal radiation", at: 13, least: 0, most: 2000, missing: 9999 },
  direct: { name: "direct normal radiation", at: 14, least: 0, most: 2000, missing: 9999 },
  diffuse: { name: "diffuse horizontal radiation", at: 15, least: 0, most: 2000, missing: 9999 },
} as const satisfies Record<string, Column>;

/**
 * Reads an EnergyPlus weather file. Hour k of a day stands at index k - 1 and covers the hour before its stamp, as
 * radiation does; the temperature, read at the stamp, becomes the mean of the hour's two ends. 29 February is left out.
 */
export function readEpw(text: string): EpwRead<EpwYear> {
  if (text.length > largestCharacters) return epwProblem("TOO_LARGE", 0, `more than ${largestCharacters} characters`);
  const lines = text.split(/\r?\n/);
  const place = placeOf(lines[0] ?? "");
  if (!place.ok) return place;
  const header = lines.findIndex((line) => line.startsWith("DATA PERIODS"));
  if (header < 0) return epwProblem("NOT_EPW", 1, "there is no DATA PERIODS line");
  const perHour = Number(lines[header]?.split(",")[2]);
  if (perHour !== 1) return epwProblem("UNSUPPORTED", header + 1, `${perHour} records an hour; one is read`);
  const hours = hoursOf(lines, header + 1);
  if (!hours.ok) return hours;
  return { ok: true, value: { ...place.value, weather: { ...hours.value, sun: sunThroughYear(place.value) } } };
}

function placeOf(line: string): EpwRead<Omit<EpwYear, "weather">> {
  const fields = line.replace(/^\uFEFF/, "").split(",");
  if (fields[0] !== "LOCATION") return epwProblem("NOT_EPW", 1, "the first line does not begin with LOCATION");
  const [latitude = NaN, longitude = NaN, zone = NaN, elevation = NaN] = fields
    .slice(6, 10)
    .map((field) => Number(field.trim() || "?"));
  const fits = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && Math.abs(zone) <= 14;
  if (!fits || !Number.isFinite(elevation)) {
    return epwProblem("BAD_NUMBER", 1, "latitude, longitude, time zone or elevation is no figure of this earth");
  }
  return {
    ok: true,
    value: { city: fields[1] ?? "", country: fields[3] ?? "", latitude, longitude, meridian: zone * 15, elevation },
  };
}

type Hours = Omit<Weather, "sun">;

function hoursOf(lines: readonly string[], from: number): EpwRead<Hours> {
  const at = { temperature: yearly(), global: yearly(), direct: yearly(), diffuse: yearly() };
  let hour = 0;
  for (let index = from; index < lines.length; index += 1) {
    const line = lines[index] ?? "";
    if (line.trim() === "") continue;
    const fields = line.split(",");
    if (fields[1]?.trim() === "2" && fields[2]?.trim() === "29") continue;
    const problem = orderProblem(fields, hour, index + 1) ?? takeHour(fields, at, hour, index + 1);
    if (problem) return { ok: false, problem };
    hour += 1;
  }
  if (hour < yearHours) return epwProblem("TRUNCATED", lines.length, `${hour} hours of ${yearHours}`);
  return { ok: true, value: { ...at, temperature: betweenStamps(at.temperature) } };
}

const yearly = () => new Float64Array(yearHours);

const stamps: readonly string[] = monthDays.flatMap((days, month) =>
  Array.from({ length: days * 24 }, (_, hour) => `${month + 1}-${Math.floor(hour / 24) + 1}-${(hour % 24) + 1}`),
);

function orderProblem(fields: readonly string[], hour: number, line: number): EpwProblem | undefined {
  const stamp = [fields[1], fields[2], fields[3]].map(Number).join("-");
  const due = stamps[hour];
  if (due === undefined) return epwProblem("ORDER", line, `there are more than ${yearHours} hours`).problem;
  if (stamp === due) return undefined;
  return epwProblem("ORDER", line, `month-day-hour is ${stamp}, ${due} was due`).problem;
}

function takeHour(
  fields: readonly string[],
  at: Record<keyof typeof columns, Float64Array>,
  hour: number,
  line: number,
): EpwProblem | undefined {
  for (const key of Object.keys(columns) as (keyof typeof columns)[]) {
    const column: Column = columns[key];
    const text = fields[column.at]?.trim() ?? "";
    const value = Number(text);
    if (text === "" || !Number.isFinite(value)) {
      return epwProblem("BAD_NUMBER", line, `${column.name} is "${text.slice(0, 20)}"`).problem;
    }
    if (value >= column.missing) return epwProblem("MISSING", line, `${column.name} is missing (${text})`).problem;
    if (value < column.least || value > column.most) {
      return epwProblem("OUT_OF_RANGE", line, `${column.name} is ${text}`).problem;
    }
    at[key][hour] = value;
  }
  return undefined;
}

/** Mean of the readings at both ends of each hour; the year's first hour begins where the last one ends. */
function betweenStamps(readings: Float64Array): Float64Array {
  return readings.map((value, hour) => (value + (readings[(hour + yearHours - 1) % yearHours] ?? value)) / 2);
}
