import { create } from "@bufbuild/protobuf";
import { EnergySchema } from "@viba/contracts/gen/viba/aec/v1/energy_pb";
import { expect, test } from "vitest";
import { assessorRows, deviation, rowsOf } from "./assessors.ts";
import { builtInAgents, contestOf } from "./rivals.ts";

const cpuMs = () => 0;
const energy = (heating: number, cooling: number) =>
  create(EnergySchema, {
    months: [
      { heating, cooling },
      { heating: 0, cooling },
    ],
  });

test.each([
  ["the same", energy(100, 50), 0],
  ["less heating", energy(80, 50), 0.1],
  ["more of one and less of the other", energy(80, 60), 0.2],
])("a year's heating and cooling: %s", (_story, other, off) => {
  expect(deviation(other, energy(100, 50))).toBeCloseTo(off, 9);
});

test("one row for each who judges, and being right earns more than being quick", () => {
  const slow = { rival: "slow", right: 1, cpuMs: 500 };
  const quick = { rival: "quick", right: 0.4, cpuMs: 1 };
  const rows = rowsOf("review", [
    [slow, quick],
    [{ ...slow, right: 0.8 }, quick],
  ]);
  expect(rows.map(({ rival, mean_right, least_right }) => [rival, mean_right, least_right])).toEqual([
    ["slow", 0.9, 0.8],
    ["quick", 0.4, 0.4],
  ]);
  expect(rows[0]!.mean_reward).toBeGreaterThan(rows[1]!.mean_reward);
});

test("the hourly method and the reviewer that measures the file are held against their rivals on a plan", async () => {
  const agents = await builtInAgents();
  const contests = [(await contestOf(agents, "1층 상점 69㎡", { cpuMs, seed: 1 }))!];
  const right = Object.fromEntries(
    assessorRows(agents, contests, { cpuMs }).map(({ rival, mean_right }) => [rival, mean_right]),
  );
  expect(right.performance_analyst).toBe(1);
  expect(right.energy_screener).toBeGreaterThan(0.6);
  expect(right.energy_screener).toBeLessThan(1);
  expect(right.design_reviewer).toBe(1);
  expect(right.quick_reviewer).toBeGreaterThan(0.15);
  expect(right.quick_reviewer).toBeLessThan(0.6);
});

test("who is asked for a certificate or a style has no rival to be held against", async () => {
  const agents = await builtInAgents();
  const contests = [(await contestOf(agents, "2층 모던 카페 120㎡ 친환경 인증", { cpuMs, seed: 1 }))!];
  expect(assessorRows(agents, contests, { cpuMs })).toEqual([]);
});
