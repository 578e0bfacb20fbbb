import { describe, expect, test } from "vitest";
import { expectedWaitMs, heldBack, isTooLate, retryAfterMs } from "./overload.ts";

describe("work is held back", () => {
  test.each([
    { story: "never, when it matters", priority: 0, slots: 10, used: 10, held: false },
    { story: "from nine tenths, when it does not", priority: -1, slots: 10, used: 9, held: true },
    { story: "not below", priority: -1, slots: 10, used: 8, held: false },
    { story: "from three quarters, when it matters least", priority: -2, slots: 8, used: 6, held: true },
    { story: "not below", priority: -9, slots: 8, used: 5, held: false },
    { story: "by nobody, of a single slot", priority: -2, slots: 1, used: 0, held: false },
    { story: "less, after ten seconds", priority: -2, slots: 8, used: 6, waitedMs: 10_000, held: false },
    { story: "no longer, after twenty", priority: -2, slots: 8, used: 8, waitedMs: 20_000, held: false },
  ])("$story ($priority: $used of $slots)", ({ priority, slots, used, held, waitedMs = 0 }) => {
    expect(heldBack(priority, waitedMs, { slots, used })).toBe(held);
  });
});

describe("a wait", () => {
  const facts = { ahead: 3, slots: 2, meanMs: 100 };

  test("is told from who goes first, how many work at a time and how long they take", () => {
    expect(expectedWaitMs(facts)).toBe(200);
    expect(expectedWaitMs({ ...facts, meanMs: undefined })).toBeUndefined();
    expect(expectedWaitMs({ ...facts, slots: 0 })).toBeUndefined();
  });

  test.each([
    { leftMs: 299, late: true },
    { leftMs: 300, late: false },
    { leftMs: Number.POSITIVE_INFINITY, late: false },
  ])("of 200 ms before work of 100 is too late with $leftMs left: $late", ({ leftMs, late }) => {
    expect(isTooLate(facts, leftMs)).toBe(late);
  });

  test("leaves room for what nearly all take, when that is known", () => {
    expect(isTooLate({ ...facts, p95Ms: 150 }, 349)).toBe(true);
    expect(isTooLate({ ...facts, p95Ms: 150 }, 350)).toBe(false);
  });

  test.each([
    [facts, 200],
    [{ ...facts, meanMs: undefined }, 1000],
    [{ ...facts, meanMs: 1 }, 100],
    [{ ...facts, meanMs: 1e9 }, 60_000],
  ])("%j is answered with %d ms", (known, ms) => {
    expect(retryAfterMs(known)).toBe(ms);
  });
});
