import { describe, expect, test } from "vitest";
import { createRetryBudgets } from "./budgets.ts";
import { createWhereabouts } from "./whereabouts.ts";

describe("retries of a run", () => {
  test("ten are always allowed, and no eleventh", () => {
    const budgets = createRetryBudgets();
    budgets.count("r", 0);
    const spent = Array.from({ length: 12 }, (_, n) => budgets.spend("r", n * 1e9, false));
    expect(spent.filter(Boolean)).toHaveLength(10);
  });

  test("a long run earns a fifth of its dispatches, and another run's are its own", () => {
    const budgets = createRetryBudgets();
    for (let n = 0; n < 100; n++) budgets.count("r", n);
    const spent = Array.from({ length: 30 }, () => budgets.spend("r", 0, false));
    expect(spent.filter(Boolean)).toHaveLength(20);
    expect(budgets.spend("other", 0, false)).toBe(true);
  });

  test("the run unused for longest is forgotten first", () => {
    const budgets = createRetryBudgets(2);
    for (let n = 0; n < 10; n++) budgets.spend("old", 0, false);
    budgets.count("b", 0);
    budgets.count("old", 0);
    budgets.count("c", 0);
    expect(budgets.spend("old", 0, false)).toBe(false);
    budgets.count("d", 0);
    budgets.count("e", 0);
    expect(budgets.spend("old", 0, false)).toBe(true);
  });
});

describe("retries of all runs together", () => {
  const spentBy = (budgets: ReturnType<typeof createRetryBudgets>, runs: number, begun: boolean, nowMs = 0) =>
    Array.from({ length: runs }, (_, n) => budgets.spend(`${nowMs} r${n}`, nowMs, begun)).filter(Boolean).length;

  test("are twenty within ten seconds, or a fifth of what was asked for; what never began is not counted", () => {
    const budgets = createRetryBudgets();
    expect(spentBy(budgets, 50, false)).toBe(50);
    expect(spentBy(budgets, 50, true)).toBe(20);
    expect(spentBy(budgets, 50, true, 9_999)).toBe(0);
    expect(spentBy(budgets, 50, true, 10_000)).toBe(20);
    for (let n = 0; n < 200; n++) budgets.count(`c${n}`, 20_000);
    expect(spentBy(budgets, 50, true, 20_000)).toBe(40);
  });

  test("one refused by the router costs its run nothing", () => {
    const budgets = createRetryBudgets();
    spentBy(budgets, 20, true);
    for (let n = 0; n < 30; n++) expect(budgets.spend("r", 0, true)).toBe(false);
    expect(budgets.spend("r", 0, false)).toBe(true);
  });
});

test("whereabouts are bounded, newest last", () => {
  const where = createWhereabouts(2);
  where.note("x", "a-1");
  where.note("y", "a-2");
  where.note("x", "a-3");
  where.note("z", "a-4");
  expect(["x", "y", "z"].map(where.of)).toEqual(["a-3", undefined, "a-4"]);
  where.forget("x");
  expect([where.of("x"), where.size]).toEqual([undefined, 1]);
});
