/** Whether an endpoint is called: closed (yes), open (no, until a time), half-open (one probe finds out). */
export type Breaker =
  | { readonly state: "closed"; readonly failures: number }
  | { readonly state: "open"; readonly untilMs: number }
  | { readonly state: "half-open"; readonly sinceMs: number; readonly probing: boolean };

/** How a call ended; `ignored` is for cancels and refusals that say nothing about the endpoint. */
export type CallOutcome = "ok" | "failed" | "ignored";

/** Bounds of a breaker. */
export interface BreakerOptions {
  /** Failures in a row that open it. */
  readonly failuresToOpen: number;
  /** How long it stays open, and how long a probe may take before another one is let through. */
  readonly openMs: number;
}

/** Five failures are more than chance, a minute is what a process needs to be restarted. */
export const breakerDefaults: BreakerOptions = { failuresToOpen: 5, openMs: 60_000 };

/** A breaker that has seen nothing yet. */
export const closedBreaker: Breaker = { state: "closed", failures: 0 };

/** Whether a call may begin now; asking changes nothing, so that a router may ask about every candidate. */
export function mayCall(breaker: Breaker, nowMs: number, options = breakerDefaults): boolean {
  if (breaker.state === "closed") return true;
  if (breaker.state === "open") return nowMs >= breaker.untilMs;
  return !breaker.probing || nowMs - breaker.sinceMs >= options.openMs;
}

/** The breaker once a call that `mayCall` allowed has begun: out of open, that call is the probe. */
export function beginCall(breaker: Breaker, nowMs: number): Breaker {
  if (breaker.state === "closed") return breaker;
  return { state: "half-open", sinceMs: nowMs, probing: true };
}

/**
 * The breaker after a call. A call that began before the probe says nothing about the endpoint now, so only those
 * begun since then decide a half-open breaker; an open one waits for its time whatever still comes in.
 */
export function afterCall(
  breaker: Breaker,
  call: { readonly outcome: CallOutcome; readonly startedMs: number },
  nowMs: number,
  options = breakerDefaults,
): Breaker {
  if (breaker.state === "open") return breaker;
  if (breaker.state === "half-open") {
    if (call.startedMs < breaker.sinceMs) return breaker;
    if (call.outcome === "ignored") return { ...breaker, probing: false };
    return call.outcome === "ok" ? closedBreaker : open(nowMs, options);
  }
  if (call.outcome === "ignored") return breaker;
  if (call.outcome === "ok") return breaker.failures === 0 ? breaker : closedBreaker;
  const failures = breaker.failures + 1;
  return failures >= options.failuresToOpen ? open(nowMs, options) : { state: "closed", failures };
}

function open(nowMs: number, options: BreakerOptions): Breaker {
  return { state: "open", untilMs: nowMs + options.openMs };
}
