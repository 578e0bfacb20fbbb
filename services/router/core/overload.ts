import type { Capacity } from "./slots.ts";

/** Waiting this long is worth one step of priority. */
export const ageStepMs = 10_000;

/**
 * Whether work of a priority is held back although somebody is free: the rest of the capacity is kept for what
 * matters more. Work for idle times gets at most nine tenths, and three quarters from -2 down; work that waits ages
 * out of it, so that it starts in the end. One slot is always anybody's.
 */
export function heldBack(priority: number, waitedMs: number, { slots, used }: Capacity): boolean {
  const now = priority + Math.floor(waitedMs / ageStepMs);
  if (now >= 0) return false;
  return used >= Math.max(1, Math.ceil(slots * (now === -1 ? 0.9 : 0.75)));
}

/** What a waiting time is told from. */
export interface WaitFacts {
  /** Who goes first, by the queue's order. */
  readonly ahead: number;
  readonly slots: number;
  /** Mean time of an attempt; undefined when none was seen. */
  readonly meanMs: number | undefined;
  /** Time that nearly all attempts keep to; undefined when too few were seen. */
  readonly p95Ms?: number | undefined;
}

/** How long one more would wait; undefined when nobody can tell. */
export function expectedWaitMs({ ahead, slots, meanMs }: WaitFacts): number | undefined {
  if (meanMs === undefined || slots === 0) return undefined;
  return ((ahead + 1) * meanMs) / slots;
}

/**
 * Whether work would begin so late that its own time no longer fits before its end: a place given to it would be
 * wasted, and those behind it would be late too.
 */
export function isTooLate(facts: WaitFacts, leftMs: number): boolean {
  const waitMs = expectedWaitMs(facts);
  return waitMs !== undefined && waitMs + (facts.p95Ms ?? facts.meanMs!) > leftMs;
}

/** When to come back: when the line has passed, within bounds a caller can plan with. */
export function retryAfterMs(facts: WaitFacts): number {
  return Math.round(Math.min(60_000, Math.max(100, expectedWaitMs(facts) ?? 1000)));
}
