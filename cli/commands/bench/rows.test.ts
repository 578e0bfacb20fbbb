import { expect, test } from "vitest";
import { load } from "./load.ts";
import { benchText, median, paired, rowsOf } from "./rows.ts";

const sample = (rate: number, cpuUs: number) => ({ rate, cpuUs, p50Ms: 1 / rate, p99Ms: 2 / rate });

test.each([
  { values: [3], middle: 3 },
  { values: [9, 1, 5], middle: 5 },
  { values: [4, 1, 3, 2], middle: 2.5 },
])("the median of $values is $middle", ({ values, middle }) => expect(median(values)).toBe(middle));

test("ratios are to the base at the same concurrency", () => {
  const cells = [
    { kind: "base", inFlight: 1, samples: [sample(10, 100), sample(30, 50), sample(20, 80)] },
    { kind: "base", inFlight: 64, samples: [sample(100, 40)] },
    { kind: "other", inFlight: 1, samples: [sample(40, 20)] },
    { kind: "other", inFlight: 64, samples: [sample(800, 4)] },
  ];
  const rows = rowsOf(cells, "base");
  expect(rows.map((row) => [row.rate_x, row.cpu_x])).toEqual([
    [1, 1],
    [1, 1],
    [2, 0.25],
    [8, 0.1],
  ]);
  expect(rows[0]).toMatchObject({ rate: 20, rate_min: 10, rate_max: 30, cpu_us: 80, cpu_us_min: 50, cpu_us_max: 100 });
  const text = benchText({ bench: "b", base: "base", rounds: 3, load: [1, 2], rows, skipped: ["x: not installed"] });
  expect(text.split("\n")[0]).toBe("b: medians of 3 rounds, x = ratio to base; load 1.0 to 2.0");
  expect(text).toContain("skipped x: not installed");
});

test("paired ratios are of the same round: what slows both down is no difference", () => {
  const base = [10, 100, 1000].map((rate) => sample(rate, 1000 / rate));
  const other = base.map(({ rate, cpuUs }) => sample(rate * 0.95, cpuUs * 1.1));
  const cells = [
    { kind: "base", inFlight: 1, samples: base },
    { kind: "other", inFlight: 1, samples: [other[0]!, other[1]!, sample(500, 3)] },
  ];
  const [first, second] = rowsOf(cells, "base");
  expect(first).not.toHaveProperty("rate_paired");
  expect(second).toMatchObject({
    rate_paired: { x: 0.95, low: 0.5, high: 0.95 },
    cpu_paired: { x: 1.1, low: 1.1, high: 3 },
  });
});

test.each([
  { count: 31, low: 9, high: 21 },
  { count: 101, low: 39, high: 61 },
  { count: 1, low: 0, high: 0 },
])("of $count ratios the median lies between ranks $low and $high", ({ count, low, high }) => {
  const ranks = Array.from({ length: count }, (_, rank) => rank);
  expect(paired(ranks)).toEqual({ x: (count - 1) / 2, low, high });
});

test("load keeps as many calls under way as asked, and counts each once", async () => {
  let now = 0;
  let most = 0;
  let calls = 0;
  const call = async () => {
    now += 1;
    most = Math.max(most, now);
    calls += 1;
    await Promise.resolve();
    now -= 1;
  };
  let stop = () => {};
  const until = new Promise<void>((resolve) => (stop = resolve));
  setImmediate(() => stop());
  const given = await load({
    call: () => call().then(() => new Promise<void>((resolve) => setImmediate(resolve))),
    inFlight: 5,
    durationMs: 60_000,
    until,
    othersCpuUs: async () => 0,
  });
  expect([most, now]).toEqual([5, 0]);
  expect(calls).toBeGreaterThanOrEqual(5);
  expect(given.rate).toBeGreaterThan(0);
});
