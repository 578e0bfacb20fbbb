import { expect, test } from "vitest";
import { heldOutRows } from "./held-out.ts";
import { scoreIntake } from "./intake.ts";
import { sentenceRows } from "./rows.ts";

test("there are sixty held-out sentences, and none is among those that the rules were made with", () => {
  const held = new Set(heldOutRows.map(([text]) => text));
  expect(held.size).toBe(60);
  expect(sentenceRows.filter(([text]) => held.has(text))).toEqual([]);
});

test("F1 of the held-out sentences is at least 0.93", () => {
  const { f1, slots } = scoreIntake(heldOutRows).total;
  expect(slots).toBeGreaterThan(300);
  expect(f1).toBeGreaterThanOrEqual(0.93);
});
