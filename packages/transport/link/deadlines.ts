import type { Clock, Timer } from "@viba/runtime/clock";

/** Something that ends when its time is up. `before` and `behind` belong to the list it is in. */
export interface Deadlined {
  /** On the monotonic clock; 0 while in no list. */
  deadlineMs: number;
  before: Deadlined | undefined;
  behind: Deadlined | undefined;
  expire(): void;
}

/** Deadlines of a link's calls: adding and removing one is a few stores, where a timer each would cost a microsecond. */
export interface Deadlines {
  add(item: Deadlined, deadlineMs: number): void;
  /** Harmless when it was never added. */
  remove(item: Deadlined): void;
  /** Forgets all of them. */
  clear(): void;
  readonly size: number;
}

/** A call's time may be over by so much before it is ended: bounds how often the list is walked. */
export const deadlineSlackMs = 4;

/** Timers count in 31 bits: a deadline further off is looked at again on the way. */
const longestTimerMs = 2 ** 31 - 1;

/** A list with one timer, set for the earliest. Calls that end in time never see the timer. */
export function createDeadlines(clock: Clock): Deadlines {
  let head: Deadlined | undefined;
  let timer: Timer | undefined;
  let timerMs = Infinity;

  const unlink = (item: Deadlined) => {
    if (item.before) item.before.behind = item.behind;
    else head = item.behind;
    if (item.behind) item.behind.before = item.before;
    item.before = item.behind = undefined;
    item.deadlineMs = 0;
    deadlines.size -= 1;
  };
  const arm = (deadlineMs: number, nowMs: number) => {
    timer?.cancel();
    timerMs = Math.min(Math.max(deadlineMs, nowMs) + deadlineSlackMs, nowMs + longestTimerMs);
    timer = clock.after(timerMs - nowMs, run);
  };
  const run = () => {
    const nowMs = clock.monotonicMs();
    const due: Deadlined[] = [];
    let nextMs = Infinity;
    timer = undefined;
    timerMs = Infinity;
    for (let item = head; item;) {
      const behind: Deadlined | undefined = item.behind;
      if (item.deadlineMs > nowMs) nextMs = Math.min(nextMs, item.deadlineMs);
      else {
        unlink(item);
        due.push(item);
      }
      item = behind;
    }
    if (nextMs < Infinity) arm(nextMs, nowMs);
    // Ended only now: what ends may add and remove others.
    for (const item of due) item.expire();
  };

  // A field, and no accessor: a literal with one is a slow object to V8, and every call reads from this.
  const deadlines: Deadlines & { size: number } = {
    size: 0,
    add(item, deadlineMs) {
      if (item.deadlineMs !== 0) unlink(item);
      item.deadlineMs = deadlineMs;
      item.before = undefined;
      item.behind = head;
      if (head) head.before = item;
      head = item;
      deadlines.size += 1;
      if (deadlineMs < timerMs - deadlineSlackMs) arm(deadlineMs, clock.monotonicMs());
    },
    remove(item) {
      if (item.deadlineMs !== 0) unlink(item);
    },
    clear() {
      while (head) unlink(head);
      timer?.cancel();
      timer = undefined;
      timerMs = Infinity;
    },
  };
  return deadlines;
}
