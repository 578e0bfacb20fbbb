import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { climateOf } from "./climate.ts";
import { readEpw } from "./epw.ts";
import { epwHeaderLines, epwText } from "./testing.ts";
import { weatherOf } from "./weather.ts";

const weather = weatherOf(climateOf("중부2"));
const good = epwText(weather);

/** The good file with one line changed; lines count from 1, as messages do. */
function withLine(line: number, change: (text: string) => string): string {
  const lines = good.split("\r\n");
  lines[line - 1] = change(lines[line - 1] ?? "");
  return lines.join("\r\n");
}

const field = (place: number, value: string) => (line: string) =>
  line
    .split(",")
    .map((old, index) => (index === place ? value : old))
    .join(",");

describe("a good file", () => {
  const read = readEpw(good);
  if (!read.ok) throw new TypeError(read.problem.message);

  test("names its place", () => {
    expect(read.value).toMatchObject({
      city: "Seoul",
      country: "KOR",
      latitude: 37.57,
      longitude: 126.97,
      elevation: 86,
    });
  });

  test("gives the radiation of each hour as it stands there", () => {
    for (const hour of [0, 12, 4000, 8759]) {
      expect(read.value.weather.global[hour]).toBeCloseTo(weather.global[hour] ?? 0, 1);
      expect(read.value.weather.direct[hour]).toBeCloseTo(weather.direct[hour] ?? 0, 1);
      expect(read.value.weather.diffuse[hour]).toBeCloseTo(weather.diffuse[hour] ?? 0, 1);
      expect(read.value.weather.sun[hour]?.sine).toBeCloseTo(weather.sun[hour]?.sine ?? 0, 9);
    }
  });

  test("gives the mean temperature between the stamps", () => {
    const mean = ((weather.temperature[99] ?? 0) + (weather.temperature[100] ?? 0)) / 2;
    expect(read.value.weather.temperature[100]).toBeCloseTo(mean, 1);
    const first = ((weather.temperature[8759] ?? 0) + (weather.temperature[0] ?? 0)) / 2;
    expect(read.value.weather.temperature[0]).toBeCloseTo(first, 1);
  });

  test("may have a leap day, which is left out, and blank lines at its end", () => {
    const lines = good.split("\r\n");
    const march = lines.findIndex((line) => line.startsWith("2001,3,1,1,"));
    const leap = Array.from({ length: 24 }, (_, hour) => `2004,2,29,${hour + 1},60,?,99,9,9,9,9,9,9,1,1,1`);
    lines.splice(march, 0, ...leap);
    expect(readEpw(`${lines.join("\n")}\n\n`)).toEqual(read);
  });
});

const first = epwHeaderLines + 1;

describe("a bad file is answered with its reason and line", () => {
  test.each<readonly [story: string, text: string, reason: string, line: number]>([
    ["nothing", "", "NOT_EPW", 1],
    ["another kind of file", "ISO-10303-21;", "NOT_EPW", 1],
    ["no data periods", withLine(epwHeaderLines, () => "COMMENTS 3"), "NOT_EPW", 1],
    ["a latitude beyond the pole", withLine(1, field(6, "95")), "BAD_NUMBER", 1],
    ["no time zone", withLine(1, field(8, "")), "BAD_NUMBER", 1],
    ["four records an hour", withLine(epwHeaderLines, field(2, "4")), "UNSUPPORTED", epwHeaderLines],
    ["a word for a temperature", withLine(first + 3, field(6, "warm")), "BAD_NUMBER", first + 3],
    ["an empty field", withLine(first + 4, field(14, " ")), "BAD_NUMBER", first + 4],
    ["a line cut short", withLine(first + 5, (line) => line.slice(0, 20)), "BAD_NUMBER", first + 5],
    ["a missing temperature", withLine(first + 6, field(6, "99.9")), "MISSING", first + 6],
    ["missing radiation", withLine(first + 7, field(13, "9999")), "MISSING", first + 7],
    ["colder than the earth gets", withLine(first + 8, field(6, "-120")), "OUT_OF_RANGE", first + 8],
    ["negative radiation", withLine(first + 9, field(15, "-5")), "OUT_OF_RANGE", first + 9],
    ["a repeated hour", withLine(first + 2, field(3, "2")), "ORDER", first + 2],
    ["two years", good + good.split("\r\n").slice(epwHeaderLines).join("\r\n"), "ORDER", first + 8760],
    [
      "half a year",
      good
        .split("\r\n")
        .slice(0, first + 4000)
        .join("\r\n"),
      "TRUNCATED",
      first + 4000,
    ],
    ["5 MB", "x".repeat(5_000_000), "TOO_LARGE", 0],
  ])("%s", (_, text, reason, line) => {
    const read = readEpw(text);
    expect(read).toMatchObject({ ok: false, problem: { reason, line } });
    if (!read.ok) expect(read.problem.messageKo).toMatch(/[가-힣]/);
  });

  test("no edit makes the reader throw", () => {
    fc.assert(
      fc.property(fc.nat(3000), fc.string({ maxLength: 12 }), (at, piece) => {
        expect(typeof readEpw(good.slice(0, at) + piece + good.slice(at + 3)).ok).toBe("boolean");
      }),
      { numRuns: 60 },
    );
  });
});
