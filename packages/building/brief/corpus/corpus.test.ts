import { expect, test } from "vitest";
import { scoreIntake } from "./intake.ts";
import { sentenceRows } from "./rows.ts";

test("there are at least 300 different sentences, and together they say much", () => {
  expect(new Set(sentenceRows.map(([text]) => text)).size).toBe(sentenceRows.length);
  expect(sentenceRows.length).toBeGreaterThanOrEqual(300);
});

test("F1 is at least 0.97 and no number is wrong", () => {
  const { f1, wrongNumbers, slots } = scoreIntake(sentenceRows).total;
  expect(slots).toBeGreaterThan(1000);
  expect(f1).toBeGreaterThanOrEqual(0.97);
  expect(wrongNumbers).toBe(0);
});

test.each(sentenceRows)("%s", (...row) => {
  expect(scoreIntake([row]).misread).toEqual([]);
});
