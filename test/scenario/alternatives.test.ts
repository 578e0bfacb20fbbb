import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tempFolder, viba } from "../support/command.ts";

interface Comparison {
  alternatives: {
    name: string;
    run_id: string;
    quality: number;
    merit: number;
    area_m2: number;
    parking?: number;
    distance: number;
  }[];
  least_distance: number;
  distance_wanted: number;
}

test("three alternatives: good, different, each with its files, and a table that compares them", async () => {
  using folder = tempFolder();
  const out = join(folder.path, "out");
  const options = ["--alternatives", "3", "--out", out, "--data", join(folder.path, "data"), "--json"];
  const ended = await viba(["design", "강남에 50평 모던 카페를 설계해줘", ...options]);
  expect(ended.code).toBe(0);
  const result = JSON.parse(ended.stdout) as Comparison;
  expect(JSON.parse(readFileSync(join(out, "result.json"), "utf8"))).toEqual(result);
  expect(result.alternatives.map(({ name }) => name)).toEqual(["A", "B", "C"]);
  expect(new Set(result.alternatives.map(({ run_id }) => run_id)).size).toBe(3);
  expect(result.least_distance).toBeGreaterThanOrEqual(result.distance_wanted);
  for (const { name, quality, merit, area_m2 } of result.alternatives) {
    expect(quality).toBeGreaterThanOrEqual(0.8);
    expect(merit).toBeGreaterThan(0.6);
    expect(Math.abs(area_m2 - 165.29)).toBeLessThan(165.29 * 0.02);
    for (const file of ["plan-1F.svg", "model.ifc", "report.html", "result.json"]) {
      expect([name, file, existsSync(join(out, name, file))]).toEqual([name, file, true]);
    }
  }
  const none = await viba([
    "design",
    "카페",
    "--alternatives",
    "9",
    "--out",
    out,
    "--data",
    join(folder.path, "data"),
    "--json",
  ]);
  expect([none.code, JSON.parse(none.stdout).error.reason]).toEqual([2, "INVALID_ARGUMENT"]);
});
