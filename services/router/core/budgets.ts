import { countRequest, newRetryBudget, type RetryBudget, retryBudgetDefaults, spendRetry } from "@viba/runtime/retry";

/** Retries that dispatching may make by itself, run by run. */
export interface RetryBudgets {
  /** A dispatch of this run begins. */
  count(runId: string, nowMs: number): void;
  /**
   * Whether the run may have one more attempt; takes it. Work that had `begun` also needs leave of the whole router:
   * when everything fails, many small runs together would double the load that makes it fail.
   */
  spend(runId: string, nowMs: number, begun: boolean): boolean;
  /** A call that belongs to no run begins. */
  countCall(nowMs: number): void;
  /** Whether such a call may be sent once more after `sent` times, by the same rule. */
  spendCall(sent: number, nowMs: number, begun: boolean): boolean;
}

/** Runs remembered; the one unused for longest is forgotten and begins anew. */
export const maxBudgets = 8192;

/** A fifth more attempts than a run has steps, but always ten; for the whole run, not for a window of time. */
const options = { ...retryBudgetDefaults, windowMs: Number.POSITIVE_INFINITY };
/** Of all runs together within ten seconds; twenty let a quiet mesh lose an agent with all that it had. */
const overall = { ...retryBudgetDefaults, floor: 20 };

/** Empty budgets. */
export function createRetryBudgets(capacity: number = maxBudgets): RetryBudgets {
  const byRun = new Map<string, RetryBudget>();
  let router = newRetryBudget(0);
  const put = (runId: string, budget: RetryBudget) => {
    byRun.delete(runId);
    byRun.set(runId, budget);
    if (byRun.size > capacity) byRun.delete(byRun.keys().next().value!);
  };
  const get = (runId: string, nowMs: number) => byRun.get(runId) ?? newRetryBudget(nowMs);
  return {
    count(runId, nowMs) {
      put(runId, countRequest(get(runId, nowMs), nowMs, options));
      router = countRequest(router, nowMs, overall);
    },
    countCall(nowMs) {
      router = countRequest(router, nowMs, overall);
    },
    spendCall(sent, nowMs, begun) {
      const whole = begun ? spendRetry(router, nowMs, overall) : router;
      if (!whole || sent > options.floor) return false;
      router = whole;
      return true;
    },
    spend(runId, nowMs, begun) {
      const budget = spendRetry(get(runId, nowMs), nowMs, options);
      const whole = begun ? spendRetry(router, nowMs, overall) : router;
      if (!budget || !whole) return false;
      put(runId, budget);
      router = whole;
      return true;
    },
  };
}
