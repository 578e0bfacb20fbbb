import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededRandom } from "./random.ts";
import { backoffMs, countRequest, newRetryBudget, retryBudgetDefaults, retryDelayMs, spendRetry } from "./retry.ts";

function retriesAllowed(requests: number, options = retryBudgetDefaults): number {
  let budget = newRetryBudget(0);
  for (let at = 0; at < requests; at += 1) budget = countRequest(budget, 0, options);
  for (let retries = 0; ; retries += 1) {
    const next = spendRetry(budget, 0, options);
    if (!next) return retries;
    budget = next;
  }
}

test.each([
  { requests: 0, retries: 10 },
  { requests: 50, retries: 10 },
  { requests: 54, retries: 10 },
  { requests: 55, retries: 11 },
  { requests: 1000, retries: 200 },
])("$requests requests allow $retries retries", ({ requests, retries }) => {
  expect(retriesAllowed(requests)).toBe(retries);
});

test("a new window begins with the floor again; the budget of a run never does", () => {
  const spent = { windowStartMs: 0, requests: 10, retries: 10 };
  expect(spendRetry(spent, 9999)).toBeUndefined();
  expect(spendRetry(spent, 10_000)).toEqual({ windowStartMs: 10_000, requests: 0, retries: 1 });
  expect(spendRetry(spent, 1e12, { ...retryBudgetDefaults, windowMs: Infinity })).toBeUndefined();
});

test("in every window retries stay within the bound, whatever order they come in", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(300)), { maxLength: 400 }), (steps) => {
      let budget = newRetryBudget(0);
      let nowMs = 0;
      for (const [isRequest, waitMs] of steps) {
        nowMs += waitMs;
        budget = isRequest ? countRequest(budget, nowMs) : (spendRetry(budget, nowMs) ?? budget);
        expect(budget.retries).toBeLessThanOrEqual(Math.max(10, budget.requests * 0.2));
      }
    }),
  );
});

describe("backoff", () => {
  test.each([
    { retry: 0, most: 100 },
    { retry: 1, most: 200 },
    { retry: 6, most: 6400 },
    { retry: 7, most: 10_000 },
    { retry: 5000, most: 10_000 },
  ])("retry $retry waits up to $most ms", ({ retry, most }) => {
    expect(backoffMs(retry, () => 0)).toBe(0);
    expect(backoffMs(retry, () => 1)).toBe(most);
  });

  test("uses the whole range", () => {
    const random = seededRandom(9);
    const waits = Array.from({ length: 1000 }, () => backoffMs(3, random));
    expect(Math.min(...waits)).toBeLessThan(20);
    expect(Math.max(...waits)).toBeGreaterThan(780);
  });

  test("never comes before the time that was named", () => {
    expect(retryDelayMs(0, 5000, () => 0)).toBe(5000);
    expect(retryDelayMs(0, 5000, () => 1)).toBe(5100);
    expect(retryDelayMs(0, undefined, () => 1)).toBe(100);
  });
});
