import type { Clock, Timer } from "@viba/runtime/clock";

/** A clock that moves only when told to. */
export interface FakeClock extends Clock {
  /** Moves both times forward and runs what falls due on the way, in order of due time. */
  advance(ms: number): void;
  /** Like `advance`, but lets promises settle before, between and after the timers that run. */
  advanceAsync(ms: number): Promise<void>;
  /** Sets the wall time alone, as an administrator or NTP would; timers and leases must not notice. */
  setWall(nowMs: number): void;
  /** Timers not yet run or cancelled: a test ends with 0, or something leaks. */
  readonly pending: number;
}

interface Entry {
  dueMs: number;
  order: number;
  everyMs: number | undefined;
  task: () => void;
}

/** Lets every promise that can settle without I/O settle. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Makes a clock that starts at `nowMs` of wall time (2026-01-01 UTC by default) and 0 of monotonic time. */
export function fakeClock(nowMs = Date.UTC(2026, 0, 1)): FakeClock {
  const entries = new Set<Entry>();
  let monotonic = 0;
  let offset = nowMs;
  let order = 0;

  const add = (delayMs: number, everyMs: number | undefined, task: () => void): Timer => {
    const entry = { dueMs: monotonic + Math.max(0, delayMs), order: order++, everyMs, task };
    entries.add(entry);
    return { cancel: () => void entries.delete(entry) };
  };
  const next = (untilMs: number): Entry | undefined => {
    let first: Entry | undefined;
    for (const entry of entries) {
      if (entry.dueMs > untilMs) continue;
      if (!first || entry.dueMs < first.dueMs) first = entry;
      else if (entry.dueMs === first.dueMs && entry.order < first.order) first = entry;
    }
    return first;
  };
  const run = (entry: Entry) => {
    monotonic = Math.max(monotonic, entry.dueMs);
    if (entry.everyMs === undefined) entries.delete(entry);
    else {
      entry.dueMs += Math.max(1, entry.everyMs);
      entry.order = order++;
    }
    entry.task();
  };

  return {
    nowMs: () => offset + monotonic,
    monotonicMs: () => monotonic,
    after: (delayMs, task) => add(delayMs, undefined, task),
    every: (intervalMs, task) => add(intervalMs, intervalMs, task),
    advance(ms) {
      const untilMs = monotonic + ms;
      for (let entry = next(untilMs); entry; entry = next(untilMs)) run(entry);
      monotonic = untilMs;
    },
    async advanceAsync(ms) {
      const untilMs = monotonic + ms;
      await settle();
      for (let entry = next(untilMs); entry; entry = next(untilMs)) {
        run(entry);
        await settle();
      }
      monotonic = untilMs;
      await settle();
    },
    setWall(wallMs) {
      offset = wallMs - monotonic;
    },
    get pending() {
      return entries.size;
    },
  };
}
