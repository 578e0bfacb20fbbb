import { type Breaker, closedBreaker } from "@viba/runtime/breaker";
import type { MeshError } from "@viba/runtime/errors";
import { newOutlier, type OutlierState } from "@viba/runtime/outlier";

/** What the router has sent to an instance. All its leases share one, so that an attempt may outlive the lease it began under. */
export interface Work {
  inFlight: number;
  attempts: number;
  failures: number;
  /** Attempts that ended and say something about the instance, and the time they took together. */
  ended: number;
  endedMs: number;
  breaker: Breaker;
  outlier: OutlierState;
  /** The newest failure that counted against it, as text for people. */
  lastFailure: string;
  /** Until when another router leaves it alone, and what speaks for that. */
  elsewhere: { readonly ejectedUntilMs: number; readonly evidence: string };
  /** Monotonic time before which it has asked for no new work. */
  pausedUntilMs: number;
  /** Attempts in flight by the name of the capability. */
  readonly running: Map<string, number>;
  /** Monotonic time at which it joined; its share grows from then on. */
  readonly sinceMs: number;
  /** Attempts that want to hear when the instance is gone. */
  readonly watchers: Watcher[];
}

/** Who wants to hear that an instance is gone. */
export interface Watcher {
  /** Its place among those of the instance; -1 while it watches none. */
  watchesAt: number;
  gone(why: MeshError): void;
}

/** An instance that was sent nothing yet. */
export function newWork(sinceMs = Number.NEGATIVE_INFINITY): Work {
  return {
    inFlight: 0,
    attempts: 0,
    failures: 0,
    ended: 0,
    endedMs: 0,
    breaker: closedBreaker,
    outlier: newOutlier,
    lastFailure: "",
    elsewhere: { ejectedUntilMs: 0, evidence: "" },
    pausedUntilMs: 0,
    running: new Map(),
    sinceMs,
    watchers: [],
  };
}

/** From now on it hears when the instance is gone. */
export function watch({ watchers }: Work, watcher: Watcher): void {
  watcher.watchesAt = watchers.length;
  watchers.push(watcher);
}

/** It wants to hear no more; harmless when it didn't. The last one takes its place, so that nothing is moved or made. */
export function unwatch({ watchers }: Work, watcher: Watcher): void {
  const at = watcher.watchesAt;
  if (at < 0) return;
  const last = watchers.pop()!;
  if (last !== watcher) {
    watchers[at] = last;
    last.watchesAt = at;
  }
  watcher.watchesAt = -1;
}
