import { expect, test } from "vitest";
import { createMetrics, durationBuckets } from "./metrics.ts";

const seen = [
  { labels: { method: "a", outcome: "ok" }, seconds: [0.000_05, 0.000_051, 3] },
  { labels: { method: "a", outcome: "DEADLINE" }, seconds: [0, 60, 61] },
  { labels: { method: 'b"', outcome: "ok" }, seconds: [0.007] },
] as const;

test("is written as prom-client writes its histograms", async () => {
  const [own, theirs] = [createMetrics("s"), createMetrics("s")];
  const timing = own.timing("viba_call_seconds", "Calls", ["method", "outcome"]);
  const histogram = theirs.histogram("viba_call_seconds", "Calls", ["method", "outcome"], durationBuckets);
  for (const { labels, seconds } of seen) {
    for (const value of seconds) {
      timing.observe(labels, value, undefined);
      histogram.observe(labels, value);
    }
  }
  const sorted = (text: string) => text.replace(/\{(.*)\}/g, (_, labels: string) => labels.split(",").sort().join(","));
  expect(sorted(await own.text())).toBe(sorted(await theirs.text()));
  const without = (all: readonly object[]) => all.map((point) => ({ ...point, exemplar: undefined }));
  const points = async (of: typeof own) => (await of.registry.getMetricsAsJSON()).flatMap(({ values }) => values);
  expect(without(await points(own))).toEqual(without(await points(theirs)));
});

test("asked for again is the same one, and without labels is one row", async () => {
  const metrics = createMetrics("s");
  const timing = metrics.timing("viba_call_seconds", "Calls");
  expect(metrics.timing("viba_call_seconds", "Calls")).toBe(timing);
  timing.observe({}, 1, undefined);
  timing.observe({}, 2, undefined);
  expect(await metrics.text()).toContain('viba_call_seconds_sum{service="s"} 3\n');
  expect(() => metrics.histogram("viba_call_seconds", "Calls")).toThrow("breaks the rule");
});
