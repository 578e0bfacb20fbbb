import { expect, test } from "vitest";
import { createReturnJitter } from "./return-jitter.ts";

test("one alone comes at once, a wave spreads over as long as it takes, but not over more than a heartbeat", () => {
  const jitter = createReturnJitter(1000);
  expect(jitter.next(0)).toBe(0);
  const wave = Array.from({ length: 3000 }, () => jitter.next(10));
  expect([wave[0], wave[998], wave.at(-1)]).toEqual([1, 500, 1000]);
});

test("a wave ends, and the next one begins anew", () => {
  const jitter = createReturnJitter(1000);
  for (let n = 0; n < 400; n++) jitter.next(0);
  expect(jitter.next(199)).toBeGreaterThan(200);
  expect(jitter.next(400)).toBe(0);
});
