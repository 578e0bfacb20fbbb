import { expect, test } from "vitest";
import { seededRandom } from "../random.ts";
import { createHeadSampler, mostByChance } from "./head-sampler.ts";
import { createIds } from "./ids.ts";

/** How many of so many traces that begin at even distances within a second are kept. */
function keptOf(keeps: (startUs: number) => boolean, traces: number, fromUs: number): number {
  const starts = Array.from({ length: traces }, (_, n) => fromUs + (n * 1e6) / traces);
  return starts.filter(keeps).length;
}

test("a quiet process keeps its share", () => {
  const keeps = createHeadSampler(0.25, createIds(seededRandom(1)));
  const kept = Array.from({ length: 50 }, (_, second) => keptOf(keeps, 40, second * 1e6)).reduce((a, b) => a + b);
  expect(kept / 2000).toBeCloseTo(0.25, 1);
});

test("a busy one keeps so many a second, each second anew", () => {
  const keeps = createHeadSampler(0.01, createIds(seededRandom(1)));
  for (let second = 0; second < 3; second++) expect(keptOf(keeps, 50_000, second * 1e6)).toBe(mostByChance);
});

test("a clock that was set back an hour stops nothing", () => {
  const keeps = createHeadSampler(0.01, createIds(seededRandom(1)));
  expect(keptOf(keeps, 50_000, 3600e6)).toBe(mostByChance);
  expect(keptOf(keeps, 50_000, 0)).toBe(mostByChance);
});

test("a share of one is all, and of none nothing", () => {
  const newId = createIds(seededRandom(1));
  expect(keptOf(createHeadSampler(1, newId), 1000, 0)).toBe(1000);
  expect(keptOf(createHeadSampler(0, newId), 1000, 0)).toBe(0);
});
