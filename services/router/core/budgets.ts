import { countRequest, newRetryBudget, type RetryBudget, retryBudgetDefaults, spendRetry } from "@viba/runtime/retry";

/** Retries that dispatching may make by itself, run by run. */
export interface RetryBudgets {
  /** A dispatch of this run begins. */
  count(runId: string, nowMs: number): void;
  /** Whether the run may have one more attempt elsewhere; takes it. */
  spend(runId: string, nowMs: number): boolean;
}

/** Runs remembered; the one unused for longest is forgotten and begins anew. */
export const maxBudgets = 8192;

/** A fifth more attempts than a run has steps, but always ten; for the whole run, not for a window of time. */
const options = { ...retryBudgetDefaults, windowMs: Number.POSITIVE_INFINITY };

/** Empty budgets. */
export function createRetryBudgets(capacity: number = maxBudgets): RetryBudgets {
  const byRun = new Map<string, RetryBudget>();
  const put = (runId: string, budget: RetryBudget) => {
    byRun.delete(runId);
    byRun.set(runId, budget);
    if (byRun.size > capacity) byRun.delete(byRun.keys().next().value!);
  };
  const get = (runId: string, nowMs: number) => byRun.get(runId) ?? newRetryBudget(nowMs);
  return {
    count: (runId, nowMs) => put(runId, countRequest(get(runId, nowMs), nowMs, options)),
    spend(runId, nowMs) {
      const budget = spendRetry(get(runId, nowMs), nowMs, options);
      if (budget) put(runId, budget);
      return budget !== undefined;
    },
  };
}
