/** Time as the browser tells it, in one place so that everything else can be given another. */
export const browserClock = {
  nowMs: (): number => Date.now(),
  /** Resolves after `delayMs`, or at once when the signal aborts. */
  wait(delayMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const handle = setTimeout(resolve, delayMs);
      signal.addEventListener("abort", () => (clearTimeout(handle), resolve()), { once: true });
    });
  },
};
