import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Judged } from "./judged.ts";
import { named, scoreAtLeast, scoreAtMost } from "./judged.ts";
import { qualityOf } from "./quality.ts";
import { northDemand } from "./site-checks.ts";

const judged = (more: Partial<Judged>): Judged => ({
  id: "x",
  ko: "",
  en: "",
  weight: 1,
  score: 1,
  passed: true,
  measured: "",
  demanded: "",
  fix: "",
  ...more,
});

describe("quality", () => {
  test.each([
    { story: "nothing looked at", checks: [], quality: 0 },
    { story: "all holds", checks: [judged({}), judged({ gate: true, weight: 0 })], quality: 1 },
    {
      story: "a gate fails",
      checks: [judged({}), judged({ gate: true, weight: 0, passed: false, score: 0 })],
      quality: 0,
    },
    {
      story: "a soft check half holds",
      checks: [judged({}), judged({ score: 0.5, passed: false })],
      quality: 0.75,
    },
    {
      story: "a hard check half holds",
      checks: [judged({}), judged({ score: 0.5, passed: false, hard: true })],
      quality: 0.75 * 0.85,
    },
    {
      story: "two hard checks fail among heavy good ones",
      checks: [
        judged({ weight: 98 }),
        judged({ score: 0, passed: false, hard: true }),
        judged({ score: 0, passed: false, hard: true }),
      ],
      quality: 0.98 * 0.85 ** 2,
    },
  ])("$story", ({ checks, quality }) => expect(qualityOf(checks)).toBeCloseTo(quality, 9));

  test("0.9 and above means that no hard check failed", () => {
    const row = fc.record({
      weight: fc.integer({ min: 1, max: 9 }),
      score: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1 }), (rows) => {
        const failed = judged({ hard: true, passed: false, score: 0.99 });
        expect(qualityOf([...rows.map((one) => judged(one)), failed])).toBeLessThan(0.9);
      }),
    );
  });
});

test.each([
  { top: 9.5, permitDate: "2023-09-11", demand: 4.75 },
  { top: 9.5, permitDate: "2023-09-12", demand: 1.5 },
  { top: 12, permitDate: "2026-11-10", demand: 6 },
  { top: 12, permitDate: "2026-11-11", demand: 5 },
  { top: 18, permitDate: "2026-11-11", demand: 9 },
])("north setback of a part $top m high on $permitDate is $demand m", ({ top, permitDate, demand }) => {
  expect(northDemand(top, permitDate)).toBe(demand);
});

test("scores fall from the limit on", () => {
  expect(scoreAtLeast(1.2, 1.2)).toBe(1);
  expect(scoreAtLeast(0.9, 1.2)).toBeCloseTo(0.5, 9);
  expect(scoreAtLeast(0.6, 1.2)).toBe(0);
  expect(scoreAtMost(45, 30)).toBeCloseTo(0.5, 9);
  expect(scoreAtMost(Infinity, 30)).toBe(0);
});

test("long lists of keys are cut", () => {
  expect(named(["a", "b"])).toBe("a, b");
  expect(named(["a", "b", "c", "d", "e", "f", "g"])).toBe("a, b, c, d, e 외 2개");
});
