import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { climateOf } from "@viba/building/energy/climate";
import { epwText } from "@viba/building/energy/testing";
import { weatherOf } from "@viba/building/energy/weather";
import { describe, expect, test } from "vitest";
import { evalBestest } from "./bestest.ts";
import { evaluate } from "./eval.ts";

const folder = mkdtempSync(join(tmpdir(), "viba-bestest-"));
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

test("prints every case with its limits, and how many are inside", async () => {
  const weather = file("seoul.epw", epwText(weatherOf(climateOf("중부2"))));
  const { json, text } = await evalBestest({ lang: "en", weather });
  const { rows, heating_inside } = json as {
    rows: { case: string; heating: { inside: boolean } }[];
    heating_inside: number;
  };
  expect(rows).toHaveLength(20);
  expect(heating_inside).toBe(rows.filter((row) => row.heating.inside).length);
  expect(text).toMatch(/^600 .*3\.75…4\.98/m);
  expect(text).toContain(`heating ${heating_inside}/20`);
});

describe("what the caller can mend", () => {
  test.each([
    ["no file named", undefined, /--weather FILE.*Denver/],
    ["no such file", join(folder, "none.epw"), /can't be read/],
    ["another kind of file", file("x.epw", "hello"), /line 1/],
  ])("%s", async (_, weather, message) => {
    const options = weather === undefined ? {} : { weather };
    await expect(evalBestest({ lang: "en", ...options })).rejects.toMatchObject({
      reason: "INVALID_ARGUMENT",
      message: expect.stringMatching(message) as unknown,
    });
  });

  test("nothing of that name", async () => {
    await expect(evaluate("constructor", { lang: "en" })).rejects.toThrow(/there are: bestest/);
  });
});
