import type { Random } from "./random.ts";

/** Requests and retries of the current window. */
export interface RetryBudget {
  readonly windowStartMs: number;
  readonly requests: number;
  readonly retries: number;
}

/** How many retries requests earn. */
export interface RetryBudgetOptions {
  /** Retries for each request: 0.2 means at most 1.2 attempts a request. */
  readonly ratio: number;
  /** Retries a window always allows, so that a quiet mesh can retry at all. */
  readonly floor: number;
  /** Length of a window; Infinity for the budget of one run. */
  readonly windowMs: number;
}

/** A fifth more load is what an overloaded mesh survives; ten let a quiet one recover. */
export const retryBudgetDefaults: RetryBudgetOptions = { ratio: 0.2, floor: 10, windowMs: 10_000 };

/** An unspent budget whose first window begins now. */
export function newRetryBudget(nowMs: number): RetryBudget {
  return { windowStartMs: nowMs, requests: 0, retries: 0 };
}

/** The budget after a first attempt. */
export function countRequest(budget: RetryBudget, nowMs: number, options = retryBudgetDefaults): RetryBudget {
  const current = currentWindow(budget, nowMs, options);
  // Written out: copying an object by its keys costs more than all else here, and every call of a router asks it.
  return { windowStartMs: current.windowStartMs, requests: current.requests + 1, retries: current.retries };
}

/** The budget after one more retry; undefined when it doesn't allow one. */
export function spendRetry(budget: RetryBudget, nowMs: number, options = retryBudgetDefaults): RetryBudget | undefined {
  const current = currentWindow(budget, nowMs, options);
  const allowed = Math.max(options.floor, Math.floor(current.requests * options.ratio));
  return current.retries < allowed ? { ...current, retries: current.retries + 1 } : undefined;
}

function currentWindow(budget: RetryBudget, nowMs: number, options: RetryBudgetOptions): RetryBudget {
  return nowMs - budget.windowStartMs < options.windowMs ? budget : newRetryBudget(nowMs);
}

/** Bounds of the wait between attempts. */
export interface BackoffOptions {
  /** Upper bound of the first wait. */
  readonly baseMs: number;
  readonly maxMs: number;
  /** Growth of the upper bound from one attempt to the next. */
  readonly factor: number;
}

/** A first wait within a heartbeat, a longest one that a person still takes for "soon". */
export const backoffDefaults: BackoffOptions = { baseMs: 100, maxMs: 10_000, factor: 2 };

/** The wait before retry `retry` (0 is the first): full jitter, so that those who failed together don't return together. */
export function backoffMs(retry: number, random: Random, options = backoffDefaults): number {
  return random() * Math.min(options.maxMs, options.baseMs * options.factor ** retry);
}

/** The same, but never before the time the other end named; the jitter then comes on top. */
export function retryDelayMs(
  retry: number,
  retryAfterMs: number | undefined,
  random: Random,
  options = backoffDefaults,
): number {
  return (retryAfterMs ?? 0) + backoffMs(retry, random, options);
}
