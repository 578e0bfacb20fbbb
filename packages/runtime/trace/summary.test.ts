import fc from "fast-check";
import { expect, test } from "vitest";
import { seededRandom } from "../random.ts";
import { fakeClock } from "@viba/testkit/clock";
import { createSpanRing } from "./ring.ts";
import { bucketOf, createSpanSummaries, quantileUs } from "./summary.ts";

test("counts, errors and durations by name, most time first, and begins anew", () => {
  const summaries = createSpanSummaries();
  summaries.observe("quick", 10, false);
  summaries.observe("slow", 5000, true);
  summaries.observe("quick", 30, false);
  expect(summaries.take()).toMatchObject([
    { name: "slow", count: 1, errors: 1, totalUs: 5000, maxUs: 5000 },
    { name: "quick", count: 2, errors: 0, totalUs: 40, maxUs: 30 },
  ]);
  expect(summaries.take()).toEqual([]);
});

test("names beyond the bound are together", () => {
  const summaries = createSpanSummaries();
  for (let n = 0; n < 400; n++) summaries.observe(`span ${n}`, 1, false);
  const taken = summaries.take();
  expect(taken).toHaveLength(257);
  expect(taken[0]).toMatchObject({ name: "other", count: 400 - 256 });
});

test("quantiles are right within 5 %", () => {
  const durations = fc.array(fc.double({ min: 1, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 200 });
  const property = fc.property(durations, fc.constantFrom(0.5, 0.9, 0.99, 1), (given, quantile) => {
    const sketch = new Map<number, number>();
    for (const each of given) sketch.set(bucketOf(each), (sketch.get(bucketOf(each)) ?? 0) + 1);
    const exact = given.toSorted((a, b) => a - b)[Math.ceil(quantile * given.length) - 1]!;
    const found = quantileUs(sketch, quantile)!;
    expect(Math.abs(found / exact - 1)).toBeLessThan(0.05);
  });
  fc.assert(property);
});

test("a ring tells every span that ends, kept or not", () => {
  const summaries = createSpanSummaries();
  const clock = fakeClock();
  const ring = createSpanRing({
    clock,
    service: "s",
    instance: "i",
    random: seededRandom(1),
    sampleShare: 0,
    summaries,
  });
  const span = ring.provider.getTracer("t").startSpan("work");
  clock.advance(3);
  span.end();
  expect(summaries.take()).toMatchObject([{ name: "work", count: 1, totalUs: 3000 }]);
});
