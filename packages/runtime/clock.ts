/** A pending timer; cancelling it twice is harmless. */
export interface Timer {
  cancel(): void;
}

/** Time, passed in so that tests need no patching. */
export interface Clock {
  /** Wall time in milliseconds since the epoch: for people and records, never for leases or time-outs. */
  nowMs(): number;
  /** Milliseconds that only go forward, from an arbitrary start: for leases, time-outs and durations. */
  monotonicMs(): number;
  /** Runs `task` once after `delayMs`; the process may end before it (the timer holds nothing open). */
  after(delayMs: number, task: () => void): Timer;
  /** Runs `task` every `intervalMs` until cancelled; holds nothing open. */
  every(intervalMs: number, task: () => void): Timer;
}

/** The machine's clock. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after(delayMs, task) {
    const handle = setTimeout(task, delayMs);
    handle.unref();
    return { cancel: () => clearTimeout(handle) };
  },
  every(intervalMs, task) {
    const handle = setInterval(task, intervalMs);
    handle.unref();
    return { cancel: () => clearInterval(handle) };
  },
};

/** Keeps the process from ending until disposed: for a wait that somebody needs and nothing else holds open. */
export function holdProcess(): Disposable {
  const handle = setInterval(() => {}, 2 ** 30);
  return { [Symbol.dispose]: () => clearInterval(handle) };
}

/** Resolves after `delayMs`, or rejects with the signal's reason as soon as it aborts. */
export function sleep(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const abort = () => {
      timer.cancel();
      reject(signal!.reason);
    };
    const timer = clock.after(delayMs, () => {
      signal?.removeEventListener("abort", abort);
      resolve();
    });
    signal?.addEventListener("abort", abort, { once: true });
  });
}
